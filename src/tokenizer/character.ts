import { z } from "zod";
import { UserError } from "../errors.ts";

/** Sides of the sketch (the thumbnail), in pixels, and of one of its patches. */
export const SKETCH_SIDE = 24;
export const PATCH_SIDE = 3;
/** Patches in one row of the sketch, in the whole sketch, and the number of different patches (2⁹). */
export const PATCH_COLUMNS = SKETCH_SIDE / PATCH_SIDE;
export const PATCHES = PATCH_COLUMNS * PATCH_COLUMNS;
export const PATCH_KINDS = 1 << (PATCH_SIDE * PATCH_SIDE);
/** Bins of the picture's aspect: log2(lines / columns) from −4 to +2 in steps of 0.15. */
export const ASPECT_BINS = 41;
const ASPECT_MIN = -4;
const ASPECT_STEP = 0.15;

/** What `tokenizer.json` holds; the ids follow from it alone. */
export const tokenizerSchema = z.strictObject({
  type: z.literal("character"),
  characters: z.string().min(1).max(4096),
  spaceRuns: z.array(z.int().min(2).max(64)).max(16),
  styles: z.array(z.string().regex(/^[a-z]{1,16}$/)).min(1).max(64),
  maxWidth: z.int().min(1).max(512),
  maxHeight: z.int().min(1).max(512),
});
export type TokenizerData = z.infer<typeof tokenizerSchema>;

/**
 * A character tokenizer for drawings on a grid. Drawing tokens come first, sketch tokens after `sketchStart`, so
 * that each pass's logits are one contiguous range:
 *
 *     <pad> <bos> <sep> <eos> <newline> | styles | characters | space runs | widths | heights || patches | aspects
 */
export interface CharacterTokenizer {
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
  readonly sketchStart: number;
  readonly aspectStart: number;
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
export function characterTokenizer(data: TokenizerData): CharacterTokenizer {
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
  const sketchStart = heightStart + data.maxHeight;
  const aspectStart = sketchStart + PATCH_KINDS;
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
    sketchStart,
    aspectStart,
    vocabularySize: aspectStart + ASPECT_BINS,
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
export function fitCharacterTokenizer(
  texts: Iterable<string>,
  options: { styles: string[]; maxWidth: number; maxHeight: number; spaceRuns?: number[] },
): CharacterTokenizer {
  const seen = new Set(" abcdefghijklmnopqrstuvwxyz0123456789-'");
  for (const text of texts) for (const character of text) if (character !== "\n") seen.add(character);
  const characters = [...seen].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!).join("");
  const { styles, maxWidth, maxHeight, spaceRuns = [2, 3, 4, 8] } = options;
  return characterTokenizer({ type: "character", characters, spaceRuns, styles, maxWidth, maxHeight });
}

/** Text of `tokenizer.json`. */
export function saveTokenizer(tokenizer: CharacterTokenizer): string {
  return JSON.stringify(tokenizer.data, null, 2) + "\n";
}

/** Reads `tokenizer.json`; throws a UserError that names the field at fault. */
export function loadTokenizer(json: string): CharacterTokenizer {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new UserError("model", "tokenizer.json is not JSON");
  }
  const result = tokenizerSchema.safeParse(value);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new UserError("model", `tokenizer.json: ${issue?.path.join(".") || "root"}: ${issue?.message}`);
  }
  return characterTokenizer(result.data);
}

/** The 64 patch kinds (0…511, rows of patches from the top) of a 24×24 sketch of 0 and 1. */
export function sketchToPatches(sketch: Uint8Array): Uint16Array {
  const patches = new Uint16Array(PATCHES);
  for (let y = 0; y < SKETCH_SIDE; y++) {
    for (let x = 0; x < SKETCH_SIDE; x++) {
      const patch = Math.floor(y / PATCH_SIDE) * PATCH_COLUMNS + Math.floor(x / PATCH_SIDE);
      patches[patch]! |= sketch[y * SKETCH_SIDE + x]! << ((y % PATCH_SIDE) * PATCH_SIDE + x % PATCH_SIDE);
    }
  }
  return patches;
}

/** Inverse of `sketchToPatches`. */
export function patchesToSketch(patches: ArrayLike<number>): Uint8Array {
  const sketch = new Uint8Array(SKETCH_SIDE * SKETCH_SIDE);
  for (let y = 0; y < SKETCH_SIDE; y++) {
    for (let x = 0; x < SKETCH_SIDE; x++) {
      const patch = patches[Math.floor(y / PATCH_SIDE) * PATCH_COLUMNS + Math.floor(x / PATCH_SIDE)] ?? 0;
      sketch[y * SKETCH_SIDE + x] = (patch >> ((y % PATCH_SIDE) * PATCH_SIDE + x % PATCH_SIDE)) & 1;
    }
  }
  return sketch;
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
