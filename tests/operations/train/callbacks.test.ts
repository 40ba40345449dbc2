import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { isThere } from "../../../src/base/files.ts";
import { parametersOf } from "../../../src/bundle/network.ts";
import { exportRun } from "../../../src/operations/export.ts";
import { train, type TrainInput } from "../../../src/operations/train.ts";
import { readTextBundle } from "../../../src/tasks/text/bundle.ts";
import { loadCheckpoint } from "../../../src/training/checkpoint.ts";
import { CSV_FILE } from "../../../src/training/callbacks/csv.ts";
import { CHECKPOINT_FILE } from "../../../src/training/loop.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

Deno.test("callbacks of a run are stored with it, go on when it is resumed, and an average is what models are made of", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const notes = join(folder, "notes.txt");
    await Deno.writeTextFile(notes, TEXT);
    const run = (name: string, more: TrainInput) =>
      train({
        ...{ files: [notes], out: join(folder, name), preset: "nano", batchTokens: 512, workers: 1, seed: 3 },
        ...{ evalInterval: 2, saveInterval: 2, steps: 2 },
        ...more,
      }, quietly);
    await assert.rejects(
      run("refused", { callbacks: { cvs: {} } }),
      (error) =>
        error instanceof UserError && /there is no callback cvs; did you mean csv\?/.test(error.message),
    );
    assert.ok(!await isThere(join(folder, "refused")));

    const out = join(folder, "kept");
    await run("kept", { callbacks: { ema: { decay: 0.5 }, csv: {} } });
    await train({ out, resume: true, steps: 4 }, quietly);
    const checkpoint = await loadCheckpoint(join(out, CHECKPOINT_FILE));
    assert.deepEqual(checkpoint.callbacks, { ema: { settings: { decay: 0.5 } }, csv: { settings: {} } });
    const options = JSON.parse(await Deno.readTextFile(join(out, "options.json")));
    assert.deepEqual(options.callbacks, { ema: { decay: 0.5 }, csv: {} });
    const table = (await Deno.readTextFile(join(out, CSV_FILE))).trimEnd().split("\n");
    assert.deepEqual(table.slice(1).map((row) => row.split(",").slice(0, 2).join(" ")), [
      ...["train 2", "validation 2", "train 4", "validation 4"],
    ]);

    const model = join(folder, "model");
    await exportRun({ run: out, out: model }, quietly);
    const bundle = await readTextBundle(model);
    const { data } = parametersOf(bundle)["head"]!;
    const count = data.length, { average, weights } = checkpoint;
    assert.deepEqual([...data], [...average!.subarray(average!.length - count)]);
    assert.notDeepEqual([...data], [...weights.subarray(weights.length - count)]);
    assert.deepEqual(bundle.manifest.training["callbacks"], { ema: { decay: 0.5 }, csv: {} });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
