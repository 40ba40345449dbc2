import assert from "node:assert/strict";
import fc from "fast-check";
import { inkLevel } from "../../../src/art/ink.ts";
import { inkOfArt } from "../../../src/rasterise/sketch.ts";
import type { Bitmap } from "../../../src/rasterise/image/bitmap.ts";
import { cellColours, drawBitmap, fitCells } from "../../../src/rasterise/image/draw.ts";
import { prepareGlyphs } from "../../../src/rasterise/image/glyphs.ts";
import { matchImage } from "../../../src/rasterise/image/match.ts";

const STYLES = ["line", "solid", "shaded"] as const;
const SIZE = { columns: 8, rows: 4 };

/** A picture of 80×80 pixels: black where `isInk`, else white or, with `opacity` 0, transparent. */
function picture(isInk: (x: number, y: number) => boolean, opacity = 255): Bitmap {
  const rgba = new Uint8Array(80 * 80 * 4);
  for (let i = 0; i < 6400; i++) {
    const ink = isInk(i % 80, Math.floor(i / 80));
    rgba.set(ink ? [0, 0, 0, 255] : [255, 255, 255, opacity], i * 4);
  }
  return { width: 80, height: 80, rgba };
}

const ink = (lines: string[]) =>
  lines.join("").split("").reduce((sum, character) => sum + inkLevel(character)!, 0);

Deno.test("matchImage() finds the characters of a drawing again", () => {
  const lines = ["  _____  ", " /     \\ ", "|  o o  |", "|   ^   |", " \\_____/ ", "@#%8WM&$Q"];
  const glyphs = prepareGlyphs(" _/\\|o^@#%8WM&$Q", 1);
  assert.deepEqual(matchImage(inkOfArt(lines), glyphs), lines);
});

Deno.test("drawBitmap() leaves white and transparent pictures blank in every style", () => {
  const blank = Array<string>(SIZE.rows).fill(" ".repeat(SIZE.columns));
  for (const style of STYLES) {
    assert.deepEqual(drawBitmap(picture(() => false), SIZE, style), blank, style);
    assert.deepEqual(drawBitmap(picture(() => false, 0), SIZE, style), blank, style);
    assert.deepEqual(drawBitmap(picture(() => true), SIZE, style, true), blank, style);
    assert.deepEqual(drawBitmap(picture(() => false, 0), SIZE, style, true), blank, style);
  }
});

Deno.test("drawBitmap() gives darker parts more ink, and inverted lighter ones", () => {
  const half = picture((x) => x < 40);
  for (const style of ["solid", "shaded"] as const) {
    const left = (lines: string[]) => ink(lines.map((line) => line.slice(0, 4)));
    const right = (lines: string[]) => ink(lines.map((line) => line.slice(4)));
    const drawn = drawBitmap(half, SIZE, style), inverted = drawBitmap(half, SIZE, style, true);
    assert.ok(left(drawn) > 16 * 5 && right(drawn) === 0, drawn.join("\n"));
    assert.ok(right(inverted) > 16 * 5 && left(inverted) === 0, inverted.join("\n"));
  }
});

Deno.test("drawBitmap() follows strokes with glyphs of their shape", () => {
  const falling = drawBitmap(picture((x, y) => Math.abs(2 * x - y) < 5), { columns: 16, rows: 8 }, "line");
  assert.match(falling[1]!, /\\/);
  const upright = drawBitmap(picture((x) => x >= 43 && x < 47), SIZE, "line");
  assert.ok(upright.every((line) => /^ +\| *$/.test(line)), upright.join("\n"));
  const level = drawBitmap(picture((_, y) => y >= 48 && y < 52), SIZE, "line");
  assert.match(level[2]!, /^[-=~]{8}$/);
});

Deno.test("drawBitmap() in lines leaves the inside of a shape blank", () => {
  const lines = drawBitmap(
    picture((x, y) => x > 10 && x < 70 && y > 10 && y < 70),
    { columns: 16, rows: 8 },
    "line",
  );
  assert.ok(lines.slice(3, 5).every((line) => line.slice(5, 11).trim() === ""), lines.join("\n"));
  assert.ok(ink(lines) > 0);
});

Deno.test("fitCells() keeps within its limits and near the proportions", () => {
  const side = fc.integer({ min: 1, max: 5000 }), limit = fc.integer({ min: 1, max: 300 });
  fc.assert(fc.property(side, side, limit, limit, (width, height, maxColumns, maxRows) => {
    const { columns, rows } = fitCells({ width, height, rgba: new Uint8Array() }, maxColumns, maxRows);
    assert.ok(columns >= 1 && columns <= maxColumns && rows >= 1 && rows <= maxRows);
    const ideal = columns * height / width / 2;
    if (columns > 1) assert.ok(Math.abs(rows - ideal) <= Math.max(1, ideal / columns), `${columns}×${rows}`);
  }));
});

Deno.test("cellColours() gives the mean colour of each cell", () => {
  const half = picture((x) => x < 40);
  half.rgba.fill(200, 0, 1);
  const colours = cellColours(half, { columns: 2, rows: 1 });
  assert.ok(colours[0]! < 10 && colours[3]! > 245, colours.join());
});
