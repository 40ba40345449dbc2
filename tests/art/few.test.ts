import assert from "node:assert/strict";
import { readPictureName } from "../../src/art/few.ts";

Deno.test("readPictureName() tells what a picture is called, and for how many columns it is made", () => {
  for (
    const name of ["cat", "water-tower", "cat-2", "small", "cat-small", "cat.small-0", "cat.small-x", ""]
  ) {
    assert.deepEqual(readPictureName(name), { name });
  }
  assert.deepEqual(readPictureName("cat.small"), { name: "cat", columns: 24 });
  assert.deepEqual(readPictureName("cat-2.small"), { name: "cat-2", columns: 24 });
  assert.deepEqual(readPictureName("cat.small-10"), { name: "cat", columns: 10 });
  assert.deepEqual(readPictureName("cat.small.small-8"), { name: "cat.small", columns: 8 });
});
