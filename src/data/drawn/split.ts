import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { type Style, STYLES } from "../../art/styles.ts";
import { mirrorSketch } from "../../rasterise/sketch/mirror.ts";
import { ones, SKETCH_WORDS, sketchWords } from "../../rasterise/sketch/packed.ts";
import { packSketch, SKETCH_SIDE, unpackSketch } from "../../rasterise/sketch/sketch.ts";
import { forEachAround } from "../../rasterise/sketch/spots.ts";
import { hash01 } from "../../base/hash.ts";
import { OWN } from "../sources/own/candidates.ts";
import { pictureKey } from "./picture.ts";
import { isEveryday } from "../words/popularity.ts";
import { type Split, transaction } from "../store/store.ts";

/** Shares of the held-out splits; the rest is trained on. */
const HELD_OUT = { validation: 0.03, test: 0.03 };
/** A cluster with a larger share of all pictures is trained on, lest one concept fill a held-out split. */
const MAX_HELD_OUT_CLUSTER = 0.005;
/** From this many pictures on, everyday words keep a picture of each style to learn from. */
const MIN_FOR_EVERYDAY = 2000;
/** From this many pictures on, no split is empty. */
const MIN_FOR_SPLITS = 20;

/** Largest Hamming distance of thickened twins, in bits of 1,296: pictures of one label, pictures of any label. */
const TWIN_DISTANCE = { sameLabel: 259, anyLabel: 52 };
/** Sparse sketches differ in few bits whatever they show: twins of different labels share most of their ink. */
const TWIN_INK_SHARE = 0.25;

/** A picture as far as splitting needs it. */
export interface SplitPicture {
  source: string;
  sourceId: string;
  style: Style;
  label: string;
  /** 162 packed bytes. */
  sketch: Uint8Array;
}

/**
 * Clusters of pictures that show the same thing alike, as the index of each picture's first cluster member:
 * drawings of one name in one source (or one family of them), similar sketches of one label, nearly identical
 * sketches of any label, also mirrored. No cluster may straddle two splits.
 */
export function clusterPictures(pictures: readonly SplitPicture[]): Int32Array {
  const parent = Int32Array.from(pictures, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  const union = (a: number, b: number): void => {
    const x = find(a), y = find(b);
    parent[Math.max(x, y)] = Math.min(x, y);
  };
  const firstOfName = new Map<string, number>();
  pictures.forEach((picture, i) => {
    const name = sharedName(picture);
    const first = firstOfName.get(name);
    if (first === undefined) firstOfName.set(name, i);
    else union(first, i);
  });
  const drawn = pictures.flatMap(({ style }, i) => style === "banner" ? [] : [i]);
  uniteTwins(pictures, drawn, union);
  return parent.map((_, i) => find(i));
}

/** What the names of sources begin with that repeat each other's designs. */
const FAMILIES = ["fluent-emoji", "noto", "streamline", "fa7"];

/** Drawings that share this name are versions of one drawing: a fill and an outline, a colour and a black one. */
function sharedName({ source, sourceId, style, label }: SplitPicture): string {
  if (style === "banner") return `banner/${label}`;
  const family = FAMILIES.find((name) => source.startsWith(name)) ?? source;
  return `${family}/${sourceId.replace(/-(filled|fill|solid|outline|thin|line|bold)$/, "")}`;
}

function uniteTwins(
  pictures: readonly SplitPicture[],
  drawn: number[],
  union: (a: number, b: number) => void,
): void {
  const count = drawn.length;
  const bits = new Uint32Array(count * SKETCH_WORDS);
  const mirrored = new Uint32Array(count * SKETCH_WORDS);
  const ink = new Uint16Array(count);
  const labels = new Int32Array(count);
  const labelNumbers = new Map<string, number>();
  drawn.forEach((index, i) => {
    const { sketch, label } = pictures[index]!;
    const thick = thickened(unpackSketch(sketch));
    bits.set(sketchWords(packSketch(thick)), i * SKETCH_WORDS);
    mirrored.set(sketchWords(packSketch(mirrorSketch(thick))), i * SKETCH_WORDS);
    for (let w = 0; w < SKETCH_WORDS; w++) ink[i]! += ones(bits[i * SKETCH_WORDS + w]!);
    labels[i] = labelNumbers.get(label) ?? labelNumbers.size;
    labelNumbers.set(label, labels[i]!);
  });
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const limit = labels[a] === labels[b]
        ? TWIN_DISTANCE.sameLabel
        : Math.min(TWIN_DISTANCE.anyLabel, TWIN_INK_SHARE * Math.min(ink[a]!, ink[b]!));
      // Sketches differ at least by the difference of their ink.
      if (Math.abs(ink[a]! - ink[b]!) > limit) continue;
      if (within(bits, a, bits, b, limit) || within(bits, a, mirrored, b, limit)) union(drawn[a]!, drawn[b]!);
    }
  }
}

/** Every pixel of ink with its eight neighbours: thin strokes a pixel apart still overlap. */
function thickened(sketch: Uint8Array): Uint8Array {
  const thick = new Uint8Array(sketch.length);
  sketch.forEach((bit, i) => {
    if (bit) {
      forEachAround(SKETCH_SIDE, i % SKETCH_SIDE, Math.floor(i / SKETCH_SIDE), (pixel) => thick[pixel] = 1);
    }
  });
  return thick;
}

function within(x: Uint32Array, a: number, y: Uint32Array, b: number, limit: number): boolean {
  let distance = 0;
  for (let w = 0; w < SKETCH_WORDS; w++) {
    distance += ones(x[a * SKETCH_WORDS + w]! ^ y[b * SKETCH_WORDS + w]!);
    if (distance > limit) return false;
  }
  return true;
}

/** The split of each cluster, by its representative's key and the seed; clusters as from `clusterPictures`. */
export function splitClusters(
  keys: readonly string[],
  clusters: Int32Array,
  seed: number,
): Map<number, Split> {
  const sizes = new Map<number, number>();
  const representatives = new Map<number, string>();
  clusters.forEach((cluster, i) => {
    sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
    const known = representatives.get(cluster);
    if (known === undefined || keys[i]! < known) representatives.set(cluster, keys[i]!);
  });
  const largest = Math.max(1, MAX_HELD_OUT_CLUSTER * keys.length);
  const ranked = [...representatives]
    .map(([cluster, key]) => ({ cluster, u: hash01(key, seed), small: sizes.get(cluster)! <= largest }))
    .sort((a, b) => Number(b.small) - Number(a.small) || a.u - b.u);
  const splits = new Map<number, Split>();
  for (const { cluster, u, small } of ranked) {
    const validation = small && u < HELD_OUT.validation;
    const test = small && !validation && u < HELD_OUT.validation + HELD_OUT.test;
    splits.set(cluster, validation ? "validation" : test ? "test" : "train");
  }
  if (keys.length >= MIN_FOR_SPLITS && ranked.length >= 3) {
    const has = (split: Split) => [...splits.values()].includes(split);
    if (!has("validation")) splits.set(ranked[0]!.cluster, "validation");
    if (!has("test")) {
      splits.set(ranked.find(({ cluster }) => splits.get(cluster) === "train")!.cluster, "test");
    }
  }
  return splits;
}

/** Trains on a cluster of each everyday word and style that would be held out altogether, and on all that was drawn for this project. */
export function keepEverydayWords(
  pictures: readonly SplitPicture[],
  clusters: Int32Array,
  splits: Map<number, Split>,
): void {
  const clustersOf = new Map<string, Set<number>>();
  pictures.forEach(({ source, label, style }, i) => {
    if (source === OWN) splits.set(clusters[i]!, "train");
    if (style === "banner" || !isEveryday(label)) return;
    const key = `${label}/${style}`;
    clustersOf.set(key, (clustersOf.get(key) ?? new Set()).add(clusters[i]!));
  });
  for (const found of clustersOf.values()) {
    const all = [...found];
    if (!all.some((cluster) => splits.get(cluster) === "train")) splits.set(all[0]!, "train");
  }
}

const ROW = z.object({
  source: z.string(),
  source_id: z.string(),
  style: z.enum(STYLES),
  label: z.string(),
  sketch: z.instanceof(Uint8Array),
});

/** Clusters all drawn pictures of the corpus and writes their split; returns how many rows changed. */
export function assignSplits(db: DatabaseSync, seed: number): number {
  const rows = db.prepare(
    "SELECT id, source, source_id, style, label, sketch, split, cluster FROM drawn_pictures ORDER BY source, source_id, style",
  ).all();
  const pictures = rows.map((row): SplitPicture => {
    const { source_id: sourceId, ...picture } = ROW.parse(row);
    return { sourceId, ...picture };
  });
  const clusters = clusterPictures(pictures);
  const splits = splitClusters(pictures.map(pictureKey), clusters, seed);
  if (pictures.length >= MIN_FOR_EVERYDAY) keepEverydayWords(pictures, clusters, splits);
  const update = db.prepare("UPDATE pictures SET split = ?, cluster = ? WHERE id = ?");
  return transaction(db, () => {
    let changed = 0;
    rows.forEach((row, i) => {
      const cluster = Number(rows[clusters[i]!]!["id"]);
      const split = splits.get(clusters[i]!)!;
      if (row["split"] === split && row["cluster"] === cluster) return;
      update.run(split, cluster, row["id"]!);
      changed++;
    });
    return changed;
  });
}
