import { UserError } from "../../base/errors.ts";
import type { ModelSession } from "../../tasks/art/draw/session.ts";
import { random } from "../../base/random.ts";
import { indexSketches, type Match } from "../../rasterise/sketch/similarity.ts";
import { bestPopulated, type RealPicture } from "../corpus.ts";
import { canDraw, type DrawingSettings, type Work } from "../drawings.ts";
import { rankOf, trainJury } from "./jury.ts";
import { NEAR_SKETCH } from "../measures/novelty.ts";
import { retrieve } from "../measures/retrieval.ts";

/** What a critic says of a work. */
export interface Verdict {
  word: string;
  /** Place of the word among all that the critic tells apart, from 1. */
  rank: number;
  /** Log-probability of the word, in nats. */
  score: number;
  /** Whether the sketch is nearly one of the training set. */
  recalled: boolean;
}

/** Judges works in one style. */
export interface Critic {
  /** Words that it tells apart and that may be drawn. */
  words: readonly string[];
  judge(works: readonly Work[]): Verdict[];
  /** What it says of training pictures that were looked up by their word; empty if none is small enough. */
  baseline: readonly Verdict[];
}

/** Settings of critics. */
export interface CriticOptions {
  /** Best-populated labels that are told apart. */
  labels: number;
  /** Classifiers of the jury, and their training steps. */
  folds: number;
  steps: number;
  seed: number;
  onProgress?: (done: number, total: number) => void | Promise<void>;
}

/** Less probability than this counts as this: to be all wrong once must not outweigh everything else. */
const LEAST = 1e-4;

/** A critic for each way to draw. All of them go to the same jury, as in `judgeDrawings`. */
export async function trainCritics(
  { session, pictures }: { session: ModelSession; pictures: readonly RealPicture[] },
  ways: readonly DrawingSettings[],
  { labels: count, ...options }: CriticOptions,
): Promise<Critic[]> {
  const training = pictures.filter(({ split }) => split === "train");
  const known = new Set(training.flatMap(({ labels }) => labels));
  const labels = bestPopulated(pictures, count).filter((label) => known.has(label));
  return ways.map(await criticsOf(session, pictures, training, labels, options));
}

async function criticsOf(
  session: ModelSession,
  pictures: readonly RealPicture[],
  training: readonly RealPicture[],
  labels: readonly string[],
  options: Omit<CriticOptions, "labels">,
): Promise<(way: DrawingSettings) => Critic> {
  const jury = await trainJury(pictures, labels, options);
  const index = indexSketches(training.map(({ sketch }) => sketch));
  // The search takes long, and most ways to draw begin with the same sketch.
  const known = new Map<string, Match>();
  const nearestTo = (sketch: Uint8Array): Match => {
    const key = sketch.join("");
    const match = known.get(key) ?? index.nearest(sketch, 1)[0]!;
    known.set(key, match);
    return match;
  };
  const judge = (works: readonly Work[]): Verdict[] => {
    const nearest = works.map(({ sketch }) => nearestTo(sketch));
    const exhibits = works.map(({ lines }, i) => {
      return { lines, cluster: training[nearest[i]!.index]!.cluster };
    });
    return jury.judge(exhibits).map((scores, i) => {
      const { word } = works[i]!;
      const label = labels.indexOf(word);
      const score = Math.log(Math.max(LEAST, scores[label]!));
      return { word, rank: rankOf(scores, [label]), score, recalled: nearest[i]!.difference <= NEAR_SKETCH };
    });
  };
  return (way) => {
    const ofStyle = new Set(
      training.filter(({ style }) => style === way.style).flatMap(({ labels }) => labels),
    );
    const words = labels.filter((label) => ofStyle.has(label) && canDraw(session, label, way.style));
    if (words.length === 0) {
      throw new UserError(
        "corpus",
        `no picture of the style ${way.style} carries one of the ${labels.length} labels`,
      );
    }
    const rng = random(options.seed, 11);
    const retrieved = words.flatMap((word) => retrieve(training, word, way.style, way, rng) ?? []);
    return { words, judge, baseline: judge(retrieved) };
  };
}
