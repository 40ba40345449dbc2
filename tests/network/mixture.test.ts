import assert from "node:assert/strict";
import fc from "fast-check";
import * as tf from "@tensorflow/tfjs-core";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";
import { headOf, logits } from "../../src/engine/head.ts";
import { recomputedLayer } from "../../src/engine/recompute.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { networkConfigSchema } from "../../src/network/config.ts";
import type { NetworkForm } from "../../src/network/form.ts";
import { hiddenStates } from "../../src/network/hidden.ts";
import { BALANCE } from "../../src/network/mixture/hidden.ts";
import type { Operations } from "../../src/network/operations.ts";
import { assertGradients, SEQUENCES } from "./differences.ts";
import { routed } from "./routed.ts";
import { assertSameHoweverRead } from "./same.ts";
import { ALL, inputsOf, tensorsOf, type Tiny, tiny } from "./tiny.ts";

const mixture = (form: NetworkForm | undefined, seed: number, layers = 2, active = 2): Tiny =>
  tiny(form, seed, { architecture: "mixture", layers, experts: 4, activeExperts: active });

for (const [i, [name, form]] of Object.entries(ALL).entries()) {
  const active = 1 + i % 3;
  const longest = form?.positions === "learned" ? 12 : 40;
  Deno.test(`a mixture that asks ${active} experts says the same however it is read, in the form ${name}`, async () => {
    await initBackend(i % 2 === 0 ? "auto" : "cpu");
    await assertSameHoweverRead((seed, layers, sequences) => {
      const network = mixture(form, seed, layers, active);
      // What is almost as likely may be asked where sums are rounded otherwise.
      fc.pre(routed(network, sequences).margin > 1e-4);
      return network;
    }, longest);
  });

  for (const backend of ["auto", "cpu"] as const) {
    Deno.test(`a mixture's gradient is that of its loss, by differences, in the form ${name} on ${backend}`, async () => {
      await initBackend(backend);
      // A step must not change what is asked.
      let seed = 1;
      while (routed(mixture(form, seed, 1, active), SEQUENCES).margin < 0.05) seed++;
      assertGradients(mixture(form, seed, 1, active));
    });
  }
}

Deno.test("of equally likely experts the same are asked however a text is read", async () => {
  await initBackend("auto");
  await assertSameHoweverRead((seed, layers) => {
    const network = mixture(undefined, seed, layers, 1 + seed % 3);
    for (const [name, { data, shape: [, experts = 0] }] of Object.entries(network.parameters)) {
      // The first two are, and the others.
      if (name.endsWith(".router")) data.forEach((_, i) => data[i] = data[i - i % experts % 2]!);
    }
    return network;
  });
});

Deno.test("the penalty is that of equal loads where all experts are asked, and more where they are not", async () => {
  await initBackend("auto");
  const all = routed(mixture(undefined, 1, 2, 4), SEQUENCES).penalty;
  assert.ok(Math.abs(all - 2 * BALANCE) < 1e-6, `${all}`);
  const some = routed(mixture(undefined, 1, 2, 1), SEQUENCES).penalty;
  assert.ok(some > 1.01 * 2 * BALANCE && some < 4 * 2 * BALANCE, `${some}`);
});

Deno.test("layers of a mixture computed again have the same gradients, those of the penalty included", async () => {
  await initBackend("auto");
  const { config, ports, parameters } = mixture(undefined, 3);
  const indices = Int32Array.from(SEQUENCES.flatMap((tokens) => [...inputsOf(ports, tokens)]));
  const gradients = (layer: Operations["layer"], share: number) =>
    tf.tidy(() => {
      const weights = tensorsOf(parameters), names = Object.keys(weights);
      const loss = (all: tf.Tensor[]) => {
        // cast: tf.grads gives back the matrices that it was given, as mere tensors
        const given = Object.fromEntries(names.map((name, i) => [name, all[i] as tf.Tensor2D]));
        const { hidden, penalty } = hiddenStates({ ...ops, layer }, given, config, {
          ...{
            indices: tf.tensor2d(indices, [22, ports.features], "int32"),
            field: null,
            batch: 2,
            time: 11,
          },
        });
        return tf.add<tf.Scalar>(
          tf.mean(logits(hidden, headOf(given, ports.vocabulary))),
          tf.mul(penalty!, share),
        );
      };
      const all = tf.grads((...all) => loss(all))(Object.values(weights));
      return Object.fromEntries(names.map((name, i) => [name, [...all[i]!.dataSync()]]));
    });
  const kept = gradients(ops.layer, 50), again = gradients(recomputedLayer(), 50);
  assert.deepEqual(again, kept);
  assert.notDeepEqual(gradients(recomputedLayer(), 0)["layers.0.router"], kept["layers.0.router"]);
});

Deno.test("a mixture has a router and the experts' matrices side by side or one above the other", () => {
  const form: NetworkForm = {
    norm: "rms",
    activation: "swiglu",
    positions: "round",
    biases: true,
    tied: true,
  };
  const { config, ports } = mixture(form, 1, 1);
  const feedForward = parameterSpecs(ports, config).filter(({ name }) => /router|up|gate|down/.test(name));
  const told = feedForward.map((
    { name, shape, role, blocks, stacked = 1 },
  ) => [name, shape, role, blocks, stacked]);
  assert.deepEqual(told, [
    ["layers.0.router", [16, 4], "vector", 1, 1],
    ["layers.0.up", [16, 96], "matrix", 4, 1],
    ["layers.0.up.bias", [1, 96], "vector", 1, 1],
    ["layers.0.gate", [16, 96], "matrix", 4, 1],
    ["layers.0.gate.bias", [1, 96], "vector", 1, 1],
    ["layers.0.down", [96, 16], "matrix", 1, 4],
    ["layers.0.down.bias", [4, 16], "vector", 1, 1],
  ]);
});

Deno.test("configs of mixtures are checked", () => {
  const { config } = mixture(undefined, 1);
  const problem = (more: object) =>
    networkConfigSchema.safeParse({ ...config, ...more }).error?.issues[0]?.message;
  assert.equal(problem({}), undefined);
  assert.equal(problem({ activeExperts: 4 }), undefined);
  assert.match(problem({ activeExperts: 5 })!, /must be the number of experts, 4, at most, not 5/);
  assert.match(problem({ experts: undefined })!, /is missing/);
  assert.match(problem({ state: 4 })!, /not mixture/);
});
