import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import { train, type TrainInput } from "../../src/operations/train.ts";
import { networkConfigSchema, PRESETS, presetShape, presetVocabulary } from "../../src/network/config.ts";
import { chosenForm, FORM_NAMES, FORMS } from "../../src/network/form.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { initialize, parameterCount } from "../../src/network/parameters.ts";
import { textPorts } from "../../src/tasks/text/state.ts";
import { METRICS_FILE } from "../../src/training/loop.ts";
import { TEXT } from "../tasks/text/tiny.ts";

async function inFolder(work: (folder: string, text: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "forms-" });
  try {
    await Deno.writeTextFile(join(folder, "cats.txt"), TEXT);
    await work(folder, join(folder, "cats.txt"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const small = {
  ...{ dim: 32, layers: 1, heads: 2, window: 16, batchTokens: 512, learningRate: 0.01, workers: 1 },
  ...{ steps: 60, evalInterval: 10, saveInterval: 60, dropout: 0.05, precision: "fp32" },
} as const satisfies TrainInput;

for (const form of FORM_NAMES) {
  Deno.test(`train() lowers the loss of a network of the form ${form}, with dropout, and goes on where it stood`, () =>
    inFolder(async (folder, text) => {
      const out = join(folder, "run");
      const { checkpoint, model } = await train({ ...small, files: [text], form, out }, quietly);
      assert.deepEqual(checkpoint.network.form, form === "own" ? undefined : FORMS[form]);
      assert.deepEqual((await readTextBundle(model)).config, checkpoint.network);
      const lines = (await Deno.readTextFile(join(out, METRICS_FILE))).trim().split("\n").map((line) =>
        JSON.parse(line)
      );
      const tensors = lines.filter(({ type }) => type === "train").map(({ tensors }) => tensors);
      assert.equal(new Set(tensors).size, 1, `tensors leak: ${tensors.join()}`);
      const losses = lines.filter(({ type }) => type === "validation").map(({ textUnseen }) => textUnseen);
      assert.equal(losses.length, 6);
      // Bits a character; one of 30 characters at random takes almost 5.
      assert.ok(losses[0] < 4.5 && losses[5] < 0.6 * losses[0], losses.join());
      const further = await train({ files: [text], out, resume: true, steps: 61 }, quietly);
      assert.equal(further.checkpoint.step, 61);
      assert.deepEqual(further.checkpoint.network, checkpoint.network);
    }));
}

const refused = (input: TrainInput, expected: RegExp) =>
  inFolder(async (folder, text) => {
    const run = train({ files: [text], out: join(folder, "run"), steps: 1, workers: 1, ...input }, quietly);
    await assert.rejects(run, (error) => {
      assert.ok(error instanceof UserError && error.kind === "usage", String(error));
      assert.match(error.message, expected);
      assert.ok(!error.message.includes("\n"));
      return true;
    });
    await assert.rejects(Deno.stat(join(folder, "run")), Deno.errors.NotFound);
  });

Deno.test("train() refuses forms and sizes that do not go together, in one line", async () => {
  await refused(
    { preset: "nano", dim: 48, heads: 5 },
    /config: heads: dim must be a multiple of heads; 48 is none of 5/,
  );
  await refused(
    { preset: "nano", form: "llama", dim: 36, heads: 3 },
    /dim \/ heads must be a multiple of 8, not 12/,
  );
  await refused(
    { preset: "nano", form: "gpt2", window: 32, settings: { context: 64 } },
    /--context 64 is longer than the 32 places/,
  );
  await refused(
    { preset: "nano", task: "art", files: [], form: "gpt2" },
    /config: form\.positions: is for texts: a drawing is told its places by its rows and columns/,
  );
  await refused(
    { preset: "nano", dim: 32, heads: 4, kvHeads: 3 },
    /config: kvHeads: must divide the 4 heads, which 3 does not/,
  );
  await refused({ preset: "nano", kvHeads: 0 }, /--kv-heads 0 is not a whole number from 1 to 64/);
});

Deno.test("chosenForm() takes the preset's form, then the one named, then the parts; ours is left out", () => {
  assert.equal(chosenForm("small", {}), undefined);
  assert.equal(chosenForm("gpt2", { form: "own" }), undefined);
  assert.deepEqual(chosenForm("gpt2", {}), FORMS.gpt2);
  assert.deepEqual(chosenForm("small", { tied: "yes" }), { ...FORMS.own, tied: true });
  assert.deepEqual(chosenForm("llama", { tied: "yes", biases: "no", norm: "layer" }), {
    ...{ ...FORMS.llama, tied: true, norm: "layer" },
  });
  assert.equal(
    chosenForm("llama", { norm: "rms", activation: "relu2", positions: "round" }),
    undefined,
  );
});

Deno.test("presets are networks of the sizes that their names say", () => {
  for (const preset of Object.keys(PRESETS)) {
    const form = chosenForm(preset, {});
    const config = { architecture: "transformer", ...presetShape(preset, {}, form), ...form && { form } };
    assert.ok(networkConfigSchema.safeParse(config).success, preset);
  }
  const millions = (preset: string, input: Parameters<typeof chosenForm>[1]) => {
    const form = chosenForm(preset, input);
    const config = networkConfigSchema.parse({
      ...{ architecture: "transformer", ...presetShape(preset, {}, form), ...form && { form } },
    });
    const ports = textPorts({ size: presetVocabulary(preset) ?? 100 }, config);
    return parameterCount(parameterSpecs(ports, config)) / 1e6;
  };
  // GPT-2 small as published: 124,439,808.
  assert.equal(millions("gpt2", {}), 124.439808);
  assert.ok(Math.abs(millions("12M", { form: "gpt2" }) - 12.3) < 0.1);
  assert.ok(Math.abs(millions("33M", { form: "llama" }) - 33.7) < 0.3);
});

Deno.test("initialize() draws the weights of published forms as they were published, and gains are 1", () => {
  const form = FORMS.gpt2;
  const config = networkConfigSchema.parse({
    ...{ architecture: "transformer", dim: 64, layers: 8, heads: 2, hidden: 256, window: 32, form },
  });
  const specs = parameterSpecs(textPorts({ size: 90 }, config), config);
  const weights = new Float32Array(parameterCount(specs));
  initialize(specs, weights, 1);
  for (const { name, offset, size, role } of specs) {
    const values = weights.subarray(offset, offset + size);
    const mean = values.reduce((sum, value) => sum + value, 0) / size;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size);
    const expected = role === "vector" ? 0 : /\.(out|down)$/.test(name) ? 0.02 / 4 : 0.02;
    assert.ok(Math.abs(deviation - expected) < 0.06 * 0.02, `${name}: ${deviation}`);
    assert.ok(Math.abs(mean - (name.endsWith(".gain") ? 1 : 0)) < 0.002, `${name}: ${mean}`);
    assert.equal(/\.(gain|bias)$/.test(name), role === "vector");
  }
});
