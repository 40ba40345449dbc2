import { STYLES } from "../../../art/styles.ts";
import type { ModelConfig } from "../config.ts";
import type { Prompt } from "../sequence/features.ts";
import { pick, type Random } from "../../../base/random.ts";
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import { drawingLength } from "../sequence/sequence.ts";
import type { ArtSettings } from "../settings.ts";
import type { Sampled } from "../../../training/source.ts";
import { aspectOf, ownerOf, type Population } from "./population.ts";

/** What one sequence is made of, but for its art and sketch: those are read when it is its turn. */
export interface Example extends Sampled {
  prompt: Prompt;
  /** Id of the piece in the corpus. */
  piece: number;
  width: number;
  height: number;
  /** Aspect bin of the picture. */
  aspect: number;
  /** Seed of how rough its sketch is. */
  hand: number;
}

/** How examples are drawn. */
export type SamplingOptions = Pick<ArtSettings, "promptDropout" | "evenDrawings">;

/** Of examples drawn evenly over pictures, the share that goes by the main label whatever else there is. */
const MAIN_LABEL = 0.7;

/** Draws a word by popularity, then a picture of it; or any picture, then one of its words. */
export function exampleSampler(
  population: Population,
  tokenizer: GridTokenizer,
  config: Pick<ModelConfig, "promptLength">,
  options: SamplingOptions,
): (rng: Random) => Example {
  const { index, labels, drawingStarts, allDrawings, entryStarts, entries } = population;
  const { wordWeights, entryWeights, pictureWeights } = population;
  return (rng) => {
    let picture: number;
    let entry: number;
    if (rng.next() < options.evenDrawings) {
      picture = pick(pictureWeights, rng.next());
      const first = index.labelStarts[picture]!, count = index.labelStarts[picture + 1]! - first;
      entry = first + (rng.next() < MAIN_LABEL ? 0 : rng.int(count));
    } else {
      const word = pick(wordWeights, rng.next());
      entry = entries[pick(entryWeights, rng.next(), entryStarts[word]!, entryStarts[word + 1]!)]!;
      picture = ownerOf(index.labelStarts, entry);
    }
    const first = drawingStarts[picture]!;
    const piece = allDrawings[first + rng.int(drawingStarts[picture + 1]! - first)]!;
    const hidden = rng.next() < options.promptDropout;
    const word = labels[index.labels[entry]!]!;
    const text = hidden ? "" : phrase(word, rng);
    const characters = tokenizer.encodePrompt(text, config.promptLength);
    return {
      length: drawingLength({ characters }, index.tokens[piece]!),
      piece: index.pieces[piece]!,
      width: index.widths[piece]!,
      height: index.heights[piece]!,
      tokens: index.tokens[piece]!,
      aspect: aspectOf(index, picture),
      hand: rng.int(2 ** 31),
      prompt: {
        style: tokenizer.styleToken(STYLES[index.styles[picture]!]!),
        characters,
      },
    };
  };
}

/** Mostly the bare word; now and then as people write it. */
function phrase(word: string, rng: Random): string {
  const u = rng.next();
  if (u < 0.88) return word;
  if (u < 0.94) return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
  if (u < 0.96) return `the ${word}`;
  if (word.endsWith("s")) return word;
  return /(?:x|z|ch|sh)$/.test(word)
    ? `${word}es`
    : /[^aeiou]y$/.test(word)
    ? `${word.slice(0, -1)}ies`
    : `${word}s`;
}
