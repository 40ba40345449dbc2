import assert from "node:assert/strict";
import { asciiText } from "../../../src/data/quality/ascii.ts";
import { qualityOptions } from "../../../src/data/quality/options.ts";
import { repairText } from "../../../src/data/quality/repairs.ts";

Deno.test("asciiText() maps what has a likeness", () => {
  assert.equal(asciiText("░▒▓█▀▄▌▐\n╔═╗│é·Ñ\nplain"), ':%#@"_[]\n+=+|e.N\nplain');
  assert.equal(asciiText("x\u030ae\u0301²"), "xe2");
  assert.equal(asciiText("π½"), "π½");
});

Deno.test("asciiText() keeps the columns of wide and joined characters", () => {
  for (
    const [wide, columns] of [["漢字", 4], ["😀", 2], ["👩‍👩‍👧", 2], ["♥\ufe0f", 2], ["／＼", 4], [
      "\u{1fb00}",
      1,
    ]] as const
  ) {
    const line = asciiText(`|${wide}|`);
    assert.equal(line.length, columns + 2, wide);
    assert.ok(line.startsWith("|") && line.endsWith("|"));
  }
  assert.equal(asciiText("|／＼|"), "|/ \\ |");
});

Deno.test("repairText() sets tabs by display columns", () => {
  const { text } = repairText("漢字\t|\nabcd\t|\ne\u0301\t|", qualityOptions().repairs);
  assert.deepEqual(text.split("\n").map((line) => line.indexOf("|")), [8, 8, 8]);
});

Deno.test("repairText() leaves the lines of a page without end alone", () => {
  for (const text of ["x" + "\t".repeat(130_000) + "x", "漢\t".repeat(65_000), "漢\n".repeat(65_000)]) {
    assert.deepEqual(repairText(text, qualityOptions().repairs).repairs, []);
  }
  assert.equal(repairText("\r".repeat(130_000), qualityOptions().repairs).text.search(/[^\n]/), -1);
});
