import type { RealPicture } from "../../src/evaluation/corpus.ts";
import { sketchOfArt } from "../../src/rasterise/sketch/sketch.ts";

/** Four shapes that nobody would take for each other, at any size. */
export const SHAPES: Record<string, (size: number) => string[]> = {
  box: (size) => {
    const edge = "#".repeat(2 * size);
    return [edge, ...Array.from({ length: size - 2 }, () => `#${" ".repeat(2 * size - 2)}#`), edge];
  },
  slope: (size) => Array.from({ length: size }, (_, row) => " ".repeat(2 * row) + "##"),
  cross: (size) =>
    Array.from(
      { length: size },
      (_, row) => row === Math.floor(size / 2) ? "#".repeat(2 * size) : " ".repeat(size - 1) + "##",
    ),
  bars: (size) => Array.from({ length: size }, (_, row) => row % 3 === 0 ? "#".repeat(2 * size) : ""),
};

/** A picture of lines, alone in its cluster unless told otherwise. */
export function picture(
  id: number,
  label: string,
  lines: string[],
  more: Partial<RealPicture> = {},
): RealPicture {
  const width = Math.max(...lines.map((line) => line.length));
  return {
    id,
    labels: [label],
    style: "line",
    split: "train",
    cluster: id,
    sketch: sketchOfArt(lines),
    pieces: [{ lines, width, mirrored: false }],
    ...more,
  };
}

/** Pictures of every shape at `sizes` sizes; every fifth is held out. */
export function shapePictures(sizes: number): RealPicture[] {
  return Object.entries(SHAPES).flatMap(([label, draw], kind) =>
    Array.from(
      { length: sizes },
      (_, i) => picture(kind * sizes + i, label, draw(6 + i), i % 5 === 4 ? { split: "test" } : {}),
    )
  );
}
