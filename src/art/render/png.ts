import { encode } from "fast-png";
import type { Artwork } from "./artwork.ts";
import { CELL_HEIGHT, CELL_WIDTH, glyphBitmap, hasGlyph, ROW_BYTES } from "./font.ts";
import { charactersOf, standing } from "../lines.ts";
import { stack } from "./layout.ts";

/** Drawings as one PNG, stacked, a cell of 10×20 pixels for each character: black on white in 16 greys, or in colour. */
export function renderPng(arts: readonly Artwork[]): Uint8Array {
  return arts.some(({ colours }) => colours !== undefined) ? inColour(arts) : inGrey(arts);
}

/** Characters of drawings that a PNG or a GIF shows as question marks, each once. */
export const lackingGlyphs = (arts: readonly Artwork[]): string[] => [
  ...new Set(
    arts.flatMap(({ lines }) => lines.flatMap(charactersOf)).filter((character) => !hasGlyph(character)),
  ),
];

/**
 * Calls `each` for every character with ink: where it stands on the sheet, and its line and place there in its drawing, whose
 * top is given.
 */
function forCharacters(
  arts: readonly Artwork[],
  tops: readonly number[],
  each: (character: string, row: number, column: number, art: Artwork, line: number, index: number) => void,
): void {
  arts.forEach((art, i) =>
    art.lines.forEach((line, y) => {
      for (const { text, column, index } of standing(line)) {
        if (text !== " ") each(text, tops[i]! + y, 1 + column, art, y, index);
      }
    })
  );
}

function inGrey(arts: readonly Artwork[]): Uint8Array {
  const { columns, rows, tops } = stack(arts);
  const stride = columns * ROW_BYTES;
  const data = new Uint8Array(rows * CELL_HEIGHT * stride);
  forCharacters(arts, tops, (character, row, column) => {
    const bitmap = glyphBitmap(character);
    for (let y = 0; y < CELL_HEIGHT; y++) {
      data.set(
        bitmap.subarray(y * ROW_BYTES, (y + 1) * ROW_BYTES),
        (row * CELL_HEIGHT + y) * stride + column * ROW_BYTES,
      );
    }
  });
  return encode({
    width: columns * CELL_WIDTH,
    height: rows * CELL_HEIGHT,
    data: data.map((ink) => 0xff - ink),
    channels: 1,
    depth: 4,
  }, { zlib: { level: 9 } });
}

/** Pixels of drawings, red, green and blue: stacked, in their colours, or black on white. */
export function colourPixels(arts: readonly Artwork[]): { width: number; height: number; data: Uint8Array } {
  const { columns, rows, tops } = stack(arts);
  const width = columns * CELL_WIDTH, height = rows * CELL_HEIGHT;
  const paper = arts.some(({ colours }) => colours?.onBlack) ? 0 : 255;
  const data = new Uint8Array(width * height * 3).fill(paper);
  forCharacters(arts, tops, (character, row, column, { colours }, line, index) => {
    const bitmap = glyphBitmap(character);
    const cell = colours === undefined ? -1 : line * colours.columns + index;
    const at = colours?.own?.[cell] === 0 ? -1 : cell * 3;
    for (let y = 0; y < CELL_HEIGHT; y++) {
      for (let x = 0; x < CELL_WIDTH; x++) {
        const ink = (bitmap[y * ROW_BYTES + (x >> 1)]! >> (x & 1 ? 0 : 4) & 15) / 15;
        const p = ((row * CELL_HEIGHT + y) * width + column * CELL_WIDTH + x) * 3;
        for (let c = 0; c < 3; c++) {
          const colour = at < 0 ? 255 - paper : colours!.values[at + c]!;
          data[p + c] = paper + (colour - paper) * ink + 0.5;
        }
      }
    }
  });
  return { width, height, data };
}

const inColour = (arts: readonly Artwork[]): Uint8Array =>
  encode({ ...colourPixels(arts), channels: 3, depth: 8 }, { zlib: { level: 9 } });
