/** The tokenizer of a new language model. */
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { quoted } from "../../base/check.ts";
import { sampleTexts } from "../../data/text/sample.ts";
import type { Scan } from "../../data/text/scan.ts";
import { readTokenizer } from "../../tokenizer/files.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { TOKENIZER_NAMES, tokenizerKind } from "../../tokenizer/tokenizers.ts";
import { usualVocabulary } from "./settings.ts";

/** Seed of what fitting leaves to chance. */
const SEED = 1;

/**
 * One of a kind by its name, fitted to the texts, or one that is there, by its path. Throws a UserError of kind "usage" for
 * what is neither.
 */
export async function tokenizerFor(
  { tokenizer: named, vocabulary }: { tokenizer: string; vocabulary?: number | undefined },
  scan: Scan,
  context: Context,
): Promise<Tokenizer> {
  if (TOKENIZER_NAMES.includes(named)) {
    const size = vocabulary ?? usualVocabulary(scan.characters);
    const began = performance.now();
    const sample = await sampleTexts(scan, context);
    const fitted = tokenizerKind(named).fit(sample, { vocabulary: size, seed: SEED }, context);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    context.log(`tokenizer ${named} of ${fitted.size} tokens, fitted in ${seconds} s`);
    return fitted;
  }
  if (!await Deno.stat(named).then(() => true, () => false)) {
    const kinds = TOKENIZER_NAMES.join(", ");
    throw new UserError(
      "usage",
      `--tokenizer ${quoted(named)} is none of ${kinds}, and no file or folder either`,
    );
  }
  if (vocabulary !== undefined) {
    throw new UserError(
      "usage",
      "--vocabulary is for a tokenizer that is fitted, and this one is there already",
    );
  }
  const tokenizer = await readTokenizer(named);
  context.log(`tokenizer ${named}: ${tokenizer.type} of ${tokenizer.size} tokens`);
  return tokenizer;
}
