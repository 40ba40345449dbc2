import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { isFile } from "../../../src/base/files.ts";
import { sweep, type SweepContext } from "../../../src/operations/sweep.ts";
import type { SweepRequest } from "../../../src/operations/sweep/plan.ts";
import { loadCheckpoint } from "../../../src/tasks/registry.ts";
import { ROOT } from "../../e2e/binary.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

const PROGRAM = {
  command: Deno.execPath(),
  args: ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts")],
};
const TINY = ["dim=16", "layers=1", "heads=2", "window=16", "tokenizer.type=char"];

/** Sweeps of a text, each in a folder of its own. */
async function withSweeps(
  use: (
    run: (name: string, words: string[], more?: Partial<SweepContext>) => ReturnType<typeof sweep>,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sweeps-" });
  const files = [join(folder, "cats.txt")];
  const run = (name: string, words: string[], more: Partial<SweepContext> = {}) => {
    const given = { out: join(folder, name) };
    const request: SweepRequest = words.length === 0
      ? { words, given: { ...given, resume: true }, cores: 2, variable: () => undefined }
      : { words: [...words, ...TINY], files, given, cores: 2, variable: () => undefined };
    return sweep(request, PROGRAM, { ...quietly, ...more });
  };
  try {
    await Deno.writeTextFile(files[0]!, TEXT);
    await use(run, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const checkpointOf = (folder: string, ...path: string[]) =>
  loadCheckpoint(join(folder, ...path, "checkpoint.bin"));

Deno.test("a run that fails is noted by its line, the others go on; asha's best is the run that the grid made of it", async () => {
  await withSweeps(async (run, folder) => {
    const budget = ["steps=24", "evalInterval=8"];
    const grid = await run("grid", ["lr=1e-4,1e-2", "batchTokens=512,4194304", ...budget]);
    assert.deepEqual(grid.results.trials.map(({ name, state, steps }) => [name, state, steps]), [
      ["2", "finished", 24],
      ["0", "finished", 24],
      ["1", "failed", 0],
      ["3", "failed", 0],
    ]);
    assert.match(grid.results.trials[2]!.failed!, /^[^\n]*--batch-tokens[^\n]*$/);
    for (const name of ["table.json", "table.csv", "table.md"]) {
      assert.ok(await isFile(join(folder, "grid", name)));
    }
    const asha = await run("asha", [
      ...["lr=1e-4,1e-2", "batchTokens=512", ...budget],
      ...["sweep.method=asha", "sweep.reduction=3"],
    ]);
    assert.deepEqual(asha.journal.rungs, [1 / 3, 1]);
    assert.deepEqual(asha.results.trials.map(({ state, steps, rung }) => [state, steps, rung]), [
      ["finished", 24, 1],
      ["paused", 8, 0],
    ]);
    const [best] = asha.results.trials;
    assert.equal(best!.name, "1");
    const [paused, whole] = [
      await checkpointOf(folder, "asha", "1"),
      await checkpointOf(folder, "grid", "2"),
    ];
    assert.deepEqual(paused.weights, whole.weights);
    assert.deepEqual(paused.losses, whole.losses);
    // What is done is done: going on changes nothing.
    const again = await run("asha", []);
    assert.deepEqual(again.results.trials, asha.results.trials);
  });
});

Deno.test("a sweep that is stopped leaves checkpoints, is not begun twice at a time, and goes on only as what it is", async () => {
  await withSweeps(async (run, folder) => {
    const stop = new AbortController();
    const words = ["seed=1,2", "steps=100000", "saveInterval=5", "batchTokens=512"];
    const going = run("long", words, { signal: stop.signal });
    const isSaved = async () =>
      (await Promise.all(["0", "1"].map((name) => isFile(join(folder, "long", name, "checkpoint.bin")))))
        .every(Boolean);
    while (!await isSaved()) await new Promise((resolve) => setTimeout(resolve, 50));
    await assert.rejects(run("long", []), /this sweep is going on already$/);
    stop.abort();
    const { results, journal } = await going;
    assert.deepEqual(results.trials.map(({ state }) => state), ["stopped", "stopped"]);
    assert.ok(journal.minutes > 0);
    const before = await checkpointOf(folder, "long", "0");
    assert.ok(before.step > 0 && before.step < 100000);
    // A limit that is used up stops it at once.
    const given = { out: join(folder, "long"), resume: true };
    const request = { words: [], given, cores: 2, variable: () => undefined, sweep: { limit: 1e-6 } };
    await sweep(request, PROGRAM, quietly);
    assert.equal((await checkpointOf(folder, "long", "0")).step, before.step);
    const files = [join(folder, "cats.txt")];
    const other = (words: string[], message: RegExp) =>
      assert.rejects(sweep({ ...request, files, words: [...words, ...TINY] }, PROGRAM, quietly), message);
    await other(
      ["seed=1,3", ...words.slice(1)],
      /here trials would be another; --resume --name alone goes on$/,
    );
    await other([...words.slice(0, 3), "batchTokens=256"], /the configuration of trial 0 would be another/);
  });
});

Deno.test("trials that a sweep is stopped at while they prepare go on later", async () => {
  await withSweeps(async (run) => {
    const stop = new AbortController();
    const log = (line: string) => {
      if (line === "0: seed=1") stop.abort();
    };
    const words = ["seed=1,2", "steps=4", "evalInterval=4", "batchTokens=512"];
    const { results } = await run("early", words, { signal: stop.signal, log });
    assert.deepEqual(results.trials.map(({ state }) => state), ["stopped", "waiting"]);
    const later = await run("early", []);
    assert.deepEqual(later.results.trials.map(({ state, steps }) => [state, steps]), [
      ["finished", 4],
      ["finished", 4],
    ]);
  });
});
