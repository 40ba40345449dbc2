import assert from "node:assert/strict";
import { join } from "node:path";
import { cp } from "node:fs/promises";
import { quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { comparisonPage } from "../../../src/cli/runs/html.ts";
import { partsOf } from "../../../src/cli/runs/parts.ts";
import { compareRuns } from "../../../src/operations/runs/compare.ts";
import { differences, groupsOf } from "../../../src/operations/runs/groups.ts";
import { listRuns } from "../../../src/operations/runs/list.ts";
import { plotRuns } from "../../../src/operations/runs/plot.ts";
import type { RunRecord } from "../../../src/operations/runs/read.ts";
import { showRun } from "../../../src/operations/runs/show.ts";
import { evaluateText } from "../../../src/operations/evaluate/text.ts";
import { madeRuns, removeRuns } from "./made.ts";

Deno.test.afterAll(removeRuns);

/** Asks for an error in one line, of a kind. */
const refused = (work: () => Promise<unknown>, kind: string, message: RegExp) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, message);
    return error.kind === kind && !error.message.includes("\n");
  });

Deno.test("listRuns() tells how far runs came and what they lost, filtered and in any order", async () => {
  const { runs: folder } = await madeRuns();
  const all = await listRuns({ folder });
  assert.deepEqual(all.map(({ name }) => name), ["char-1", "char-2", "other", "sweep/bpe"]);
  const [first] = all;
  assert.deepEqual([first!.state, first!.steps, first!.task, first!.seed], ["finished", 8, "text", 1]);
  assert.ok(first!.positions > 0 && first!.parameters! > 1000 && first!.minutes > 0);
  const { name, best, last } = first!.unseen!;
  assert.equal(name, "textUnseen");
  assert.ok(best > 0 && best <= last);
  assert.equal(best, first!.best["textUnseen"]);
  // What JSON says is what there is.
  assert.deepEqual(JSON.parse(JSON.stringify(all)), all);

  const names = async (input: Parameters<typeof listRuns>[0]) =>
    (await listRuns({ folder, ...input })).map(({ name }) => name);
  assert.deepEqual(await names({ names: ["char-*"] }), ["char-1", "char-2"]);
  assert.deepEqual(await names({ names: ["sweep"] }), ["sweep/bpe"]);
  assert.deepEqual(await names({ names: [join(folder, "other"), "other"] }), ["other"]);
  assert.deepEqual(await names({ filter: ["seed=1", "tokenizer=char"] }), ["char-1", "other"]);
  assert.deepEqual(await names({ filter: ["steps=4"] }), ["sweep/bpe"]);
  assert.deepEqual(await names({ filter: ["learningRate=2e-2", "dim=17"] }), []);
  const sorted = await listRuns({ folder, sort: "textUnseen" });
  const losses = sorted.map(({ sorted }) => sorted!);
  assert.deepEqual(losses, losses.toSorted((a, b) => a - b));
  const down = await listRuns({ folder, sort: "unseen", descending: true });
  assert.deepEqual(down.map(({ sorted }) => sorted), losses.toReversed());
});

Deno.test("a run that was not brought to its end, or has no checkpoint or description, is told as far as it goes", async () => {
  const { runs, folder } = await madeRuns();
  const other = join(folder, "half");
  await cp(join(runs, "char-1"), join(other, "a"), { recursive: true });
  await Deno.writeTextFile(
    join(other, "a/options.json"),
    JSON.stringify({ task: "text", steps: 1000, seed: 7 }),
  );
  await cp(join(other, "a"), join(other, "b"), { recursive: true });
  await Deno.remove(join(other, "b/checkpoint.bin"));
  await cp(join(other, "a"), join(other, "c"), { recursive: true });
  await Deno.writeTextFile(join(other, "c/checkpoint.bin"), "ASCIIGEN");
  await Deno.writeTextFile(join(other, "c/options.json"), "no");
  await cp(join(other, "a"), join(other, "d"), { recursive: true });
  await Deno.writeTextFile(
    join(other, "d/run.json"),
    JSON.stringify({
      notes: "wider",
      like: "runs/a",
      sessions: [1, { engine: { backend: "wasm" } }],
      strange: 1,
    }),
  );
  const now = await listRuns({ folder: other });
  assert.deepEqual(now.map(({ state }) => state), ["running?", "running?", "running?", "running?"]);
  const before = new Date(Date.now() - 3_600_000);
  for (const name of ["a", "b", "c", "d"]) {
    for (const file of ["checkpoint.bin", "metrics.jsonl", "options.json"]) {
      await Deno.utime(join(other, name, file), before, before).catch(() => {});
    }
  }
  const [a, b, c, d] = await listRuns({ folder: other });
  assert.deepEqual([a!.state, b!.state, a!.seed, a!.problems], ["stopped", "begun", 7, []]);
  assert.deepEqual([b!.steps, b!.parameters], [8, undefined]);
  assert.deepEqual(c!.problems.length, 2);
  assert.match(
    c!.problems.join(),
    /checkpoint\.bin is not a whole checkpoint: .*options\.json is not a description/,
  );
  assert.deepEqual([d!.notes, d!.like, d!.engine], ["wider", "runs/a", { backend: "wasm" }]);
});

Deno.test("showRun() and plotRuns() give a run's settings, and curves over what is asked for", async () => {
  const { runs: folder } = await madeRuns();
  const run = await showRun({ name: "char-1", folder });
  assert.deepEqual([run.settings["network.dim"], run.settings["tokenizer"]], [16, "char"]);
  assert.ok(run.metrics.includes("textSeen") && run.metrics.includes("positionsPerSecond"));
  const { series, yName, title } = await plotRuns({ names: ["char-1", "sweep/bpe"], folder });
  assert.deepEqual([yName, title], ["textUnseen", "textUnseen over steps"]);
  assert.deepEqual(series.map(({ name, points }) => [name, points.map(({ x }) => x)]), [
    ...[["char-1", [4, 8]], ["sweep/bpe", [4]]],
  ]);
  const over = await plotRuns({
    names: ["char-1"],
    folder,
    over: "positions",
    metric: "textSeen",
    from: 3000,
  });
  assert.deepEqual(over.series[0]!.points.map(({ x }) => x), [8 * run.positions / 8]);
});

Deno.test("groups whose runs are called alike are named by what they differ in, and seeds that are the same are not told as different", () => {
  const run = (name: string, learningRate: number, seed: number): RunRecord => ({
    ...{ name, path: name, task: "text", state: "finished", steps: 1, minutes: 1, positions: 1, seed },
    settings: { "optimizer.learningRate": learningRate, optimizer: "adamw", seed },
    ...{ best: {}, last: {}, changed: "", ancestors: 0, problems: [], lines: [] },
  });
  const runs = [run("sw/0", 0.001, 1), run("sw/1", 0.001, 2), run("sw/2", 0.003, 1), run("sw/3", 0.003, 2)];
  const groups = groupsOf(runs);
  assert.deepEqual(groups.map(({ name }) => name), [
    "sw/* learningRate=0.001 (2 seeds)",
    "sw/* learningRate=0.003 (2 seeds)",
  ]);
  const same = groupsOf([run("a", 0.001, 1), run("b", 0.001, 1)]);
  assert.deepEqual(differences(same), []);
  const [settings] = partsOf({ groups: [], settings: [], figures: [] });
  assert.deepEqual(settings?.notes, ["none"]);
});

Deno.test("compareRuns() pairs runs with different tokenizers on the same bytes, and says what differs", async () => {
  const { runs: folder, notes } = await madeRuns();
  const result = await compareRuns({ names: ["char-1", "char-2", "sweep/bpe"], folder }, quietly);
  assert.deepEqual(result.groups, [
    { name: "char-* (2 seeds)", runs: ["char-1", "char-2"] },
    { name: "sweep/bpe", runs: ["sweep/bpe"] },
  ]);
  const differing = Object.fromEntries(result.settings.map(({ name, values }) => [name, values]));
  assert.deepEqual([differing["tokenizer"], differing["steps"]], [["char", "bpe"], ["8", "4"]]);
  assert.ok(!("seed" in differing) && !("learningRate" in differing) && !("evalInterval" in differing));
  const [char, bpe] = result.paired!.groups;
  assert.equal(result.unpaired, undefined);
  const { value } = char!.bitsPerByte;
  assert.ok(Math.abs(value - (char!.runs[0]!.bitsPerByte + char!.runs[1]!.bitsPerByte) / 2) < 1e-12);
  assert.ok(Math.abs(bpe!.difference!.value - (bpe!.bitsPerByte.value - value)) < 1e-9);
  assert.ok(char!.bitsPerByte.overSeeds! > 0 && bpe!.difference!.overText! > 0);
  assert.equal(bpe!.difference!.overSeeds, null);
  // The text's last tenth, from a line's beginning on.
  const text = await Deno.readTextFile(notes), kept = Number(/^\d+/.exec(result.paired!.what)![0]);
  assert.ok(kept <= text.length / 10 && kept > text.length / 10 - 40, `${kept}`);
  const held = join(folder, "..", "held.txt");
  await Deno.writeTextFile(held, text.slice(-kept));
  const judged = await evaluateText({ model: join(folder, "char-1", "bundle"), files: [held] }, quietly);
  // But for the end, which is not predicted where texts may go on.
  assert.ok(Math.abs(judged.bitsPerByte / char!.runs[0]!.bitsPerByte - 1) < 0.05);
  // Seeds alone: each run by itself.
  const alone = await compareRuns({ names: ["char-1", "char-2"], folder, maxCharacters: 1000 }, quietly);
  assert.deepEqual(alone.groups.map(({ name }) => name), ["char-1", "char-2"]);
  assert.deepEqual(alone.settings, [{ name: "seed", values: ["1", "2"] }]);

  const html = comparisonPage(result, result.runs);
  assert.equal(html.match(/<svg /g)!.length, 3);
  assert.match(html, /On the same bytes.*char-\* \(2 seeds\)/s);
  assert.doesNotMatch(html, /NaN|undefined|Infinity|https?:|<script/);
});

Deno.test("runs of different data are paired on a text that is named, and else told not to be", async () => {
  const { runs: folder, notes } = await madeRuns();
  const names = ["char-1", "other"];
  const { unpaired, paired, figures } = await compareRuns({ names, folder }, quietly);
  assert.match(
    unpaired!,
    /^these runs are not paired: char-1 and other learned from different texts; .*--texts$/,
  );
  assert.deepEqual([paired, figures[0]!.name], [undefined, "textUnseen, lowest"]);
  const { paired: named } = await compareRuns({ names, folder, texts: [notes] }, quietly);
  // One learned of cats, the other of dogs.
  assert.ok(named!.groups[1]!.difference!.value > 0);
  const { paired: none } = await compareRuns({ names, folder, metricsOnly: true }, quietly);
  assert.equal(none, undefined);
  await refused(() => compareRuns({ names, folder, texts: ["none.txt"] }, quietly), "io", /no such file/);
});

Deno.test("runs whose text has changed, or is gone, are not paired", async () => {
  const { runs, folder } = await madeRuns();
  const [moved, text] = [join(folder, "moved"), join(folder, "moved.txt")];
  for (const name of ["char-1", "char-2"]) {
    await cp(join(runs, name), join(moved, name), { recursive: true });
    const path = join(moved, name, "options.json");
    const options = JSON.parse(await Deno.readTextFile(path));
    await Deno.writeTextFile(path, JSON.stringify({ ...options, data: [text] }));
  }
  const why = async () => (await compareRuns({ names: ["*"], folder: moved }, quietly)).unpaired!;
  assert.match(await why(), /not paired: cannot read .*moved\.txt: there is no such file/);
  await Deno.writeTextFile(text, "Another text, which is long enough to be read.\n".repeat(40));
  assert.match(await why(), /not paired: .*moved\.txt has changed since they learned from it/);
});

Deno.test("what cannot be told is said in one line", async () => {
  const { runs: folder, folder: above } = await madeRuns();
  const none = join(above, "none");
  await refused(
    () => listRuns({ folder: none }),
    "usage",
    /^there are no runs in .*none; training makes one/,
  );
  await refused(
    () => listRuns({ folder, names: ["chr-1"] }),
    "usage",
    /no run "chr-1"; did you mean char-1\?$/,
  );
  await refused(() => listRuns({ folder, sort: "textunsen" }), "usage", /did you mean textUnseen\?$/);
  await refused(
    () => listRuns({ folder, filter: ["layer=1"] }),
    "usage",
    /^--filter layer: .*did you mean layers\?$/,
  );
  await refused(() => listRuns({ folder, filter: ["seed"] }), "usage", /is not such as state=finished/);
  await refused(
    () => plotRuns({ folder, metric: "texSeen" }),
    "usage",
    /no metric "texSeen"; did you mean textSeen\?$/,
  );
  await refused(() => showRun({ folder, name: "char-*" }), "usage", /is 2 runs: char-1, char-2$/);
  await refused(
    () => compareRuns({ folder, names: ["char-1"] }, quietly),
    "usage",
    /two runs or more, not 1$/,
  );
  const broken = join(above, "broken");
  await cp(join(folder, "char-1"), join(broken, "a"), { recursive: true });
  await cp(join(folder, "char-2"), join(broken, "b"), { recursive: true });
  const path = join(broken, "a/metrics.jsonl");
  await Deno.writeTextFile(path, (await Deno.readTextFile(path)).replace('"step":', '"step":x'));
  const problem = /a\/metrics\.jsonl, line 1: not a line of a run's metrics$/;
  const [a] = await listRuns({ folder: broken });
  assert.match(a!.problems[0]!, problem);
  await refused(() => showRun({ folder: broken, name: "a" }), "input", problem);
  await refused(() => plotRuns({ folder: broken }), "input", problem);
  await refused(() => compareRuns({ folder: broken, names: ["a", "b"] }, quietly), "input", problem);
});
