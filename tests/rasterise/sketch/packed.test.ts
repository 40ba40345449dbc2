import assert from "node:assert/strict";
import fc from "fast-check";
import { random } from "../../../src/base/random.ts";
import { countEdges, likeness, ones, sketchWords } from "../../../src/rasterise/sketch/packed.ts";
import { difference } from "../../../src/rasterise/sketch/similarity.ts";
import { packSketch, SKETCH_SIDE } from "../../../src/rasterise/sketch/sketch.ts";

const AREA = SKETCH_SIDE * SKETCH_SIDE;
const bits = fc.uint8Array({ minLength: AREA, maxLength: AREA, max: 1 });

Deno.test("sketchWords() keeps every bit in order", () => {
  fc.assert(fc.property(bits, (sketch) => {
    const words = sketchWords(packSketch(sketch));
    const text = Array.from(words, (word) => word.toString(2).padStart(32, "0")).join("");
    assert.equal(text, sketch.join("").padEnd(32 * words.length, "0"));
    assert.equal(words.reduce((sum, word) => sum + ones(word), 0), sketch.reduce((sum, bit) => sum + bit, 0));
  }));
});

Deno.test("countEdges() counts the neighbours that differ", () => {
  fc.assert(fc.property(bits, (sketch) => {
    let expected = 0;
    sketch.forEach((bit, i) => {
      if ((i + 1) % SKETCH_SIDE !== 0 && bit !== sketch[i + 1]) expected++;
      if (i + SKETCH_SIDE < AREA && bit !== sketch[i + SKETCH_SIDE]) expected++;
    });
    assert.equal(countEdges(sketchWords(packSketch(sketch))), expected);
  }));
});

Deno.test("likeness() is what difference() says of any two sketches, near the limit too", () => {
  const { next, int } = random(4);
  const base = Uint8Array.from({ length: AREA }, () => Number(next() < 0.2));
  const sketches = Array.from({ length: 14 }, (_, i) => {
    const shift = int(3) - 1 + (int(3) - 1) * SKETCH_SIDE;
    return base.map((_, at) => Number(next() < i * 0.03 ? next() < 0.2 : base[at + shift] ?? 0));
  });
  sketches.push(new Uint8Array(AREA), new Uint8Array(AREA), new Uint8Array(AREA).fill(1));
  const alike = likeness(sketches.map(packSketch), 0.3);
  const seen = new Set<boolean>();
  for (const [a, one] of sketches.entries()) {
    for (const [b, other] of sketches.entries()) {
      const expected = difference(one, other) <= 0.3;
      assert.equal(alike(a, b), expected, `${a} and ${b}`);
      seen.add(expected);
    }
  }
  assert.equal(seen.size, 2);
});
