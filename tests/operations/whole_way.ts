/** The whole way of a model of any kind: trained, gone on with, exported, rounded, used. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { complete } from "../../src/operations/complete.ts";
import { draw } from "../../src/operations/draw/draw.ts";
import { evaluateText } from "../../src/operations/evaluate/text.ts";
import { exportRun } from "../../src/operations/export.ts";
import { quantize } from "../../src/operations/quantize.ts";
import { train, type TrainInput } from "../../src/operations/train.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";
import { TEXT } from "../tasks/text/tiny.ts";

export const SMALL = {
  ...{ dim: 32, layers: 2, window: 16, batchTokens: 512, learningRate: 0.01, workers: 1, precision: "fp32" },
  ...{ evalInterval: 100, saveInterval: 100, preset: "nano" },
} as const satisfies TrainInput;

export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "kinds-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Trains to the end, and stops on the way and goes on, which must come to the same; returns the run folder and the checkpoint. */
export async function trainTwice(input: TrainInput, folder: string, steps: number) {
  const [whole, parts] = [join(folder, "whole"), join(folder, "parts")];
  const { checkpoint } = await train({ ...input, out: whole, steps }, quietly);
  const stop = new AbortController();
  const log = (line: string) => line.startsWith("step 20 ") && stop.abort();
  const stopped = await train({ ...input, out: parts, steps }, { ...quietly, log, signal: stop.signal });
  assert.ok(stopped.checkpoint.step < steps, "it stopped on the way");
  const { files, settings } = input;
  const again = { ...files && { files }, ...settings && { settings } };
  const resumed = await train({ ...again, out: parts, resume: true }, quietly);
  assert.ok(checkpoint.weights.every(Number.isFinite));
  assert.deepEqual(resumed.checkpoint.network, checkpoint.network);
  const apart = checkpoint.weights.findIndex((value, i) => value !== resumed.checkpoint.weights[i]);
  assert.equal(apart, -1, "a run that stopped and went on is the same to the bit");
  return { run: whole, checkpoint };
}

/** A language model: it learns, goes on where it stood, and is completed and judged as exported and as rounded. */
export const textAllTheWay = (input: TrainInput, steps = 40) =>
  inFolder(async (folder) => {
    const text = join(folder, "cats.txt");
    await Deno.writeTextFile(text, TEXT);
    const given = { ...SMALL, ...input, files: [text] };
    const { run, checkpoint } = await trainTwice(given, folder, steps);
    const { out } = await exportRun({ run, out: join(folder, "model") }, quietly);
    await quantize({ model: out, scheme: "int8", out: join(folder, "int8") });
    const figures: number[] = [];
    for (const model of [out, join(folder, "int8")]) {
      const { bitsPerByte } = await evaluateText({ model, files: [text] }, quietly);
      figures.push(bitsPerByte);
      const asked = {
        model,
        prompts: ["1 cats", "a longer beginning than the window is"],
        seed: 3,
        maxTokens: 40,
      };
      const made = await Promise.all([1, 2].map(() => complete({ ...asked, count: 2 }, quietly)));
      assert.deepEqual(made[0]!.completions, made[1]!.completions);
      assert.equal(made[0]!.completions.length, 4);
    }
    // One of its characters at random takes almost five bits.
    assert.ok(figures[0]! < 3.5, `${figures[0]} bits a byte`);
    assert.ok(Math.abs(figures[1]! - figures[0]!) < 0.05 * figures[0]!, figures.join());
    const begun = await train({
      ...{ ...SMALL, ...input, files: [text], out: join(folder, "begun"), initFrom: out, steps: 1 },
    }, quietly);
    assert.deepEqual(begun.checkpoint.network, checkpoint.network);
  });

/** A model of drawings: it goes on where it stood, and draws as exported and as rounded. */
export const artAllTheWay = (input: TrainInput, steps = 24) =>
  inFolder(async (folder) => {
    const data = join(folder, "corpus.db"), sketches = join(folder, "sketches");
    writeTinyCorpus(data);
    const given = { ...SMALL, ...input, task: "art", settings: { data, sketches, sketchSteps: 1 } } as const;
    const { run } = await trainTwice(given, folder, steps);
    const { out } = await exportRun(
      { run, out: join(folder, "model"), settings: { data, sketches } },
      quietly,
    );
    await quantize({ model: out, scheme: "int8", out: join(folder, "int8") });
    for (const model of [out, join(folder, "int8")]) {
      const [drawing] = await draw({ model, prompts: ["cat"], seed: 1, width: 12 }, quietly);
      assert.ok(drawing !== undefined && drawing.lines.length > 0);
    }
  });
