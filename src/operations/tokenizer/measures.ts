import type { Tokenizer } from "../../tokenizer/tokenizer.ts";

/** How a tokenizer cuts texts. */
export interface TextMeasures {
  characters: number;
  /** In UTF-8. */
  bytes: number;
  tokens: number;
  bytesPerToken: number;
  charactersPerToken: number;
  /** Share of tokens that are the unknown one. */
  unknown: number;
  /** Share of the vocabulary that occurs, special tokens left out. */
  coverage: number;
}

/** Measures how a tokenizer cuts texts, of which there is at least one character. */
export function textMeasures(tokenizer: Tokenizer, texts: Iterable<string>): TextMeasures {
  const used = new Set<number>();
  let [characters, bytes, tokens, unknown] = [0, 0, 0, 0];
  for (const text of texts) {
    const ids = tokenizer.encode(text);
    characters += countCharacters(text);
    bytes += new TextEncoder().encode(text).length;
    tokens += ids.length;
    for (const id of ids) {
      used.add(id);
      if (id === tokenizer.unknown) unknown++;
    }
  }
  let ordinary = 0;
  for (let id = 0; id < tokenizer.size; id++) if (isOrdinary(tokenizer, id)) ordinary++;
  const known = [...used].filter((id) => isOrdinary(tokenizer, id)).length;
  return {
    ...{ characters, bytes, tokens },
    ...{ bytesPerToken: bytes / tokens, charactersPerToken: characters / tokens },
    ...{ unknown: unknown / tokens, coverage: known / ordinary },
  };
}

/** Whether an id stands for a text that is known. */
const isOrdinary = (tokenizer: Tokenizer, id: number): boolean =>
  id !== tokenizer.unknown && tokenizer.bytesOf(id) > 0;

/** Code points of a text. */
function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
