import { type Style, STYLES } from "../../../art/styles.ts";
import { groupBy } from "../../../data/store/index_pictures.ts";
import type { IndexedSplit, SplitIndex } from "../../../data/store/split_index.ts";
import type { TrainingIndex } from "../../../data/store/training_index.ts";
import { UserError } from "../../../base/errors.ts";
import { aspectBin, type GridTokenizer } from "../../../tokenizer/grid/grid.ts";

/**
 * The pictures of a split that a run may learn from, and how likely each is drawn. Its arrays lie in shared memory:
 * posting it to a worker copies the labels only.
 */
export interface Population {
  index: SplitIndex;
  /** Texts of the numbered labels of the corpus. */
  labels: string[];
  /** Pictures and drawings within the limits. */
  pictures: number;
  drawings: number;
  /** Drawings within the limits, by their numbers in the index; those of picture i from `drawingStarts[i]` on. */
  drawingStarts: Uint32Array;
  allDrawings: Uint32Array;
  /** Labels that occur, by their numbers; entries of word w (places in `index.labels`) stand from `entryStarts[w]` on. */
  words: Uint32Array;
  entryStarts: Uint32Array;
  entries: Uint32Array;
  /** Running sums of weights: of all words, of each word's entries by themselves, of all pictures. */
  wordWeights: Float64Array;
  entryWeights: Float64Array;
  pictureWeights: Float64Array;
}

/** Letters are not learned: FIGlet's fonts write them better. */
const STYLE_WEIGHT: Record<Style, number> = { line: 3, solid: 1.2, shaded: 1, banner: 0 };
const TAG_WEIGHT = 0.25;

/**
 * What there is to learn from in a split: drawings of at most `maxTokens` tokens in sizes that the tokenizer knows.
 * Throws a UserError where there is none.
 */
export function openPopulation(
  { labels, popularity, splits }: TrainingIndex,
  split: IndexedSplit,
  { data: { maxWidth, maxHeight } }: GridTokenizer,
  maxTokens: number,
): Population {
  const index = splits[split];
  const count = index.styles.length;
  const drawingStarts = shared(Uint32Array, count + 1);
  const allDrawings = shared(Uint32Array, index.pieces.length);
  const pictureWeights = shared(Float64Array, count);
  /** Of each label of each picture. */
  const labelWeights = new Float64Array(index.labels.length);
  const weightOf = STYLES.map((style) => STYLE_WEIGHT[style]);
  let pictures = 0, drawings = 0, total = 0;
  for (let picture = 0; picture < count; picture++) {
    const weight = weightOf[index.styles[picture]!]!;
    for (let piece = index.pieceStarts[picture]!; piece < index.pieceStarts[picture + 1]!; piece++) {
      const fits = index.widths[piece]! <= maxWidth && index.heights[piece]! <= maxHeight;
      if (weight > 0 && fits && index.tokens[piece]! <= maxTokens) allDrawings[drawings++] = piece;
    }
    drawingStarts[picture + 1] = drawings;
    if (drawings > drawingStarts[picture]!) {
      pictures++;
      total += weight;
    }
    pictureWeights[picture] = total;
    const first = index.labelStarts[picture]!;
    labelWeights[first] = weight;
    labelWeights.fill(weight * TAG_WEIGHT, first + 1, index.labelStarts[picture + 1]);
  }
  if (pictures === 0) {
    throw new UserError(
      "corpus",
      `the corpus has no ${split} pictures; build a larger one with "deno task data"`,
    );
  }
  const { words, entryStarts, entries } = wordsOf(index, drawingStarts, labels.length);
  const entryWeights = shared(Float64Array, entries.length);
  const wordWeights = shared(Float64Array, words.length);
  let all = 0;
  for (let word = 0; word < words.length; word++) {
    let sum = 0;
    for (let i = entryStarts[word]!; i < entryStarts[word + 1]!; i++) {
      entryWeights[i] = sum += labelWeights[entries[i]!]!;
    }
    wordWeights[word] = all += popularity[words[word]!]! * Math.sqrt(sum);
  }
  return {
    ...{ index, labels, pictures, drawings, drawingStarts, allDrawings },
    ...{ words, entryStarts, entries, wordWeights, entryWeights, pictureWeights },
  };
}

/** The labels of pictures within the limits, gathered by word; words in the order in which they first occur. */
function wordsOf({ labels, labelStarts }: SplitIndex, drawingStarts: Uint32Array, count: number) {
  const NONE = 0xffffffff;
  const wordOf = new Uint32Array(count).fill(NONE);
  const words: number[] = [];
  const [kept, groups] = [new Uint32Array(labels.length), new Uint32Array(labels.length)];
  let length = 0;
  for (let picture = 0; picture + 1 < drawingStarts.length; picture++) {
    if (drawingStarts[picture] === drawingStarts[picture + 1]) continue;
    for (let entry = labelStarts[picture]!; entry < labelStarts[picture + 1]!; entry++) {
      const label = labels[entry]!;
      if (wordOf[label] === NONE) wordOf[label] = words.push(label) - 1;
      kept[length] = entry;
      groups[length++] = wordOf[label]!;
    }
  }
  const { starts, members } = groupBy(groups.subarray(0, length), words.length);
  const entries = shared(Uint32Array, length);
  members.forEach((at, i) => entries[i] = kept[at]!);
  return { entries, words: shared(Uint32Array, words), entryStarts: shared(Uint32Array, starts) };
}

/** An array in shared memory, of some length or a copy of given values. */
function shared<T extends { set(values: ArrayLike<number>): void }>(
  Kind: { new (buffer: SharedArrayBuffer): T; BYTES_PER_ELEMENT: number },
  content: number | ArrayLike<number>,
): T {
  const length = typeof content === "number" ? content : content.length;
  const array = new Kind(new SharedArrayBuffer(length * Kind.BYTES_PER_ELEMENT));
  if (typeof content !== "number") array.set(content);
  return array;
}

/** Aspect bin of the widest of a picture's pieces, by the picture's number. */
export function aspectOf({ pieceStarts, widths, heights }: SplitIndex, picture: number): number {
  let widest = pieceStarts[picture]!;
  for (let piece = widest; piece < pieceStarts[picture + 1]!; piece++) {
    if (widths[piece]! > widths[widest]!) widest = piece;
  }
  return aspectBin(widths[widest]!, heights[widest]!);
}

/** Which picture (by its place) something belongs to, whose pictures' things start at `starts`. */
export function ownerOf(starts: Uint32Array, at: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
