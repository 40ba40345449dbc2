import type { Directory } from "./ifd.ts";
import type { Layout } from "./blocks.ts";

const PALETTE = 320;
const WHITE_IS_ZERO = 0, RGB = 2, INDEXED = 3, CMYK = 5;

/** Gives what turns a row of a TIFF's samples to red, green, blue and opacity; samples of 16 bits lose their lower eight. */
export function pixelReader(
  { values }: Directory,
  { depth, samples, colours, hasOpacity, photometric, littleEndian }: Layout,
): (row: Uint8Array, rgba: Uint8Array) => void {
  const most = (1 << Math.min(depth, 8)) - 1, scale = 255 / most;
  const palette = values.get(PALETTE) ?? [], paletteSize = palette.length / 3;
  const high = depth === 16 && littleEndian ? 1 : 0;
  const sample = (row: Uint8Array, i: number): number => {
    if (depth === 8) return row[i]!;
    if (depth === 16) return row[2 * i + high]!;
    return row[i * depth >> 3]! >> 8 - depth - (i * depth & 7) & most;
  };
  return (row, rgba) => {
    for (let p = 0, i = 0; p < rgba.length; p += 4, i += samples) {
      rgba[p + 3] = hasOpacity ? sample(row, i + colours) * scale : 255;
      const first = sample(row, i);
      if (photometric === INDEXED) {
        for (let c = 0; c < 3; c++) rgba[p + c] = (palette[c * paletteSize + first] ?? 0) >> 8;
      } else if (photometric === RGB) {
        for (let c = 0; c < 3; c++) rgba[p + c] = sample(row, i + c) * scale;
      } else if (photometric === CMYK) {
        const light = 1 - sample(row, i + 3) * scale / 255;
        for (let c = 0; c < 3; c++) rgba[p + c] = (255 - sample(row, i + c) * scale) * light + 0.5;
      } else {
        rgba.fill((photometric === WHITE_IS_ZERO ? most - first : first) * scale + 0.5, p, p + 3);
      }
    }
  };
}
