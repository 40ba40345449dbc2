import assert from "node:assert/strict";
import { decodeMatrix, encodeMatrix } from "../../../src/bundle/onnx/encoding.ts";
import { decoderEncoding } from "../../../src/bundle/onnx/sketch_graph.ts";
import { DECODER_BITS, decoderSpecs } from "../../../src/model/sketch_decoder.ts";
import { random } from "../../../src/random.ts";
import { roundedWeights } from "../../../src/training/sketches/rounding.ts";

const specs = decoderSpecs({ code: 40, hidden: 72, blocks: 1 });
const { next } = random(1);
const weights = Float32Array.from({ length: specs.at(-1)!.offset + specs.at(-1)!.size }, () => next() - 0.5);
weights.fill(0, 80, 3000); // whole blocks of nothing
const rounded = roundedWeights(specs, weights);

Deno.test("roundedWeights() moves no weight by more than a step, and none a second time", () => {
  assert.deepEqual(roundedWeights(specs, rounded), rounded);
  for (const { name, offset, size, shape: [rows] } of specs) {
    for (let i = offset; i < offset + size; i++) {
      const step = rows === 1 ? 0 : 0.5 / 2 ** (DECODER_BITS - 1);
      assert.ok(
        Math.abs(rounded[i]! - weights[i]!) <= 1.01 * step,
        `${name}: ${weights[i]} to ${rounded[i]}`,
      );
    }
  }
});

Deno.test("a bundle keeps rounded weights as they are", () => {
  for (const { name, offset, size, shape } of specs.filter(({ name }) => name !== "bias")) {
    const own = rounded.slice(offset, offset + size), encoding = decoderEncoding(name);
    const kept = decodeMatrix(shape, encodeMatrix(name, shape, own, encoding), encoding);
    assert.ok(kept.every((weight, i) => weight === own[i]), name);
  }
});
