/**
 * Writes src/art/render/font.json, the bitmaps of the glyphs that a drawing may hold: `deno run -A scripts/font.ts`.
 * DejaVu Sans Mono in cells of 10×20 pixels; its box-drawing characters and blocks are stretched to fill the cell,
 * and Braille, which it lacks, is drawn as dots.
 */
import { deflateSync } from "node:zlib";
import { atomicWrite } from "../src/base/files.ts";
import { boundingBox, renderSvg } from "../src/rasterise/resvg.ts";

const WIDTH = 10, HEIGHT = 20;
/** An advance of 10 pixels. */
const FONT_SIZE = 16.61;
const BASELINE = 15.6;
const LEVELS = 15;
/** Printable ASCII; letters of Europe, and what else stands in their texts; lines and blocks; Braille. */
const RANGES: [number, number][] = [
  [0x20, 0x7e],
  [0xa1, 0x17f],
  [0x386, 0x3ce],
  [0x401, 0x451],
  [0x2010, 0x2026],
  [0x20ac, 0x20ac],
  [0x2190, 0x2193],
  [0x2500, 0x259f],
  [0x2800, 0x28ff],
];
const BOXES = 0x2500, BRAILLE = 0x2800;
/** Column and row of each of the eight dots of a Braille cell, by bit. */
const DOTS = [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [0, 3], [1, 3]] as const;

const codes = RANGES.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)
);

/** An SVG of nested cells, one below the other. */
const sheet = (cells: string[]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT * cells.length}" ` +
  `font-family="DejaVu Sans Mono" font-size="${FONT_SIZE}">` +
  cells.map((cell, i) => `<svg y="${i * HEIGHT}" width="${WIDTH}" height="${HEIGHT}">${cell}</svg>`).join(
    "",
  ) +
  "</svg>";

const FULL_BLOCK = "<text>\u2588</text>";

function drawCell(code: number, full: { x: number; y: number; width: number; height: number }): string {
  if (code >= BRAILLE) {
    return DOTS.filter((_, bit) => (code - BRAILLE) >> bit & 1).map(([column, row]) =>
      `<circle cx="${2.5 + 5 * column}" cy="${2.5 + 5 * row}" r="1.7"/>`
    ).join("");
  }
  if (code < BOXES) return `<text y="${BASELINE}">&#${code};</text>`;
  const scale = `${WIDTH / full.width} ${HEIGHT / full.height}`;
  return `<text transform="scale(${scale}) translate(${-full.x} ${-full.y})">&#${code};</text>`;
}

const full = boundingBox(sheet([FULL_BLOCK]), { text: true });
if (full === undefined) throw new Error("the font has no full block");
const { pixels } = renderSvg(sheet(codes.map((code) => drawCell(code, full))), { text: true });
const nibbles = new Uint8Array(codes.length * WIDTH * HEIGHT / 2);
for (let i = 0; i < nibbles.length * 2; i++) {
  nibbles[i >> 1]! |= Math.round(pixels[i * 4 + 3]! / 255 * LEVELS) << 4 * (1 - (i & 1));
}
const font = {
  font: "DejaVu Sans Mono",
  width: WIDTH,
  height: HEIGHT,
  ranges: RANGES,
  deflated: deflateSync(nibbles, { level: 9 }).toString("base64"),
};
await atomicWrite(
  new URL("../src/art/render/font.json", import.meta.url).pathname,
  JSON.stringify(font, null, 2) + "\n",
);
