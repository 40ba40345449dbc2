/** Made texts of many scripts. */
import { type Random, random } from "../../src/base/random.ts";

/** First and last code points: scripts, signs, numbers, emoji, what combines, controls, private use. */
const BLOCKS: readonly (readonly [number, number])[] = [
  ...[[0x20, 0x7e], [0x61, 0x7a], [0x30, 0x39], [0x00, 0x1f], [0x80, 0xa0], [0xa1, 0x17f], [0x1e00, 0x1eff]],
  ...[[0x300, 0x36f], [0x370, 0x3ff], [0x400, 0x4ff], [0x530, 0x58f], [0x590, 0x5ff], [0x600, 0x6ff]],
  ...[[0x900, 0x97f], [0xe00, 0xe7f], [0xe80, 0xeff], [0x10a0, 0x10ff], [0x1200, 0x137f], [0x1780, 0x17ff]],
  ...[[0x2000, 0x206f], [0x2070, 0x218f], [0x2190, 0x23ff], [0x2500, 0x27bf], [0x3000, 0x30ff]],
  ...[[0x4e00, 0x9fff], [0xac00, 0xd7a3], [0xe000, 0xe0ff], [0xfe00, 0xfeff], [0xff00, 0xffff]],
  ...[[0x10000, 0x100ff], [0x12000, 0x1239f], [0x1d400, 0x1d7ff], [0x1f000, 0x1faff], [0x20000, 0x2a6df]],
  ...[[0xe0100, 0xe01ef], [0x10fff0, 0x10ffff]],
].map(([first = 0, last = 0]) => [first, last] as const);

const PIECES: readonly string[] = [
  ..." | |  |\t|\n|\n\n|\r\n| \n |\u00a0|\u3000|\u0085|\u2028|\ufeff".split("|"),
  ..."'s|'t|'re|'ve|'m|'ll|'d|'S|'x|''s| 's|don't|we'll|'lla|\u2019s|it's".split("|"),
  ..."12|3.14|1,000|٣٤|½|Ⅻ|x2|e\u0301|n\u0303o|👩‍👩‍👧|🇩🇪|🏳️‍🌈|the| the| and|ing|tion| of".split("|"),
  ..."<|endoftext|><|endof| |endoftext|>|...|--|!?|://|_a_|{}\n".split("> <"),
];

/** A text that is well-formed Unicode. */
export function madeText(source: Random, length: number): string {
  let text = "";
  let [first, last] = BLOCKS[source.int(BLOCKS.length)]!;
  for (let i = 0; i < length; i++) {
    const kind = source.next();
    if (kind < 0.3) text += PIECES[source.int(PIECES.length)];
    else if (kind < 0.4) [first, last] = BLOCKS[source.int(BLOCKS.length)]!;
    else if (kind < 0.5) text += " ";
    else text += String.fromCodePoint(first + source.int(last - first + 1));
  }
  return text.toWellFormed();
}

/** Texts of a seed. */
export function madeTexts(count: number, seed: number): string[] {
  const source = random(seed);
  return Array.from({ length: count }, () => madeText(source, 1 + source.int(40)));
}

/** Sentences of few words, of which some come often, so that there is something to learn. */
export function madeProse(words: number, seed: number): string {
  const source = random(seed);
  const letters = [..."etaoinshrdlu", "é", "ж", "中", "🐈"];
  const word = () =>
    Array.from({ length: 1 + source.int(7) }, () => letters[source.int(letters.length)]).join("");
  const known = Array.from({ length: 600 }, word);
  const next = () => known[Math.floor(known.length * source.next() ** 3)];
  return Array.from({ length: words }, () => next() + [" ", " ", " ", ", ", ".\n"][source.int(5)]!).join("");
}
