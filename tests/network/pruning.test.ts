import assert from "node:assert/strict";
import fc from "fast-check";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import { parameterSpecs, slimmed } from "../../src/network/architectures.ts";
import { FORMS } from "../../src/network/form.ts";
import type { Parameters } from "../../src/network/parameters.ts";
import { prunedSpecs, sparsified, sparsityOf } from "../../src/network/pruning/magnitude.ts";
import { CASES, tensorFlowLogits, tensorsOf, type Tiny, tiny, tokensOf } from "./tiny.ts";

const specsOf = ({ ports, config }: Tiny) => parameterSpecs(ports, config);
/** Weights of the pruned matrices, one after the other. */
const weightsOf = (network: Tiny, parameters: Parameters): number[] =>
  prunedSpecs(specsOf(network)).flatMap(({ name }) => [...parameters[name]!.data]);

for (const scope of ["model", "matrix"] as const) {
  Deno.test(`sparsified() clears just the share of the weights that are smallest in the ${scope}`, () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (
        seed,
        share,
      ) => {
        const network = tiny(FORMS.gpt2, seed), specs = specsOf(network);
        const before = structuredClone(network.parameters);
        const parameters = sparsified(specs, network.parameters, { share, scope });
        assert.deepEqual(network.parameters, before, "what was given stays");
        const groups = scope === "model" ? [prunedSpecs(specs)] : prunedSpecs(specs).map((spec) => [spec]);
        for (const group of groups) {
          const all = group.flatMap(({ name }) => [...before[name]!.data]);
          const now = group.flatMap(({ name }) => [...parameters[name]!.data]);
          const gone = all.filter((_, i) => now[i] === 0), left = all.filter((_, i) => now[i] !== 0);
          assert.equal(gone.length, Math.round(share * all.length));
          const largest = gone.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          assert.ok(left.every((value) => Math.abs(value) >= largest));
          assert.deepEqual(left, now.filter((value) => value !== 0));
        }
        for (const { name, role } of specs) {
          if (role !== "matrix") assert.deepEqual(parameters[name], before[name], `${name} is no matrix`);
        }
      }),
      { numRuns: 20 },
    ));
}

Deno.test("sparsified() keeps so many of each group in a column, the largest", () => {
  const network = tiny(undefined, 5), specs = specsOf(network);
  const parameters = sparsified(specs, network.parameters, { kept: 2, of: 4 });
  assert.equal(sparsityOf(specs, parameters), 0.5);
  for (const { name, shape: [rows, columns] } of prunedSpecs(specs)) {
    const { data } = network.parameters[name]!, now = parameters[name]!.data;
    for (let column = 0; column < columns; column++) {
      for (let first = 0; first < rows; first += 4) {
        const places = [0, 1, 2, 3].map((i) => (first + i) * columns + column);
        const sizes = places.map((place) => Math.abs(data[place]!)).toSorted((a, b) => b - a);
        const left = places.filter((place) => now[place] !== 0).map((place) => Math.abs(data[place]!));
        assert.deepEqual(left.toSorted((a, b) => b - a), sizes.slice(0, 2));
      }
    }
  }
});

Deno.test("sparsified() clears equal weights to the number that was asked for", () => {
  const network = tiny(undefined, 5), specs = specsOf(network);
  for (const { data } of Object.values(network.parameters)) data.fill(0.5);
  const zeros = weightsOf(network, sparsified(specs, network.parameters, { share: 0.3, scope: "model" }));
  assert.equal(zeros.filter((value) => value === 0).length, Math.round(0.3 * zeros.length));
});

/** A network whose heads (of each group) and hidden units of these numbers write nothing. */
function withIdle(network: Tiny, heads: readonly number[], units: readonly number[]): Tiny {
  const { config } = network, width = config.headDim ?? config.dim / config.heads;
  const parameters = structuredClone(network.parameters);
  const clearRow = (name: string, row: number) => {
    const { shape: [, columns = 0], data } = parameters[name]!;
    data.fill(0, row * columns, (row + 1) * columns);
  };
  for (let layer = 0; layer < config.layers; layer++) {
    for (const head of heads) {
      for (let i = 0; i < width; i++) clearRow(`layers.${layer}.out`, head * width + i);
    }
    for (const unit of units) clearRow(`layers.${layer}.down`, unit);
  }
  return { ...network, parameters };
}

for (const [name, { form, sizes }] of Object.entries(CASES)) {
  const alibi = form?.positions === "alibi";
  Deno.test(`slimmed() says the same without the heads and hidden units of ${name} that write nothing`, async () => {
    await initBackend("cpu");
    const network = tiny(form, 7, sizes), { config } = network;
    const group = config.heads / (config.kvHeads ?? config.heads);
    const spare = config.heads > group && !alibi;
    const idle = withIdle(network, spare ? Array.from({ length: group }, (_, i) => i) : [], [0, 5, 6, 23]);
    const slim = slimmed(config, idle.parameters, {
      heads: spare ? config.heads - group : undefined,
      hidden: config.hidden - 4,
    });
    assert.equal(slim.config.heads, spare ? config.heads - group : config.heads);
    assert.equal(slim.config.hidden, 20);
    for (const { name, shape } of parameterSpecs(network.ports, slim.config)) {
      assert.deepEqual(slim.parameters[name]?.shape, shape, name);
    }
    const sequences = [tokensOf(9, 1), tokensOf(9, 2)];
    const said = (network: Tiny) =>
      tf.tidy(() => tensorFlowLogits(network, tensorsOf(network.parameters), sequences).dataSync());
    const expected = said(idle), actual = said({ ...network, ...slim });
    expected.forEach((value, i) => assert.ok(Math.abs(value - actual[i]!) < 1e-4, `logit ${i}`));
    assert.notDeepEqual(said(network), expected, "they wrote something");
  });
}

Deno.test("slimmed() refuses what cannot be, in a line", () => {
  const of = (sizes: object, how: object, form?: typeof CASES[string]["form"]) => () => {
    const { config, parameters } = tiny(form, 1, sizes);
    return slimmed(config, parameters, how);
  };
  const refused: [() => unknown, RegExp][] = [
    [of({}, { heads: 3 }), /^--heads 3: the model has 2$/],
    [of({}, { hidden: 25 }), /^--hidden 25: the model has 24$/],
    [of({ dim: 32, heads: 4, kvHeads: 2 }, { heads: 1 }), /2 heads share .* a multiple of 2/],
    [of({}, { heads: 1 }, CASES["alibi with 3 heads"]!.form), /ALiBi/],
    [
      of({ architecture: "selective", hidden: 32, state: 8, convolution: 4 }, { hidden: 8 }),
      /prune the kind transformer.*selective/,
    ],
  ];
  for (const [attempt, message] of refused) assert.throws(attempt, { kind: "usage", message });
});
