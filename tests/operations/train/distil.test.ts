import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { prune } from "../../../src/operations/prune.ts";
import { train, type TrainInput } from "../../../src/operations/train.ts";
import { taught } from "../../../src/operations/train/models.ts";
import { parametersOf } from "../../../src/bundle/network.ts";
import { kindOf, loadCheckpoint } from "../../../src/tasks/registry.ts";
import { startWorker } from "../../../src/tasks/start_worker.ts";
import { train as trainLoop } from "../../../src/training/loop.ts";
import { trainingOptionsSchema } from "../../../src/training/options.ts";
import type { Prepared } from "../../../src/training/task.ts";
import { prunedSpecs } from "../../../src/network/pruning/magnitude.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import type { Checkpoint } from "../../../src/training/checkpoint.ts";
import { withModel } from "../../tasks/art/toy_model.ts";
import { writeTinyCorpus } from "../../tasks/art/corpus.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

const TINY: TrainInput = {
  ...{ dim: 16, layers: 1, heads: 2, window: 16, batchTokens: 512, workers: 1, learningRate: 0.01 },
  ...{ precision: "fp32", evalInterval: 1000, settings: { tokenizer: "char" } },
};

/** Trains a teacher for some steps; `use` gets its model folder. */
async function withTeacher(
  given: TrainInput,
  use: (teacher: string, text: string, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "distil-" });
  try {
    const text = join(folder, "text.txt");
    await Deno.writeTextFile(text, TEXT);
    const { model } = await train(
      { ...TINY, ...given, files: [text], out: join(folder, "teacher") },
      quietly,
    );
    await use(model, text, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Trains to the end, and stops on the way and goes on: both must come to the same. */
async function bothWays(input: TrainInput, folder: string, steps: number): Promise<Checkpoint> {
  const [whole, parts] = [join(folder, "whole"), join(folder, "parts")];
  const { checkpoint } = await train({ ...input, out: whole, steps }, quietly);
  const stop = new AbortController();
  const log = (line: string) => line.startsWith("step 20 ") && stop.abort();
  const stopped = await train({ ...input, out: parts, steps }, { ...quietly, log, signal: stop.signal });
  assert.ok(stopped.checkpoint.step < steps);
  const resumed = await train({ files: input.files ?? [], out: parts, resume: true }, quietly);
  assert.equal(checkpoint.weights.findIndex((value, i) => value !== resumed.checkpoint.weights[i]), -1);
  await Promise.all([whole, parts].map((path) => Deno.remove(path, { recursive: true })));
  return checkpoint;
}

/** Learners that are told other things at a position than the teacher is. */
const LEARNERS: Readonly<Record<string, TrainInput>> = {
  "a smaller window, two workers, two batches each": { window: 8, workers: 2, accumulate: 2 },
  "another kind": { architecture: "selective", state: 8 },
  "layers that are computed again": { positions: "rotary", recompute: "yes", labelSmoothing: 0.1 },
};

for (const [name, learner] of Object.entries(LEARNERS)) {
  Deno.test(`a run with a teacher goes on to the bit: ${name}`, () =>
    withTeacher({ dim: 32, layers: 2, steps: 4 }, async (teacher, text, folder) => {
      const input = { ...TINY, ...learner, files: [text], teacher, distilWeight: 0.5, distilTemperature: 2 };
      const { teacher: digest, options, weights } = await bothWays(input, folder, 24);
      assert.match(digest ?? "", /^[0-9a-f]{64}$/, name);
      assert.equal(options.teacher, teacher);
      assert.ok(weights.every(Number.isFinite));
    }));
}

Deno.test("a learner that only looks at its teacher learns what the teacher has learned", () =>
  withTeacher({ steps: 150, layers: 2 }, async (teacher, text, folder) => {
    const input = { ...TINY, files: [text], teacher, steps: 150 };
    const { checkpoint } = await train({ ...input, distilWeight: 1, out: join(folder, "taught") }, quietly);
    // What the text itself says counts nothing; any of its characters by its frequency takes four bits.
    assert.ok(checkpoint.losses["textUnseen"]! < 1.5, JSON.stringify(checkpoint.losses));
  }));

Deno.test("a teacher is refused in a line where it cannot teach", () =>
  withTeacher({ steps: 1, positions: "learned" }, async (teacher, text, folder) => {
    const out = join(folder, "out"), given: TrainInput = { ...TINY, files: [text], out, steps: 1 };
    const other = join(folder, "other.txt");
    await Deno.writeTextFile(other, TEXT.replaceAll("c", "#"));
    const refused: [TrainInput, string, RegExp][] = [
      [{ ...given, teacher: join(folder, "none") }, "model", /none/],
      [
        { ...given, files: [other], teacher },
        "usage",
        /^--teacher .*: its tokenizer is another; take --tokenizer /,
      ],
      [
        { ...given, teacher, settings: { tokenizer: "char", context: 24 } },
        "usage",
        /its 16 places are fewer than the 24 tokens of a stretch; take --context 16/,
      ],
      [{ ...given, distilWeight: 0.5 }, "usage", /distilWeight: is of use with --teacher only/],
      [{ ...given, distilTemperature: 2 }, "usage", /distilTemperature: is of use with --teacher only/],
      [{ ...given, teacher, distilWeight: 2 }, "usage", /distilWeight/],
    ];
    for (const [input, kind, message] of refused) {
      await assert.rejects(train(input, quietly), (error: Error & { kind?: string }) => {
        assert.equal(error.kind, kind, error.message);
        assert.match(error.message, message);
        assert.ok(!error.message.includes("\n"));
        return true;
      });
      await assert.rejects(Deno.stat(out), Deno.errors.NotFound, "nothing is left of it");
    }
    await withModel(async (_, drawing) => {
      await assert.rejects(train({ ...given, teacher: drawing }, quietly), /its task is art, not text/);
    });
    await train({ ...given, teacher }, quietly);
    const { rewrite, stored } = await (await kindOf("text")).readModel(teacher);
    const parameters = parametersOf(stored);
    parameters["head"]!.data[0]! += 1;
    await rewrite(teacher, { parameters });
    await assert.rejects(
      train({ files: [text], out, resume: true, steps: 2 }, quietly),
      { kind: "usage", message: /its weights have changed since the checkpoint/ },
    );
  }));

Deno.test("drawings are taught too, and go on to the bit", async () => {
  const folder = await Deno.makeTempDir({ prefix: "distil-" });
  try {
    const data = join(folder, "corpus.db");
    writeTinyCorpus(data);
    const kind = await kindOf("art");
    const prepared = await kind.prepare({
      ...{ settings: { data }, files: [], preset: "nano", sizes: { dim: 16, heads: 2, window: 16 } },
    }, quietly);
    const options = trainingOptionsSchema.parse({
      steps: 4,
      batchTokens: 512,
      precision: "fp32",
      workers: 1,
    });
    /** Trains until the budget or so many steps are used up. */
    const learn = (out: string, of: Prepared, start?: Checkpoint, steps = Infinity) => {
      const end = (start?.step ?? 0) + steps;
      let step = start?.step ?? 0;
      return Deno.mkdir(out, { recursive: true }).then(() =>
        trainLoop(out, options, of, start, {
          ...{ log: () => {}, saved: () => Promise.resolve([]), startWorker },
          stopped: () => step++ >= end,
        })
      );
    };
    await learn(join(folder, "teacher"), prepared);
    const teacher = join(folder, "teacher", "checkpoint.bin");
    const guided = await taught(prepared, { ...options, teacher }, kind);
    const whole = await learn(join(folder, "whole"), guided);
    const half = await learn(join(folder, "half"), guided, undefined, 2);
    assert.equal(half.step, 2);
    const path = join(folder, "half", "checkpoint.bin");
    const resumed = await learn(join(folder, "half"), guided, await loadCheckpoint(path));
    assert.deepEqual(resumed.weights, whole.weights);
    assert.notDeepEqual(whole.weights, (await loadCheckpoint(teacher)).weights);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

for (const optimizer of ["muon", "adamw"] as const) {
  Deno.test(`weights that a model was pruned of stay zero while it is trained on by ${optimizer}, and the run goes on to the bit`, () =>
    withTeacher({ steps: 40 }, async (model, text, folder) => {
      const sparse = join(folder, "sparse");
      await prune({ model, share: 0.5, out: sparse });
      const input: TrainInput = {
        ...{ files: [text], initFrom: sparse, zeros: "keep", optimizer, workers: 2, batchTokens: 512 },
        ...{ learningRate: 0.01, precision: "fp32" },
      };
      const { network, ports, weights } = await bothWays(input, folder, 24);
      const { stored } = await (await kindOf("text")).readModel(sparse);
      const before = parametersOf(stored);
      let zeros = 0, moved = 0;
      for (const { name, offset, size } of prunedSpecs(parameterSpecs(ports, network))) {
        const now = weights.subarray(offset, offset + size);
        before[name]!.data.forEach((value, i) => {
          if (value === 0) {
            zeros++;
            assert.equal(now[i], 0, `${name} ${i}`);
          } else if (now[i] !== value) moved++;
        });
      }
      assert.ok(zeros > 1000 && moved > 0.99 * zeros, `${zeros} zeros, ${moved} others moved`);
    }));
}
