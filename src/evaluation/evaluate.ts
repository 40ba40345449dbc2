import { type Context, quietly } from "../base/context.ts";
import { counting, type Pace, paceOf } from "../base/pace.ts";
import type { Dataset } from "./dataset.ts";
import { diversityOf, type WordDiversity } from "./measures/diversity.ts";
import { canDraw, sketchWord } from "./drawings.ts";
import type { Evaluation, EvaluationOptions, Evidence } from "./evaluation.ts";
import { judgeDrawings } from "./judge/judge.ts";
import { type Likelihood, measureLikelihood, tokenFrequencies } from "./measures/likelihood.ts";
import { measureMemory } from "./measures/memory.ts";
import { measureValidity } from "./measures/validity.ts";

/**
 * Measures everything. The same evidence and options give the same figures. Throws the reason of the context's signal once
 * that is aborted.
 */
export async function evaluate(
  evidence: Evidence,
  options: EvaluationOptions,
  context: Pick<Context, "progress" | "signal"> = quietly,
): Promise<Evaluation> {
  const pace = paceOf(context);
  const words = popularWords(evidence, options.settings.style);
  const { session, album } = evidence;
  const { seed } = options;
  return {
    options,
    likelihood: options.pictures === 0 ? null : await measureLikelihoods(evidence, options, pace),
    memory: options.memory === 0 || album === undefined ? null : await measureMemory(session.book, album, {
      limit: options.memory,
      onWord: (done, total) => pace("memory, words", done, total),
    }),
    validity: options.limits === 0 ? null : await measureValidity(session, words, {
      count: options.limits,
      seed,
      onDrawing: counting(pace, "limits", options.limits),
    }),
    diversity: options.words === 0 ? null : await measureDiversity(evidence, words, options, pace),
    ...(options.labels === 0
      ? { accuracy: null, novelty: null, drawings: [] }
      : await judgeDrawings(evidence, options, pace)),
    learning: null,
  };
}

async function measureLikelihoods(
  { session, datasets }: Evidence,
  { pictures: limit, seed }: EvaluationOptions,
  pace: Pace,
): Promise<{ unseen: Likelihood; seen: Likelihood }> {
  const frequencies = tokenFrequencies(session, datasets.train);
  const onPicture = counting(pace, "likelihood", 2 * limit);
  const measure = (dataset: Dataset) =>
    measureLikelihood(session, dataset, frequencies, { limit, seed, onPicture });
  return { unseen: await measure(datasets.test), seen: await measure(datasets.train) };
}

async function measureDiversity(
  { session, pictures }: Evidence,
  words: readonly string[],
  options: EvaluationOptions,
  pace: Pace,
): Promise<WordDiversity[]> {
  const { settings, seeds: count, seed } = options;
  const training = pictures.filter(({ split }) => split === "train");
  const some = words.slice(0, options.words);
  const tick = counting(pace, "diversity", some.length);
  const results: WordDiversity[] = [];
  for (const word of some) {
    const sketches = sketchWord(session, word, settings, { count, seed });
    results.push(diversityOf(word, sketches, training, settings.style, seed));
    await tick();
  }
  return results;
}

/** Main labels of the training pictures that the model can draw, the most asked for first. */
function popularWords(
  { session, pictures, datasets: { train: { popularity } } }: Evidence,
  style: string,
): string[] {
  const words = new Set(pictures.filter(({ split }) => split === "train").map(({ labels }) => labels[0]!));
  return [...words].filter((word) => canDraw(session, word, style)).sort((a, b) =>
    (popularity.get(b) ?? 0) - (popularity.get(a) ?? 0) || (a < b ? -1 : 1)
  );
}
