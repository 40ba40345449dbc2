import assert from "node:assert/strict";
import { join } from "node:path";
import { mutants } from "../../../scripts/fuzz/mutants.ts";
import { fuzz } from "../../../scripts/fuzz/pictures.ts";
import { random } from "../../../src/base/random.ts";
import { inEmptyFolder } from "../../e2e/binary.ts";

Deno.test("mutants() are the same for a seed, and others for another", () => {
  const some = (seed: number) => {
    const all = mutants(random(seed).next);
    return Array.from({ length: 10 }, () => all.next().value);
  };
  assert.deepEqual(some(1), some(1));
  assert.notDeepEqual(some(1), some(2));
});

Deno.test("damaged pictures are drawn or refused in one line each", async () => {
  await inEmptyFolder(async (folder) => {
    const { failures, drawn, refused, pictures } = await fuzz(24, 5, join(folder, "kept"));
    assert.deepEqual(failures, []);
    assert.deepEqual([pictures, drawn + refused], [24, 24]);
    assert.ok(drawn > 0 && refused > 0, `${drawn} drawn, ${refused} refused`);
  });
});
