import assert from "node:assert/strict";
import { join } from "node:path";
import { loadContainer, saveContainer } from "../../src/training/container.ts";
import { shared, sharedFloats } from "../../src/training/shared.ts";

Deno.test("shared() copies only what is not in shared memory of its own", () => {
  const there = sharedFloats(3);
  assert.equal(shared(there), there.buffer);
  const part = sharedFloats(4).fill(2).subarray(1, 3);
  assert.notEqual(shared(part), part.buffer);
  assert.deepEqual(new Float32Array(shared(part)), new Float32Array([2, 2]));
  assert.deepEqual(new Float32Array(shared(new Float32Array([1, 2]))), new Float32Array([1, 2]));
});

Deno.test("loadContainer() reads sections into shared memory, so that training takes them as they are", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "file"), count = (1 << 22) + 5; // more than is read at a time
    const values = sharedFloats(count).map((_, i) => i);
    await saveContainer(path, "TESTKIND", { a: 1 }, { values, few: new Float32Array([7]) });
    const { header, arrays } = await loadContainer(
      path,
      "TESTKIND",
      (header) => header,
      () => [["values", count], ["few", 1]],
    );
    assert.deepEqual(header, { a: 1 });
    assert.equal(arrays[0]!.findIndex((value, i) => value !== values[i]), -1);
    assert.deepEqual([...arrays[1]!], [7]);
    for (const array of arrays) assert.equal(shared(array), array.buffer);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
