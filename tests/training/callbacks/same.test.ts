/** metrics.jsonl, the CSV table and TensorBoard's files, as TensorBoard itself reads them, hold the same numbers. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import { CSV_FILE } from "../../../src/training/callbacks/csv.ts";
import { TENSORBOARD_FOLDER } from "../../../src/training/callbacks/tensorboard/tensorboard.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import { loadCheckpoint } from "../../../src/training/checkpoint.ts";
import { CHECKPOINT_FILE, METRICS_FILE } from "../../../src/training/loop.ts";
import { runPython } from "../../python.ts";
import { inFolder, stoppedAfter, tinyOptions, trainTiny } from "../tiny_run.ts";

const TENSORBOARD = "tensorboard==2.20.0 protobuf==6.33.2 numpy==2.4.6 absl-py==2.3.1 packaging==25.0";
const numbers = z.record(z.string(), z.array(z.tuple([z.int(), z.number().nullable()])));
const read = z.object({
  scalars: numbers,
  texts: z.record(z.string(), z.array(z.tuple([z.int(), z.string()]))),
  histograms: z.record(
    z.string(),
    z.array(z.object({
      ...{
        step: z.int(),
        min: z.number(),
        max: z.number(),
        num: z.number(),
        sum: z.number(),
        squares: z.number(),
      },
      ...{ limits: z.array(z.number()), counts: z.array(z.number()) },
    })),
  ),
});

type Row = Record<string, unknown>;
const isFigure = (name: string) => name !== "type" && name !== "step";

async function asTensorBoardReads(folder: string) {
  const script = join(import.meta.dirname!, "read_events.py");
  return read.parse(JSON.parse(await runPython(TENSORBOARD, script, join(folder, TENSORBOARD_FOLDER))));
}

Deno.test("metrics.jsonl, CSV and TensorBoard hold the same numbers, in a resumed run too", async () => {
  await inFolder(async (folder) => {
    const options = tinyOptions({ steps: 45, evalInterval: 10, saveInterval: 15 });
    const callbacks = { csv: {}, tensorboard: { histograms: 20 }, ema: {} };
    await trainTiny(folder, { options, callbacks, stopped: stoppedAfter(22) });
    const start = await loadCheckpoint(join(folder, CHECKPOINT_FILE));
    const { checkpoint } = await trainTiny(folder, { options, start });

    const rows: Row[] = (await Deno.readTextFile(join(folder, METRICS_FILE))).trimEnd().split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(rows.map(({ type, step }) => `${type} ${step}`), [
      ...["validation 10", "train 20", "validation 20", "validation 30", "train 40", "validation 40"],
      ...["train 45", "validation 45"],
    ]);
    const table: Record<string, string>[] = parse(await Deno.readTextFile(join(folder, CSV_FILE)), {
      columns: true,
    });
    const cells = table.map((row) => Object.entries(row).filter(([, cell]) => cell !== ""));
    assert.deepEqual(
      cells.map((row) => Object.fromEntries(row)),
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]))
      ),
    );

    const { scalars, texts, histograms } = await asTensorBoardReads(folder);
    const expected: Record<string, [number, number][]> = {};
    for (const row of rows) {
      for (const [name, value] of Object.entries(row)) {
        if (!isFigure(name)) continue;
        (expected[`${row["type"]}/${name}`] ??= []).push([Number(row["step"]), Math.fround(Number(value))]);
      }
    }
    assert.deepEqual(scalars, expected);
    assert.deepEqual(Object.keys(texts), ["samples"]);
    assert.deepEqual(texts["samples"], [15, 30, 45].map((step) => [step, `    sample at ${step}`]));

    const specs = parameterSpecs(checkpoint.ports, checkpoint.network);
    const tags = specs.flatMap(({ name }) => [`weights/${name}`, `gradients/${name}`]);
    assert.deepEqual(Object.keys(histograms).sort(), tags.sort());
    for (const { name, size } of specs) {
      const steps = histograms[`weights/${name}`]!;
      assert.deepEqual(steps.map(({ step, num }) => [step, num]), [[20, size], [40, size]]);
      for (const { counts, limits, min, max } of steps) {
        assert.equal(counts.reduce((a, b) => a + b, 0), size);
        assert.equal(limits.length, counts.length);
        assert.ok(min <= max && max <= limits.at(-1)! * 1.001);
      }
    }
  });
});

Deno.test("a histogram has the weights of its step", async () => {
  await inFolder(async (folder) => {
    const options = tinyOptions({ steps: 3 });
    const { checkpoint } = await trainTiny(folder, {
      options,
      callbacks: { tensorboard: { histograms: 3 } },
    });
    const { histograms } = await asTensorBoardReads(folder);
    for (const { name, offset, size } of parameterSpecs(checkpoint.ports, checkpoint.network)) {
      const values = [...checkpoint.weights.subarray(offset, offset + size)];
      const [one] = histograms[`weights/${name}`]!;
      assert.deepEqual([one!.min, one!.max], [Math.min(...values), Math.max(...values)]);
      assert.equal(one!.sum, values.reduce((a, b) => a + b, 0));
      assert.equal(one!.squares, values.reduce((a, b) => a + b * b, 0));
    }
  });
});
