/**
 * The folder that `deno task compile` compiles: the bundled program, the model and, where they have no better place, the
 * files that are carried compressed: onnxruntime's library, the program that trains and its wasm. Equal inputs make an equal folder, wherever and whenever: Deno also embeds names and times.
 */
import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { createTar } from "nanotar";
import { UserError } from "../src/base/errors.ts";
import type { Files } from "../src/base/executable.ts";
import { EMBEDDED } from "../src/base/packed.ts";
import { PACKED_PROGRAM } from "../src/base/packed_program.ts";
import { STUDIO_ARCHIVE } from "../src/cli/service/studio.ts";
import { PACKED_WASM } from "../src/engine/backend.ts";
import { compileKernels, PACKED_KERNELS } from "../src/engine/kernels.ts";
import { LOCK_DIGEST, lockDigest } from "../src/experiment/lock.ts";
import { ASSETS } from "../src/rasterise/assets.ts";
import { packageFolder, platformBuild } from "../src/inference/runtime/native.ts";
import type { Pinned } from "../src/inference/runtime/unpack.ts";
import { LEXICON_MAKER, lexiconFile, PACKED_LEXICON } from "../src/synthesis/lexicon/load.ts";
import { runBundler } from "./bundler.ts";
import { buildStudio } from "./studio/build.ts";

const ROOT = join(import.meta.dirname!, "..");
/** Where main.ts looks for the built-in model, below the root. */
export const MODEL = "weights/default";
/** Files to compose configurations of, in the source tree and below the root. */
const CONFIGURATIONS = "conf";
/** The bundle's folder, as deep as src/operations is: paths relative to a source file hold in both. */
const BUNDLED = "app/main";
/** What is bundled: the entry, and what runs in threads of its own. */
const ENTRIES: readonly string[] = [
  "main.ts",
  "src/operations/draw/worker.ts",
  "src/rasterise/image/formats/svg_worker.ts",
  "src/service/drawing/desk_worker.ts",
  "src/service/drawing/worker.ts",
  "src/service/texts/worker.ts",
  "src/tasks/packed_worker.ts",
];
/**
 * The program that is carried, and what it leaves out: a compiler, a task that only the source tree has data for, what a
 * package takes if it is there, and what makes the lexicon that is carried.
 */
const PACKED = "src/cli/packed.ts";
const LEFT_OUT: readonly string[] = ["assemblyscript/asc", "./art/kind.ts", "encoding", LEXICON_MAKER];
const EXTERNAL = LEFT_OUT.flatMap((name) => ["--external", name]);
/** The wasm of TensorFlow.js. */
const WASM = "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
/** The program within the stage, and what must be embedded with it. */
export const PROGRAM = `${BUNDLED}/main.js`;
export const INCLUDED: readonly string[] = [MODEL, BUNDLED, CONFIGURATIONS, LOCK_DIGEST];

/** Time stamp of every file: 2000-01-01. */
const EPOCH = new Date(Date.UTC(2000, 0, 1));

/** Fills the empty folder `stage` for the model in the folder `model`. */
export async function fillStage(stage: string, model: string): Promise<void> {
  await bundle(join(stage, BUNDLED), "--minify");
  nameByContent(join(stage, BUNDLED));
  await cp(model, join(stage, MODEL), { recursive: true });
  await cp(join(ROOT, CONFIGURATIONS), join(stage, CONFIGURATIONS), { recursive: true });
  await Deno.writeTextFile(join(stage, LOCK_DIGEST), (await lockDigest() ?? "") + "\n");
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
  await runBundler(["--code-splitting", ...more, "--outdir", folder, ...ENTRIES]);
}

/** Bundles the program that is carried, and all that it imports, into a file that defines `module.exports`. */
export async function bundlePacked(file: string): Promise<void> {
  await runBundler(["--format", "cjs", ...EXTERNAL, "--output", file, PACKED]);
  const text = (await Deno.readTextFile(file))
    // The bundler gives a script no import.meta; this one is given it when it is loaded.
    .replace(/\b(import_meta\d*) = \{\};/g, "$1 = importMeta;")
    // Names of modules tell where sources and package cache lie.
    .replace(/^( *)"[^"\n]+\.\w+"\(/gm, '$1""(');
  await Deno.writeTextFile(file, text);
}

/** The same, minified. */
async function minifyPacked(file: string): Promise<void> {
  const whole = file.replace(/\.js$/, ".cjs");
  await bundlePacked(whole);
  await runBundler([
    "--format",
    "cjs",
    "--minify",
    "--packages",
    "external",
    ...EXTERNAL,
    "--output",
    file,
    whole,
  ]);
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

/** What the executable carries, compressed, by name. */
export async function packedFiles(): Promise<Files> {
  const library = await findLibrary();
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-" });
  try {
    const program = join(folder, PACKED_PROGRAM);
    await minifyPacked(program);
    const sources = [
      [basename(library), library],
      [PACKED_PROGRAM, program],
      [PACKED_WASM, resolved(WASM)],
    ] as const;
    return {
      ...Object.fromEntries(sources.map(([name, path]) => [name, compress(Deno.readFileSync(path))])),
      [PACKED_KERNELS]: compress(await compileKernels()),
      [STUDIO_ARCHIVE]: compress(await studioArchive()),
      [PACKED_LEXICON]: await Deno.readFile(await lexiconFile()),
      ...packedAssets(),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The studio as an archive; equal files make an equal one. */
async function studioArchive(): Promise<Uint8Array> {
  const files = [...await buildStudio()].sort(([a], [b]) => a < b ? -1 : 1);
  // Owners and times are the same wherever and whenever it is built.
  const attrs = { uid: 0, gid: 0, mtime: EPOCH.getTime(), mode: "644" };
  return createTar(files.map(([name, data]) => ({ name, data: new Uint8Array(data), attrs })));
}

/** What only pictures need, compressed, by name. */
export const packedAssets = (): Files =>
  Object.fromEntries(
    Object.entries(ASSETS).map(([name, source]) => [name, compress(Deno.readFileSync(resolved(source)))]),
  );

const resolved = (specifier: string) => fileURLToPath(import.meta.resolve(specifier));

/** Bytes by Brotli. */
export function compress(bytes: Uint8Array): Uint8Array {
  // Level 9 takes ten times as long and saves 5 %.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return brotliCompressSync(bytes, { params });
}

/** Adds what is carried to a filled stage; gives the path to include. */
export async function embed(stage: string, files: Files): Promise<string> {
  await Deno.mkdir(join(stage, EMBEDDED));
  for (const [name, bytes] of Object.entries(files)) {
    await Deno.writeFile(join(stage, EMBEDDED, `${name}.br`), bytes);
  }
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
