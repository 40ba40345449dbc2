import { UserError } from "../../errors.ts";
import { lumaAndAlpha } from "../../rasterise/image/bitmap.ts";
import { decodePng } from "../../rasterise/image/png.ts";
import type { Ink } from "../../rasterise/ink.ts";

/** Lightness (0 black to 1 white) and opacity of a picture. */
export interface Pixels {
  luma: Ink;
  alpha: Ink;
}

const MAX_PIXELS = 1 << 24;
/** Where a PNG's width and height stand, and the bytes up to their end. */
const HEADER = { width: 16, height: 20, end: 24 };

/** Decodes a PNG. Throws a UserError of kind "input", which begins with `name`, for one that is damaged or huge. */
export function readPng(bytes: Uint8Array, name: string): Pixels {
  if (bytes.length < HEADER.end) {
    throw new UserError("input", `${name} is a damaged PNG: it ends in its header`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [width, height] = [view.getUint32(HEADER.width), view.getUint32(HEADER.height)];
  // Before it is decoded: a small file can stand for a huge picture.
  if (width * height > MAX_PIXELS) {
    throw new UserError("input", `${name} has ${width}×${height} pixels; at most ${MAX_PIXELS} are read`);
  }
  try {
    return lumaAndAlpha(decodePng(bytes));
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new UserError("input", `${name} is a damaged PNG: ${reason}`, { cause: error });
  }
}
