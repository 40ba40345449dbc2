// @ts-types="@types/omggif"
import { GifReader } from "omggif";
import type { Bitmap } from "./bitmap.ts";

/** Decodes the first frame of a GIF; what it leaves out is transparent. Throws an Error for one that is damaged. */
export function decodeGif(bytes: Uint8Array, maxPixels: number): Bitmap {
  const reader = new GifReader(bytes);
  if (reader.numFrames() === 0) throw new Error("it has no frame");
  const frame = reader.frameInfo(0);
  if (frame.width * frame.height > maxPixels) {
    throw new Error(`its first frame has ${frame.width}×${frame.height} pixels`);
  }
  const { width, height } = reader;
  const rgba = new Uint8Array(width * height * 4);
  reader.decodeAndBlitFrameRGBA(0, rgba);
  return { width, height, rgba };
}
