/** The studio for any web host: it draws in the page, by the weights in float16. */
import { build, stop } from "esbuild";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gzipSync } from "node:zlib";
import { ART_FILES, readBundle } from "../../src/tasks/art/bundle/read.ts";
import { readManifest } from "../../src/bundle/folder.ts";
import { DRAFT_FILE } from "../../src/tasks/art/draft/draft.ts";
import { listColours } from "../../src/words/colour_table.ts";
import { unpackColourTable } from "../../src/words/colours.ts";
import type { FileList, PackedFile } from "../../src/studio/page/files.ts";
import { bundlePage, type Site } from "./bundle.ts";

const ROOT = join(import.meta.dirname!, "../..");
/** The weights that browsers run best: those of the executable are rounded in a way that WebAssembly computes otherwise. */
export const WEIGHTS = join(ROOT, "weights/float16");
const RUNTIME = "onnxruntime-web/ort-wasm-simd-threaded";

/** Builds the site for the model in a folder. Throws a UserError of kind "model" for one that is damaged. */
export async function buildStatic(weights = WEIGHTS): Promise<Site> {
  try {
    await readBundle(weights); // with all checks, which the page is spared
    const packed = await packedFiles(weights);
    const colours = await packedColours();
    const runtime = named("onnxruntime.mjs", await Deno.readFile(packagePath(`${RUNTIME}.mjs`)));
    const list: FileList = {
      files: packed.map(({ file }) => file),
      colours: colours.file,
      runtime: runtime[0],
    };
    const listed = named("files.json", new TextEncoder().encode(JSON.stringify(list)));
    const site = await bundlePage({
      entry: "src/studio/page/main.tsx",
      workers: { worker: "src/studio/page/worker.ts" },
      style: "src/studio/style/studio.css",
      html: "src/studio/page/index.html",
      instead: {
        "src/inference/runtime/native.ts": "src/inference/runtime/web.ts",
        "src/words/english.ts": "src/studio/page/english.ts",
        "src/words/colours.ts": "src/studio/page/colours.ts",
        "node:timers/promises": "scripts/studio/timers.ts",
      },
    });
    for (const [name, bytes] of [runtime, listed]) site.set(name, bytes);
    const page = new TextDecoder().decode(site.get("index.html")).replaceAll("{list}", listed[0]);
    site.set("index.html", new TextEncoder().encode(page));
    const shell = [...site.keys()];
    for (const { file, bytes } of [...packed, colours]) site.set(file.url, bytes);
    site.set("service_worker.js", await serviceWorker(shell, [...site.keys()]));
    return site;
  } finally {
    await stop();
  }
}

/** A file under a name that tells its content. */
function named(name: string, bytes: Uint8Array): [string, Uint8Array] {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  return [name.replace(/(?=\.[^.]*$)/, `-${digest}`), bytes];
}

interface Packed {
  file: PackedFile;
  bytes: Uint8Array;
}

function packedFile(name: string, content: Uint8Array): Packed {
  const [url, bytes] = named(`${name}.pack`, new Uint8Array(gzipSync(content, { level: 9 })));
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { file: { name, url, size: bytes.length, sha256 }, bytes };
}

async function packedColours(): Promise<Packed> {
  const table = unpackColourTable(await Deno.readFile(join(ROOT, "src/words/colours.br")));
  return packedFile("colours.txt", new TextEncoder().encode(listColours(table)));
}

/** What the worker fetches, packed: the model, onnxruntime and the English words. */
async function packedFiles(weights: string): Promise<Packed[]> {
  const { files } = await readManifest(weights);
  const own = Object.keys(ART_FILES).filter((name) => name !== DRAFT_FILE && files[name] !== undefined);
  const model = ["manifest.json", "tokenizer.json", "config.json", "model.onnx", ...own];
  const contents: [string, Uint8Array][] = await Promise.all([
    ...model.map(async (
      name,
    ): Promise<[string, Uint8Array]> => [name, await Deno.readFile(join(weights, name))]),
    Deno.readFile(packagePath(`${RUNTIME}.wasm`)).then((
      bytes,
    ): [string, Uint8Array] => ["onnxruntime.wasm", bytes]),
    Deno.readFile(join(ROOT, "src/words/english.br")).then((bytes): [string, Uint8Array] => {
      return ["english.txt", new Uint8Array(brotliDecompressSync(bytes))];
    }),
  ]);
  return contents.map(([name, content]) => packedFile(name, content));
}

const packagePath = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));

/** The script that keeps the page; it tells what there is, so that it changes when that does. */
async function serviceWorker(shell: readonly string[], kept: readonly string[]): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "src/studio/page/service_worker.ts")],
    ...{ bundle: true, minify: true, format: "iife", write: false, logLevel: "error" },
    define: { SHELL: JSON.stringify(shell), KEPT: JSON.stringify(kept) },
  });
  return outputFiles[0]!.contents;
}

/** Bytes of a site in its files: as they are, and as hosts send them that compress by gzip. */
export function weightOf(site: Site): { plain: number; packed: number } {
  let [plain, packed] = [0, 0];
  for (const [name, bytes] of site) {
    plain += bytes.length;
    packed += name.endsWith(".pack") ? bytes.length : gzipSync(bytes).length;
  }
  return { plain, packed };
}
