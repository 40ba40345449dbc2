import assert from "node:assert/strict";
import { join } from "node:path";
import { checked } from "../../../src/base/check.ts";
import { UserError } from "../../../src/base/errors.ts";
import { readJournal } from "../../../src/experiment/sweep/journal.ts";
import { SWEEP_FIELDS } from "../../../src/experiment/sweep/fields.ts";
import { shareCores } from "../../../src/operations/sweep/cores.ts";
import {
  beginSweep,
  planSweep,
  sweepConfigurations,
  type SweepRequest,
} from "../../../src/operations/sweep/plan.ts";
import { cellsOf, resultFiles, resultsOf } from "../../../src/operations/sweep/results.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sweep-plan-" });
  try {
    await Deno.writeTextFile(join(folder, "cats.txt"), TEXT);
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const request = (folder: string, words: string[], more: Partial<SweepRequest> = {}): SweepRequest => ({
  ...{ words, given: { out: join(folder, "sweep") }, files: [join(folder, "cats.txt")], cores: 4 },
  variable: () => undefined,
  ...more,
});

const EXPERIMENT = `training: { steps: 5, seed: 9 }
architecture: { dim: 16, layers: 1, heads: 2, window: 16 }
run: { name: other }
sweep:
  method: random
  trials: 3
  over:
    optimizer.learningRate: log(1e-4,1e-2)
    architecture.layers: [1, 2]
`;

Deno.test("trials are composed of words, files and flags, and say neither where they are nor how to sweep", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "it.yaml");
    await Deno.writeTextFile(path, EXPERIMENT);
    const { journal, configurations } = await planSweep(
      request(folder, [`experiment=${path}`, "seed=range(2)"], { sweep: { trials: 4, parallel: 2 } }),
    );
    const { axes, method, settings, rungs, workers } = journal;
    assert.deepEqual(axes, ["training.seed", "optimizer.learningRate", "architecture.layers"]);
    assert.deepEqual([method, settings.trials, rungs, workers], ["random", 4, [1], 2]);
    assert.equal(configurations.length, 4);
    for (const [i, yaml] of configurations.entries()) {
      const [seed, rate, layers] = journal.trials[i]!.values;
      assert.match(yaml, new RegExp(`\\n  seed: ${seed}\\n`));
      assert.match(yaml, new RegExp(`\\n  learningRate: ${Number(rate)}\\n`));
      assert.match(yaml, new RegExp(`\\n  layers: ${layers}\\n`));
      assert.match(yaml, /\n {2}workers: 2\n/);
      assert.doesNotMatch(yaml, /sweep:|\nrun:/);
    }
    // The same plan comes of the same words.
    const again = await planSweep(
      request(folder, [`experiment=${path}`, "seed=range(2)"], { sweep: { trials: 4, parallel: 2 } }),
    );
    assert.deepEqual(again.configurations, configurations);
    // They are told before what they begin with is there.
    const absent = { sweep: { trials: 4, parallel: 2 }, files: [join(folder, "dogs.txt")] };
    const told = await sweepConfigurations(request(folder, [`experiment=${path}`, "seed=range(2)"], absent));
    assert.deepEqual(told.map((yaml) => yaml.replace("dogs.txt", "cats.txt")), configurations);
    // A word settles what the experiment would try.
    const settled = await planSweep(request(folder, [`experiment=${path}`, "layers=2"]));
    assert.deepEqual(settled.journal.axes, ["optimizer.learningRate"]);
  });
});

Deno.test("whatever is wrong with a sweep, or with one of its trials, is told in one line and nothing is written", async () => {
  await inFolder(async (folder) => {
    const wrong: [string[], RegExp, Partial<SweepRequest>?][] = [
      [[], /^there is nothing to try; give several values, as in lr=/],
      [["seed=1"], /^there is nothing to try/],
      [["seed=range(0)"], /^seed=range\(0\): range\(\) takes an end/],
      [
        ["lr=1e-3,2"],
        /^optimizer\.learningRate=2: optimizer\.learningRate: 2 is not a number above 0, up to 1$/,
      ],
      [["lrr=1,2"], /^lrr=1,2: there is no key lrr; /],
      [["seed=1,2", "seed=3,4"], /^training\.seed has values to try twice$/],
      [["seed=1,x"], /^training\.seed=x: training\.seed: "x" is not a whole number/],
      [["run.name=a,b"], /^run\.name=a,b: a sweep has one run\.name/],
      [["sweep.method=grid,asha"], /^sweep\.method=grid,asha: a sweep has one sweep\.method/],
      [["sweep.methd=grid", "seed=1,2"], /sweep\.methd/],
      [["sweep.method=gird", "seed=1,2"], /^sweep\.method=gird: .* did you mean grid\?$/],
      [["optimizer=adamw,lyon"], /lyon/],
      [
        ["heads=2,3", "dim=16", "layers=1", "window=16"],
        /^the trial architecture\.heads=3 .*dim must be a multiple of heads/,
      ],
      [["steps=1,2", "minutes=1"], /training\.minutes/],
      [["seed=1,2"], /^the trial training\.seed=1: cannot read .*dogs\.txt: /, { files: ["dogs.txt"] }],
      [["seed=1,2"], /^standard input is read once/, { files: ["-"] }],
      [
        ["seed=1,2", "workers=3"],
        /^--parallel 2 runs of 3 workers are more than the 4 cores carry; --parallel 1 would fit$/,
        {
          sweep: { parallel: 2 },
        },
      ],
    ];
    for (const [words, message, more] of wrong) {
      await assert.rejects(planSweep(request(folder, words, more)), (error) => {
        assert.ok(error instanceof UserError, `${words}: ${error}`);
        assert.match(error.message, message);
        assert.ok(!error.message.includes("\n"));
        return true;
      });
    }
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["cats.txt"]);
  });
});

Deno.test("a sweep is written whole, never over another, and its table holds what the journal knows", async () => {
  await inFolder(async (folder) => {
    const planned = await planSweep(request(folder, ["lr=1e-3,3e-3", "notes='a, \"b\"',c"]));
    await beginSweep(planned);
    await assert.rejects(beginSweep(planned), /is there already; --resume goes on with it/);
    const journal = await readJournal(planned.folder);
    assert.deepEqual(journal, planned.journal);
    journal.trials[3]!.target = 0;
    journal.trials[3]!.reached.push({ rung: 0, steps: 5, minutes: 0.5, value: 1.25 });
    journal.trials[1]!.target = 0;
    journal.trials[1]!.failed = "it broke, badly";
    const results = await resultsOf(planned.folder, journal);
    assert.deepEqual(results.trials.map(({ name, state }) => [name, state]), [
      ["3", "finished"],
      ["0", "waiting"],
      ["2", "waiting"],
      ["1", "failed"],
    ]);
    const { columns, rows } = cellsOf(results, { journal });
    assert.deepEqual(columns, ["trial", "learningRate", "notes", "unseen", "steps", "min", "state", "why"]);
    assert.deepEqual(rows[0], ["3", "3e-3", "c", "1.25", "5", "0.50", "finished", ""]);
    const files = resultFiles(results, journal);
    assert.match(files["table.csv"]!, /\r\n1,1e-3,c,–,0,0\.00,failed,"it broke, badly"\r\n$/);
    assert.equal(JSON.parse(files["table.json"]!).trials[0].value, 1.25);
    assert.match(files["table.md"]!, /^\| trial \| +learningRate \|/);
  });
});

Deno.test("cores are shared among runs", () => {
  assert.deepEqual(shareCores(4, {}), { workers: 1, parallel: 4 });
  assert.deepEqual(shareCores(4, { parallel: 2 }), { workers: 2, parallel: 2 });
  assert.deepEqual(shareCores(4, { workers: 3 }), { workers: 3, parallel: 1 });
  assert.deepEqual(shareCores(2, { workers: 8 }), { workers: 8, parallel: 1 });
  assert.throws(() => shareCores(2, { parallel: 3 }), /3 runs are more than the 2 cores carry/);
  assert.equal(checked(SWEEP_FIELDS, {}).reduction, 3);
});
