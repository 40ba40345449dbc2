import { random } from "../../base/random.ts";
import type { RealPicture } from "../corpus.ts";
import { type Jury, rankOf } from "./jury.ts";
import { bootstrapMean, type Estimate, mean, share } from "../statistics.ts";
import type { Work } from "../drawings.ts";
import { type Box, pieceWithin } from "../measures/retrieval.ts";

/** A work before the jury: the cluster that its judge must not have seen, and what was said of it. */
export interface Verdict {
  word: string;
  /** Place of the word among all labels by their score, from 1. */
  rank: number;
  /** Place of the word of another work: what a drawing that has nothing to do with its word would get. */
  otherRank: number;
  /** The label with the highest score. */
  seenAs: string;
}

/** How often the right label came first, and among the first five. */
export interface Accuracy {
  judged: number;
  top1: Estimate;
  top5: Estimate;
}

/** How the jury does on real art, by picture and by label, and what it would score without looking. */
export interface RealAccuracy {
  /** Right means any of the picture's labels. Pictures that the model never learned from; then all pictures. */
  heldOut: Accuracy | null;
  all: Accuracy;
  /** Right means the one label, each label weighs the same, as for drawings of words; then in one style alone. */
  labels: Accuracy;
  labelsInStyle: Accuracy | null;
  /** The same with the labels dealt out to other pictures. */
  shuffled: Accuracy;
  /** Of each label, how often it comes first and among five on the pictures that carry it. */
  byLabel: { label: string; pictures: number; top1: number; top5: number }[];
}

interface Answer {
  /** Answers of one group are not independent: a group counts once. */
  group: string | number;
  rank: number;
}

/** Which drawings of real pictures are judged. */
export interface RealOptions {
  style: string;
  box: Box;
  seed: number;
  onProgress?: (done: number, total: number) => void | Promise<void>;
}

/** Pictures judged at once. */
const CHUNK = 256;

/** Judges a drawing (the widest within the box) of each real picture that carries one of the jury's labels. */
export async function judgeReal(
  jury: Jury,
  pictures: readonly RealPicture[],
  { style, box, seed, onProgress }: RealOptions,
): Promise<RealAccuracy> {
  const numbers = new Map(jury.labels.map((label, number) => [label, number]));
  const carriers = pictures.flatMap((picture) => {
    const right = picture.labels.flatMap((label) => numbers.get(label) ?? []);
    return right.length > 0 ? [{ picture, right }] : [];
  });
  const scores: Float32Array[] = [];
  for (let start = 0; start < carriers.length; start += CHUNK) {
    const chunk = carriers.slice(start, start + CHUNK);
    scores.push(...jury.judge(chunk.map(({ picture: { cluster }, picture }) => {
      return { lines: pieceWithin(picture, box).lines, cluster };
    })));
    await onProgress?.(scores.length, carriers.length);
  }
  const judged = carriers.map((carrier, i) => ({ ...carrier, scores: scores[i]! }));
  const byPicture = (some: typeof judged) =>
    some.map(({ picture, right, scores }): Answer => ({ group: picture.id, rank: rankOf(scores, right) }));
  const byLabel = (some: typeof judged) =>
    some.flatMap(({ right, scores }) =>
      right.map((label): Answer => ({ group: label, rank: rankOf(scores, [label]) }))
    );
  const rng = random(seed, 3);
  const dealt = judged.map(({ scores }) => ({ scores, right: judged[rng.int(judged.length)]!.right }));
  const shuffled = dealt.flatMap(({ scores, right }) =>
    right.map((label): Answer => ({ group: label, rank: rankOf(scores, [label]) }))
  );
  const ofLabel = Map.groupBy(byLabel(judged), ({ group }) => group);
  return {
    heldOut: accuracy(byPicture(judged.filter(({ picture }) => picture.split !== "train")), seed),
    all: accuracy(byPicture(judged), seed)!,
    labels: accuracy(byLabel(judged), seed)!,
    labelsInStyle: accuracy(byLabel(judged.filter(({ picture }) => picture.style === style)), seed),
    shuffled: accuracy(shuffled, seed)!,
    byLabel: jury.labels.map((label, number) => {
      const ranks = (ofLabel.get(number) ?? []).map(({ rank }) => rank);
      return { label, pictures: ranks.length, top1: within(ranks, 1), top5: within(ranks, 5) };
    }),
  };
}

/** Judges drawings of the jury's labels, each by the classifier that never saw the given cluster. */
export function judgeWorks(
  jury: Jury,
  works: readonly (Work & { cluster: number })[],
  seed: number,
): Verdict[] {
  const words = works.map(({ word }) => word);
  const rng = random(seed, 10);
  return jury.judge(works).map((scores, i) => {
    const others = words.filter((word) => word !== words[i]);
    const place = (word: string) => rankOf(scores, [jury.labels.indexOf(word)]);
    return {
      word: words[i]!,
      rank: place(words[i]!),
      otherRank: place(others[rng.int(Math.max(1, others.length))] ?? words[i]!),
      seenAs: jury.labels[scores.indexOf(Math.max(...scores))]!,
    };
  });
}

/** The accuracy of ranks: the mean over groups of their shares. Null without a rank. */
export function accuracy(answers: readonly Answer[], seed: number): Accuracy | null {
  const groups = [...Map.groupBy(answers, ({ group }) => group).values()].map((group) =>
    group.map(({ rank }) => rank)
  );
  if (groups.length === 0) return null;
  const single = groups.every(({ length }) => length === 1);
  const estimate = (places: number): Estimate => {
    const shares = groups.map((ranks) => within(ranks, places));
    return single
      ? share(shares.filter((value) => value === 1).length, groups.length)
      : bootstrapMean(shares, random(seed, 4));
  };
  return { judged: answers.length, top1: estimate(1), top5: estimate(5) };
}

function within(ranks: readonly number[], places: number): number {
  return mean(ranks.map((rank) => rank <= places ? 1 : 0));
}
