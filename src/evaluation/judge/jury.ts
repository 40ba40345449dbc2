import { random } from "../../base/random.ts";
import { type Classifier, type Example, trainClassifier } from "./classifier.ts";
import type { RealPicture } from "../corpus.ts";
import { describe } from "./descriptor.ts";
import { rasterOf, type View } from "./raster.ts";

/** A drawing to be judged, and the cluster of real pictures that no judge of it may have seen. */
export interface Exhibit {
  lines: readonly string[];
  cluster: number;
}

/** Several classifiers of the same labels, each trained without a fold of the corpus' clusters (cross-fitting). */
export interface Jury {
  labels: readonly string[];
  /** The fold of a cluster: the number of the one classifier that never saw its pictures. */
  foldOf(cluster: number): number;
  /** Score of each label for each exhibit, given by the classifier that never saw the exhibit's cluster. */
  judge(exhibits: readonly Exhibit[]): Float32Array[];
}

/** Settings of a jury's training. */
export interface JuryOptions {
  folds: number;
  /** Optimizer steps of each classifier. */
  steps: number;
  seed: number;
  /** Width of the classifiers' hidden layer. */
  hidden?: number;
  /** Called at each picture that is prepared and each step; `total` is how often in all. */
  onProgress?: (done: number, total: number) => void | Promise<void>;
}

/** Views of each picture that a classifier learns from, and how far their sides move at most. */
const VIEWS = 6;
const JITTER = 0.06;
/** Exhibits are judged as they are and mirrored, and the scores averaged. */
const SIDES: View[] = [false, true].map((mirrored) => ({ left: 0, right: 0, top: 0, bottom: 0, mirrored }));

/** Trains a classifier for each fold on rasters of the pictures that carry one of the labels and are in other folds. */
export async function trainJury(
  pictures: readonly RealPicture[],
  labels: readonly string[],
  { folds, steps, seed, hidden, onProgress }: JuryOptions,
): Promise<Jury> {
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const foldOf = assignFolds(pictures.map(({ cluster }) => cluster), folds, seed);
  const carriers = pictures.filter((picture) => picture.labels.some((label) => numbers.has(label)));
  const total = carriers.length + folds * steps;
  let done = 0;
  const tick = () => onProgress?.(++done, total);
  const examples: (Example & { fold: number })[] = [];
  for (const picture of carriers) {
    await tick();
    examples.push({
      fold: foldOf(picture.cluster),
      labels: picture.labels.flatMap((label) => numbers.get(label) ?? []),
      views: viewsOf(picture, seed),
    });
  }
  const classifiers: Classifier[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const seen = examples.filter((example) => example.fold !== fold);
    classifiers.push(
      await trainClassifier(seen, {
        labels: labels.length,
        steps,
        seed: seed + fold,
        onStep: tick,
        ...(hidden !== undefined && { hidden }),
      }),
    );
  }
  return {
    labels,
    foldOf,
    judge(exhibits) {
      const scores = new Array<Float32Array>(exhibits.length);
      classifiers.forEach((classify, fold) => {
        const own = exhibits.flatMap(({ cluster }, i) => foldOf(cluster) === fold ? [i] : []);
        const sides = own.flatMap((i) => SIDES.map((view) => describe(rasterOf(exhibits[i]!.lines, view))));
        const said = classify(sides).map(softmax);
        own.forEach((i, n) => scores[i] = average(said.slice(n * SIDES.length, (n + 1) * SIDES.length)));
      });
      return scores;
    },
  };
}

/** 1 for a right answer with the highest score, 2 for the next …: the best rank of the right labels. */
export function rankOf(scores: Float32Array | readonly number[], right: readonly number[]): number {
  const best = Math.max(...right.map((label) => scores[label]!));
  return 1 + scores.filter((score: number) => score > best).length;
}

/** Gives each cluster a fold, so that folds have about as many pictures each; clusters of no picture go by number. */
function assignFolds(clusters: readonly number[], folds: number, seed: number): (cluster: number) => number {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const filled = new Array<number>(folds).fill(0);
  const assigned = new Map<number, number>();
  const largestFirst = [...sizes].sort(([a, m], [b, n]) =>
    n - m || random(seed, a).next() - random(seed, b).next()
  );
  for (const [cluster, size] of largestFirst) {
    const fold = filled.indexOf(Math.min(...filled));
    filled[fold]! += size;
    assigned.set(cluster, fold);
  }
  return (cluster) => assigned.get(cluster) ?? Math.abs(cluster) % folds;
}

function viewsOf({ id, pieces }: RealPicture, seed: number): Float32Array[] {
  const rng = random(seed, 2, id);
  const jitter = () => JITTER * (2 * rng.next() - 1);
  return Array.from({ length: VIEWS }, () => {
    const { lines } = pieces[rng.int(pieces.length)]!;
    const sides = { left: jitter(), right: jitter(), top: jitter(), bottom: jitter() };
    return describe(rasterOf(lines, { ...sides, mirrored: rng.next() < 0.5 }));
  });
}

function average(vectors: readonly Float32Array[]): Float32Array {
  return vectors[0]!.map((_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length);
}

function softmax(logits: Float32Array): Float32Array {
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - highest));
  const sum = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / sum);
}
