import jpeg from "jpeg-js";
import type { Bitmap } from "./bitmap.ts";

/** Memory that the decoder may take, in MiB: the largest pictures that are read need about half of it. */
const MEMORY = 2048;

/** Decodes a JPEG, baseline or progressive, grey, colour or CMYK. Throws an Error for one that is damaged. */
export function decodeJpeg(bytes: Uint8Array, maxPixels: number): Bitmap {
  const { width, height, data } = jpeg.decode(bytes, {
    useTArray: true,
    maxResolutionInMP: maxPixels / 1e6,
    maxMemoryUsageInMB: MEMORY,
    tolerantDecoding: true,
  });
  return { width, height, rgba: data };
}
