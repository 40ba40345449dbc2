/** The tokenizer of a new language model. */
import { isThere } from "../../base/files.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { quoted } from "../../base/check.ts";
import { sampleTexts } from "../../data/text/sample.ts";
import type { Scan } from "../../data/text/scan.ts";
import { readTokenizer, tokenizerPath } from "../../tokenizer/files.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { refuseVocabulary, TOKENIZER_NAMES, tokenizerKind } from "../../tokenizer/tokenizers.ts";
import { usualTokenizer, usualVocabulary } from "./settings.ts";

/** Seed of what fitting leaves to chance. */
const SEED = 1;

/** Which tokenizer is asked for, if any: a kind's name, a path, or the name of a model. */
export interface TokenizerChoice {
  tokenizer?: string | undefined;
  /** Tokens that one shall have that is fitted. */
  vocabulary?: number | undefined;
  /** As many as the preset is made for, where it says so. */
  ofPreset?: number | undefined;
}

/**
 * The tokenizer that a path, or a model's name, leads to; undefined for a kind of which one is to be fitted. Throws a UserError of kind "usage"
 * for what is neither, and "model" for a file that holds none.
 */
export async function readChosen(
  { tokenizer: named, vocabulary }: TokenizerChoice,
  { log }: Pick<Context, "log">,
): Promise<Tokenizer | undefined> {
  if (named === undefined) return undefined;
  if (TOKENIZER_NAMES.includes(named)) {
    refuseVocabulary(named, vocabulary);
    return undefined;
  }
  const path = await tokenizerPath(named);
  if (!await isThere(path)) {
    const kinds = TOKENIZER_NAMES.join(", ");
    throw new UserError(
      "usage",
      `--tokenizer ${quoted(named)} is none of ${kinds}, and no file, folder or model either`,
    );
  }
  if (vocabulary !== undefined) {
    throw new UserError(
      "usage",
      "--vocabulary is for a tokenizer that is fitted, and this one is there already",
    );
  }
  const tokenizer = await readTokenizer(path);
  log(`tokenizer ${named}: ${tokenizer.type} of ${tokenizer.size} tokens`);
  return tokenizer;
}

/** Fits a tokenizer of a kind to texts. */
export async function fitChosen(
  { tokenizer, vocabulary, ofPreset }: TokenizerChoice,
  scan: Scan,
  context: Context,
): Promise<Tokenizer> {
  const kind = tokenizer ?? usualTokenizer(scan.characters);
  refuseVocabulary(kind, vocabulary);
  const size = vocabulary ?? ofPreset ?? usualVocabulary(scan.characters);
  const began = performance.now();
  const sample = await sampleTexts(scan, context);
  const fitted = await tokenizerKind(kind).fit(sample, { vocabulary: size, seed: SEED }, context);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  context.log(`tokenizer ${kind} of ${fitted.size} tokens, fitted in ${seconds} s`);
  return fitted;
}
