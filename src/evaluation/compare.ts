import { generate } from "../tasks/art/draw/generate.ts";
import { likeness } from "../tasks/art/draw/likeness.ts";
import type { ModelSession } from "../tasks/art/draw/session.ts";
import { coarser } from "../rasterise/sketch/sketch.ts";
import { type Context, quietly } from "../base/context.ts";
import { type Pace, paceOf } from "../base/pace.ts";
import { random } from "../base/random.ts";
import { type Accuracy, accuracy } from "./judge/accuracy.ts";
import type { RealPicture } from "./corpus.ts";
import { type Critic, trainCritics, type Verdict } from "./judge/critics.ts";
import { spreadOf } from "./measures/diversity.ts";
import type { DrawingSettings, Work } from "./drawings.ts";
import { mean, standardError } from "./statistics.ts";

/** A way to draw: what it changes of the usual settings. */
export type Change = Partial<DrawingSettings>;

/** What is compared with what. */
export interface ComparisonOptions {
  /** How users draw, once for each style. */
  usual: readonly DrawingSettings[];
  /** What is compared with it. */
  changes: readonly Change[];
  /** Best-populated labels that are drawn and told apart, and seeds of each, in a row. */
  labels: number;
  perLabel: number;
  /** Classifiers of the jury, and their training steps. */
  folds: number;
  steps: number;
  seed: number;
}

/** A mean over words, and how much more it is than with the usual settings, word by word; both with standard errors. */
export interface Paired {
  value: number;
  error: number;
  gain: number;
  gainError: number;
}

/** What came of one way to draw in one style. */
export interface SettingFigures {
  change: Change;
  /** How often the word comes first, and among the first five, of all that the critic tells apart. */
  accuracy: Accuracy;
  /** Log-probability of the word, in nats. */
  score: Paired;
  /** How closely drawings keep to their sketch, from 0 to 1. */
  likeness: Paired;
  /** Share of the sketches that are nearly pictures of the training set. */
  recalled: Paired;
  /** Clearly different sketches among each word's seeds. */
  different: Paired;
  /** Time of a drawing. */
  milliseconds: Paired;
}

/** One style's figures; the first are those of the usual settings. */
export interface StyleComparison {
  usual: DrawingSettings;
  words: number;
  figures: SettingFigures[];
  /** The same critic on training pictures that were looked up by the word; null where none is small enough. */
  baseline: { accuracy: Accuracy; score: number } | null;
}

interface Drawn extends Work {
  likeness: number;
  milliseconds: number;
}

type Sample = Drawn & Verdict;

/**
 * Draws the same words with the same seeds in each way, and has all of it judged, one style after the other. Throws the
 * reason of the context's signal once that is aborted.
 */
export async function* compareSettings(
  evidence: { session: ModelSession; pictures: readonly RealPicture[] },
  options: ComparisonOptions,
  context: Pick<Context, "progress" | "signal"> = quietly,
): AsyncGenerator<StyleComparison> {
  const pace = paceOf(context);
  const critics = await trainCritics(evidence, options.usual, {
    ...options,
    onProgress: (done, total) => pace("classifiers", done, total),
  });
  for (const [i, usual] of options.usual.entries()) {
    yield await compareStyle(evidence.session, usual, critics[i]!, options, pace);
  }
}

async function compareStyle(
  session: ModelSession,
  usual: DrawingSettings,
  { words, judge, baseline }: Critic,
  options: ComparisonOptions,
  pace: Pace,
): Promise<StyleComparison> {
  const changes: Change[] = [{}, ...options.changes];
  const ways = changes.map((change) => ({ ...usual, ...change }));
  const drawn = await drawInTurns(
    session,
    words,
    ways,
    options,
    (done) => pace(usual.style, done, words.length),
  );
  const samples = drawn.map((works): Sample[] => {
    const verdicts = judge(works);
    return works.map((work, i) => ({ ...work, ...verdicts[i]! }));
  });
  return {
    usual,
    words: words.length,
    figures: samples.map((some, i) => figuresOf(changes[i]!, some, samples[0]!, options.seed)),
    baseline: baseline.length === 0 ? null : {
      accuracy: accuracyOf(baseline, options.seed),
      score: mean(baseline.map(({ score }) => score)),
    },
  };
}

/** Works of each way, in the same order. Ways take turns, so that what else the machine does slows all alike. */
async function drawInTurns(
  session: ModelSession,
  words: readonly string[],
  ways: readonly DrawingSettings[],
  { perLabel, seed }: ComparisonOptions,
  onWord: (done: number) => Promise<void>,
): Promise<Drawn[][]> {
  const works = ways.map((): Drawn[] => []);
  for (const [number, word] of words.entries()) {
    const first = random(seed, 1, number).int(2 ** 31);
    for (let i = 0; i < perLabel; i++) {
      for (const [way, settings] of ways.entries()) {
        const start = performance.now();
        const { lines, sketch } = await generate(session, { ...settings, prompt: word, seed: first + i });
        const milliseconds = performance.now() - start;
        const closeness = likeness(lines, sketch);
        works[way]!.push({ word, lines, sketch: coarser(sketch), likeness: closeness, milliseconds });
      }
    }
    await onWord(number + 1);
  }
  return works;
}

function figuresOf(
  change: Change,
  samples: readonly Sample[],
  usual: readonly Sample[],
  seed: number,
): SettingFigures {
  const byWord = (some: readonly Sample[]) => [...Map.groupBy(some, ({ word }) => word).values()];
  const [own, other] = [byWord(samples), byWord(usual)];
  const paired = (figure: (ofWord: readonly Sample[]) => number): Paired => {
    const values = own.map(figure);
    const gains = other.map((ofWord, i) => values[i]! - figure(ofWord));
    return {
      value: mean(values),
      error: standardError(values),
      gain: mean(gains),
      gainError: standardError(gains),
    };
  };
  const average = (of: (sample: Sample) => number) => paired((ofWord) => mean(ofWord.map(of)));
  return {
    change,
    accuracy: accuracyOf(samples, seed),
    score: average(({ score }) => score),
    likeness: average(({ likeness }) => likeness),
    recalled: average(({ recalled }) => recalled ? 1 : 0),
    different: paired((ofWord) => spreadOf(ofWord.map(({ sketch }) => sketch)).different),
    milliseconds: average(({ milliseconds }) => milliseconds),
  };
}

function accuracyOf(verdicts: readonly Pick<Verdict, "word" | "rank">[], seed: number): Accuracy {
  return accuracy(verdicts.map(({ word, rank }) => ({ group: word, rank })), seed)!;
}
