import type { Bitmap } from "./bitmap.ts";
import type { Limits } from "./limits.ts";

/** Pixels of a bitmap at most; larger pictures are reduced while they are decoded. */
const MOST = 1 << 23;
/** With more pixels to one than this squared, sums would leave 32 bits. */
const MAX_FACTOR = 255;

/** Pixels of a picture in both directions to one of its bitmap; `orientation` as Exif has it. */
export function reduction(width: number, height: number, limits: Limits, orientation = 1): number {
  const shown = orientation >= 5 ? height : width;
  const wanted = Math.max(Math.floor(shown / limits.enough), Math.sqrt(width * height / MOST));
  return Math.min(MAX_FACTOR, Math.max(1, Math.ceil(wanted)));
}

/** Takes the pixels of a picture in any order. */
export interface Canvas {
  /** Sets pixels of row `y` from column `x` on, every `step`th, from `rgba`; what lies outside is left out. */
  put(y: number, rgba: Uint8Array, x?: number, step?: number): void;
  /** The picture; what was not set is transparent. */
  finish(): Bitmap;
}

/** A canvas for a picture whose bitmap has the mean of `factor`×`factor` pixels for each. */
export function canvas(width: number, height: number, factor = 1): Canvas {
  return factor === 1 ? plainCanvas(width, height) : shrinkingCanvas(width, height, factor);
}

/** A bitmap reduced by a whole factor. */
export function shrink(bitmap: Bitmap, factor: number): Bitmap {
  if (factor === 1) return bitmap;
  const { width, height, rgba } = bitmap;
  const target = canvas(width, height, factor);
  const bytes = new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.length);
  for (let y = 0; y < height; y++) target.put(y, bytes.subarray(y * width * 4, (y + 1) * width * 4));
  return target.finish();
}

function plainCanvas(width: number, height: number): Canvas {
  const rgba = new Uint8Array(width * height * 4);
  return {
    put(y, row, x = 0, step = 1) {
      if (y >= height) return;
      const count = Math.min(row.length / 4, Math.ceil((width - x) / step));
      const start = (y * width + x) * 4;
      if (step === 1) {
        if (count > 0) rgba.set(row.subarray(0, count * 4), start);
        return;
      }
      for (let i = 0, p = start; i < count * 4; i += 4, p += step * 4) {
        for (let c = 0; c < 4; c++) rgba[p + c] = row[i + c]!;
      }
    },
    finish: () => ({ width, height, rgba }),
  };
}

function shrinkingCanvas(width: number, height: number, factor: number): Canvas {
  const columns = Math.ceil(width / factor), rows = Math.ceil(height / factor);
  // Colours are weighed by their opacity.
  const sums = new Uint32Array(columns * rows * 4);
  return {
    put(y, row, x = 0, step = 1) {
      if (y >= height) return;
      const count = Math.min(row.length / 4, Math.ceil((width - x) / step));
      let p = (Math.floor(y / factor) * columns + Math.floor(x / factor)) * 4;
      for (let i = 0, inside = x % factor; i < count * 4; i += 4, inside += step) {
        for (; inside >= factor; inside -= factor) p += 4;
        const opacity = row[i + 3]!;
        sums[p]! += row[i]! * opacity;
        sums[p + 1]! += row[i + 1]! * opacity;
        sums[p + 2]! += row[i + 2]! * opacity;
        sums[p + 3]! += opacity;
      }
    },
    finish() {
      const rgba = new Uint8Array(sums.length);
      for (let p = 0; p < sums.length; p += 4) {
        const opacity = sums[p + 3]!;
        if (opacity === 0) continue;
        const at = p >> 2, row = Math.floor(at / columns), column = at % columns;
        const covered = Math.min(factor, width - column * factor) * Math.min(factor, height - row * factor);
        for (let c = 0; c < 3; c++) rgba[p + c] = sums[p + c]! / opacity + 0.5;
        rgba[p + 3] = opacity / covered + 0.5;
      }
      return { width: columns, height: rows, rgba };
    },
  };
}
