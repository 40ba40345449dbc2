/** Texts → their different words, each with how often it occurs: what is learned from. */
import { bytePiece, SEPARATOR, START, UNKNOWN } from "../model.ts";
import { byItself, wordEnd } from "../words.ts";

export interface Words {
  readonly texts: readonly string[];
  /** Of each. */
  readonly counts: readonly number[];
  /** Characters that are to be pieces, each of them one, with how often they occur. */
  readonly characters: ReadonlyMap<string, number>;
}

/** Longer words are cut. */
const LONGEST = 256;
/** Part of all characters that are to be pieces; the rarest are left to their bytes, as SentencePiece leaves them. */
const COVERAGE = 0.9995;
/**
 * What names of other pieces are spelled with: Hugging Face's library looks for these in texts as well, and takes their
 * characters rather than them where all are pieces.
 */
const NAMES: ReadonlySet<string> = new Set(
  [UNKNOWN, START, SEPARATOR, ...Array.from({ length: 256 }, (_, byte) => bytePiece(byte))].join(""),
);
/** So many characters every model has. */
export const FEWEST_CHARACTERS = NAMES.size;

/** Counts words and characters, of which at most `most` are to be pieces. */
export function countWords(texts: Iterable<string>, most: number): Words {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const well = text.toWellFormed();
    for (let from = 0, to; from < well.length; from = to) {
      to = wordEnd(well, from, Math.min(well.length, from + LONGEST));
      const word = well.slice(from, to);
      const count = counts.get(word);
      counts.set(count === undefined ? byItself(word) : word, (count ?? 0) + 1);
    }
  }
  const characters = frequent(counts, most);
  const words = new Map<string, number>();
  const add = (word: string, count: number) => {
    if (word !== "") words.set(word, (words.get(word) ?? 0) + count);
  };
  for (const [word, count] of counts) {
    let part = "";
    for (const character of word) {
      if (characters.has(character)) part += character;
      else {
        add(part, count);
        part = "";
      }
    }
    add(part, count);
  }
  return { texts: [...words.keys()], counts: [...words.values()], characters };
}

function frequent(words: ReadonlyMap<string, number>, most: number): Map<string, number> {
  const counts = new Map<string, number>();
  let total = 0;
  for (const [word, count] of words) {
    for (const character of word) {
      // 0 stands between words where seeds are looked for, U+2581 for a space.
      if (character === "\0" || character === "\u2581") continue;
      counts.set(character, (counts.get(character) ?? 0) + count);
      total += count;
    }
  }
  const kept = new Map<string, number>();
  for (const character of NAMES) kept.set(character, counts.get(character) ?? 0);
  let covered = 0;
  for (const [character, count] of [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))) {
    if (covered >= COVERAGE * total || kept.size >= most) break;
    covered += count;
    kept.set(character, count);
  }
  return kept;
}
