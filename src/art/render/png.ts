import { encode } from "fast-png";
import { CELL_HEIGHT, CELL_WIDTH, glyphBitmap, ROW_BYTES } from "./font.ts";
import { stack } from "./layout.ts";
import type { Artwork } from "./render.ts";

/** Drawings as one PNG of 16 greys, stacked; black on white, a cell of 10×20 pixels for each character. */
export function renderPng(arts: readonly Artwork[]): Uint8Array {
  const { columns, rows, tops } = stack(arts);
  const stride = columns * ROW_BYTES;
  const data = new Uint8Array(rows * CELL_HEIGHT * stride);
  const put = (character: string, row: number, column: number) => {
    const bitmap = glyphBitmap(character);
    for (let y = 0; y < CELL_HEIGHT; y++) {
      data.set(
        bitmap.subarray(y * ROW_BYTES, (y + 1) * ROW_BYTES),
        (row * CELL_HEIGHT + y) * stride + column * ROW_BYTES,
      );
    }
  };
  arts.forEach(({ lines }, i) =>
    lines.forEach((line, y) =>
      Array.from(line, (character, x) => character !== " " && put(character, tops[i]! + y, 1 + x))
    )
  );
  return encode({
    width: columns * CELL_WIDTH,
    height: rows * CELL_HEIGHT,
    data: data.map((ink) => 0xff - ink),
    channels: 1,
    depth: 4,
  }, { zlib: { level: 9 } });
}
