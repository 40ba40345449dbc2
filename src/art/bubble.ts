/** Words in pictures: bubbles of what is said or thought, and captions. */
import { stripVTControlCharacters } from "node:util";
import { CONTROLS } from "../base/controls.ts";
import type { FontName } from "./banner/font_names.ts";
import { lettersOf, loadCaptionFonts } from "./caption.ts";
import { charactersOf, columnsOf, isBlank, loadWidths, padded, widthOf } from "./lines.ts";

/** How words stand by a drawing: said, thought, or written below. */
export const WORD_KINDS = ["say", "think", "caption"] as const;

export interface Words {
  /** "sleep" has no words of its own. */
  kind: typeof WORD_KINDS[number] | "sleep";
  /** Line breaks are kept. */
  text: string;
  /** Where the head is of who says it, as a share of the drawing's width; above its first ink unless told otherwise. */
  head?: number;
  /** Of a caption, the font of its letters, where these fit; else it is plain. */
  font?: FontName;
}

/** What rises from one who sleeps. */
const ASLEEP = ["    z", "  Z", "z"];

/** Columns of a bubble besides its words, and its lines besides theirs, with what points to who says it. */
const FRAME = { width: 4, height: 2 };
const TAIL = 2;
/** Words are wrapped at so many columns, or fewer where there is no room. */
const USUAL = 40;

/** Makes ready to measure words: to be waited for before they are, on each thread. */
export async function loadWords(words: readonly Words[] = []): Promise<void> {
  const fonts = words.flatMap(({ font }) => font ?? []);
  if (fonts.length > 0) await loadCaptionFonts(fonts);
  await loadWidths(words.flatMap(({ text }) => paragraphsOf(text)));
}

/** A caption's letters; undefined where it has none, or they do not fit into so many columns. */
export const captionLetters = ({ kind, text, font }: Words, columns: number): string[] | undefined =>
  kind === "caption" && font !== undefined
    ? lettersOf(paragraphsOf(text).join("\n"), font, columns)
    : undefined;

/** The lines of a text as they are written; what cannot be seen does things to terminals. */
const paragraphsOf = (text: string): string[] =>
  stripVTControlCharacters(text).replaceAll("\t", "    ").split(/\r\n?|[\n\u2028\u2029]/)
    .map((line) => line.replace(CONTROLS, ""));

/** Words as lines of so many columns at most; a word that is longer is cut between graphemes. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of paragraphsOf(text)) {
    let line = "";
    for (const word of paragraph.split(/ +/).flatMap((word) => cut(word, columns))) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (widthOf(longer) <= columns) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
  }
  while (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}

function cut(word: string, columns: number): string[] {
  if (widthOf(word) <= columns) return [word];
  const parts: string[] = [];
  let part = "";
  for (const character of charactersOf(word)) {
    if (widthOf(part + character) > columns && part !== "") {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

/** Columns of words in a bubble, in a page of so many. */
const insideOf = (columns: number): number => Math.max(1, Math.min(USUAL, columns - FRAME.width));

/**
 * Lines that words take in a page of so many columns, their columns, and how many characters they have beyond these: what is
 * put together has several.
 */
export function sizeOfWords(words: Words, columns: number): { width: number; height: number; marks: number } {
  const { kind, text } = words;
  if (kind === "sleep") return { width: columnsOf(ASLEEP), height: ASLEEP.length, marks: 0 };
  const isCaption = kind === "caption";
  const lines = captionLetters(words, columns) ?? wrapped(text, isCaption ? columns : insideOf(columns));
  const marks = lines.reduce((sum, line) => sum + Math.max(0, line.length - widthOf(line)), 0);
  const width = columnsOf(lines);
  return isCaption
    ? { width, height: lines.length + 1, marks }
    : { width: width + FRAME.width, height: lines.length + FRAME.height + TAIL, marks };
}

/** Columns that a drawing of `width` columns has at most with words at it, in a page of so many: a bubble stands above the head. */
export function widthWithWords(words: Words, width: number, columns: number): number {
  const own = sizeOfWords(words, columns).width;
  if (words.kind === "caption") return Math.max(width, own);
  const left = words.kind === "sleep" ? width : bubbleColumn(width - 1, own);
  return Math.max(width, own + Math.max(0, Math.min(left, columns - own)));
}

/** The column in which a bubble begins: a little to the left of the head. */
const bubbleColumn = (head: number, width: number): number => head - Math.min(width - 2, 4) - TAIL;

/** A drawing with words at it, in a page of so many columns: a bubble above it, or a caption below. */
export function withWords(drawing: readonly string[], words: Words, columns: number): string[] {
  if (words.kind === "caption") return captioned(drawing, words, columns);
  const head = words.head === undefined
    ? headColumn(drawing)
    : Math.round(words.head * Math.max(0, columnsOf(drawing) - 1));
  if (words.kind === "sleep") {
    const left = Math.max(0, Math.min(head + 1, columns - columnsOf(ASLEEP)));
    return [...ASLEEP.map((line) => " ".repeat(left) + line), ...drawing];
  }
  return bubbled(drawing, { thinks: words.kind === "think", text: words.text, head }, columns);
}

/** A caption in the middle below a drawing, after a blank line. */
function captioned(drawing: readonly string[], words: Words, columns: number): string[] {
  const letters = captionLetters(words, columns), lines = letters ?? wrapped(words.text, columns);
  const block = columnsOf(lines), width = Math.max(columnsOf(drawing), block);
  const centred = (line: string, own: number) =>
    line === "" ? "" : " ".repeat(Math.floor((width - own) / 2)) + line;
  return [
    ...drawing.map((line) => centred(line, columnsOf(drawing))),
    "",
    // Rows of letters stand as they were set.
    ...lines.map((line) => centred(line, letters === undefined ? widthOf(line) : block)),
  ];
}

/** A bubble above a drawing, and what points from it to the top of the drawing. */
function bubbled(
  drawing: readonly string[],
  { thinks, text, head }: { thinks: boolean; text: string; head: number },
  columns: number,
): string[] {
  const lines = wrapped(text, insideOf(columns));
  const inner = columnsOf(lines), width = inner + FRAME.width;
  const bubble = framed(lines, inner, thinks);
  const left = Math.max(0, Math.min(bubbleColumn(head, width), columns - width));
  const step = head - (left + Math.min(width - 2, 3)) >= TAIL ? 1 : 0;
  const from = Math.max(left + 1, Math.min(left + width - 2, head - (TAIL * step + step)));
  const tail = Array.from(
    { length: TAIL },
    (_, i) => " ".repeat(from + step * (i + 1)) + (thinks ? "o" : step === 0 ? "|" : "\\"),
  );
  return [...bubble.map((line) => " ".repeat(left) + line), ...tail, ...drawing];
}

/** The column of the middle of the ink in a drawing's first line: there the head is. */
function headColumn([first = ""]: readonly string[]): number {
  const inked = Array.from(first, (character, column) => isBlank(character) ? [] : [column]).flat();
  const [from = first.length] = inked;
  return Math.floor((from + (inked.at(-1) ?? from)) / 2);
}

function framed(lines: readonly string[], inner: number, thinks: boolean): string[] {
  const across = (thinks ? "~" : "-").repeat(inner + 2), [left, right] = thinks ? "()" : "||";
  return [
    `.${across}.`,
    ...lines.map((line) => `${left} ${padded(line, inner)} ${right}`),
    `'${across}'`,
  ];
}
