import { mirrorArt } from "../../rasterise/sketch/mirror.ts";
import type { RealPicture } from "../corpus.ts";
import type { Work } from "../drawings.ts";
import { rasterOf } from "../judge/raster.ts";
import { difference, indexSketches } from "../../rasterise/sketch/similarity.ts";
import { type Estimate, median, share } from "../statistics.ts";

/**
 * Near-copies have all but this share of their ink in common with a training picture. About one in twenty held-out line
 * pictures is as near by chance; of two widths of one line picture, four in five.
 */
export const NEAR_SKETCH = 0.1;
export const NEAR_DRAWING = 0.2;
/** Training pictures, by their sketch, whose drawings are compared with a drawing. */
const CANDIDATES = 8;

/** What of the training set a work resembles most. */
export interface Resemblance {
  /** The training picture with the nearest sketch. */
  picture: RealPicture;
  /** Ink that the sketch does not share with it, from 0 to 1. */
  sketchDifference: number;
  /** Ink that the drawing's raster does not share with the nearest drawing of the candidates. */
  drawingDifference: number;
  /** Whether the training set has the drawing character for character, mirrored or not, margins aside. */
  exactDrawing: boolean;
}

/** How much of some works is copied from the training set. */
export interface Novelty {
  works: number;
  exactSketches: Estimate;
  nearSketches: Estimate;
  exactDrawings: Estimate;
  nearDrawings: Estimate;
  medianSketchDifference: number;
  /** One for each work, in order. */
  sketchDifferences: number[];
  drawingDifferences: number[];
}

/** Prepares a training set to be searched for what works resemble. */
export function resemblanceTo(
  training: readonly RealPicture[],
): (work: Pick<Work, "lines" | "sketch">) => Resemblance {
  const index = indexSketches(training.map(({ sketch }) => sketch));
  const texts = new Set(training.flatMap(({ pieces }) => pieces.map(({ lines }) => textOf(lines))));
  return ({ lines, sketch }) => {
    const matches = index.nearest(sketch, CANDIDATES);
    const { ink } = rasterOf(lines);
    const pieces = matches.flatMap((match) => training[match.index]!.pieces);
    return {
      picture: training[matches[0]!.index]!,
      sketchDifference: matches[0]!.difference,
      drawingDifference: Math.min(...pieces.map((piece) => difference(ink, rasterOf(piece.lines).ink))),
      exactDrawing: texts.has(textOf(lines)) || texts.has(textOf(mirrorArt(lines))),
    };
  };
}

/** Rates over the resemblances of at least one work. */
export function noveltyOf(resemblances: readonly Resemblance[]): Novelty {
  const sketchDifferences = resemblances.map(({ sketchDifference }) => sketchDifference);
  const drawingDifferences = resemblances.map(({ drawingDifference }) => drawingDifference);
  const rate = (test: (resemblance: Resemblance) => boolean) =>
    share(resemblances.filter(test).length, resemblances.length);
  return {
    works: resemblances.length,
    exactSketches: rate(({ sketchDifference }) => sketchDifference === 0),
    nearSketches: rate(({ sketchDifference }) => sketchDifference <= NEAR_SKETCH),
    exactDrawings: rate(({ exactDrawing }) => exactDrawing),
    nearDrawings: rate(({ exactDrawing, drawingDifference }) =>
      exactDrawing || drawingDifference <= NEAR_DRAWING
    ),
    medianSketchDifference: median(sketchDifferences),
    sketchDifferences,
    drawingDifferences,
  };
}

/** The characters of a drawing without the blank margins around them. */
function textOf(lines: readonly string[]): string {
  const inked = lines.map((line) => line.trimEnd());
  const indent = Math.min(
    ...inked.filter((line) => line !== "").map((line) => line.length - line.trimStart().length),
  );
  return inked.map((line) => line.slice(indent)).join("\n").replace(/^\n+|\n+$/g, "");
}
