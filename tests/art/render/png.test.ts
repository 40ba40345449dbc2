import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { PNG } from "pngjs";
import { inkLevel } from "../../../src/art/ink.ts";
import { border, BORDERS, charset, CHARSETS } from "../../../src/art/frame.ts";
import { glyphBitmap } from "../../../src/art/render/font.ts";
import { loadWidths } from "../../../src/art/lines.ts";
import { lackOf, renderAll } from "../../../src/art/render/render.ts";
import { renderPng } from "../../../src/art/render/png.ts";
import { CELL_HEIGHT, CELL_WIDTH } from "../../../src/rasterise/coverage.ts";
import { renderCoverage } from "../../../src/rasterise/glyphs.ts";
import { artwork, artworks, PRINTABLE } from "./artworks.ts";

interface Image {
  width: number;
  height: number;
  /** RGBA. */
  data: Uint8Array;
}

const decode = (bytes: Uint8Array): Image => PNG.sync.read(Buffer.from(bytes));

/** Ink of a cell, row by row, 0 to 1. */
function cell({ width, data }: Image, row: number, column: number): number[] {
  return Array.from({ length: 200 }, (_, i) => {
    const pixel = (row * 20 + Math.floor(i / 10)) * width + column * 10 + i % 10;
    return 1 - data[pixel * 4]! / 255;
  });
}

const drawn = (character: string) => cell(decode(renderPng([artwork([character])])), 1, 1);

Deno.test("renderPng() has ink in the cells of characters and nowhere else", () => {
  const sheets = fc.array(artworks, { maxLength: 3 });
  fc.assert(
    fc.property(sheets, (arts) => {
      const image = decode(renderPng(arts));
      const columns = Math.max(0, ...arts.flatMap(({ lines }) => lines.map((line) => line.length)));
      const rows = ["", ...arts.flatMap(({ lines }) => [...lines, ""])].map((line) =>
        ` ${line}`.padEnd(columns + 2)
      );
      assert.deepEqual([image.width, image.height], [(columns + 2) * 10, rows.length * 20]);
      rows.forEach((row, y) =>
        Array.from(row, (character, x) => {
          const ink = Math.max(...cell(image, y, x));
          assert.equal(ink > 0.3, character !== " ", `${JSON.stringify(character)} at ${x},${y}: ${ink}`);
        })
      );
    }),
    { numRuns: 40 },
  );
});

Deno.test("renderPng() draws the font's glyphs", () => {
  for (const character of PRINTABLE.join("").trim()) {
    if (character === "-") continue; // the matcher draws it longer than the font does
    const ink = drawn(character), reference = renderCoverage(character);
    const halved = Array.from({ length: CELL_WIDTH * CELL_HEIGHT }, (_, i) => {
      const at = Math.floor(i / CELL_WIDTH) * 20 + (i % CELL_WIDTH) * 2;
      return (ink[at]! + ink[at + 1]! + ink[at + 10]! + ink[at + 11]!) / 4;
    });
    halved.forEach((value, i) => assert(Math.abs(value - reference[i]!) < 0.05, `${character} at ${i}`));
  }
});

Deno.test("renderPng() fills cells with blocks, joins box drawing, places dots of Braille", () => {
  assert(drawn("█").every((ink) => ink === 1));
  assert(drawn("▀").every((ink, i) => ink === Number(i < 100)));
  const across = drawn("─"), down = drawn("│");
  for (let i = 0; i < 200; i++) {
    assert.equal(across[i], across[i - i % 10], "a stroke as dark from edge to edge");
    assert.equal(down[i], down[i % 10], "a stroke as dark from edge to edge");
  }
  Array.from("⠁⠂⠄⡀⠈⠐⠠⢀", (dot, n) => {
    const inDot = (i: number) => Math.floor(i % 10 / 5) === n >> 2 && Math.floor(i / 50) === n % 4;
    assert(drawn(dot).every((ink, i) => inDot(i) || ink === 0), dot);
    assert(Math.max(...drawn(dot)) === 1, dot);
  });
});

Deno.test("renderPng() draws a question mark for a character that the font lacks", () => {
  assert.deepEqual(drawn("猫"), drawn("?"));
});

Deno.test("glyphBitmap() knows every character of every charset and border", () => {
  const sheets = [
    ...CHARSETS.map((name) => charset(PRINTABLE, name)),
    ...BORDERS.map((kind) => border([" "], kind)),
  ];
  const missing = glyphBitmap("猫").byteOffset;
  for (const character of sheets.flat().join("").replaceAll("?", "")) {
    assert.notEqual(glyphBitmap(character).byteOffset, missing, character);
  }
  assert.equal(glyphBitmap("\x7f").byteOffset, missing);
});

Deno.test("inkLevel() is the ink of the font's glyph in ninths of the densest, 0 for the space alone", () => {
  const ink = (character: string) => drawn(character).reduce((sum, value) => sum + value);
  const characters = PRINTABLE.join("");
  const densest = Math.max(...Array.from(characters, ink));
  for (const character of characters) {
    const level = character === " " ? 0 : Math.max(1, Math.round(9 * ink(character) / densest));
    assert.equal(inkLevel(character), level, character);
  }
  assert.deepEqual(Array.from("░▒▓█─", inkLevel), [2, 5, 7, 9, undefined]);
});

Deno.test("a PNG has letters of Europe; what is wide takes two cells, and what it has no letter for is told", async () => {
  await loadWidths(["世"]);
  assert.notDeepEqual(drawn("ü"), drawn("?"));
  assert.deepEqual(drawn("u\u0308"), drawn("ü"));
  const art = artwork(["日x", "?"]);
  await renderAll("png", [art]);
  const image = decode(renderPng([art]));
  assert.deepEqual(cell(image, 1, 1), cell(image, 2, 1));
  assert.deepEqual(cell(image, 1, 3), drawn("x"));
  assert.equal(await lackOf("png", [art]), "a PNG has no letters for 日: they are question marks");
  assert.equal(await lackOf("png", [artwork(["Grüße"])]), undefined);
  assert.equal(await lackOf("svg", [art]), undefined);
});
