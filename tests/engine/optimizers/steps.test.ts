/** Several steps of the optimizers beside formulas written out, and beside PyTorch. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { random } from "../../../src/base/random.ts";
import { initBackend } from "../../../src/engine/backend.ts";
import type { ParameterSpec, Role } from "../../../src/network/parameters.ts";
import type { Pace } from "../../../src/engine/optimizers/optimizer.ts";
import {
  dealMatrices,
  emptyMoments,
  keptLengths,
  OPTIMIZER_NAMES,
  type OptimizerName,
  update,
} from "../../../src/engine/optimizers/optimizers.ts";

function specsOf(...shapes: [rows: number, columns: number, role: Role][]): ParameterSpec[] {
  let offset = 0;
  return shapes.map(([rows, columns, role], i) => {
    const size = rows * columns, spec = { offset, size, role, deviation: 0, blocks: 1 };
    offset += size;
    return { name: `m${i}`, shape: [rows, columns], ...spec };
  });
}

/** Weights, and a gradient for each step, as peer.py has them: sines. */
const sines = (count: number, phase: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + phase));

/** Some steps; the weights after the last, and what is kept. */
async function run(
  name: OptimizerName,
  specs: ParameterSpec[],
  steps: number,
  pace: Partial<Pace>,
  workers = 1,
) {
  const count = specs.reduce((sum, { size }) => sum + size, 0);
  const parameters = sines(count, 0.5), moments = emptyMoments(name, specs);
  for (let step = 1; step <= steps; step++) {
    const place = { parameters, gradient: sines(count, step), moments };
    for (const share of dealMatrices(specs, workers, name)) {
      await update(name, specs, place, { step, learningRate: 0.1, weightDecay: 0, ...pace }, share);
    }
  }
  return { parameters, moments };
}

function assertNear(actual: Float32Array, expected: readonly number[], tolerance = 2e-6): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assert.ok(Math.abs(actual[i]! - value) < tolerance, `${i}: ${actual[i]}, not ${value}`);
  }
}

/** What peer.py prints. */
const TORCH = {
  nesterov: [
    ...[0.0515384, 1.2414048, -0.3714346, -1.1456902, 0.6666664, 0.9738976],
    ...[-0.9176291, -0.7374347, 1.1076578],
  ],
  "heavy-ball": [
    ...[0.0235688, 1.1508152, -0.3201211, -1.0683235, 0.5954164, 0.9148912],
    ...[-0.8311737, -0.700707, 1.0117382],
  ],
  adafactor: [
    ...[0.4792876, 0.9205308, -0.7221572, -0.7209233, 0.8871327, 0.4953662],
    ...[-1.0632482, -0.2732864, 1.1173801],
  ],
};

const matrices = fc.array(
  fc.tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 5 }),
    fc.constantFrom<Role>("table", "matrix", "vector", "head"),
  ),
  { minLength: 1, maxLength: 5 },
).map((shapes) => specsOf(...shapes));
const decays = fc.double({ min: 0, max: 1, noNaN: true });

Deno.test("updates that are shared out are those of one, with every optimizer", async () => {
  await initBackend("cpu");
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...OPTIMIZER_NAMES),
      matrices,
      fc.integer({ min: 2, max: 4 }),
      async (name, specs, workers) => {
        assert.deepEqual(await run(name, specs, 3, {}, workers), await run(name, specs, 3, {}));
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("SGD is v ← μv + g; w ← w(1 − ηλ) − η(g + μv), or −ηv", async () => {
  const momenta = fc.double({ min: 0, max: 0.99, noNaN: true });
  await fc.assert(
    fc.asyncProperty(matrices, momenta, decays, fc.boolean(), async (specs, mu, decay, ahead) => {
      const { parameters } = await run("sgd", specs, 4, {
        ...{ momentum: mu, momentumKind: ahead ? "nesterov" : "heavy-ball", weightDecay: decay },
      });
      for (const { offset, size, role } of specs) {
        for (let i = offset; i < offset + size; i++) {
          let [w, v] = [Math.sin(1.7 * i + 0.5), 0];
          for (let step = 1; step <= 4; step++) {
            const g = Math.sin(1.7 * i + step);
            v = mu * v + g;
            w = w * (role === "matrix" || role === "head" ? 1 - 0.1 * decay : 1) -
              0.1 * (ahead ? g + mu * v : v);
          }
          assert.ok(Math.abs(parameters[i]! - w) < 2e-6);
        }
      }
    }),
  );
});

Deno.test("Lion moves every weight by the learning rate, against the sign of 0.9 m + 0.1 g", async () => {
  await fc.assert(fc.asyncProperty(matrices, decays, async (specs, decay) => {
    const { parameters, moments } = await run("lion", specs, 4, { weightDecay: decay });
    for (const { offset, size, role } of specs) {
      for (let i = offset; i < offset + size; i++) {
        let [w, m] = [Math.sin(1.7 * i + 0.5), 0];
        for (let step = 1; step <= 4; step++) {
          const g = Math.sin(1.7 * i + step);
          w = w * (role === "matrix" || role === "head" ? 1 - 0.1 * decay : 1) -
            0.1 * Math.sign(0.9 * m + 0.1 * g);
          m = 0.99 * m + 0.01 * g;
        }
        assert.ok(Math.abs(parameters[i]! - w) < 2e-6);
        assert.ok(Math.abs(moments[0]![i]! - m) < 2e-6);
      }
    }
  }));
});

Deno.test("Adafactor keeps rows and columns of a matrix, and all of a vector", async () => {
  const specs = specsOf([3, 4, "matrix"], [1, 5, "vector"], [7, 2, "table"]);
  assert.deepEqual(keptLengths("adafactor", specs), [3 + 5 + 7, 4 + 0 + 2]);
  assert.deepEqual(keptLengths("adamw", specs), [31, 31]);
  assert.deepEqual(keptLengths("muon", specs), [31, 31]);
  assert.deepEqual(keptLengths("sgd", specs), [31]);
  // Rank one: of squares that are products of a row's and a column's number it forgets nothing.
  const { next } = random(3), one = specsOf([4, 6, "matrix"]);
  const [rows, columns] = [4, 6].map((length) => Array.from({ length }, () => 0.5 + next()));
  const gradient = Float32Array.from({ length: 24 }, (_, i) => rows![Math.floor(i / 6)]! * columns![i % 6]!);
  const parameters = new Float32Array(24).fill(2);
  const place = { parameters, gradient, moments: emptyMoments("adafactor", one) };
  await update("adafactor", one, place, { step: 1, learningRate: 0.01, weightDecay: 0 });
  // The first update is 1 each, times the learning rate and the weights' size.
  assertNear(parameters, new Array<number>(24).fill(2 - 0.01 * 2));
});

Deno.test("SGD and Adafactor are those of PyTorch", async () => {
  const specs = specsOf([2, 3, "matrix"], [1, 3, "vector"]);
  const weights = async (name: OptimizerName, pace: Partial<Pace>) =>
    (await run(name, specs, 5, pace)).parameters;
  for (const momentumKind of ["nesterov", "heavy-ball"] as const) {
    assertNear(await weights("sgd", { momentum: 0.9, momentumKind }), TORCH[momentumKind]);
  }
  assertNear(await weights("adafactor", {}), TORCH.adafactor);
});
