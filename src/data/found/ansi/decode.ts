import { decodeBytes, encodingOf, markedEncoding } from "./encoding.ts";
import { columnsOf } from "../../../art/graphemes.ts";
import { type Sauce, splitSauce } from "./sauce.ts";
import { MAX_COLUMNS, type ScreenOptions, showScreen } from "./screen.ts";
import { tokensOf } from "./sequences.ts";

/** A file of text art, read. */
export interface TextArt {
  /** As Unicode has them, sequences shown and colours made ink; tabs stay where there were no sequences. */
  lines: string[];
  sauce: Sauce | undefined;
}

const PC_COLUMNS = 80;
/** Rows of a screen: so many more than there are line feeds, as a collection may have many; and at most. */
const MORE_ROWS = 2000, MAX_ROWS = 200_000;
/** A file with more control characters than one in so many is binary; some art uses their glyphs. */
const CONTROL_SHARE = 12;
/** SAUCE's types of data that are text. */
const TEXT_TYPES = [0, 1];
/** Control characters that code page 437 keeps where there are sequences. */
const SCREEN_CONTROLS = "\t\n\r\b\x07\x1b";

/** Reads a file of text art: its SAUCE record, its encoding, its sequences. Undefined for a file that is no text. */
export function decodeTextArt(file: Uint8Array): TextArt | undefined {
  // In UTF-16 the end-of-file character is half of another.
  const isWide = markedEncoding(file)?.startsWith("utf-16") ?? false;
  const { content, sauce } = isWide ? { content: file, sauce: undefined } : splitSauce(file);
  if (sauce && !TEXT_TYPES.includes(sauce.dataType) || !isWide && isBinary(sauce ? content : file)) {
    return undefined;
  }
  const encoding = encodingOf(content, sauce?.font);
  const isSequenced = hasSequences(content);
  const text = decodeBytes(content, encoding, isSequenced ? SCREEN_CONTROLS : undefined);
  if (text === "" || isWide && text.includes("\0")) return undefined;
  const lines = linesOf(text, { sauce, isPc: encoding === "cp437" });
  return { lines: lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1), sauce };
}

/** Lines of a text as a screen shows them, if it has sequences; else as they are. */
export function linesOf(
  text: string,
  { sauce, isPc = false }: { sauce?: Sauce | undefined; isPc?: boolean } = {},
): string[] {
  const isSequenced = text.includes("\x1b") || text.includes("\x9b");
  const hasBreaks = /[\n\r]/.test(text);
  if (!isSequenced && (hasBreaks || !sauce?.width)) return text.split(/\r\n|\r|\n/);
  return showScreen(text, {
    ...screenFor(text, sauce?.width ?? 0, isPc),
    iceColours: sauce?.iceColours ?? false,
  });
}

/**
 * The screen that a text was made for. Line feeds alone end all the lines there are, and what is wider is for the checks
 * to refuse. Else a width that is given wraps at once, as on a PC. Without, programs on a PC write no break after a full
 * line of 80 columns: they move the cursor or use its code page.
 */
function screenFor(text: string, width: number, isPc: boolean): ScreenOptions {
  const feeds = text.match(/\n/g)?.length ?? 0, returns = text.match(/\r/g)?.length ?? 0;
  const maxRows = Math.min(MAX_ROWS, feeds + MORE_ROWS);
  const unbroken = { columns: MAX_COLUMNS, wrap: "never", maxRows } as const;
  if (feeds > 2 * returns) return unbroken;
  if (width > 0) return { columns: width, wrap: "now", maxRows };
  const hasBreaks = feeds + returns > 0;
  if (hasBreaks && !hasMovement(text) && (!isPc || isWide(text))) return unbroken;
  return { columns: PC_COLUMNS, wrap: "later", maxRows };
}

/** Whether most of the lines that are wider than a PC's screen are equally wide, and so no full lines in a row. */
function isWide(text: string): boolean {
  const widths = text.split(/[\r\n]+/).map((line) => {
    const plain = Array.from(tokensOf(line), (token) => token.kind === "text" ? token.text : "").join("");
    return columnsOf(plain.trimEnd());
  }).filter((width) => width > PC_COLUMNS);
  const counts = Map.groupBy(widths, (width) => width);
  return [...counts].some(([width, { length }]) =>
    width % PC_COLUMNS !== 0 && length > 1 && length * 2 > widths.length
  );
}

/** Whether sequences place the cursor, as programs for drawing on a screen write them. */
function hasMovement(text: string): boolean {
  // deno-lint-ignore no-control-regex -- an escape character is what is looked for
  return /[\x1b\x9b]\[?\d{0,4}(?:;\d{0,4})?(?:[A-DHfsu]|2J)/.test(text);
}

function hasSequences(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(27); at >= 0; at = bytes.indexOf(27, at + 1)) {
    if ("[]()".includes(String.fromCharCode(bytes[at + 1] ?? 0))) return true;
  }
  return false;
}

function isBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) if (byte < 32 && ![8, 9, 10, 12, 13, 27].includes(byte)) controls++;
  return bytes.length === 0 || controls * CONTROL_SHARE > bytes.length;
}
