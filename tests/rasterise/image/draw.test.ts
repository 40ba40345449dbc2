import assert from "node:assert/strict";
import fc from "fast-check";
import { CHARSETS } from "../../../src/art/charset.ts";
import { inkLevel } from "../../../src/art/ink.ts";
import type { Bitmap } from "../../../src/rasterise/image/formats/bitmap.ts";
import { DITHERS } from "../../../src/rasterise/image/dither.ts";
import { cellColours, drawBitmap, fitCells } from "../../../src/rasterise/image/draw.ts";

const STYLES = ["line", "solid", "shaded"] as const;
const SIZE = { columns: 8, rows: 4 };

type Colour = readonly [red: number, green: number, blue: number, opacity?: number];

/** A square picture of a colour for each pixel. */
function paint(side: number, colour: (x: number, y: number) => Colour): Bitmap {
  const rgba = new Uint8Array(side * side * 4);
  for (let i = 0; i < side * side; i++) {
    const [red, green, blue, opacity = 255] = colour(i % side, Math.floor(i / side));
    rgba.set([red, green, blue, opacity], i * 4);
  }
  return { width: side, height: side, rgba };
}

/** A picture of 80×80 pixels: black where `isInk`, else white or, with `opacity` 0, transparent. */
const picture = (isInk: (x: number, y: number) => boolean, opacity = 255) =>
  paint(80, (x, y) => isInk(x, y) ? [0, 0, 0] : [255, 255, 255, opacity]);

const grey = (value: number): Colour => [value, value, value];

const ink = (lines: string[]) =>
  lines.join("").split("").reduce((sum, character) => sum + inkLevel(character)!, 0);

Deno.test("drawBitmap() leaves white and transparent pictures blank in every style", () => {
  const blank = Array<string>(SIZE.rows).fill(" ".repeat(SIZE.columns));
  for (const style of STYLES) {
    assert.deepEqual(drawBitmap(picture(() => false), SIZE, { style }), blank, style);
    assert.deepEqual(drawBitmap(picture(() => false, 0), SIZE, { style }), blank, style);
    assert.deepEqual(drawBitmap(picture(() => true), SIZE, { style, invert: true }), blank, style);
    assert.deepEqual(drawBitmap(picture(() => false, 0), SIZE, { style, invert: true }), blank, style);
  }
});

Deno.test("drawBitmap() gives darker parts more ink, and inverted lighter ones", () => {
  const half = picture((x) => x < 40);
  for (const style of ["solid", "shaded"] as const) {
    const left = (lines: string[]) => ink(lines.map((line) => line.slice(0, 4)));
    const right = (lines: string[]) => ink(lines.map((line) => line.slice(4)));
    const drawn = drawBitmap(half, SIZE, { style }),
      inverted = drawBitmap(half, SIZE, { style, invert: true });
    assert.ok(left(drawn) > 16 * 5 && right(drawn) === 0, drawn.join("\n"));
    assert.ok(right(inverted) > 16 * 5 && left(inverted) === 0, inverted.join("\n"));
  }
});

Deno.test("drawBitmap() follows strokes with glyphs of their shape", () => {
  const style = "line";
  const falling = drawBitmap(picture((x, y) => Math.abs(2 * x - y) < 5), { columns: 16, rows: 8 }, { style });
  assert.match(falling[2]!, /\\/);
  const upright = drawBitmap(picture((x) => x >= 43 && x < 47), SIZE, { style });
  assert.ok(upright.every((line) => /^ +\| *$/.test(line)), upright.join("\n"));
  const level = drawBitmap(picture((_, y) => y >= 48 && y < 52), SIZE, { style });
  assert.match(level[2]!, /^[-=~]{8}$/);
});

Deno.test("drawBitmap() in lines leaves the inside of an area blank", () => {
  const lines = drawBitmap(
    picture((x, y) => x > 10 && x < 70 && y > 10 && y < 70),
    { columns: 32, rows: 16 },
    { style: "line" },
  );
  assert.ok(lines.slice(5, 11).every((line) => line.slice(9, 23).trim() === ""), lines.join("\n"));
  assert.ok(ink(lines) > 0);
});

Deno.test("drawBitmap() draws a thick stroke as one line, dark on light and light on dark", () => {
  const ring = (on: Colour, off: Colour) =>
    paint(200, (x, y) => Math.abs(Math.hypot(x - 99.5, y - 99.5) - 75) < 8 ? on : off);
  const cases = [ring(grey(0), grey(255)), ring(grey(255), grey(20)), ring(grey(90), [0, 0, 0, 0])];
  for (const bitmap of cases) {
    const lines = drawBitmap(bitmap, { columns: 40, rows: 20 }, { style: "line" });
    // Once into the ring and once out of it, in the middle of its stroke.
    const crossed = Array.from(lines[9]!.matchAll(/\S+/g), ({ index, 0: text }) => [index, text.length]);
    assert.equal(crossed.length, 2, lines.join("\n"));
    for (const [i, [at, length]] of crossed.entries()) {
      assert.ok(length! <= 2 && Math.abs(at! - [4, 35][i]!) <= 1, lines.join("\n"));
    }
  }
});

Deno.test("drawBitmap() in lines keeps the walls of a house under a sky", () => {
  const house = paint(160, (x, y) => {
    if (y > 130) return [90, 130, 60];
    if (x < 40 || x >= 120 || y < 70) return [150, 190, 240];
    return [225, 215, 200];
  });
  const lines = drawBitmap(house, { columns: 40, rows: 20 }, { style: "line" });
  for (const line of lines.slice(10, 15)) {
    assert.match(line, /^ {8,11}[|()] {17,20}[|()] *$/, lines.join("\n"));
  }
});

Deno.test("drawBitmap() gives an even area one glyph, whatever is beside it", () => {
  // A sky with some noise, above a dark hill.
  const hill = paint(
    160,
    (x, y) => y > 90 + 30 * Math.cos(x / 20) ? grey(30) : grey(228 + (x * 7 + y * 13) % 5),
  );
  const lines = drawBitmap(hill, { columns: 40, rows: 20 }, { style: "shaded" });
  const sky = new Set(lines.slice(0, 6).join(""));
  assert.equal(sky.size, 1, lines.join("\n"));
  // And so do areas of several tones.
  const stripes = paint(160, (x) => grey([20, 90, 160, 230][Math.floor(x / 40)]!));
  const drawn = drawBitmap(stripes, { columns: 40, rows: 20 }, { style: "shaded" });
  for (let stripe = 0; stripe < 4; stripe++) {
    const glyphs = new Set(drawn.map((line) => line.slice(stripe * 10 + 2, stripe * 10 + 8)).join(""));
    assert.equal(glyphs.size, 1, drawn.join("\n"));
  }
});

Deno.test("drawBitmap() shows the outline of what is as light as its paper", () => {
  const swan = paint(160, (x, y) => Math.hypot(x - 80, y - 80) < 60 ? grey(250) : [0, 0, 0, 0]);
  const lines = drawBitmap(swan, { columns: 40, rows: 20 }, { style: "shaded" });
  assert.match(lines[10]!, /^ {3,6}[|()[\]{}].*[|()[\]{}] {3,6}$/, lines.join("\n"));
});

Deno.test("drawBitmap() keeps to a ramp of one's own, in its order", () => {
  const fade = paint(100, (x) => grey(255 - Math.floor(x * 2.55)));
  const [line = ""] = drawBitmap(fade, { columns: 50, rows: 1 }, { style: "shaded", ramp: " @.x" });
  const places = Array.from(line, (character) => " @.x".indexOf(character));
  assert.ok(!places.includes(-1), line);
  assert.deepEqual(places, places.toSorted(), line);
  assert.equal(new Set(places).size, 4, line);
});

Deno.test("drawBitmap() puts each Braille dot where its pixels are dark", () => {
  const cells = { columns: 5, rows: 3 };
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 120, maxLength: 120, max: 1 }), (dots) => {
      const rgba = new Uint8Array(480);
      dots.forEach((dot, i) => rgba.set(dot ? [0, 0, 0, 255] : [255, 255, 255, 255], i * 4));
      const lines = drawBitmap({ width: 10, height: 12, rgba }, cells, {
        style: "solid",
        charset: "braille",
      });
      const bits = [[1, 8], [2, 16], [4, 32], [64, 128]];
      dots.forEach((dot, i) => {
        const x = i % 10, y = Math.floor(i / 10);
        const code = lines[y >> 2]!.charCodeAt(x >> 1) - 0x2800;
        assert.equal((code & bits[y % 4]![x % 2]!) !== 0, dot === 1, lines.join("\n"));
      });
    }),
    { examples: [[new Uint8Array(120).fill(1)], [new Uint8Array(120)]], numRuns: 30 },
  );
});

Deno.test("drawBitmap() puts blocks where ink is, and shades where it is even", () => {
  const place = (x: number, y: number) => (x < 40 ? 0 : 1) + (y < 40 ? 0 : 2);
  const draw = (filled: number[]) =>
    drawBitmap(picture((x, y) => filled.includes(place(x, y))), { columns: 1, rows: 1 }, {
      ...{ style: "solid", charset: "blocks" },
    }).join("");
  assert.deepEqual([[0], [0, 1], [1, 3], [1, 2], [0, 1, 2]].map(draw), ["▘", "▀", "▐", "▞", "▛"]);
  const tones = paint(200, (x) => grey([255, 190, 128, 96, 0][Math.floor(x / 40)]!));
  const lines = drawBitmap(tones, { columns: 50, rows: 25 }, { style: "shaded", charset: "blocks" });
  assert.deepEqual([5, 15, 25, 35, 45].map((column) => lines[12]![column]), [..." ░▒▓█"]);
});

/** Which dots of a drawing in Braille are set. */
const dotsOf = (lines: string[]) =>
  lines.flatMap((line) =>
    [[1, 8], [2, 16], [4, 32], [64, 128]].map((pair) =>
      Array.from(line).flatMap((cell) => pair.map((bit) => Number((cell.charCodeAt(0) & bit) !== 0)))
    )
  );

Deno.test("drawBitmap() parts a picture of two tones without dithering", () => {
  // Borders within a dot, a fifth of which is ink or is not.
  for (const [first, last] of [[22, 58], [23, 57]] as const) {
    const square = picture((x, y) => x >= first && x < last && y >= first && y < last);
    for (const [on, off] of [[0, 255], [255, 40], [130, 240]] as const) {
      const rgba = square.rgba.map((value, i) => i % 4 === 3 ? 255 : value === 0 ? on : off);
      const options = { style: "shaded", invert: on > off } as const, cells = { columns: 16, rows: 8 };
      const dots = dotsOf(drawBitmap({ ...square, rgba }, cells, { ...options, charset: "braille" }));
      const rows = dots.map((row) => row.join(""));
      assert.equal(
        rows.filter((row) => row === `${"0".repeat(9)}${"1".repeat(14)}${"0".repeat(9)}`).length,
        14,
      );
      assert.equal(rows.filter((row) => !row.includes("1")).length, 18, rows.join("\n"));
      const blocks = drawBitmap({ ...square, rgba }, cells, { ...options, charset: "blocks" });
      assert.ok(!/[░▒▓]/.test(blocks.join("")), blocks.join("\n"));
      assert.equal(new Set(blocks.slice(3, 5)).size, 1, blocks.join("\n"));
      assert.match(blocks[3]!, /^ {4}\S█{6}\S {4}$/);
    }
  }
});

Deno.test("drawBitmap() keeps strokes whole that are thinner than a dot", () => {
  for (const slope of [0, 0.1, 0.5, 1]) {
    const line = paint(640, (x, y) => grey(Math.abs(y - 60 - slope * x) < 2.4 ? 0 : 255));
    for (const charset of ["braille", "blocks"] as const) {
      const lines = drawBitmap(line, { columns: 40, rows: 20 }, { style: "shaded", charset });
      for (let column = 1; column < 34; column++) {
        assert.ok(
          lines.some((row) => !" \u2800".includes(row[column]!)),
          `${charset}, slope ${slope}, column ${column}\n${lines.join("\n")}`,
        );
      }
    }
  }
});

Deno.test("drawBitmap() keeps dark limbs of what is cut out, light on dark", () => {
  // A light body with some texture on two legs that are nearly black.
  const animal = paint(160, (x, y) => {
    if (y >= 30 && y < 90 && x > 10 && x < 150) return grey(120 + (x * 7 + y * 13) % 90);
    if (y >= 90 && y < 150 && x % 80 > 35 && x % 80 < 47) return grey(12 + x % 5);
    return [0, 0, 0, 0];
  });
  const cells = { columns: 40, rows: 20 }, options = { style: "shaded", invert: true } as const;
  const dots = dotsOf(drawBitmap(animal, cells, { ...options, charset: "braille" }));
  for (const row of dots.slice(48, 72)) {
    const legs = [row.slice(18, 24), row.slice(58, 64)];
    for (const leg of legs) assert.ok(leg.filter((dot) => dot === 1).length >= 4, row.join(""));
    assert.equal(row.slice(26, 56).includes(1), false, row.join(""));
  }
  const blocks = drawBitmap(animal, cells, { ...options, charset: "blocks" });
  for (const line of blocks.slice(12, 18)) {
    assert.match(line, /^ {8,9}\S{3,4} {16,17}\S{3,4} *$/, blocks.join("\n"));
  }
});

Deno.test("drawBitmap() outlines in dots what is nearly as light as its paper", () => {
  const moon = paint(
    160,
    (x, y) => grey(Math.hypot(x - 80, y - 80) < 60 ? 225 : x > 150 && y > 120 ? 0 : 255),
  );
  const dots = dotsOf(drawBitmap(moon, { columns: 40, rows: 20 }, { style: "shaded", charset: "braille" }));
  assert.match(dots[40]!.join(""), /^0{9,11}1.*10{9,11}$/);
  assert.match(dots[10]!.join(""), /^0+1.*10+$/);
});

Deno.test("drawBitmap() draws no rim around what fades into its ground", () => {
  const fade = paint(160, (x) => grey(x < 40 ? 255 : Math.round(255 - (x - 40) * 2)));
  const dots = dotsOf(drawBitmap(fade, { columns: 40, rows: 20 }, { style: "shaded", charset: "braille" }));
  for (let column = 0; column < 40; column++) {
    const set = dots.filter((row) => row[column] === 1).length;
    assert.ok(set < 60, `${set} of 80 dots in column ${column}`);
  }
});

Deno.test("drawBitmap() joins lines with box-drawing characters", () => {
  const frame = picture((x, y) => Math.abs(Math.max(Math.abs(x - 40), Math.abs(y - 40)) - 25) < 2);
  const lines = drawBitmap(frame, { columns: 16, rows: 8 }, { style: "line", charset: "box" });
  assert.match(lines.join(""), /^[ ─│╱╲╭╮╰╯┼├┤┬┴╴╵╶╷]+$/);
  assert.ok(
    lines.some((line) => line.includes("────")) && lines.filter((line) => line.includes("│")).length >= 3,
  );
});

Deno.test("drawBitmap() fills its grid exactly, whatever the picture, style and characters", () => {
  const side = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(
      ...[side, side, side, side, fc.constantFrom(...STYLES), fc.constantFrom(...CHARSETS)] as const,
      ...[fc.constantFrom(undefined, ...DITHERS), fc.boolean(), fc.infiniteStream(fc.nat(255))] as const,
      (width, height, columns, rows, style, charset, dither, invert, bytes) => {
        const rgba = Uint8Array.from(bytes.take(width * height * 4));
        const lines = drawBitmap({ width, height, rgba }, { columns, rows }, {
          style,
          charset,
          dither,
          invert,
        });
        assert.equal(lines.length, rows);
        for (const line of lines) assert.equal(line.length, columns);
      },
    ),
    { numRuns: 150 },
  );
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
