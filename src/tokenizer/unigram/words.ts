/**
 * Where pieces that are learned never reach across: between words, between scripts (as SentencePiece has it, with one
 * script for Han and Kana), and after ends of lines. So a text can be cut there before it is segmented.
 */

import { SPACE } from "./model.ts";

const enum Class {
  unknown,
  space,
  /** Marks, which belong to what stands before them. */
  inherited,
  lineEnd,
  /** Digits, punctuation, symbols, and blanks but spaces. */
  common,
  firstScript,
}

const SCRIPTS = [
  "Latin",
  "Greek",
  "Cyrillic",
  "Armenian",
  "Hebrew",
  "Arabic",
  "Devanagari",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Sinhala",
  "Thai",
  "Lao",
  "Tibetan",
  "Myanmar",
  "Georgian",
  "Hangul",
  "Ethiopic",
  "Khmer",
  "Mongolian",
].map((name) => new RegExp(`\\p{Script=${name}}`, "u"));
const TOGETHER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc]/u;
const INHERITED = /\p{Script=Inherited}/u;
/** What is no letter of a script: assigned to all of them, or to none yet. */
const COMMON = /[\p{Script=Common}\p{Cn}\p{Co}\p{Cs}]/u;

function classify(code: number): Class {
  const character = String.fromCodePoint(code);
  if (character === " " || character === SPACE) return Class.space;
  if (character === "\n" || character === "\r") return Class.lineEnd;
  if (INHERITED.test(character)) return Class.inherited;
  if (TOGETHER.test(character)) return Class.firstScript;
  if (COMMON.test(character)) return Class.common;
  const script = SCRIPTS.findIndex((pattern) => pattern.test(character));
  // All scripts that are not listed are one.
  return Class.firstScript + 1 + (script < 0 ? SCRIPTS.length : script);
}

/** Classes of the code points that were met. */
const known = new Uint8Array(0x110000);

/**
 * Where the word ends that begins at `from`: spaces and what is written without any, of one script; after the character
 * that reaches `to` at the latest. A piece that is a word by itself never reaches across the ends of words in any text.
 */
export function wordEnd(text: string, from: number, to = text.length): number {
  let state: Class = Class.unknown, i = from;
  while (i < to) {
    let code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xe000) code = text.codePointAt(i)!;
    const next: Class = known[code] ||= classify(code);
    if (next !== state && (next !== Class.inherited || state === Class.unknown)) {
      const goesOn = state === Class.unknown || (state === Class.space && next !== Class.space) ||
        (state === Class.common && next === Class.lineEnd);
      if (!goesOn) return i;
      state = next;
    }
    i += code > 0xffff ? 2 : 1;
  }
  return i;
}

/** Whether a piece lies within a word wherever it occurs. */
export function withinWord(piece: string): boolean {
  return wordEnd(piece, 0) === piece.length;
}

/** A word that stands by itself: of a longer one V8 would keep the whole text that it was cut from. */
export function byItself(word: string): string {
  return word.length < 13 ? word : [...word].join("");
}
