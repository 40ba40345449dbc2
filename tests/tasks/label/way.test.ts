import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { evaluateLabel } from "../../../src/operations/evaluate/label.ts";
import { exportRun } from "../../../src/operations/export.ts";
import { label } from "../../../src/operations/label.ts";
import { listModels } from "../../../src/operations/models.ts";
import { quantize } from "../../../src/operations/quantize.ts";
import { train, type TrainInput } from "../../../src/operations/train.ts";
import { inFolder, SMALL, trainTwice } from "../../operations/whole_way.ts";
import { CLASSES, SIDE, writeIdx, writeToys } from "./toy.ts";

const LOOK = { side: SIDE, patch: 2 };
const INPUT: TrainInput = { ...SMALL, window: 17, batchTokens: 1024, learningRate: 0.005, settings: LOOK };

Deno.test("pictures go all the way: learned, gone on with, exported, rounded, labelled and judged", async () => {
  await inFolder(async (folder) => {
    const data = join(folder, "toys"), others = join(folder, "others");
    await writeToys(data, 24);
    await writeToys(others, 40);
    const { run, checkpoint } = await trainTwice({ ...INPUT, files: [data] }, folder, 120);
    assert.equal(checkpoint.task, "label", "a folder of folders of pictures is recognised");
    assert.ok(checkpoint.losses["pictureUnseen"]! < 1, JSON.stringify(checkpoint.losses));
    const metrics = await Deno.readTextFile(join(run, "metrics.jsonl"));
    const told = metrics.trim().split("\n").map((line) => JSON.parse(line));
    assert.ok(told.some(({ type, pictureAccuracy }) => type === "accuracy" && pictureAccuracy > 0.6));

    const { out } = await exportRun({ run, out: join(folder, "models", "toys") }, quietly);
    const int8 = join(folder, "models", "int8");
    await quantize({ model: out, scheme: "int8", out: int8 });
    const found = await listModels({ task: "label", places: [join(folder, "models")] });
    assert.deepEqual(found.map(({ name, task }) => [name, task]), [["int8", "label"], ["toys", "label"]]);
    assert.ok(found.every(({ parameters }) => parameters! > 1000));

    for (const model of [out, int8]) {
      const judged = await evaluateLabel({ model, files: [others] }, quietly);
      assert.equal(judged.pictures, 120);
      assert.ok(judged.accuracy > 0.8, `${judged.accuracy}`);
      assert.equal(judged.confusions.reduce((sum, { pictures }) => sum + pictures, 0), 120);
      const right = judged.confusions.filter(({ label, takenFor }) => label === takenFor);
      assert.equal(right.reduce((sum, { pictures }) => sum + pictures, 0), Math.round(120 * judged.accuracy));
      assert.deepEqual(
        judged.byClass.map(({ label, pictures }) => [label, pictures]),
        CLASSES.map((name) => [name, 40]),
      );
      assert.equal(judged.calibration.bins.reduce((sum, { tokens }) => sum + tokens, 0), 120);
      assert.ok(judged.errors.accuracy! >= 0 && judged.errors.accuracy! < 0.1);
    }
    const unseen = await evaluateLabel({ model: out, files: [data], unseen: true }, quietly);
    assert.equal(unseen.pictures, 6);
    assert.ok(unseen.data.trainedOn);
    await assert.rejects(evaluateLabel({ model: out, files: [others], unseen: true }, quietly), {
      message: /--unseen: .* was not trained on just these pictures/,
    });

    const pictures = CLASSES.map((name) => join(others, name, "30.bmp"));
    const labelled = await label({ model: out, pictures, top: 2 }, quietly);
    assert.deepEqual(labelled.pictures.map(({ picture }) => picture), pictures);
    for (const { classes: [first, second] } of labelled.pictures) {
      assert.ok(
        first!.probability >= second!.probability && first!.probability + second!.probability <= 1 + 1e-9,
      );
    }
    const right = labelled.pictures.filter(({ classes }, i) => classes[0]!.label === CLASSES[i]);
    assert.ok(right.length >= 2);

    const begun = await train({
      ...{ files: [others], out: join(folder, "begun"), initFrom: out, steps: 1, workers: 1 },
      settings: { mirror: true },
    }, quietly);
    assert.deepEqual([begun.checkpoint.network, begun.checkpoint.model], [
      checkpoint.network,
      checkpoint.model,
    ]);
    assert.equal(begun.checkpoint.settings["mirror"], true);
  });
});

const KINDS: Readonly<Record<string, TrainInput>> = {
  "a gated recurrent network": { architecture: "gru" },
  "a selective state space": { architecture: "selective", heads: 2, state: 8 },
  "a mixture of experts": { architecture: "mixture", heads: 2 },
  "a transformer of GPT-2's form": { form: "gpt2" },
  "a transformer with ALiBi": { positions: "alibi", heads: 2 },
};
for (const [name, kind] of Object.entries(KINDS)) {
  Deno.test(`${name} labels IDX files`, async () => {
    await inFolder(async (folder) => {
      await writeIdx(folder, "train", 12, true);
      await writeIdx(folder, "t10k", 5);
      const { model, checkpoint } = await train(
        { ...INPUT, settings: { patch: 2 }, ...kind, files: [folder], out: join(folder, "run"), steps: 10 },
        quietly,
      );
      assert.equal(checkpoint.task, "label");
      const judged = await evaluateLabel({ model, files: [folder] }, quietly);
      assert.equal(judged.pictures, 15);
      assert.ok(judged.bitsPerPicture < 4);
    });
  });
}

Deno.test("what cannot be learned or labelled is refused in a line", async () => {
  await inFolder(async (folder) => {
    const data = join(folder, "toys"), out = join(folder, "run");
    await writeToys(data, 3);
    const refused = (error: RegExp, change: TrainInput = {}) =>
      assert.rejects(train({ ...INPUT, files: [data], out, steps: 1, ...change }, quietly), {
        ...{ name: "UserError", message: error },
      });
    await refused(/--patch 3 does not divide the side of pictures, 8/, { settings: { side: 8, patch: 3 } });
    await refused(/--patch 1 makes 65537 positions of 256×256 pixels/, { settings: { side: 256, patch: 1 } });
    await refused(/tokenizer is no setting of the task label/, { settings: { tokenizer: "char" } });
    const one = join(folder, "one");
    await Deno.mkdir(one);
    await Deno.rename(join(data, "bars"), join(one, "bars"));
    await refused(/there is one class, bars: a model tells at least two apart/, {
      files: [one],
      task: "label",
    });
    await Deno.mkdir(join(data, "single"));
    await Deno.copyFile(join(data, "dots", "0.bmp"), join(data, "single", "0.bmp"));
    await refused(/single has one picture|each picture of the class single is in another class/);
    await Deno.remove(join(data, "single"), { recursive: true });
    assert.equal(
      await Deno.stat(out).then(() => true, () => false),
      false,
      "nothing is left of a refused run",
    );

    const { model } = await train({ ...INPUT, files: [data], out, steps: 1 }, quietly);
    await refused(/is of the class bars, which the model has not; it has dots, rows/, {
      ...{ files: [data, one], task: "label", initFrom: model, out: join(folder, "other") },
    });
    await refused(/--side 16 is not the model's, which is 8/, {
      ...{ settings: { side: 16 }, initFrom: model, out: join(folder, "other") },
    });
    await Deno.writeTextFile(join(folder, "cat.txt"), "cat");
    const pictures = [join(folder, "cat.txt")];
    await assert.rejects(label({ model, pictures }, quietly), { message: /cat\.txt is no PNG, JPEG/ });
    await assert.rejects(label({ model, pictures: [] }, quietly), { message: /name the pictures/ });
    await Deno.writeTextFile(join(data, "dots", "0.bmp"), "altered");
    await assert.rejects(train({ out, resume: true, steps: 2 }, quietly), { message: /0\.bmp is no PNG/ });
    await Deno.remove(join(data, "dots", "0.bmp"));
    await assert.rejects(train({ out, resume: true, steps: 2 }, quietly), {
      message: /toys has changed since the checkpoint \(sha256/,
    });
  });
});
