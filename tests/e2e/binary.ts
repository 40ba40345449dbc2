/** The compiled binary under test, made once for each state of the sources, and ways to run it. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { madeSketches } from "../../scripts/fuzz/made_sketches.ts";
import { writeBundle } from "../../src/tasks/art/bundle/write.ts";
import { modelShape } from "../../src/tasks/art/config.ts";
import { portsOf } from "../../src/tasks/art/sequence/features.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { namedViews, parameterCount } from "../../src/network/parameters.ts";
import { random } from "../../src/base/random.ts";
import { fitGridTokenizer } from "../../src/tokenizer/grid/grid.ts";

export const ROOT = join(import.meta.dirname!, "..", "..");
const CACHE = join(ROOT, ".cache", "e2e");

/** Result of a program: its output as text, and its exit code. */
export interface Result {
  stdout: string;
  stderr: string;
  code: number;
}

/** Runs a program with exactly this environment. */
export async function run(
  program: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string>; inherit?: boolean } = {},
): Promise<Result> {
  const { inherit = false, ...rest } = options;
  const command = new Deno.Command(program, { args, clearEnv: !inherit, stdin: "null", ...rest });
  const { stdout, stderr, code } = await command.output();
  const decoder = new TextDecoder();
  return { stdout: decoder.decode(stdout), stderr: decoder.decode(stderr), code };
}

/** Runs a task of deno.json, such as `train`. */
export function runTask(name: string, args: string[]): Promise<Result> {
  return run(Deno.execPath(), ["task", "--quiet", name, ...args], {
    cwd: ROOT,
    inherit: true,
    env: { NO_COLOR: "1" },
  });
}

/** Makes a model of random weights: it draws nothing in particular, lawfully. */
export async function writeRandomModel(path: string): Promise<void> {
  const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));
  const styles = ["line", "solid", "shaded", "banner"];
  const tokenizer = fitGridTokenizer([printable], { styles, maxWidth: 80, maxHeight: 48 });
  const config = modelShape("nano");
  const specs = parameterSpecs(portsOf(tokenizer, config), config);
  const { next } = random(1);
  const parameters = namedViews(
    specs,
    Float32Array.from({ length: parameterCount(specs) }, () => (next() - 0.5) / 4),
  );
  const attributions = [{ source: "none", licence: "CC0-1.0", attribution: "", pictures: 0 }];
  await writeBundle(path, {
    tokenizer,
    config,
    parameters,
    ...madeSketches(["cat", "dog"]),
    corpus: "none",
    training: { seed: 1 },
    attributions,
  });
}

/** Path of the binary with the built-in model or, until there is one, a random model. */
export async function binary(): Promise<string> {
  await Deno.mkdir(CACHE, { recursive: true });
  // Test files run in parallel: the first compiles, the others wait.
  using lock = await Deno.open(join(CACHE, "lock"), { create: true, write: true });
  await lock.lock(true);
  let model = join(ROOT, "weights", "default");
  if (!await exists(join(model, "manifest.json"))) {
    model = join(CACHE, "random-model");
    if (!await exists(model)) await writeRandomModel(model);
  }
  const output = join(CACHE, "ascii-gen");
  const digest = digestOf([
    ...["main.ts", "deno.json", "src", "scripts"].map((path) => join(ROOT, path)),
    model,
  ]);
  const stamp = await Deno.readTextFile(`${output}.digest`).catch(() => "");
  if (stamp === digest && await exists(output)) return output;
  const { code, stderr } = await runTask("compile", ["--model", model, "--output", output]);
  if (code !== 0) throw new Error(`compilation failed: ${stderr}`);
  await Deno.writeTextFile(`${output}.digest`, digest);
  return output;
}

/** Runs `test` in an empty folder, which then vanishes. */
export async function inEmptyFolder<T>(test: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-test-" });
  try {
    return await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function digestOf(paths: string[]): string {
  const hash = createHash("sha256");
  const visit = (path: string) => {
    hash.update(path);
    if (Deno.statSync(path).isFile) return void hash.update(Deno.readFileSync(path));
    for (const name of [...Deno.readDirSync(path)].map((entry) => entry.name).sort()) visit(join(path, name));
  };
  paths.forEach(visit);
  return hash.digest("hex");
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
