/** What a decoder may read, and what it says of a picture that it does not. */
import type { Bitmap } from "./bitmap.ts";

/** What is asked of a decoder. */
export interface Limits {
  /** Pixels of the largest picture that is read. */
  maxPixels: number;
  /** Columns of pixels that are enough: a decoder may give a reduced picture that is still as wide. */
  enough: number;
}

/** A decoded picture, reduced perhaps. */
export interface Decoded extends Bitmap {
  /** Exif orientation, 1 to 8, in which it has yet to be turned; not turned if undefined. */
  orientation?: number;
  /** What is wrong with the file, if only a part of the picture could be decoded. */
  fault?: string;
}

/** A picture that may well be sound but is not read; the message goes on after its name. */
export class NotReadError extends Error {}

/** Said of a file that ends before its picture does. */
export const CUT_SHORT = "is cut short";

/** Throws a NotReadError for a picture of too many pixels, before anything is allocated, an Error for one of none. */
export function checkSize(width: number, height: number, maxPixels: number): void {
  if (!(width > 0 && height > 0)) throw new Error("it has no pixels");
  if (width * height > maxPixels) {
    throw new NotReadError(`has ${width}×${height} pixels; at most ${maxPixels} are read`);
  }
}
