import { coarser, SKETCH_SIDE } from "../../../rasterise/sketch/sketch.ts";

/** Columns and lines of a thumbnail: each character shows two pixels, one above the other. */
export const THUMBNAIL = { width: SKETCH_SIDE, height: SKETCH_SIDE / 2 };
/** Blank columns between thumbnail and drawing. */
export const GAP = 2;

/** By the pixels shown: none, the upper, the lower, both. */
const BLOCKS = [" ", "▀", "▄", "█"];
const ASCII = [" ", "#", "#", "#"];

/** A fine sketch, made coarser, as 18 lines of 36 characters: half blocks or, in ASCII, "#" where there is any ink. */
export function thumbnail(sketch: Uint8Array, ascii: boolean): string[] {
  const characters = ascii ? ASCII : BLOCKS, shown = coarser(sketch);
  return Array.from(
    { length: THUMBNAIL.height },
    (_, row) =>
      Array.from({ length: THUMBNAIL.width }, (_, column) => {
        const at = 2 * row * SKETCH_SIDE + column;
        return characters[shown[at]! + 2 * shown[at + SKETCH_SIDE]!]!;
      }).join(""),
  );
}

/** A drawing to the right of a thumbnail, both from the top; no line ends in spaces. */
export function beside(thumbnail: readonly string[], drawing: readonly string[]): string[] {
  return Array.from({ length: Math.max(thumbnail.length, drawing.length) }, (_, row) => {
    const left = thumbnail[row] ?? " ".repeat(THUMBNAIL.width);
    return `${left}${" ".repeat(GAP)}${drawing[row] ?? ""}`.trimEnd();
  });
}
