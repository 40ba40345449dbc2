import assert from "node:assert/strict";
import { follow, strays } from "../../../../src/tasks/art/draw/eyes.ts";

/** Two eyes, and a nose below. */
const face = () => [{ row: 5, column: 4 }, { row: 5, column: 12 }, { row: 8, column: 8 }];

Deno.test("the first eye of a row may stand a row higher or lower, and the others follow it", () => {
  const dots = face();
  assert.ok(!strays(dots, 4, 4) && !strays(dots, 5, 4) && !strays(dots, 6, 3));
  follow(dots, 4, 5);
  assert.deepEqual(dots, [{ row: 4, column: 4 }, { row: 4, column: 12 }, { row: 8, column: 8 }]);
  assert.ok(!strays(dots, 4, 12) && strays(dots, 5, 12));
});

Deno.test("an eye that is not the first of its row stands where that one does", () => {
  const dots = face();
  assert.ok(strays(dots, 4, 12) && strays(dots, 6, 13) && !strays(dots, 5, 12));
  assert.ok(!strays(dots, 4, 14) && !strays(dots, 3, 12), "farther off it is another thing");
  follow(dots, 5, 4);
  follow(dots, 4, 12);
  follow(dots, 1, 1);
  assert.deepEqual(dots, face());
});
