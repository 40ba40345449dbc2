import assert from "node:assert/strict";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { parametersOf } from "../../../src/bundle/network.ts";
import { planQuantisation, roundedNames, SCHEMES } from "../../../src/bundle/quantisation.ts";
import { initBackend } from "../../../src/engine/backend.ts";
import { forward } from "../../../src/inference/forward.ts";
import { loadSession } from "../../../src/inference/session.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import { type ModelProto } from "../../../src/onnx/proto.ts";
import { readTextBundle, type TextContent, writeTextBundle } from "../../../src/tasks/text/bundle.ts";
import { complete, openTextSession } from "../../../src/tasks/text/complete.ts";
import { textPorts, textState } from "../../../src/tasks/text/state.ts";
import { charOf } from "../../../src/tokenizer/char/char.ts";
import { assertOneLine, forge, forgeGraph } from "../../bundle/forge.ts";
import { ALL, tensorFlowLogits, tensorsOf, tiny, tokensOf, VOCABULARY } from "../../network/tiny.ts";

/** As many tokens as the tiny networks know, the separator and the unknown one among them. */
const tokenizer = charOf(["abcdefghijklmnopq"]);
assert.equal(tokenizer.size, VOCABULARY);
const sizes = { dim: 48, heads: 3, hidden: 80, window: 16 };

const contentOf = (form: typeof ALL[string]): TextContent => ({
  ...{ tokenizer, ...tiny(form, 7, sizes), corpus: "", training: {}, attributions: [] },
});

async function inFolder(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "forms-" });
  try {
    await work(join(folder, "model"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const quantised = (scheme: typeof SCHEMES[number], { config }: TextContent) => {
  const names = roundedNames(parameterSpecs(textPorts(tokenizer, config), config));
  return { quantisation: planQuantisation(scheme, names, "0".repeat(64)) };
};

for (const [name, form] of Object.entries(ALL)) {
  Deno.test(`a bundle of the form ${name} says in each number format what its stored weights say`, async () => {
    await initBackend("cpu");
    const content = contentOf(form), { config } = content;
    const formats: [string, Partial<TextContent>][] = [
      ["float32", {}],
      ["float16", { weightType: "float16" }],
      ...SCHEMES.flatMap((scheme): typeof formats => {
        const { quantisation } = quantised(scheme, content);
        if (!("accuracyLevel" in quantisation)) return [[scheme, { quantisation }]];
        // Rows of 48 are made up of blocks of 16, but of none of 32 or 64.
        return ([[1, 16], [1, quantisation.blockSize], [4, 16]] as const).map((
          [accuracyLevel, blockSize],
        ) => [
          `${scheme} in blocks of ${blockSize} at level ${accuracyLevel}`,
          { quantisation: { ...quantisation, accuracyLevel, blockSize } },
        ]);
      }),
    ];
    for (const [format, how] of formats) {
      await inFolder(async (path) => {
        await writeTextBundle(path, { ...content, ...how });
        const bundle = await readTextBundle(path);
        assert.deepEqual(bundle.config, config);
        const parameters = parametersOf(bundle), { ports } = bundle;
        if (format === "float32") assert.deepEqual(parameters, content.parameters);
        const tokens = tokensOf(16, 3);
        const expected = tf.tidy(() =>
          tensorFlowLogits({ config, ports, parameters }, tensorsOf(parameters), [tokens])
            .dataSync<"float32">()
        );
        const session = await loadSession(bundle);
        const [logits] = await forward(session, [{ tokens, state: textState(ports, 0, 0) }], false);
        await session.close();
        const largest = logits!.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
        const range = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        // Some formats round inputs to 8 bits as well.
        const rounded = format === "dynamic-int8" || format.endsWith("level 4");
        assert.ok(largest < (rounded ? 0.15 : 2e-5) * range, `${format}: ${largest} of ${range}`);
      });
    }
  });

  Deno.test(`a bundle of the form ${name} completes texts beyond its window, the same for a seed`, () =>
    inFolder(async (path) => {
      await writeTextBundle(path, contentOf(form));
      const session = await openTextSession(await readTextBundle(path));
      const request = { maxTokens: 60, seed: 4, temperature: 1, topK: 0, topP: 1 };
      const requests = ["abc", "abcdefghijklmnopq".repeat(5)].map((prompt) => ({ ...request, prompt }));
      const [first, second] = await complete(session, requests);
      const [alone] = await complete(session, requests.slice(0, 1));
      assert.deepEqual(alone, first);
      for (const { tokens, finish } of [first!, second!]) assert.ok(tokens === 60 || finish === "end");
      await session.close();
    }));
}

/** Writes a bundle of GPT-2's form, spoils it, and expects one line. */
async function assertRefused(
  spoil: (path: string) => Promise<void>,
  expected: RegExp,
  how: Partial<TextContent> = {},
): Promise<void> {
  await inFolder(async (path) => {
    await writeTextBundle(path, { ...contentOf(ALL["gpt2"]), ...how });
    await spoil(path);
    await assertOneLine(readTextBundle(path), expected);
  });
}

const forgeJson =
  (name: string, change: (value: Record<string, unknown>) => void) => async (path: string) => {
    const value = JSON.parse(await Deno.readTextFile(join(path, name)));
    change(value);
    await forge(path, name, new TextEncoder().encode(JSON.stringify(value)));
  };

const setForm = (part: string, value: unknown) =>
  forgeJson("config.json", (config) => config["form"] = { ...ALL["gpt2"], [part]: value });

const attributes = (graph: ModelProto["graph"], operator: string) =>
  graph.node.find(({ opType }) => opType === operator)!.attribute;

const DAMAGES: [string, (path: string) => Promise<void>, RegExp][] = [
  ["another activation", setForm("activation", "relu2"), /node \S+ is not as the config has it/],
  ["other positions", setForm("positions", "rotary"), /model\.onnx: tensor embedding is 35×48; the config/],
  ["other norms", setForm("norm", "rms-gain"), /model\.onnx: (it has \d+ tensors|node)/],
  ["a head of its own", setForm("tied", false), /model\.onnx: it lacks the tensor head/],
  ["a form that does not exist", setForm("norm", "batch"), /config: form\.norm/],
  ["a form that is not whole", setForm("biases", undefined), /config: form\.biases/],
  ["no form", forgeJson("config.json", (config) => delete config["form"]), /model\.onnx: /],
  [
    "another epsilon",
    forgeGraph((graph) => attributes(graph, "SkipLayerNormalization")[0]!.f = 0.5),
    /node layers\.0\.middle\.norm is not as the config has it/,
  ],
  [
    "a slice of another length",
    forgeGraph((graph) =>
      graph.initializer.find(({ name }) => name === "slice_end")!.rawData = new Uint8Array(8).fill(1)
    ),
    /tensor slice_end is a constant and has other values/,
  ],
  [
    "a bias that is missing",
    forgeGraph((graph) =>
      graph.initializer = graph.initializer.filter(({ name }) => name !== "layers.1.up.bias")
    ),
    /it lacks the tensor layers\.1\.up\.bias/,
  ],
];

for (const [what, spoil, expected] of DAMAGES) {
  Deno.test(`readTextBundle() refuses a bundle with ${what}`, () => assertRefused(spoil, expected));
}

Deno.test("readTextBundle() refuses a quantisation of gains and biases", () =>
  assertRefused(
    forgeJson("quant_config.json", (config) => {
      config["tensors"] = { "layers.0.up": 8, "norm.gain": 8 };
    }),
    /quant_config: tensors\.norm\.gain: is no matrix, and not rounded/,
    quantised("int8", contentOf(ALL["gpt2"])),
  ));
