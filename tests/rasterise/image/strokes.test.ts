import assert from "node:assert/strict";
import fc from "fast-check";
import { floatsAt, scope } from "../../../src/rasterise/image/memory.ts";
import { findStrokes, skeleton, squaredDistance } from "../../../src/rasterise/image/strokes.ts";

const shape = (...rows: string[]) => Uint8Array.from(rows.join(""), (character) => Number(character === "#"));

Deno.test("squaredDistance() is that to the nearest marked pixel", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.uint8Array({ minLength: 1, maxLength: 60, max: 3 }),
      (width, bytes) => {
        const height = Math.floor(bytes.length / width);
        if (height === 0) return;
        const marked = Array.from({ length: width * height }, (_, i) => i).filter((i) => bytes[i] === 0);
        const found = scope(() =>
          floatsAt(squaredDistance(bytes.subarray(0, width * height), 0, width, height), width * height)
            .slice()
        );
        found.forEach((value, i) => {
          const least = Math.min(
            ...marked.map((j) =>
              (i % width - j % width) ** 2 + (Math.floor(i / width) - Math.floor(j / width)) ** 2
            ),
          );
          if (marked.length > 0) assert.equal(value, least);
          else assert.ok(value > 1e9);
        });
      },
    ),
  );
});

Deno.test("skeleton() thins to one pixel, and lines go on to the border", () => {
  const bar = shape("..........", "##########", "##########", "##########", "..........");
  assert.deepEqual(
    skeleton(bar, 10, 5),
    shape("..........", "..........", "##########", "..........", ".........."),
  );
});

Deno.test("findStrokes() tells strokes from areas and dots", () => {
  const side = 60, ink = new Uint8Array(side * side);
  const fill = (left: number, top: number, right: number, bottom: number) => {
    for (let y = top; y < bottom; y++) ink.fill(1, y * side + left, y * side + right);
  };
  fill(5, 5, 30, 30); // An area.
  fill(5, 40, 55, 44); // A stroke.
  fill(45, 10, 49, 14); // A dot.
  const { middles, share } = findStrokes(ink, side, side, 8);
  const rows = new Set(
    Array.from(middles.keys()).filter((i) => middles[i] === 1).map((i) => Math.floor(i / side)),
  );
  assert.ok([...rows].every((row) => row >= 40 && row < 44), [...rows].join());
  assert.ok(middles.reduce((sum, bit) => sum + bit, 0) >= 44);
  assert.ok(Math.abs(share - 200 / (625 + 200 + 16)) < 0.02, String(share));
});
