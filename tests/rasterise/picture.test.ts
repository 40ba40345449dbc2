import assert from "node:assert/strict";
import { mirrorArt, mirrorSketch } from "../../src/rasterise/sketch/mirror.ts";
import { type DrawOptions, openPicture } from "../../src/rasterise/picture.ts";
import { glyphCoverage } from "../../src/rasterise/coverage.ts";
import { type PictureStyle, renderCoverage } from "../../src/rasterise/glyphs.ts";
import {
  FINE_SIDE,
  packSketch,
  SKETCH_SIDE,
  sketchOfArt,
  unpackSketch,
} from "../../src/rasterise/sketch/sketch.ts";
import { spots } from "../../src/rasterise/sketch/spots.ts";

const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${body}</svg>`;
const stroke = (body: string) => svg(`<g fill="none" stroke="currentColor" stroke-width="2">${body}</g>`);
const SQUARE = stroke(`<rect x="3" y="3" width="18" height="18"/>`);
const SIDES = [SKETCH_SIDE, FINE_SIDE];
const DISC = svg(`<circle cx="12" cy="12" r="10" fill="currentColor"/>`);

/** Draws a picture once. */
function drawPicture(picture: string, options: DrawOptions & { style: PictureStyle }) {
  const opened = openPicture(picture, options.style);
  const lines = opened?.draw(options);
  return opened && lines ? { lines, sketch: opened.sketch } : null;
}

Deno.test("mirrorArt() turns characters over and undoes itself", () => {
  const art = ["  /\\_", " (  >", "d8b"];
  assert.deepEqual(mirrorArt(art), ["_/\\", "<  )", "  d8b"]);
  assert.deepEqual(mirrorArt(mirrorArt(art)), art);
});

Deno.test("mirrorSketch() undoes itself", () => {
  const picture = openPicture(stroke(`<path d="M4 20L20 4V12"/>`), "line")!;
  for (const side of SIDES) {
    const sketch = picture.sketch(side);
    assert.equal(sketch.length, side ** 2);
    assert.notDeepEqual(mirrorSketch(sketch), sketch);
    assert.deepEqual(mirrorSketch(mirrorSketch(sketch)), sketch);
  }
});

Deno.test("packSketch() keeps every bit, most significant first", () => {
  for (const side of SIDES) {
    const bits = Uint8Array.from({ length: side ** 2 }, (_, i) => (i * i) % 3 === 0 ? 1 : 0);
    assert.equal(packSketch(bits).length, bits.length / 8);
    assert.deepEqual(unpackSketch(packSketch(bits)), bits);
    assert.equal(packSketch(Uint8Array.from(bits, (_, i) => i === 0 ? 1 : 0))[0], 0x80);
  }
});

Deno.test("openPicture() draws a square as four straight bars in line style", () => {
  const { lines, sketch } = drawPicture(SQUARE, { columns: 20, style: "line" })!;
  assert.ok(lines.every((line) => line.length <= 20));
  assert.ok(lines.slice(1, -1).every((line) => /^ *\| +\|$/.test(line)), lines.join("\n"));
  assert.match(lines[0]!, /[-_]{12}/);
  assert.match(lines.at(-1)!, /[-_]{12}/);
  for (const side of SIDES) {
    const bits = sketch(side);
    assert.equal(bits[0], 1);
    assert.equal(bits[side * side / 2 + side / 2], 0);
  }
});

Deno.test("openPicture() keeps a symmetric picture symmetric when asked for odd and even widths", () => {
  const heart = stroke(`<path d="M12 20L3 11a5 5 0 0 1 9-5a5 5 0 0 1 9 5z"/>`);
  for (const style of ["line", "solid"] as const) {
    for (const columns of [15, 22, 31, 40]) {
      const { lines } = drawPicture(heart, { columns, style })!;
      assert.deepEqual(mirrorArt(lines), lines, lines.join("\n"));
    }
  }
});

Deno.test("openPicture() fills the inside of a disc with one character in solid style", () => {
  const { lines, sketch } = drawPicture(DISC, { columns: 24, style: "solid" })!;
  assert.match(lines[lines.length >> 1]!, /8{20}/);
  assert.ok(Math.abs(lines.length - 12) <= 1);
  for (const side of SIDES) {
    const bits = sketch(side);
    assert.equal(bits[side * side / 2 + side / 2], 1);
    assert.equal(bits[0], 0);
  }
});

Deno.test("openPicture() draws the outline of a silhouette in line style", () => {
  const { lines } = drawPicture(DISC, { columns: 24, style: "line" })!;
  assert.match(lines[lines.length >> 1]!, /^\S {20,}\S$/);
});

Deno.test("openPicture() marks the dark parts of a coloured picture in shaded style", () => {
  const body = `<circle cx="12" cy="12" r="10" fill="#fc2"/><circle cx="12" cy="12" r="4" fill="#420"/>`;
  const { lines, sketch } = drawPicture(svg(body), { columns: 30, style: "shaded" })!;
  assert.match(lines[lines.length >> 1]!, /[@8&#]/);
  for (const side of SIDES) {
    const bits = sketch(side);
    assert.equal(bits[side * side / 2 + side / 2], 1);
    assert.equal(bits[side * side / 2 + side / 4], 0, "lighter than the middle, and inside the rim");
  }
});

Deno.test("openPicture() sketches eyes as large as they are in a fine sketch, and none too small to see", () => {
  const face = (scale: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${24 * scale} ${24 * scale}">` +
    `<g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">` +
    `<circle cx="${12 * scale}" cy="${12 * scale}" r="${10 * scale}"/>` +
    `<path d="M${8 * scale} ${9 * scale}h.01M${16 * scale} ${9 * scale}h.01"/></g></svg>`;
  for (const [scale, least, most] of [[1, 20, 45], [10, 5, 12]] as const) {
    const sizes = spots(openPicture(face(scale), "line")!.sketch(FINE_SIDE)).map((spot) => spot.length);
    const eyes = sizes.sort((a, b) => a - b).slice(0, -1);
    assert.equal(eyes.length, 2);
    assert.ok(eyes.every((pixels) => pixels >= least && pixels <= most), `${eyes} at ${scale}`);
  }
});

Deno.test("openPicture() returns null when nothing shows or the drawing is too tall", () => {
  assert.equal(drawPicture(svg(""), { columns: 20, style: "line" }), null);
  assert.equal(drawPicture("not a picture", { columns: 20, style: "line" }), null);
  assert.equal(drawPicture(SQUARE, { columns: 40, style: "line", maxRows: 10 }), null);
});

Deno.test("openPicture() obeys a given shift and stroke weight when drawing", () => {
  const picture = openPicture(stroke(`<path d="M4 20L20 4V12"/>`), "line")!;
  assert.equal(picture.strokeBased, true);
  for (const shift of [[0, 0], [4, 10], [9, 19]] satisfies [number, number][]) {
    const lines = picture.draw({ columns: 18, shift, strokeScale: 1.3 })!;
    assert.ok(lines.every((line) => line.length <= 18));
  }
});

Deno.test("sketchOfArt() shows where the characters are", () => {
  const sketch = sketchOfArt(["########", "########", "##", "##"]);
  const ink = (fromRow: number, fromColumn: number) => {
    let count = 0;
    for (let y = 0; y < 9; y++) {
      for (let x = 0; x < 9; x++) count += sketch[(fromRow + y) * 36 + fromColumn + x]!;
    }
    return count;
  };
  assert.ok(ink(0, 27) > 27 && ink(24, 0) > 27);
  assert.equal(ink(24, 18), 0);
});

Deno.test("glyphCoverage() is what the font renders, in tenths (else run scripts/coverage.ts)", () => {
  for (let code = 32; code < 127; code++) {
    const character = String.fromCharCode(code);
    const [stored, rendered] = [glyphCoverage(character), renderCoverage(character)];
    assert.ok(stored.every((value, i) => Math.abs(value - rendered[i]!) < 0.06), character);
  }
  assert.ok(glyphCoverage("é").every((value) => value === 0));
});
