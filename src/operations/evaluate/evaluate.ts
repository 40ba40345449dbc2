/** How good a model is. */
import { checked } from "../../base/check.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import type { Given, InputOf } from "../../base/fields.ts";
import { readPlainText } from "../../base/files.ts";
import { openCorpus } from "../../data/store/store.ts";
import type { About } from "../../evaluation/about.ts";
import { loadPictures } from "../../evaluation/corpus.ts";
import { loadDataset } from "../../evaluation/dataset.ts";
import { evaluate as measure } from "../../evaluation/evaluate.ts";
import type { Evaluation, EvaluationOptions } from "../../evaluation/evaluation.ts";
import { type LearningCurve, parseMetrics } from "../../evaluation/learning.ts";
import { readAlbum } from "../../tasks/art/album/pictures.ts";
import { openSession } from "../../tasks/art/draw/session.ts";
import type { GridTokenizer } from "../../tokenizer/grid/grid.ts";
import { openBundle } from "../default_bundle.ts";
import { lookAt } from "./look_at.ts";
import { EVALUATE_FIELDS } from "./fields.ts";
import { drawingSettings } from "./settings.ts";

/** Which model is judged by which corpus, and how much of it is measured. */
export type EvaluateInput = Given<typeof EVALUATE_FIELDS>;

/** What was judged, and every figure of it. */
export type EvaluateResult = About & Evaluation;

/** Longest drawing whose likelihood is measured, in tokens. */
const MAX_TOKENS = 4000;

/** Judges a model beside real art, chance and looking up. Throws the reason of a signal that is aborted. */
export async function evaluate(input: EvaluateInput, context: Context): Promise<EvaluateResult> {
  const given = checked(EVALUATE_FIELDS, input);
  const { model, data, metrics } = given;
  const learning = metrics === undefined ? null : await readMetrics(metrics);
  const bundle = await openBundle(model);
  const { tokenizer } = bundle;
  const options = optionsOf(given, tokenizer);
  using db = openCorpus(data, { mustExist: true });
  const about = lookAt(bundle, db, data, context);
  const datasets = {
    test: loadDataset(db, tokenizer, "test", MAX_TOKENS),
    train: loadDataset(db, tokenizer, "train", MAX_TOKENS),
  };
  // Of another corpus' pictures the model has no memory.
  const remembers = options.memory > 0 && about.corpus.trainedOn;
  const album = remembers ? readAlbum(db, context.log) : undefined;
  const pictures = loadPictures(db);
  const session = await openSession(bundle);
  try {
    return { ...about, ...await measure({ session, pictures, datasets, album }, options, context), learning };
  } finally {
    await session.close();
  }
}

function optionsOf(given: InputOf<typeof EVALUATE_FIELDS>, tokenizer: GridTokenizer): EvaluationOptions {
  const { labels, perLabel, folds, steps, seed, pictures, memory, words, seeds, limits, style } = given;
  return {
    ...{ labels, perLabel, folds, steps, seed, pictures, memory, words, seeds, limits },
    settings: drawingSettings(given, style, tokenizer),
  };
}

/** Bytes of the metrics of a run. */
const MAX_METRICS = 1 << 28;

async function readMetrics(path: string): Promise<LearningCurve> {
  const text = await readPlainText(path, MAX_METRICS).catch((error) => {
    throw new UserError(
      "io",
      `cannot read --metrics ${path}: ${error instanceof Error ? error.message : error}`,
    );
  });
  return parseMetrics(text, path);
}
