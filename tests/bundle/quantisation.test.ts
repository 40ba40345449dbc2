import assert from "node:assert/strict";
import { join } from "node:path";
import { madeSketches } from "../../scripts/fuzz/made_sketches.ts";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { type BundleContent, bundleContent, writeBundle } from "../../src/tasks/art/bundle/write.ts";
import { parametersOf } from "../../src/bundle/network.ts";
import { type ModelProto } from "../../src/onnx/proto.ts";
import { planQuantisation, type Quantisation, type Scheme, SCHEMES } from "../../src/bundle/quantisation.ts";
import { sha256 } from "../../src/base/files.ts";
import { forward } from "../../src/inference/forward.ts";
import { generate } from "../../src/tasks/art/draw/generate.ts";
import { type ModelSession, openSession } from "../../src/tasks/art/draw/session.ts";
import { randomParameters, tinyConfig, tokenizer, toySequences } from "../tasks/art/toy.ts";
import { plainForward } from "./plain.ts";
import { assertOneLine, forge, forgeGraph, relist } from "./forge.ts";

/** Sizes that are no multiples of a block. */
const config = { ...tinyConfig, dim: 48, heads: 3, hidden: 80, layers: 2 };
const parameters = randomParameters(config, 5);
const content: BundleContent = {
  ...{ tokenizer, config, parameters, ...madeSketches(["cat", "palm tree"]) },
  ...{ corpus: "", training: {}, attributions: [] },
};
const SOURCE = "0123456789abcdef".repeat(4);
const plan = (scheme: Scheme) => planQuantisation(scheme, Object.keys(parameters), SOURCE);

function blockPlan(scheme: "int8" | "int4") {
  const quantisation = plan(scheme);
  assert.ok(quantisation.scheme === scheme);
  return quantisation;
}

async function inFolder(work: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "quantised-" });
  try {
    await work(join(folder, "model"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes a bundle, with float32 weights if there is no quantisation, and reads and opens it. */
async function withSession(
  how: Pick<BundleContent, "quantisation" | "weightType">,
  work: (session: ModelSession, stored: typeof parameters) => Promise<void>,
): Promise<void> {
  await inFolder(async (path) => {
    await writeBundle(path, { ...content, ...how });
    const bundle = await readBundle(path);
    const session = await openSession(bundle);
    await work(session, parametersOf(bundle));
    await session.close();
  });
}

function differences(a: Float32Array, b: Float32Array): { middle: number; largest: number } {
  assert.equal(a.length, b.length);
  const sorted = a.map((value, i) => Math.abs(value - b[i]!)).toSorted();
  return { middle: sorted[sorted.length >> 1]!, largest: sorted.at(-1)! };
}

/** Schemes whose weights are floats again before inputs, which stay as they are, are multiplied. */
const EXACT: readonly (string | undefined)[] = [undefined, "int8-weight-only"];

/** Largest difference that rounding inputs to 8 bits makes to these logits, which go up to 2.4. */
const INPUT_ROUNDING = 0.05;

const FORMATS: [name: string, how: Pick<BundleContent, "quantisation" | "weightType">][] = [
  ["float32", { weightType: "float32" }],
  ["float16", { weightType: "float16" }],
  ...SCHEMES.map((scheme): typeof FORMATS[number] => [scheme, { quantisation: plan(scheme) }]),
];

for (const [name, how] of FORMATS) {
  Deno.test(`forward() gives the same with and without the cache, in a batch and alone when weights are ${name}`, () =>
    withSession(how, async (session) => {
      const whole = await forward(session, toySequences(session), false);
      const stepwise = await forward(session, toySequences(session), true);
      for (const [i, expected] of whole.entries()) {
        const [alone] = await forward(session, [toySequences(session)[i]!], false);
        for (const actual of [stepwise[i]!, alone!]) {
          const { middle, largest } = differences(actual, expected);
          assert.ok(middle < 1e-5, `half of the differences are above ${middle}`);
          // The last bit of a sum can tip an input that lies halfway between two steps.
          assert.ok(
            largest < (EXACT.includes(how.quantisation?.scheme) ? 1e-4 : INPUT_ROUNDING),
            `the largest difference is ${largest}`,
          );
        }
      }
    }));

  Deno.test(`the logits are those of a plain evaluation of the stored weights when they are ${name}`, () =>
    withSession(how, async (session, stored) => {
      const logits = await forward(session, toySequences(session), false);
      for (const [i, actual] of logits.entries()) {
        const { largest } = differences(actual, plainForward(stored, config, toySequences(session)[i]!));
        assert.ok(
          largest < (EXACT.includes(how.quantisation?.scheme) ? 1e-4 : INPUT_ROUNDING),
          `the largest difference is ${largest}`,
        );
      }
    }));
}

for (const scheme of ["int8", "int4"] as const) {
  Deno.test(`the logits are exactly those of a plain evaluation when weights are ${scheme} and inputs are not rounded`, () =>
    withSession({ quantisation: { ...blockPlan(scheme), accuracyLevel: 1 } }, async (session, stored) => {
      const logits = await forward(session, toySequences(session), false);
      for (const [i, actual] of logits.entries()) {
        const { largest } = differences(actual, plainForward(stored, config, toySequences(session)[i]!));
        assert.ok(largest < 1e-4, `the largest difference is ${largest}`);
      }
    }));
}

/** Writes a quantised bundle, spoils it, and expects one clear line that matches. */
async function assertRefused(
  quantisation: Quantisation | undefined,
  spoil: (path: string) => Promise<void>,
  expected: RegExp,
): Promise<void> {
  await inFolder(async (path) => {
    await writeBundle(path, { ...content, ...(quantisation ? { quantisation } : {}) });
    await spoil(path);
    await assertOneLine(readBundle(path), expected);
  });
}

const forgeConfig = (change: (config: Record<string, unknown>) => unknown) => async (path: string) => {
  const before = JSON.parse(await Deno.readTextFile(join(path, "quant_config.json")));
  await forge(path, "quant_config.json", new TextEncoder().encode(JSON.stringify(change(before))));
};

const tensorOf = (graph: ModelProto["graph"], name: string) =>
  graph.initializer.find((tensor) => tensor.name === name)!;
const headOf = (graph: ModelProto["graph"]) => graph.node.find(({ name }) => name === "logits")!;

const forgeries: [what: string, spoil: (path: string) => Promise<void>, expected: RegExp][] = [
  [
    "the config is missing",
    (path) => Deno.remove(join(path, "quant_config.json")),
    /quant_config.json is missing/,
  ],
  ["neither the config is there nor the manifest lists it", async (path) => {
    await Deno.remove(join(path, "quant_config.json"));
    await relist(path, (files) => delete files["quant_config.json"]);
  }, /model.onnx: it is quantised \(operator \w+\), but its folder has no quant_config.json/],
  [
    "the manifest does not list the config",
    (path) => relist(path, (files) => delete files["quant_config.json"]),
    /quant_config.json is not in the manifest/,
  ],
  [
    "the config is no JSON",
    (path) => forge(path, "quant_config.json", new TextEncoder().encode("{")),
    /quant_config.json is not JSON/,
  ],
  [
    "the scheme is unknown",
    forgeConfig((config) => ({ ...config, scheme: "int3" })),
    /quant_config: scheme: Invalid/,
  ],
  [
    "the block size is none that operators take",
    forgeConfig((config) => ({ ...config, blockSize: 24 })),
    /quant_config: blockSize: /,
  ],
  [
    "the block size is another",
    forgeConfig((config) => ({ ...config, blockSize: 16 })),
    /tensor field.codes is 48×4×32; the config makes it 48×8×16/,
  ],
  [
    "the accuracy level is another",
    forgeConfig((config) => ({ ...config, accuracyLevel: 1 })),
    /node field_rows is not as quant_config.json has it/,
  ],
  [
    "a tensor has other bits",
    forgeConfig((config) => ({ ...config, tensors: { ...Object(config.tensors), "layers.1.up": 8 } })),
    /tensor layers.1.up.codes is 80×2×16; the config makes it 80×2×32/,
  ],
  [
    "the table has 4 bits",
    forgeConfig((config) => ({ ...config, tensors: { ...Object(config.tensors), embedding: 4 } })),
    /quant_config: tensors.embedding: is a table/,
  ],
  [
    "a tensor is not listed",
    forgeConfig((config) => ({ ...config, tensors: { embedding: 8 } })),
    /lacks the tensor field/,
  ],
  [
    "no tensor is listed",
    forgeConfig((config) => ({ ...config, tensors: {} })),
    /quant_config: tensors: names no tensor/,
  ],
  [
    "a tensor is a stranger",
    forgeConfig((config) => ({ ...config, tensors: { ...Object(config.tensors), "layers.9.up": 4 } })),
    /quant_config: tensors: "layers.9.up" is no parameter/,
  ],
  [
    "a node claims a larger matrix than its tensor",
    forgeGraph((graph) => headOf(graph).attribute.find(({ name }) => name === "K")!.i = 4800),
    /node logits is not as quant_config.json has it/,
  ],
  [
    "a node reads the scales of another matrix",
    forgeGraph((graph) => headOf(graph).input[2] = "field.scales.float32"),
    /node logits is not/,
  ],
  [
    "scales are too few",
    forgeGraph((graph) => {
      const scales = tensorOf(graph, "head.scales");
      scales.dims = [scales.dims[0]!, 1];
      scales.rawData = scales.rawData.subarray(scales.rawData.length / 2);
    }),
    /tensor head.scales is \d+×1; the config makes it \d+×2/,
  ],
  [
    "codes are too short",
    forgeGraph((graph) => {
      const codes = tensorOf(graph, "head.codes");
      codes.rawData = codes.rawData.subarray(1);
    }),
    /tensor head.codes has \d+ bytes, not/,
  ],
  [
    "codes are signed",
    forgeGraph((graph) => tensorOf(graph, "head.codes").dataType = 3),
    /tensor head.codes has element type 3, not 2/,
  ],
  [
    "there is a tensor too many",
    forgeGraph((graph) => graph.initializer.push({ ...tensorOf(graph, "gain"), name: "spare" })),
    /it has \d+ tensors, not/,
  ],
  ["a node is missing", forgeGraph((graph) => graph.node.pop()), /it lacks the node logits/],
  [
    "there is a node too many",
    forgeGraph((graph) => graph.node.push({ ...headOf(graph), output: ["more"], name: "more" })),
    /node more is not/,
  ],
];
for (const [what, spoil, expected] of forgeries) {
  Deno.test(`readBundle() refuses a quantised bundle when ${what}`, () =>
    assertRefused(plan("int4"), spoil, expected));
}

Deno.test("readBundle() refuses weights of 8 bits in dynamic-int8, whose sums some processors cannot hold", () =>
  assertRefused(
    plan("dynamic-int8"),
    forgeConfig((config) => ({ ...config, tensors: { ...Object(config.tensors), head: 8 } })),
    /quant_config: tensors.head: has 8 bits, whose products overflow on processors without VNNI/,
  ));

Deno.test("readBundle() refuses a quant_config.json beside float weights", () =>
  assertRefused(
    undefined,
    (path) => forge(path, "quant_config.json", new TextEncoder().encode(JSON.stringify(plan("int8")))),
    /model.onnx: it is not quantised, but its folder has a quant_config.json/,
  ));

for (const scheme of SCHEMES) {
  Deno.test(`writeBundle() writes a smaller bundle that draws when the scheme is ${scheme}`, () =>
    inFolder(async (path) => {
      const quantisation = plan(scheme);
      const half = await writeBundle(path, { ...content, weightType: "float16" });
      const { files } = await writeBundle(path, { ...content, quantisation });
      assert.ok(files["model.onnx"].size < 0.75 * half.files["model.onnx"].size);
      const bytes = await Deno.readFile(join(path, "quant_config.json"));
      assert.deepEqual(files["quant_config.json"], { size: bytes.length, sha256: await sha256(bytes) });
      const bundle = await readBundle(path);
      assert.deepEqual(bundle.quantisation, quantisation);
      assert.throws(() => bundleContent(bundle), { kind: "model", message: /is quantised/ });
      const session = await openSession(bundle);
      const request = { prompt: "cat", style: "line", width: 9, maxLines: 5, seed: 1 };
      const { lines } = await generate(session, { ...request, temperature: 1, topK: 0, topP: 1 });
      assert.ok(lines.length <= 5 && lines.every((line) => line.length <= 9));
      await session.close();

      await writeBundle(path, content);
      assert.equal(
        (await readBundle(path)).quantisation,
        undefined,
        "the old config goes with the old weights",
      );
    }));
}

Deno.test("planQuantisation() leaves some weights in float16 when they are not named", () => {
  const quantisation = planQuantisation("int8", ["head", "layers.0.up"], SOURCE);
  return withSession({ quantisation }, async (session, stored) => {
    assert.deepEqual(stored.field!.data, Float32Array.from(new Float16Array(parameters.field!.data)));
    assert.notDeepEqual(stored.head!.data, Float32Array.from(new Float16Array(parameters.head!.data)));
    const [logits] = await forward(session, toySequences(session), false);
    const plain = plainForward(stored, config, toySequences(session)[0]!);
    assert.ok(differences(logits!, plain).largest < INPUT_ROUNDING);
  });
});
