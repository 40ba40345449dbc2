import { UserError } from "../../base/errors.ts";
import type { TokenizerData } from "./schema.ts";

/** Runs of spaces that are one token, in a fitted tokenizer. */
export const SPACE_RUNS = [2, 3, 4, 8];
/** Bins of the picture's aspect: log2(lines / columns) from −4 to +2 in steps of 0.15. */
export const ASPECT_BINS = 41;
const ASPECT_MIN = -4;
const ASPECT_STEP = 0.15;

/**
 * A character tokenizer for drawings on a grid:
 *
 *     <pad> <bos> <sep> <eos> <newline> | styles | characters | space runs | widths | heights
 */
export interface GridTokenizer {
  readonly data: TokenizerData;
  readonly pad: number;
  readonly bos: number;
  readonly sep: number;
  readonly eos: number;
  readonly newline: number;
  readonly space: number;
  /** First id of each contiguous range. */
  readonly styleStart: number;
  readonly characterStart: number;
  readonly runStart: number;
  readonly widthStart: number;
  readonly heightStart: number;
  readonly vocabularySize: number;
  /** How many cells a token fills; 0 for what is neither a character nor a run of spaces. */
  cells(token: number): number;
  /** Index of the token's character in `data.characters`; a run counts as its space. −1 for other tokens. */
  characterOf(token: number): number;
  styleToken(style: string): number;
  widthToken(width: number): number;
  heightToken(height: number): number;
  /** Tokens of the art (lines joined by "\n"), without <eos>. Throws on a character it does not know. */
  encode(art: string): number[];
  /** Text of drawing tokens; special tokens vanish. */
  decode(tokens: Iterable<number>): string;
  /** Tokens of a prompt: lower case, accents stripped, unknown characters dropped, at most `limit` tokens. */
  encodePrompt(prompt: string, limit: number): number[];
}

/** Builds the tokenizer that `data` describes. */
export function gridTokenizer(data: TokenizerData): GridTokenizer {
  const characters = [...data.characters];
  const ids = new Map(characters.map((character, index) => [character, index]));
  if (ids.size !== characters.length) throw new UserError("model", "tokenizer: a character is listed twice");
  const spaceIndex = ids.get(" ");
  if (spaceIndex === undefined) throw new UserError("model", "tokenizer: the characters lack the space");
  if (data.spaceRuns.some((run, i) => i > 0 && run <= data.spaceRuns[i - 1]!)) {
    throw new UserError("model", `tokenizer: space runs must increase, not ${data.spaceRuns.join(", ")}`);
  }
  const styleStart = 5;
  const characterStart = styleStart + data.styles.length;
  const runStart = characterStart + characters.length;
  const widthStart = runStart + data.spaceRuns.length;
  const heightStart = widthStart + data.maxWidth;
  const space = characterStart + spaceIndex;
  const newline = 4;
  const runsDown = data.spaceRuns.map((length, i) => ({ length, token: runStart + i })).reverse();

  const inRange = (value: number, max: number, what: string) => {
    if (!Number.isInteger(value) || value < 1 || value > max) {
      throw new UserError("input", `${what} ${value} is not between 1 and ${max}`);
    }
    return value - 1;
  };

  return {
    data,
    pad: 0,
    bos: 1,
    sep: 2,
    eos: 3,
    newline,
    space,
    styleStart,
    characterStart,
    runStart,
    widthStart,
    heightStart,
    vocabularySize: heightStart + data.maxHeight,
    cells(token) {
      if (token >= characterStart && token < runStart) return 1;
      return token >= runStart && token < widthStart ? data.spaceRuns[token - runStart]! : 0;
    },
    characterOf(token) {
      if (token >= characterStart && token < runStart) return token - characterStart;
      return token >= runStart && token < widthStart ? spaceIndex : -1;
    },
    styleToken(style) {
      const index = data.styles.indexOf(style);
      if (index < 0) {
        throw new UserError("input", `unknown style "${style}"; this model knows ${data.styles.join(", ")}`);
      }
      return styleStart + index;
    },
    widthToken: (width) => widthStart + inRange(width, data.maxWidth, "width"),
    heightToken: (height) => heightStart + inRange(height, data.maxHeight, "height"),
    encode(art) {
      const tokens: number[] = [];
      for (let i = 0; i < art.length;) {
        if (art[i] === " ") {
          let end = i;
          while (art[end] === " ") end++;
          let left = end - i;
          for (const run of runsDown) for (; left >= run.length; left -= run.length) tokens.push(run.token);
          for (; left > 0; left--) tokens.push(space);
          i = end;
          continue;
        }
        const character = String.fromCodePoint(art.codePointAt(i)!);
        const index = ids.get(character);
        if (character === "\n") tokens.push(newline);
        else if (index !== undefined) tokens.push(characterStart + index);
        else {throw new UserError(
            "input",
            `the tokenizer does not know the character ${JSON.stringify(character)}`,
          );}
        i += character.length;
      }
      return tokens;
    },
    decode(tokens) {
      let text = "";
      for (const token of tokens) {
        if (token === newline) text += "\n";
        else if (token >= characterStart && token < runStart) text += characters[token - characterStart];
        else if (token >= runStart && token < widthStart) {
          text += " ".repeat(data.spaceRuns[token - runStart]!);
        }
      }
      return text;
    },
    encodePrompt(prompt, limit) {
      const plain = prompt.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
      const tokens: number[] = [];
      for (const character of plain) {
        const index = ids.get(character);
        if (index !== undefined && tokens.length < limit) tokens.push(characterStart + index);
      }
      return tokens;
    },
  };
}

/** Fits a tokenizer to texts: its characters are those that occur, the space, and what prompts are written with. */
export function fitGridTokenizer(
  texts: Iterable<string>,
  options: {
    styles: string[];
    maxWidth: number;
    maxHeight: number;
    spaceRuns?: number[];
  },
): GridTokenizer {
  const seen = new Set(" abcdefghijklmnopqrstuvwxyz0123456789-'");
  for (const text of texts) for (const character of text) if (character !== "\n") seen.add(character);
  const characters = [...seen].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!).join("");
  const { styles, maxWidth, maxHeight, spaceRuns = SPACE_RUNS } = options;
  return gridTokenizer({
    type: "character",
    characters,
    spaceRuns,
    styles,
    maxWidth,
    maxHeight,
  });
}

/** The style of letters, which FIGlet's fonts write; models have a token for it, and older ones have learned it. */
export const BANNER = "banner";

/** The styles among a model's that are drawn. */
export function pictureStyles(styles: readonly string[]): string[] {
  return styles.filter((style) => style !== BANNER);
}

/** Bin of a picture that is `lines` lines high at `columns` columns. */
export function aspectBin(columns: number, lines: number): number {
  const bin = Math.round((Math.log2(lines / columns) - ASPECT_MIN) / ASPECT_STEP);
  return Math.min(ASPECT_BINS - 1, Math.max(0, bin));
}

/** Lines per column at the middle of an aspect bin. */
export function aspectRatio(bin: number): number {
  return 2 ** (ASPECT_MIN + bin * ASPECT_STEP);
}
