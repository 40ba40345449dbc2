import stringWidth from "string-width";

/** What a reader takes for one character, with the columns that a terminal gives it: 0, 1 or 2, rarely more. */
export interface Grapheme {
  text: string;
  columns: number;
}

const segmenter = new Intl.Segmenter();
/** Below this every character but a control is a grapheme of one column. */
const FIRST_MARK = 0x300;
const known = new Map<string, number>();
const MAX_KNOWN = 4096;

/** What may join the character before it; a text without is taken apart much faster. */
const JOINING =
  /[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u0e33\u0eb3\uff9e\uff9f]/u;

/** The graphemes of a text without control characters. */
export function* graphemes(text: string): Generator<Grapheme> {
  if (isNarrow(text)) {
    for (let i = 0; i < text.length; i++) yield { text: text[i]!, columns: 1 };
    return;
  }
  if (!JOINING.test(text)) {
    for (const character of text) yield { text: character, columns: widthOf(character) };
    return;
  }
  for (const { segment } of segmenter.segment(text)) yield { text: segment, columns: widthOf(segment) };
}

/** Columns that a terminal needs for a text without control characters; ambiguous ones are narrow. */
export function columnsOf(text: string): number {
  return isNarrow(text) ? text.length : stringWidth(text, { countAnsiEscapeCodes: true });
}

function isNarrow(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= FIRST_MARK) return false;
  return true;
}

function widthOf(grapheme: string): number {
  let columns = known.get(grapheme);
  if (columns === undefined) {
    columns = stringWidth(grapheme, { countAnsiEscapeCodes: true });
    // A base with thousands of marks is not worth keeping.
    if (known.size < MAX_KNOWN && grapheme.length < 16) known.set(grapheme, columns);
  }
  return columns;
}
