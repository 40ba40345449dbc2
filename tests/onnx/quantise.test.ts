import fc from "fast-check";
import assert from "node:assert/strict";
import {
  type Bits,
  dequantiseRows,
  packRows,
  quantiseRows,
  transpose,
  unpackRows,
} from "../../src/onnx/quantise.ts";
import { random } from "../../src/base/random.ts";

const BITS: readonly Bits[] = [4, 7, 8];

function noise(seed: number, size: number): Float32Array {
  const { next } = random(seed);
  return Float32Array.from({ length: size }, () => (2 * next() - 1) ** 3);
}

for (const bits of BITS) {
  Deno.test(`quantiseRows() finds the nearest code of each weight when it has ${bits} bits`, () => {
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(1, 16, 32),
      fc.integer(),
      (length, rows, blockSize, seed) => {
        const weights = noise(seed, rows * length);
        const quantised = quantiseRows(weights, length, bits, blockSize);
        const blocks = Math.ceil(length / blockSize);
        assert.equal(quantised.scales.length, rows * blocks);
        assert.ok(quantised.codes.every((code) => code < 2 ** bits));
        dequantiseRows(quantised).forEach((value, at) => {
          const block = Math.floor(at / length) * blocks + Math.floor(at % length / blockSize);
          const step = Math.abs(quantised.scales[block]!);
          const code = quantised.codes[at]!;
          // What lies beyond the last codes takes these; a scale that is better for the others may cost it two steps.
          const most = code === 0 || code === 2 ** bits - 1 ? 2 : 0.5;
          assert.ok(
            Math.abs(value - weights[at]!) <= 1.05 * most * step + 1e-5,
            `${weights[at]} became ${value}`,
          );
        });
      },
    ));
  });

  Deno.test(`quantiseRows() keeps weights that lie on the steps of ${bits} bits`, () => {
    const { int } = random(bits);
    const codes = Int32Array.from({ length: 96 }, (_, i) => i % 16 === 5 ? 0 : int(2 ** bits));
    const scales = [0.25, -0.5, 2 ** -12];
    const weights = Float32Array.from(
      codes,
      (code, i) => scales[Math.floor(i / 32)]! * (code - 2 ** (bits - 1)),
    );
    assert.deepEqual(dequantiseRows(quantiseRows(weights, 48, bits, 16)), weights);
    assert.deepEqual(dequantiseRows(quantiseRows(weights, 32, bits, 32)), weights);
  });

  Deno.test(`unpackRows() gives back what packRows() packed when codes have ${bits} bits`, () => {
    for (const [length, padded] of [[1, 16], [16, 16], [98, 128], [2, 2]] as const) {
      const quantised = quantiseRows(noise(length, 3 * length), length, bits, 16);
      const packed = packRows(quantised, padded);
      assert.equal(packed.length, 3 * padded * (bits === 4 ? 4 : 8) / 8);
      assert.deepEqual(unpackRows(packed, quantised, padded), quantised.codes);
    }
  });
}

Deno.test("quantiseRows() gives zeros for zeros, and finite weights for huge ones", () => {
  const weights = new Float32Array([0, 0, 0, 0, 3e38, -3e38, 0, 1e-38]);
  const restored = dequantiseRows(quantiseRows(weights, 8, 8, 4));
  assert.deepEqual([...restored.subarray(0, 4)], [0, 0, 0, 0]);
  assert.ok(restored.every(Number.isFinite) && restored[4]! > 1e6 && restored[5]! < -1e6);
});

Deno.test("quantiseRows() with 4 bits errs less than the scale of the largest weight would", () => {
  const weights = noise(1, 3200);
  const { scales, codes } = quantiseRows(weights, 32, 4, 32);
  const error = (scale: (row: number) => number) =>
    weights.reduce((sum, weight, i) => {
      const steps = Math.min(7, Math.max(-8, Math.round(weight / scale(Math.floor(i / 32)))));
      return sum + (steps * scale(Math.floor(i / 32)) - weight) ** 2;
    }, 0);
  const extreme = (row: number) =>
    weights.subarray(32 * row, 32 * row + 32).reduce((a, b) => Math.abs(b) > Math.abs(a) ? b : a);
  assert.ok(error((row) => scales[row]!) < 0.95 * error((row) => -extreme(row) / 8));
  assert.equal(codes.length, weights.length);
});

Deno.test("transpose() turns rows into columns", () => {
  assert.deepEqual(transpose([1, 2, 3, 4, 5, 6], 3, new Float32Array(6)), Float32Array.of(1, 4, 2, 5, 3, 6));
});
