/**
 * Kills `ascii-gen create` at random points of planning, writing and training, and compares what comes of it with that of an
 * unbroken run. `deno run -A tests/e2e/create_killed.ts 30` does it with 30 kills.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { random } from "../../src/base/random.ts";
import { isFile, sha256 } from "../../src/base/files.ts";
import { sleep } from "../../src/base/sleep.ts";
import { loadCheckpoint } from "../../src/tasks/registry.ts";
import { ROOT, run } from "./binary.ts";

export const PROGRAM = ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts")];
export const RECIPES = "a fun GPT that writes cooking recipes";
/** A model that is made in a second, with a checkpoint at every third step. */
export const TINY = [
  ...["--name", "tiny", "--characters", "20000", "--steps", "12", "--workers", "1", "--batch-tokens", "256"],
  ...["--dim", "16", "--heads", "1", "--window", "32", "--save-interval", "3", "--eval-interval", "6"],
];

/** What is there when planning, writing, training and exporting have begun. */
const STAGES = ["", "plan.yaml", "data/dataset.json", "checkpoint.bin", "tiny.gguf"];
/** A run is killed at most so many milliseconds behind its stage. */
const MAX_DELAY = 300;

/** Makes a model with `kills` kills; gives how many came before it was done. Throws where it is another than an unbroken one. */
export async function surviveKills(folder: string, kills: number, seed: number): Promise<number> {
  const args = (out: string) => [...PROGRAM, "create", RECIPES, ...TINY, "--yes", "--out", out];
  const make = async (out: string) => {
    const { code, stderr } = await run(Deno.execPath(), args(out), { cwd: folder, inherit: true });
    assert.equal(code, 0, stderr);
  };
  await make("whole");
  const { int } = random(seed);
  let hit = 0;
  for (let kill = 0; kill < kills; kill++) {
    const stage = join("broken", STAGES[kill % STAGES.length]!);
    hit += Number(await killedBehind(args("broken"), folder, stage, int(MAX_DELAY)));
    // Once it is done there is little left to kill: another begins.
    if (kill % STAGES.length === STAGES.length - 1 && kill < kills - 1) {
      await make("broken");
      await compare(folder);
      await Deno.remove(join(folder, "broken"), { recursive: true });
    }
  }
  await make("broken");
  await compare(folder);
  return hit;
}

async function compare(folder: string): Promise<void> {
  const [whole, broken] = await Promise.all(["whole", "broken"].map((name) => contentOf(join(folder, name))));
  assert.deepEqual(broken, whole);
}

/** What does not hang on when and where it was made: texts, weights, files for others. */
async function contentOf(folder: string): Promise<unknown> {
  const { weights, step } = await loadCheckpoint(join(folder, "checkpoint.bin"));
  const names = ["data/learn.txt", "data/held_out.txt", "tiny.gguf"];
  const files = await Promise.all(names.map(async (name) => [
    name,
    await isFile(join(folder, name)) ? await sha256(await Deno.readFile(join(folder, name))) : "none",
  ]));
  return { step, weights, files };
}

/** Starts the command and kills it some milliseconds after a file is there; false where it had ended by then. */
async function killedBehind(args: string[], cwd: string, path: string, delay: number): Promise<boolean> {
  const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
  const child = new Deno.Command(Deno.execPath(), { args, cwd, ...quiet }).spawn();
  let ended = false;
  const status = child.status.then(() => ended = true);
  const isThere = () => Deno.stat(join(cwd, path)).then(() => true, () => false);
  while (!ended && !await isThere()) await sleep(5);
  await sleep(delay);
  const kills = !ended;
  if (kills) child.kill("SIGKILL");
  await status;
  return kills;
}

if (import.meta.main) {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-create-" });
  try {
    const kills = Number(Deno.args[0] ?? 30);
    console.log(`${await surviveKills(folder, kills, 1)} of ${kills} kills hit, all the same as unbroken`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
