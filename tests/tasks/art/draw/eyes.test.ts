import assert from "node:assert/strict";
import { FINE_SIDE } from "../../../../src/rasterise/sketch/sketch.ts";
import { follow, strays, sureEyes } from "../../../../src/tasks/art/draw/eyes.ts";

/** Two eyes, and a nose below. */
const face = () => [{ row: 5, column: 4 }, { row: 5, column: 12 }, { row: 8, column: 8 }];

Deno.test("the first eye of a row may stand a row higher or lower, and the others follow it", () => {
  const dots = face();
  assert.ok(
    !strays(dots, { row: 4, column: 4 }) && !strays(dots, { row: 5, column: 4 }) &&
      !strays(dots, { row: 6, column: 3 }),
  );
  follow(dots, { row: 4, column: 5 });
  assert.deepEqual(dots, [{ row: 4, column: 4 }, { row: 4, column: 12 }, { row: 8, column: 8 }]);
  assert.ok(!strays(dots, { row: 4, column: 12 }) && strays(dots, { row: 5, column: 12 }));
});

Deno.test("an eye that is not the first of its row stands where that one does", () => {
  const dots = face();
  assert.ok(
    strays(dots, { row: 4, column: 12 }) && strays(dots, { row: 6, column: 13 }) &&
      !strays(dots, { row: 5, column: 12 }),
  );
  assert.ok(
    !strays(dots, { row: 4, column: 14 }) && !strays(dots, { row: 3, column: 12 }),
    "farther off it is another thing",
  );
  follow(dots, { row: 5, column: 4 });
  follow(dots, { row: 4, column: 12 });
  follow(dots, { row: 1, column: 1 });
  assert.deepEqual(dots, face());
});

/** A box, open at the top if asked for, with filled squares of five pixels in it, by their middles. */
function box(middles: readonly (readonly [number, number])[], open = false): Uint8Array {
  const bits = new Uint8Array(FINE_SIDE ** 2);
  for (let i = 0; i < FINE_SIDE; i++) {
    for (const [x, y] of [[0, i], [63, i], [i, 63], ...open ? [] : [[i, 0]]] as const) {
      bits[y! * FINE_SIDE + x!] = 1;
    }
  }
  for (const [x, y] of middles) {
    for (let row = y - 2; row <= y + 2; row++) bits.fill(1, row * FINE_SIDE + x - 2, row * FINE_SIDE + x + 3);
  }
  return bits;
}

Deno.test("sureEyes() finds the pairs of a symmetric sketch within its outline", () => {
  const pair = [[20, 25], [43, 25]] as const;
  assert.deepEqual(sureEyes(box(pair), 16, 8), [{ row: 3, column: 5 }, { row: 3, column: 10 }]);
  assert.deepEqual(sureEyes(box(pair, true), 16, 8), [], "nothing encloses them");
  assert.deepEqual(sureEyes(box([...pair, [31, 40], [32, 40]]), 16, 8).length, 2, "a nose is no pair");
  const keys = [12, 26, 37, 51].flatMap((x) => [12, 31, 51].map((y) => [x, y] as const));
  assert.deepEqual(sureEyes(box(keys), 16, 8), [], "too many");
});

Deno.test("sureEyes() moves eyes between two rows to the one that has no line, and leaves out those that share their cell", () => {
  const pair = [[20, 25], [43, 25]] as const, lined = box(pair);
  lined.fill(1, 20 * FINE_SIDE + 4, 20 * FINE_SIDE + 60);
  assert.deepEqual(
    sureEyes(lined, 12, 5),
    [{ row: 2, column: 3 }, { row: 2, column: 8 }],
    "25.5 / 12.8 is nearly 2",
  );
  lined.fill(1, 30 * FINE_SIDE + 4, 30 * FINE_SIDE + 60);
  assert.deepEqual(sureEyes(lined, 12, 5), []);
});

Deno.test("sureEyes() finds the round eye of a thing from the side, and no piece of a line", () => {
  assert.deepEqual(sureEyes(box([[20, 25]]), 16, 8), [{ row: 3, column: 5 }]);
  assert.deepEqual(sureEyes(box([[20, 25], [30, 50], [50, 40]]), 16, 8), [], "three are none");
  const piece = box([]);
  for (let i = 0; i < 6; i++) piece.fill(1, (30 + i) * FINE_SIDE + 20 + i, (30 + i) * FINE_SIDE + 22 + i);
  assert.deepEqual(sureEyes(piece, 16, 8), []);
});
