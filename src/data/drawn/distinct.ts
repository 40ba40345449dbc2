import type { DatabaseSync } from "node:sqlite";
import { blur } from "../../rasterise/ink.ts";
import { filled } from "../../rasterise/sketch/outline.ts";
import { SKETCH_SIDE, unpackSketch } from "../../rasterise/sketch/sketch.ts";
import { EVERYDAY } from "../words/everyday.ts";
import { furtherLabels } from "../store/store.ts";

/** Pictures are the same from this correlation of their ink, or this overlap of their silhouettes, on. */
const SAME = 0.9;
/** Blur in sketch pixels: strokes a pixel apart are the same stroke. */
const BLUR = 2;

/** How many clearly different pictures everyday words have. */
export interface DistinctPictures {
  words: number;
  mean: number;
  median: number;
  /** Words with fewer than three, with how many they have. */
  poor: Record<string, number>;
  /** By source: pairs of a word and a picture that no source before it has, in the order in which sources were drawn. */
  added: Record<string, number>;
}

/** Counts the clearly different pictures of each everyday word; those of tags count as well, banners do not. */
export function distinctPictures(db: DatabaseSync): DistinctPictures {
  const labels = new Map<number, string[]>();
  for (const { picture, label } of furtherLabels(db)) {
    labels.set(picture, [...labels.get(picture) ?? [], label]);
  }
  const order = new Map(
    db.prepare("SELECT source, min(id) AS first FROM pictures GROUP BY source ORDER BY first").all()
      .map(({ source }, i) => [String(source), i]),
  );
  const rows = db.prepare(
    "SELECT id, source, label, sketch FROM pictures WHERE style <> 'banner' AND sketch IS NOT NULL ORDER BY id",
  ).all().toSorted((a, b) => order.get(String(a["source"]))! - order.get(String(b["source"]))!);
  const shapes = new Map<string, Shape[]>([...EVERYDAY].map((word) => [word, []]));
  const added: Record<string, number> = {};
  for (const { id, source, label, sketch } of rows) {
    const words = [String(label), ...labels.get(Number(id)) ?? []].filter((word) => EVERYDAY.has(word));
    if (words.length === 0 || !(sketch instanceof Uint8Array)) continue;
    const shape = shapeOf(unpackSketch(sketch));
    for (const word of new Set(words)) {
      const known = shapes.get(word)!;
      if (known.some((other) => isSame(shape, other))) continue;
      known.push(shape);
      added[String(source)] = (added[String(source)] ?? 0) + 1;
    }
  }
  const counts = [...shapes].map(([word, { length }]) => ({ word, length })).sort((a, b) =>
    a.length - b.length
  );
  return {
    words: counts.length,
    mean: counts.reduce((sum, { length }) => sum + length, 0) / counts.length,
    median: counts[counts.length >> 1]!.length,
    poor: Object.fromEntries(
      counts.filter(({ length }) => length < 3).map(({ word, length }) => [word, length]),
    ),
    added,
  };
}

/** The counts as text for a terminal. */
export function formatDistinct({ words, mean, median, poor, added }: DistinctPictures): string {
  const few = Object.entries(poor).map(([word, count]) => `${word} ${count}`);
  return [
    `${words} everyday words have ${
      mean.toFixed(1)
    } clearly different pictures on average, ${median} in the median`,
    `fewer than three: ${few.join(", ") || "none"}`,
    "pictures of such words that no source before has",
    ...Object.entries(added).map(([source, count]) => `  ${source.padEnd(28)}${String(count).padStart(7)}`),
  ].join("\n");
}

interface Shape {
  /** Blurred, with mean 0 and length 1. */
  ink: Float32Array;
  /** Ink and what it encloses. */
  silhouette: Uint8Array;
  area: number;
}

function shapeOf(bits: Uint8Array): Shape {
  const soft = blur({ width: SKETCH_SIDE, height: SKETCH_SIDE, data: Float32Array.from(bits) }, BLUR).data;
  const mean = soft.reduce((sum, value) => sum + value, 0) / soft.length;
  const length = Math.sqrt(soft.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  const silhouette = filled(bits);
  return {
    ink: Float32Array.from(soft, (value) => (value - mean) / length),
    silhouette,
    area: silhouette.reduce((sum, bit) => sum + bit, 0),
  };
}

function isSame(a: Shape, b: Shape): boolean {
  let common = 0, correlation = 0;
  for (let i = 0; i < a.ink.length; i++) {
    common += a.silhouette[i]! & b.silhouette[i]!;
    correlation += a.ink[i]! * b.ink[i]!;
  }
  return correlation > SAME || common / (a.area + b.area - common) > SAME;
}
