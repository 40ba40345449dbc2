/**
 * The folder that `deno task compile` compiles: the bundled program, the model and, where that has no better place,
 * onnxruntime's library, compressed. Equal inputs make an equal folder, wherever and whenever: Deno also embeds names and times.
 */
import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { UserError } from "../src/base/errors.ts";
import { ASSETS } from "../src/rasterise/assets.ts";
import { EMBEDDED, packageFolder, platformBuild } from "../src/inference/runtime/native.ts";
import type { Pinned } from "../src/inference/runtime/unpack.ts";

const ROOT = join(import.meta.dirname!, "..");
/** Where main.ts looks for the built-in model, below the root. */
export const MODEL = "weights/default";
/** The bundle's folder, as deep as src/operations is: paths relative to a source file hold in both. */
const BUNDLED = "app/main";
/** What is bundled: the entry, and what runs in threads of its own. */
const ENTRIES: readonly string[] = [
  "main.ts",
  "src/operations/draw/worker.ts",
  "src/rasterise/image/formats/svg_worker.ts",
];
/** The program within the stage, and what must be embedded with it. */
export const PROGRAM = `${BUNDLED}/main.js`;
export const INCLUDED: readonly string[] = [MODEL, BUNDLED];

/** Time stamp of every file: 2000-01-01. */
const EPOCH = new Date(Date.UTC(2000, 0, 1));

/** Fills the empty folder `stage` for the model in the folder `model`. */
export async function fillStage(stage: string, model: string): Promise<void> {
  await bundle(join(stage, BUNDLED), "--minify");
  nameByContent(join(stage, BUNDLED));
  for (const [name, source] of Object.entries(ASSETS)) {
    const bytes = await Deno.readFile(fileURLToPath(import.meta.resolve(source)));
    await Deno.writeFile(join(stage, BUNDLED, `${name}.br`), compress(bytes));
  }
  await cp(model, join(stage, MODEL), { recursive: true });
  await Deno.writeTextFile(join(stage, "deno.json"), JSON.stringify({ lock: false }));
  setTimes(stage);
}

/** Path of this platform's library of onnxruntime, checked against its pin. */
export async function findLibrary(): Promise<string> {
  const { folder, library } = platformBuild();
  const path = join(await packageFolder(), folder, library.name);
  await checkPin(path, library);
  return path;
}

/** Bundles the program and what it imports into a folder. */
export async function bundle(folder: string, ...more: string[]): Promise<void> {
  const options = ["--quiet", "--platform", "deno", "--code-splitting", ...more];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", ...options, "--outdir", folder, ...ENTRIES],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`deno bundle failed: ${new TextDecoder().decode(stderr).trim()}`);
}

/** Texts of a bundle by their paths within its folder. */
export function readBundled(folder: string): Map<string, string> {
  return new Map(
    [...walk(folder)].filter((path) => path.endsWith(".js"))
      .map((path) => [relative(folder, path), Deno.readTextFileSync(path)]),
  );
}

/**
 * Renames the chunks of a bundle, `chunk-3GDOKP2J.js`, and mentions of them: the bundler's names depend on where sources
 * and package cache lie, these on the content alone (names of other chunks left out, as chunks may import in a circle).
 */
export function nameByContent(folder: string): void {
  const pattern = /-[A-Z0-9]{8}(?=\.js$)/;
  const texts = readBundled(folder);
  const chunks = [...texts.keys()].filter((name) => pattern.test(name)); // some names have blanks in them
  const mention = new RegExp(chunks.map((name) => RegExp.escape(name)).join("|") || "(?!)", "g");
  const replaceNames = (text: string, replace: (name: string) => string) => text.replace(mention, replace);
  const renamed = new Map([...texts].map(([name, text]) => {
    const anonymous = replaceNames(text, (other) => other.replace(pattern, ""));
    const digest = createHash("sha256").update(anonymous).digest("hex").slice(0, 8).toUpperCase();
    return [name, name.replace(pattern, `-${digest}`)] as const;
  }));
  if (new Set(renamed.values()).size < texts.size) throw new Error("two chunks of the bundle are alike");
  for (const [name, text] of texts) {
    Deno.removeSync(join(folder, name));
    Deno.writeTextFileSync(
      join(folder, renamed.get(name)!),
      replaceNames(text, (other) => renamed.get(other)!),
      { createNew: true },
    );
  }
}

/** A library of onnxruntime, compressed. */
export async function compressLibrary(path: string): Promise<Uint8Array> {
  return compress(await Deno.readFile(path));
}

function compress(bytes: Uint8Array): Uint8Array {
  // Level 9 takes ten times as long and saves 5 %.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(bytes, { params });
}

/** Adds the compressed library `name` to a filled stage; gives the path to include. */
export async function embed(stage: string, name: string, compressed: Uint8Array): Promise<string> {
  await Deno.mkdir(join(stage, EMBEDDED));
  await Deno.writeFile(join(stage, EMBEDDED, `${name}.br`), compressed);
  setTimes(stage);
  return EMBEDDED;
}

async function checkPin(path: string, { size, sha256 }: Pinned): Promise<void> {
  const bytes = await Deno.readFile(path);
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (digest === sha256 && bytes.length === size) return;
  throw new UserError(
    "environment",
    `${path} has SHA-256 ${digest}; src/inference/runtime/native.ts pins another`,
  );
}

function setTimes(stage: string): void {
  for (const path of walk(stage)) Deno.utimeSync(path, EPOCH, EPOCH);
}

/** Every path below `folder`, folders after what is in them. */
function* walk(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) yield* walk(path);
    yield path;
  }
}
