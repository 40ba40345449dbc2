/** Shares of kinds of text, as descriptions tell them. */

/** Words for shares; of half there is a half dollar, too. */
const SHARES: ReadonlyMap<string, number> = new Map([["half", 0.5], ["mostly", 0.75], ["mainly", 0.75]]);
const PARTS: ReadonlyMap<string, number> = new Map([["third", 3], ["quarter", 4], ["fifth", 5]]);
const COUNTS: ReadonlyMap<string, number> = new Map([["a", 1], ["one", 1], ["two", 2], ["three", 3], [
  "four",
  4,
]]);
/** Words between a share and the kind that it is of. */
const MOST_BETWEEN = 3;

/** "20 per cent" in one word; "the rest" and "equal parts" say nothing. */
export const withPlainShares = (text: string): string =>
  text.replace(/(\d)\s*(?:%|per\s?cent\b)/giu, "$1%").replace(/\bequal\s+(?:parts|shares)\b/gi, " ")
    .replace(/\bthe\s+rest\b/gi, "and");

/** Words of a description, among them "30%" and "1/3". */
export const SHARED_WORDS = /\p{N}+%|\p{N}+\/\p{N}+|[\p{L}\p{N}&]+(?:['-][\p{L}\p{N}]+)*/gu;

/** The share that words tell from a place on, and how many they are. */
function sharesFrom(said: readonly string[], from: number): { share: number; length: number } | undefined {
  const word = said[from]!, next = said[from + 1] ?? "";
  const [, percent] = /^(\d{1,2}|100)%$/.exec(word) ?? [], [, above, below] = /^(\d)\/(\d)$/.exec(word) ?? [];
  const share = percent !== undefined
    ? Number(percent) / 100
    : above !== undefined
    ? Number(above) / Number(below)
    : SHARES.get(word);
  if (share !== undefined) return share > 0 && share <= 1 ? { share, length: 1 } : undefined;
  const [count = word, part = next] = word.includes("-") ? word.split("-") : [];
  const parts = PARTS.get(part.replace(/s$/, "")), many = COUNTS.get(count);
  if (parts === undefined || many === undefined || many >= parts) return undefined;
  return { share: many / parts, length: word.includes("-") ? 1 : 2 };
}

/**
 * The share that words tell where a kind of text follows, and how many they are. `isKind` tells whether words ask for a kind,
 * `isFrame` whether one says nothing of what texts are about.
 */
export function shareAt(
  said: readonly string[],
  from: number,
  isKind: (text: string) => boolean,
  isFrame: (word: string) => boolean,
): { share: number; length: number } | undefined {
  const told = sharesFrom(said, from);
  if (told === undefined) return undefined;
  const start = from + told.length, after = said.slice(start, start + 1 + MOST_BETWEEN);
  const at = after.findIndex((_, i) =>
    [1, 2, 3].some((length) => isKind(after.slice(i, i + length).join(" ")))
  );
  const between = after.slice(0, Math.max(0, at));
  return at >= 0 && (said[from] !== "half" || between.every(isFrame)) ? told : undefined;
}
