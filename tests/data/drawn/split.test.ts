import assert from "node:assert/strict";
import { mirrorSketch } from "../../../src/rasterise/sketch/mirror.ts";
import { packSketch } from "../../../src/rasterise/sketch/sketch.ts";
import { hash01 } from "../../../src/base/hash.ts";
import type { Split } from "../../../src/data/store/store.ts";
import {
  clusterPictures,
  keepEverydayWords,
  splitClusters,
  type SplitPicture,
} from "../../../src/data/drawn/split.ts";

const noise = (name: string): Uint8Array =>
  Uint8Array.from({ length: 1296 }, (_, i) => hash01(`${name}${i}`, 1) < 0.06 ? 1 : 0);
const flip = (bits: Uint8Array, count: number): Uint8Array => bits.map((bit, i) => i < count ? 1 - bit : bit);
const picture = (sourceId: string, label: string, bits: Uint8Array, source = sourceId): SplitPicture => ({
  source,
  sourceId,
  label,
  style: "line",
  sketch: packSketch(bits),
});

Deno.test("clusterPictures() joins twins: nearly equal, mirrored, or similar under one label", () => {
  const cat = noise("cat");
  const clusters = clusterPictures([
    picture("a", "cat", cat),
    picture("b", "kitten", flip(cat, 10)),
    picture("c", "tiger", mirrorSketch(cat)),
    picture("d", "cat", flip(cat, 100)),
    picture("e", "dog", flip(cat, 100).reverse()),
    picture("f", "cat", noise("other")),
  ]);
  assert.deepEqual([...clusters], [0, 0, 0, 0, 4, 5]);
});

Deno.test("clusterPictures() joins the filled and the outlined drawing of one icon", () => {
  const clusters = clusterPictures([
    picture("cat-thin", "cat", noise("x"), "ph"),
    picture("cat-fill", "cat", noise("y"), "ph"),
    picture("cat", "cat", noise("z"), "lucide"),
  ]);
  assert.deepEqual([...clusters], [0, 0, 2]);
});

Deno.test("clusterPictures() joins what is named alike in one family of sets", () => {
  const clusters = clusterPictures([
    picture("fox", "fox", noise("a"), "noto"),
    picture("fox", "fox", noise("b"), "noto-v1"),
    picture("fox", "fox", noise("c"), "fluent-emoji-flat"),
    picture("castle-1", "castle", noise("d"), "streamline-cyber"),
    picture("castle-1-bold", "castle", noise("e"), "streamline-ultimate"),
  ]);
  assert.deepEqual([...clusters], [0, 0, 2, 3, 3]);
});

Deno.test("splitClusters() leaves no split empty from twenty pictures on", () => {
  for (let seed = 0; seed < 20; seed++) {
    const keys = Array.from({ length: 20 }, (_, i) => `picture ${i}`);
    const splits = new Set(splitClusters(keys, Int32Array.from(keys, (_, i) => i), seed).values());
    assert.deepEqual([...splits].sort(), ["test", "train", "validation"]);
  }
});

Deno.test("splitClusters() holds out about 3 % twice and trains on large clusters", () => {
  const keys = Array.from({ length: 5000 }, (_, i) => `picture ${i}`);
  const clusters = Int32Array.from(keys, (_, i) => i < 200 ? 0 : i);
  const splits = splitClusters(keys, clusters, 7);
  assert.equal(splits.get(0), "train");
  for (const split of ["validation", "test"]) {
    const share = [...splits.values()].filter((value) => value === split).length / splits.size;
    assert.ok(share > 0.02 && share < 0.04, `${split} ${share}`);
  }
});

Deno.test("keepEverydayWords() gives a held-out everyday word back to training, other words not", () => {
  const named = (label: string, sourceId: string): SplitPicture => {
    return { source: "made", sourceId, style: "line", label, sketch: new Uint8Array(162) };
  };
  const pictures = [named("heart", "a"), named("heart", "b"), named("abacus", "c")];
  const splits = new Map<number, Split>([[0, "test"], [1, "validation"], [2, "test"]]);
  keepEverydayWords(pictures, Int32Array.of(0, 1, 2), splits);
  assert.deepEqual([...splits.values()], ["train", "validation", "test"]);
});
