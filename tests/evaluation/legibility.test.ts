import assert from "node:assert/strict";
import { renderBanner } from "../../src/corpus/sources/figlet.ts";
import { readBanners } from "../../src/evaluation/legibility.ts";

Deno.test("readBanners() finds all ink of a word that is set in a legible font, less of others", async () => {
  const read = await readBanners(["cat", "house"]);
  for (const font of ["Standard", "Banner"]) {
    const [cat, house] = read(await renderBanner("house", font));
    assert.equal(house, 1);
    assert.ok(cat! < 0.7);
  }
});

Deno.test("readBanners() finds little of any word in scribble, and nothing in a blank", async () => {
  const read = await readBanners(["cat"]);
  assert.ok(read(["/ _|  ~~~ |_ \\", "~ ~  |__  /"])[0]! < 0.7);
  assert.deepEqual(read(["", ""]), [0]);
});
