import { isMisleading } from "../corpus/misleading.ts";
import type { ModelConfig } from "../model/config.ts";
import {
  drawingState,
  featureLayout,
  FEATURES,
  FIELD,
  prefixTokens,
  type Prompt,
  sketchState,
} from "../model/features.ts";
import { type Random, random } from "../random.ts";
import { mirrorSketch } from "../rasterise/mirror.ts";
import { differencesAmong } from "../rasterise/similarity.ts";
import { type CharacterTokenizer, VARIANTS } from "../tokenizer/character.ts";
import { PATCHES, SKETCH_SIDE } from "../tokenizer/patches.ts";
import type { Dataset, Picture, Piece } from "./dataset.ts";

/** The two passes of DESIGN §6. */
export type Pass = "sketch" | "drawing";

/** What one sequence is made of. */
export interface Example {
  prompt: Prompt;
  picture: Picture;
  piece: Piece;
  /** Which of the word's pictures it is; VARIANTS − 1 for any. */
  variant: number;
}

/** Sequences of one pass, padded to the longest: N = batch · time positions. */
export interface Batch {
  pass: Pass;
  batch: number;
  time: number;
  /** [N, FEATURES] */
  indices: Int32Array;
  /** [N, FIELD]; null in the sketch pass. */
  field: Float32Array | null;
  /** [N]: token to predict, relative to the pass's first token; weight 0 where nothing is predicted. */
  targets: Int32Array;
  weights: Float32Array;
  /** Predicted tokens, and the characters of art that they stand for. */
  predictions: number;
  characters: number;
}

/** How examples are drawn. */
export interface SamplingOptions {
  seed: number;
  /** Positions in one batch, padding included. */
  batchTokens: number;
  /** Share of prompts whose known label is hidden, so that the characters carry it. */
  labelDropout: number;
  /** Share of examples without any prompt, for classifier-free guidance. */
  promptDropout: number;
  /** Share of examples drawn evenly over pictures instead of by popularity of their words. */
  evenShare: Record<Pass, number>;
}

/** An endless, seeded plan of batches of whole pieces of like length; the same seed gives the same plan. */
export interface BatchPlan {
  next(): Example[];
}

const STYLE_WEIGHT: Record<string, number> = { line: 3, solid: 1.2, shaded: 1, banner: 0.3 };
const TAG_WEIGHT = 0.25;
/** Sources from the plainest drawings to the busiest; others come last. */
const PLAINEST = [
  "lucide",
  "lucide-lab",
  "tabler",
  "ph",
  "iconoir",
  "mdi",
  "icon-park-outline",
  "hugeicons",
  "fluent-emoji-flat",
  "twemoji",
  "noto",
  "fluent-emoji-high-contrast",
  "emojione-monotone",
];
/**
 * Places further back: a picture that has the word as a mere tag, one like an earlier one, one that misleads, and each step
 * of edges beyond a legible number.
 */
const AS_TAG = 12;
const AS_TWIN = 10;
const AS_MISLEADING = 40;
const BUSY = 420;
const BUSY_STEP = 40;
/** Sketches that differ by no more of their ink are nearly the same picture. */
const TWIN = 0.3;
/** In the sketch pass each further picture of a word and style counts for so much less than the one before. */
const FURTHER_WEIGHT = 0.8;
/** Share of examples that do not tell which of the word's pictures they show. */
const VARIANT_DROPOUT = 0.1;
/** Batches that are sorted by length together. */
const POOL = 16;

/** Positions that an example takes in a pass. */
export function exampleLength(pass: Pass, { prompt, piece }: Example): number {
  const prefix = prompt.characters.length + 3;
  return pass === "sketch" ? prefix + 1 + PATCHES : prefix + 2 + piece.tokens.length;
}

function cumulative(weights: number[]): (u: number) => number {
  let total = 0;
  const sums = Float64Array.from(weights, (weight) => (total += weight));
  return (u) => {
    const target = u * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** Draws a word by popularity, then a picture of it; or any picture, then one of its words. */
export function exampleSampler(
  dataset: Dataset,
  tokenizer: CharacterTokenizer,
  config: ModelConfig,
  pass: Pass,
  options: SamplingOptions,
): (rng: Random) => Example {
  const { pictures, popularity } = dataset;
  const byLabel = new Map<string, Candidates>();
  const styleOf = (picture: Picture) => STYLE_WEIGHT[picture.style] ?? 1;
  for (const [index, picture] of pictures.entries()) {
    for (const [rank, label] of picture.labels.entries()) {
      let entry = byLabel.get(label);
      if (!entry) byLabel.set(label, entry = { pictures: [], weights: [], places: [] });
      entry.pictures.push(index);
      entry.weights.push(styleOf(picture) * (rank === 0 ? 1 : TAG_WEIGHT));
    }
  }
  if (pass === "sketch") {
    const places = placesIn(dataset, byLabel);
    for (const [label, entry] of byLabel) {
      entry.places = places.get(label)!;
      // A few pictures of a word learned well draw better than many half remembered.
      entry.weights = entry.weights.map((weight, i) => weight * FURTHER_WEIGHT ** entry.places[i]!);
    }
  }
  const labels = [...byLabel.keys()];
  const total = (weights: number[]) => weights.reduce((sum, weight) => sum + weight, 0);
  const pickLabel = cumulative(
    labels.map((label) => (popularity.get(label) ?? 0.1) * Math.sqrt(total(byLabel.get(label)!.weights))),
  );
  const pickOfLabel = labels.map((label) => cumulative(byLabel.get(label)!.weights));
  const pickAny = cumulative(pictures.map(styleOf));
  const known = new Map(config.labels.map((label, index) => [label, index]));

  return (rng) => {
    let index: number;
    let word: string;
    if (rng.next() < options.evenShare[pass]) {
      index = pickAny(rng.next());
      const picture = pictures[index]!;
      word = picture.labels[rng.next() < 0.7 ? 0 : rng.int(picture.labels.length)]!;
    } else {
      const label = pickLabel(rng.next());
      word = labels[label]!;
      index = byLabel.get(word)!.pictures[pickOfLabel[label]!(rng.next())]!;
    }
    const picture = pictures[index]!;
    const { pictures: candidates, places } = byLabel.get(word)!;
    const place = places[candidates.indexOf(index)];
    const variant = place === undefined || rng.next() < VARIANT_DROPOUT
      ? VARIANTS - 1
      : Math.min(place, VARIANTS - 1);
    const piece = picture.pieces[rng.int(picture.pieces.length)]!;
    const style = tokenizer.styleToken(picture.style);
    const u = rng.next();
    const hidden = u < options.promptDropout;
    const unlabelled = hidden || u < options.promptDropout + options.labelDropout;
    const text = hidden ? "" : phrase(word, rng);
    return {
      picture,
      piece,
      variant,
      prompt: {
        style,
        characters: tokenizer.encodePrompt(text, config.promptLength),
        label: unlabelled ? -1 : known.get(word) ?? -1,
      },
    };
  };
}

/** Pictures of a word, by index, with what each counts and its place among those of its style, the plainest first. */
interface Candidates {
  pictures: number[];
  weights: number[];
  places: number[];
}

/** Places by label; comparing all sketches takes seconds, and several samplers share a dataset. */
const knownPlaces = new WeakMap<Dataset, Map<string, number[]>>();

function placesIn(dataset: Dataset, byLabel: ReadonlyMap<string, Candidates>): Map<string, number[]> {
  let places = knownPlaces.get(dataset);
  if (!places) {
    const { pictures } = dataset;
    const complexity = pictures.map(({ sketch }) => edges(sketch));
    places = new Map(
      [...byLabel].map(([label, entry]) => [label, placesOf(label, entry, pictures, complexity)]),
    );
    knownPlaces.set(dataset, places);
  }
  return places;
}

/**
 * The place of each of a word's pictures in its style: the plainest is the first, then the plainest that is clearly another
 * picture, so that the first few numbers show what variety there is.
 */
function placesOf(
  label: string,
  { pictures: indices }: Candidates,
  pictures: readonly Picture[],
  complexity: readonly number[],
): number[] {
  const places = indices.map(() => 0);
  const ranked = indices.map((index, i) => {
    const { labels, source, sourceId, style } = pictures[index]!;
    const known = PLAINEST.indexOf(source);
    const bustle = Math.max(0, complexity[index]! - BUSY) / BUSY_STEP;
    const rank = (labels[0] === label ? 0 : AS_TAG) + (known < 0 ? PLAINEST.length : known) + bustle +
      (isMisleading(label, `${source}/${sourceId}`) ? AS_MISLEADING : 0);
    return { i, style, rank, sketch: pictures[index]!.sketch };
  }).sort((a, b) => a.rank - b.rank || a.i - b.i);
  for (const all of Map.groupBy(ranked, ({ style }) => style).values()) {
    all.forEach(({ i }, rank) => places[i] = Math.max(rank, VARIANTS - 1));
    const candidates = all.slice(0, 2 * VARIANTS);
    const differ = differencesAmong(candidates.map(({ sketch }) => sketch));
    const left = new Map(candidates.map(({ rank }, c) => [c, rank]));
    for (let place = 0; place < VARIANTS - 1 && left.size > 0; place++) {
      const [next] = [...left].reduce((best, other) => other[1] < best[1] ? other : best);
      places[candidates[next]!.i] = place;
      left.delete(next);
      const twins = [...left].filter(([c, rank]) =>
        rank < AS_TWIN + candidates[c]!.rank && differ(next, c) <= TWIN
      );
      for (const [c] of twins) left.set(c, AS_TWIN + candidates[c]!.rank);
    }
  }
  return places;
}

/** Neighbouring pixels of a sketch, across and down, of which one has ink. */
function edges(sketch: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < sketch.length; i++) {
    if ((i + 1) % SKETCH_SIDE !== 0 && sketch[i] !== sketch[i + 1]) count++;
    if (i + SKETCH_SIDE < sketch.length && sketch[i] !== sketch[i + SKETCH_SIDE]) count++;
  }
  return count;
}

/** Mostly the bare word; now and then as people write it. */
function phrase(word: string, rng: Random): string {
  const u = rng.next();
  if (u < 0.88) return word;
  if (u < 0.94) return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
  if (u < 0.96) return `the ${word}`;
  if (word.endsWith("s")) return word;
  return /(?:x|z|ch|sh)$/.test(word)
    ? `${word}es`
    : /[^aeiou]y$/.test(word)
    ? `${word.slice(0, -1)}ies`
    : `${word}s`;
}

/** Plans batches: a pool is sampled, sorted by length, cut into batches, and the batches are shuffled. */
export function batchPlan(sample: (rng: Random) => Example, pass: Pass, options: SamplingOptions): BatchPlan {
  let pool: Example[][] = [];
  let count = 0;
  return {
    next() {
      if (pool.length === 0) {
        const rng = random(options.seed, pass === "sketch" ? 1 : 2, count++);
        const examples: Example[] = [];
        for (let tokens = 0; tokens < POOL * options.batchTokens;) {
          const example = sample(rng);
          examples.push(example);
          tokens += exampleLength(pass, example);
        }
        pool = cutIntoBatches(examples, pass, options.batchTokens);
        for (let i = pool.length - 1; i > 0; i--) {
          const j = rng.int(i + 1);
          [pool[i], pool[j]] = [pool[j]!, pool[i]!];
        }
      }
      return pool.pop()!;
    },
  };
}

/**
 * Sorts by length and cuts so that batch · time stays within `batchTokens` (a longer example goes alone), into batches of
 * about equal size: a small rest would leave other workers waiting.
 */
export function cutIntoBatches(examples: Example[], pass: Pass, batchTokens: number): Example[][] {
  const sorted = examples
    .map((example) => ({ example, length: exampleLength(pass, example) }))
    .sort((a, b) => a.length - b.length);
  const cut = (limit: number): Example[][] => {
    const batches: Example[][] = [];
    let current: Example[] = [];
    for (const { example, length } of sorted) {
      if (current.length > 0 && (current.length + 1) * length > limit) {
        batches.push(current);
        current = [];
      }
      current.push(example);
    }
    if (current.length > 0) batches.push(current);
    return batches;
  };
  const fewest = cut(batchTokens).length;
  let [low, high] = [0, batchTokens];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cut(middle).length > fewest) low = middle + 1;
    else high = middle;
  }
  return cut(high);
}

/** Computes the inputs and targets of a batch. */
export function buildBatch(
  tokenizer: CharacterTokenizer,
  config: ModelConfig,
  pass: Pass,
  examples: Example[],
): Batch {
  const layout = featureLayout(tokenizer, config);
  const time = Math.max(...examples.map((example) => exampleLength(pass, example)));
  const count = examples.length * time;
  const indices = new Int32Array(count * FEATURES);
  const field = new Float32Array(pass === "drawing" ? count * FIELD : FIELD);
  const targets = new Int32Array(count);
  const weights = new Float32Array(count);
  let [predictions, characters] = [0, 0];
  for (const [row, { prompt, picture, piece, variant }] of examples.entries()) {
    const prefix = prefixTokens(tokenizer, prompt);
    // Sketches are learned one way round: mirrored ones would double what has to be remembered.
    const sketch = pass === "drawing" && piece.mirrored ? mirrorSketch(picture.sketch) : picture.sketch;
    const body = pass === "sketch"
      ? [
        tokenizer.variantToken(variant),
        ...tokenizer.encodeSketch(sketch),
        tokenizer.aspectStart + picture.aspect,
      ]
      : [
        tokenizer.widthToken(piece.width),
        tokenizer.heightToken(piece.height),
        ...piece.tokens,
        tokenizer.eos,
      ];
    const tokens = [...prefix, ...body];
    const state = pass === "sketch"
      ? sketchState(layout, tokenizer, prompt)
      : drawingState(layout, tokenizer, prompt, sketch, picture.aspect);
    const first = pass === "sketch" ? tokenizer.sketchStart : 0;
    for (let t = 0; t < tokens.length - 1; t++) {
      const at = row * time + t;
      state.advance(tokens[t]!, indices, at * FEATURES, field, pass === "drawing" ? at * FIELD : 0);
      if (t >= prefix.length - 1) {
        targets[at] = tokens[t + 1]! - first;
        weights[at] = 1;
      }
    }
    predictions += body.length;
    characters += piece.characters;
  }
  return {
    pass,
    batch: examples.length,
    time,
    indices,
    field: pass === "drawing" ? field : null,
    targets,
    weights,
    predictions,
    characters,
  };
}
