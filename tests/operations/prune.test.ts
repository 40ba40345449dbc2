import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { complete } from "../../src/operations/complete.ts";
import { draw } from "../../src/operations/draw/draw.ts";
import { prune } from "../../src/operations/prune.ts";
import { quantize } from "../../src/operations/quantize.ts";
import { train } from "../../src/operations/train.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import { parametersOf } from "../../src/bundle/network.ts";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { withModel } from "../tasks/art/toy_model.ts";
import { TEXT } from "../tasks/text/tiny.ts";

const SMALL = {
  ...{ dim: 32, layers: 2, heads: 4, hidden: 48, window: 16, batchTokens: 512, learningRate: 0.01 },
  ...{ workers: 1, precision: "fp32", evalInterval: 100, saveInterval: 100, preset: "nano" },
} as const;

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "prune-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A language model of a few steps, and the text that it is of. */
async function trained(folder: string, given: object = SMALL): Promise<{ model: string; text: string }> {
  const text = join(folder, "cats.txt");
  await Deno.writeTextFile(text, TEXT);
  const { model } = await train({ ...given, files: [text], out: join(folder, "run"), steps: 30 }, quietly);
  return { model, text };
}

Deno.test("prune writes a smaller language model, which is used, gone on with and rounded", () =>
  inFolder(async (folder) => {
    const { model, text } = await trained(folder);
    const slim = join(folder, "slim");
    const { manifest, before, parameters } = await prune({ model, heads: 2, hidden: 24, out: slim });
    assert.ok(manifest.files["model.onnx"].size < 0.8 * before.manifest.files["model.onnx"].size);
    assert.ok(parameters < before.parameters);
    const bundle = await readTextBundle(slim);
    const { heads, hidden, headDim, dim } = bundle.config;
    assert.deepEqual({ heads, hidden, headDim, dim }, { heads: 2, hidden: 24, headDim: 8, dim: 32 });
    const source = before.manifest.files["model.onnx"].sha256;
    assert.deepEqual(manifest.training["pruned"], [{ heads: 2, hidden: 24, source }]);
    assert.equal(manifest.training["steps"], 30);
    const { checkpoint, model: tuned } = await train(
      { files: [text], out: join(folder, "tuned"), initFrom: slim, steps: 4, workers: 1, batchTokens: 512 },
      quietly,
    );
    assert.deepEqual(checkpoint.network, bundle.config);
    await quantize({ model: tuned, scheme: "int8", out: join(folder, "small") });
    const { completions } = await complete({ model: join(folder, "small"), prompts: ["1 cats"] }, quietly);
    assert.equal(completions.length, 1);
    await prune({ model: slim, share: 0.5, out: join(folder, "sparse") });
    const twice = await readTextBundle(join(folder, "sparse"));
    assert.deepEqual(twice.manifest.training["pruned"], [
      { heads: 2, hidden: 24, source },
      { share: 0.5, scope: "model", source: manifest.files["model.onnx"].sha256 },
    ]);
  }));

Deno.test("prune makes weights of a model of any kind zero, and nothing else", () =>
  inFolder(async (folder) => {
    const { hidden: _, ...given } = SMALL;
    const { model } = await trained(folder, { ...given, heads: 2, architecture: "selective", state: 8 });
    const out = join(folder, "sparse");
    const { zeros, before } = await prune({ model, share: 0.7, scope: "matrix", out });
    assert.ok(Math.abs(zeros - 0.7) < 0.005 && before.zeros < 0.01, `${zeros}, before ${before.zeros}`);
    const [dense, sparse] = [
      parametersOf(await readTextBundle(model)),
      parametersOf(await readTextBundle(out)),
    ];
    for (const [name, { data }] of Object.entries(sparse)) {
      assert.ok(data.every((value, i) => value === 0 || value === dense[name]!.data[i]), name);
    }
    await assert.rejects(prune({ model, hidden: 8, out }), {
      kind: "usage",
      message: /transformer.*selective/,
    });
  }));

Deno.test("prune makes smaller models of drawings, which draw", () =>
  withModel(async (folder, model) => {
    const { config } = await readBundle(model);
    for (const how of [{ hidden: config.hidden - 8 }, { share: 0.3 }, { pattern: "2:4" }]) {
      const out = join(folder, "out");
      await prune({ model, ...how, out });
      const after = await readBundle(out);
      assert.equal(after.config.hidden, "hidden" in how ? how.hidden : config.hidden);
      const [drawing] = await draw({ model: out, prompts: ["cat"], seed: 1, width: 12 }, quietly);
      assert.ok(drawing !== undefined && drawing.lines.length > 0);
    }
  }));

Deno.test("prune refuses in a line what is wrong", () =>
  withModel(async (folder, model) => {
    const out = join(folder, "out"), rounded = join(folder, "rounded");
    await quantize({ model, scheme: "int8", out: rounded });
    const refused: [Parameters<typeof prune>[0], string, RegExp][] = [
      [{ model, share: 0.5 }, "usage", /--out/],
      [{ model, out }, "usage", /--share or --pattern, --heads, --hidden/],
      [{ model, share: 0.5, out: `${model}/` }, "usage", /is the model itself/],
      [{ model, share: 1, out }, "usage", /--share 1 is not a number above 0, up to 0.99/],
      [{ model, share: 0.5, pattern: "2:4", out }, "usage", /leave out --share/],
      [{ model, pattern: "4:2", out }, "usage", /--pattern "4:2" is no pattern/],
      [{ model, pattern: "half", out }, "usage", /--pattern "half" is no pattern/],
      [{ model, scope: "matrix", heads: 1, out }, "usage", /--scope is for --share/],
      [{ model, heads: 64, out }, "usage", /--heads 64: the model has \d/],
      [{ model: rounded, share: 0.5, out }, "model", /is quantised \(int8\)/],
      [{ model: join(folder, "none"), share: 0.5, out }, "model", /there is no model folder/],
    ];
    for (const [input, kind, message] of refused) {
      await assert.rejects(prune(input), (error: Error & { kind?: string }) => {
        assert.equal(error.kind, kind, error.message);
        assert.match(error.message, message);
        assert.ok(!error.message.includes("\n"));
        return true;
      });
    }
    await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
  }));
