import { fold } from "./forms.ts";
import { isMeasure } from "./measures.ts";

/** A word, number or emoji of a prompt. */
export interface Token {
  /** As it was written. */
  text: string;
  /** Lower case, without apostrophes; an emoji without variation selectors and skin tones. */
  word: string;
  /** The word without marks: "bar" for "Bär". */
  folded: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Before the thing itself, and telling nothing of it. */
const REQUEST = words(`
  a an the some any one my your his her our their this that these those
  please draw sketch paint painting show give make me us can could would you i want need like to see of
  picture pictures drawing image photo photograph portrait icon ascii art illustration pic
`);
const PICTURES = words(
  "picture pictures drawing image photo photograph portrait icon illustration painting sketch",
);
/** What follows one of these is not the thing itself: "a cat on a chair" is a cat. */
const PREPOSITIONS = words(`
  with without has having on in at by under over near behind beside from for and or wearing holding eating riding of to
`);
const ARTICLES = words(`
  der die das den dem des ein eine einen einem einer le la les un une des l el los las una unos unas il lo gli i uno o os as um uma
`);

/** An "'s" at the very end, which is no plural. */
const POSSESSIVE = /['’]s(?=[^\p{L}\p{N}]*$)/iu;

/** More words than these are not read. */
const MAX_TOKENS = 64;
/** Nor more letters of a word, which is none that anybody knows. */
const MAX_LETTERS = 60;

export function tokensOf(prompt: string): Token[] {
  const found = prompt.normalize("NFC").replace(POSSESSIVE, "").matchAll(
    /\p{RGI_Emoji}|\p{Extended_Pictographic}|[\p{L}\p{M}\p{N}'’]+/gv,
  );
  return [...found].slice(0, MAX_TOKENS).map(([text]) => {
    const word = text.slice(0, MAX_LETTERS).toLowerCase().replace(/['’\uFE0F\u{1F3FB}-\u{1F3FF}]/gu, "");
    return { text, word, folded: fold(word) };
  }).filter(({ word }) => word !== "");
}

/** The tokens without the request around them: "please draw me a picture of a cat" is a cat. */
export function withoutRequest(tokens: readonly Token[]): readonly Token[] {
  let start = 0, end = tokens.length;
  while (start < end - 1 && REQUEST.has(tokens[start]!.folded)) start++;
  // "a painting on a wall" is one.
  const isPlaced = PREPOSITIONS.has(tokens[start]?.folded ?? "");
  if (isPlaced && PICTURES.has(tokens[start - 1]?.folded ?? "")) start--;
  while (end > start + 1 && tokens[end - 1]!.folded === "please") end--;
  return tokens.slice(start, end);
}

/** The tokens without an article of another language; undefined if there is none. */
export function withoutForeignArticle(tokens: readonly Token[]): readonly Token[] | undefined {
  return tokens.length > 1 && ARTICLES.has(tokens[0]!.folded) ? tokens.slice(1) : undefined;
}

/** Where the thing itself stands: before the first preposition, or behind "of" where a measure comes first. */
export function headOf(tokens: readonly Token[]): { start: number; end: number } {
  const next = tokens.findIndex(({ folded }, i) => i > 0 && PREPOSITIONS.has(folded));
  if (next < 0) return { start: 0, end: tokens.length };
  if (tokens[next]!.folded !== "of" || !isMeasure(tokens[next - 1]!.folded)) return { start: 0, end: next };
  const { start, end } = headOf(tokens.slice(next + 1));
  return { start: next + 1 + start, end: next + 1 + end };
}

/** What is left out when only some tokens are drawn: runs of the others, without articles and the like at their ends. */
export function omittedFrom(tokens: readonly Token[], start: number, end: number): string[] {
  return [tokens.slice(0, start), tokens.slice(end)].flatMap((run) => {
    const idle = ({ folded }: Token) => REQUEST.has(folded) || ["1", "and", "or"].includes(folded);
    const first = run.findIndex((token) => !idle(token));
    if (first < 0) return [];
    const last = run.findLastIndex((token) => !idle(token) && !PREPOSITIONS.has(token.folded));
    return [run.slice(first, Math.max(first, last) + 1).map(({ text }) => text).join(" ")];
  });
}
