/**
 * GPT-2's cut of texts into words, within which alone pieces are merged. It is what this pattern finds, with the property
 * White_Space for \s; a scanner by hand is several times as quick:
 *
 *     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
 */

const LETTER = 1, NUMBER = 2, SPACE = 3, OTHER = 4;
const PATTERNS: readonly [RegExp, number][] = [
  [/\p{L}/u, LETTER],
  [/\p{N}/u, NUMBER],
  [/\p{White_Space}/u, SPACE],
];

/** What each code point is, as far as one has been met; else 0. */
const kinds = new Uint8Array(0x110000);

const BLANK = 0x20, APOSTROPHE = 0x27;

/** Where the word ends that begins at a place, which is within the text and no second half of a pair of surrogates. */
export function endOfWord(text: string, start: number): number {
  const first = kindAt(text, start);
  const unit = text.charCodeAt(start);
  if (first === SPACE) {
    const end = endOfRun(text, start, SPACE);
    if (end === text.length) return end;
    // The last one of several is left to what follows.
    if (end - start > 1) return end - 1;
    return unit === BLANK ? endOfRun(text, end, kindAt(text, end)) : end;
  }
  const contraction = unit === APOSTROPHE ? contractionAt(text, start) : 0;
  return contraction > 0 ? start + contraction : endOfRun(text, start, first);
}

function endOfRun(text: string, start: number, kind: number): number {
  let at = start;
  while (at < text.length && kindAt(text, at) === kind) {
    at += isHigh(text.charCodeAt(at)) ? pairAt(text, at) : 1;
  }
  return at;
}

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;

/** Units of the character that begins with the first half of a pair. */
const pairAt = (text: string, at: number): number => text.codePointAt(at)! > 0xffff ? 2 : 1;

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const point = isHigh(unit) ? text.codePointAt(at)! : unit;
  return kinds[point] || learn(point);
}

function learn(point: number): number {
  const character = String.fromCodePoint(point);
  return kinds[point] = PATTERNS.find(([pattern]) => pattern.test(character))?.[1] ?? OTHER;
}

/** Length of the English contraction that an apostrophe begins; 0 where it begins none. */
function contractionAt(text: string, at: number): number {
  switch (text[at + 1]) {
    case "s":
    case "t":
    case "m":
    case "d":
      return 2;
    case "r":
    case "v":
      return text[at + 2] === "e" ? 3 : 0;
    case "l":
      return text[at + 2] === "l" ? 3 : 0;
    default:
      return 0;
  }
}
