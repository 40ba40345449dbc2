/** Which settings draw best. */
import { checked } from "../../base/check.ts";
import type { Context } from "../../base/context.ts";
import type { Given, InputOf } from "../../base/fields.ts";
import { openCorpus } from "../../data/store/store.ts";
import type { About } from "../../evaluation/about.ts";
import {
  compareSettings as compareStyles,
  type ComparisonOptions,
  type StyleComparison,
} from "../../evaluation/compare.ts";
import { loadPictures } from "../../evaluation/corpus.ts";
import { openSession } from "../../tasks/art/draw/session.ts";
import type { GridTokenizer } from "../../tokenizer/grid/grid.ts";
import { openBundle } from "../default_bundle.ts";
import { lookAt } from "./look_at.ts";
import { COMPARE_FIELDS } from "./fields.ts";
import { drawingSettings, parseChanges } from "./settings.ts";

/** Which model is to draw in which ways. */
export type CompareInput = Given<typeof COMPARE_FIELDS>;

/** What is compared. */
export interface Comparison extends About {
  options: ComparisonOptions;
}

/** What came of it. */
export interface CompareResult extends Comparison {
  styles: StyleComparison[];
}

/**
 * Draws the same with other settings, and has all of it judged; each style is told as soon as it is there. Throws the
 * reason of a signal that is aborted.
 */
export async function compareSettings(
  input: CompareInput,
  context: Context,
  tell: (style: StyleComparison, comparison: Comparison) => void = () => {},
): Promise<CompareResult> {
  const given = checked(COMPARE_FIELDS, input);
  const bundle = await openBundle(given.model);
  const options = optionsOf(given, bundle.tokenizer);
  using db = openCorpus(given.data, { mustExist: true });
  const comparison = { ...lookAt(bundle, db, given.data, context), options };
  const pictures = loadPictures(db);
  const session = await openSession(bundle);
  const styles: StyleComparison[] = [];
  try {
    for await (const style of compareStyles({ session, pictures }, options, context)) {
      styles.push(style);
      tell(style, comparison);
    }
  } finally {
    await session.close();
  }
  return { ...comparison, styles };
}

function optionsOf(given: InputOf<typeof COMPARE_FIELDS>, tokenizer: GridTokenizer): ComparisonOptions {
  const { labels, perLabel, folds, steps, seed, compare = [] } = given;
  const styles = [...new Set(given.style.split(",").map((style) => style.trim()))];
  return {
    ...{ labels, perLabel, folds, steps, seed },
    usual: styles.map((style) => drawingSettings(given, style, tokenizer)),
    changes: compare.flatMap((text) => parseChanges(text, tokenizer)),
  };
}
