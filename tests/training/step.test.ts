import assert from "node:assert/strict";
import { initBackend } from "../../src/engine/backend.ts";
import { ARCHITECTURE_NAMES } from "../../src/network/kinds.ts";
import { difference, numbered, ofKind, optionsOf, stepOf } from "./tiny.ts";

const anything = () => numbered((rng) => rng.int(1000));

for (const backend of ["wasm", "cpu"] as const) {
  Deno.test(`a step of accumulated batches has the gradient of one large batch, for any workers (${backend})`, async () => {
    await initBackend(backend);
    // The plain backend is slow.
    const ways = backend === "cpu" ? [[2, 2]] as const : [[1, 4], [2, 2], [4, 1]] as const;
    for (const [workers, accumulate] of ways) {
      const parts = anything();
      const accumulated = await stepOf(parts.source, optionsOf({ workers, accumulate }), 3);
      assert.equal(parts.read.length, 8);
      // The same sequences come round and round: each batch has all of them.
      let turn = 0;
      const whole = numbered(() => parts.read[turn++ % parts.read.length]!);
      const single = await stepOf(whole.source, optionsOf({}), 3);
      assert.deepEqual(whole.read.toSorted(), parts.read.toSorted());
      assert.ok(difference(single.gradient, accumulated.gradient) < 2e-6);
      assert.ok(Math.abs(single.nats - accumulated.nats) < 1e-4 * single.nats);
    }
  });

  Deno.test(`layers computed again have the same gradient to the bit, with dropout too (${backend})`, async () => {
    await initBackend(backend);
    for (const dropout of backend === "cpu" ? [0.3] : [0, 0.3]) {
      const kept = await stepOf(anything().source, optionsOf({ dropout, accumulate: 2 }), 5);
      const again = await stepOf(
        anything().source,
        optionsOf({ dropout, accumulate: 2, recompute: "yes" }),
        5,
      );
      assert.ok(kept.gradient.every((value) => Number.isFinite(value)));
      assert.deepEqual(again, kept);
    }
  });
}

Deno.test("layers of every kind of network have the same gradient to the bit where they are computed again", async () => {
  await initBackend("wasm");
  for (const name of ARCHITECTURE_NAMES) {
    const kind = ofKind(name);
    const step = (recompute: "yes" | "no") =>
      stepOf(anything().source, optionsOf({ dropout: 0.2, recompute }), 2, kind);
    const kept = await step("no");
    assert.ok(kept.gradient.some((value) => value !== 0));
    assert.deepEqual(await step("yes"), kept, name);
  }
});

Deno.test("a step's masks of dropout hang on its batches alone, and differ from step to step", async () => {
  await initBackend("wasm");
  const options = { dropout: 0.3 };
  const alone = await stepOf(anything().source, optionsOf({ ...options, accumulate: 4 }));
  const shared = await stepOf(anything().source, optionsOf({ ...options, workers: 4 }));
  assert.ok(difference(alone.gradient, shared.gradient) < 2e-6);
  // One sequence, so that nothing but the masks differs.
  const one = () => numbered(() => 7).source;
  const first = await stepOf(one(), optionsOf(options), 0),
    second = await stepOf(one(), optionsOf(options), 1);
  assert.ok(difference(first.gradient, second.gradient) > 0.01);
  assert.deepEqual(await stepOf(one(), optionsOf({}), 0), await stepOf(one(), optionsOf({}), 1));
});

Deno.test("label smoothing and z-loss change gradients, and not what is told; zeros change neither", async () => {
  await initBackend("wasm");
  const plain = await stepOf(anything().source, optionsOf({}));
  for (const more of [{ labelSmoothing: 0.1 }, { zLoss: 0.01 }]) {
    const other = await stepOf(anything().source, optionsOf(more));
    assert.equal(other.nats, plain.nats);
    assert.ok(difference(plain.gradient, other.gradient) > 1e-3);
  }
  assert.deepEqual(await stepOf(anything().source, optionsOf({ labelSmoothing: 0, zLoss: 0 })), plain);
});

Deno.test("sequences that weigh more count more in the gradient, and no more in what is told", async () => {
  await initBackend("wasm");
  const options = optionsOf({});
  const plain = anything();
  const told = await stepOf(plain.source, options);
  const [heavy] = plain.read;
  // All weight on one of them is a batch of it alone.
  const weighed = await stepOf(
    numbered((rng) => rng.int(1000), (number) => number === heavy ? 1 : 1e-9).source,
    options,
  );
  const alone = await stepOf(numbered(() => heavy!).source, options);
  assert.ok(difference(alone.gradient, weighed.gradient) < 1e-5);
  assert.ok(Math.abs(weighed.nats - told.nats) < 1e-5 * told.nats);
  // Weights that are all the same are none.
  const even = await stepOf(numbered((rng) => rng.int(1000), () => 0.25).source, options);
  assert.ok(difference(told.gradient, even.gradient) < 1e-6);
});
