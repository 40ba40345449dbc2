import { decodeCp437 } from "./cp437.ts";

/** What a SAUCE record says of a file of text art. */
export interface Sauce {
  title: string;
  author: string;
  group: string;
  /** "YYYYMMDD" as it stands there; empty where unknown. */
  date: string;
  /** 1: characters, 5: binary text, 6: XBin; others are no text art. */
  dataType: number;
  /** With data type 1: 0 ASCII, 1 ANSI, 2 ANSImation. */
  fileType: number;
  /** Columns and lines; 0 where unknown. */
  width: number;
  height: number;
  /** Whether the blink bit stands for bright backgrounds. */
  iceColours: boolean;
  /** Name of the font, such as "IBM VGA" or "Amiga Topaz 1"; empty where unknown. */
  font: string;
  comments: string[];
}

const RECORD_BYTES = 128;
const COMMENT_BYTES = 64;
const END_OF_FILE = 0x1a;

/**
 * Splits a file into its content and its SAUCE record (revision 00, at the very end, after optional comments). The
 * content ends before the first DOS end-of-file character.
 */
export function splitSauce(file: Uint8Array): { content: Uint8Array; sauce: Sauce | undefined } {
  const record = file.subarray(Math.max(0, file.length - RECORD_BYTES));
  const isRecord = record.length === RECORD_BYTES && startsWith(record, "SAUCE");
  let content = isRecord ? file.subarray(0, file.length - RECORD_BYTES) : file;
  let sauce: Sauce | undefined;
  if (isRecord) {
    const { comments, length } = readComments(content, record[104]!);
    content = content.subarray(0, content.length - length);
    sauce = readRecord(record, comments);
  }
  const end = content.indexOf(END_OF_FILE);
  return { content: end < 0 ? content : content.subarray(0, end), sauce };
}

function readRecord(record: Uint8Array, comments: string[]): Sauce {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const field = (from: number, length: number) => text(record.subarray(from, from + length));
  const [dataType, fileType] = [record[94]!, record[95]!];
  const sized = dataType === 1 && fileType <= 2;
  return {
    title: field(7, 35),
    author: field(42, 20),
    group: field(62, 20),
    date: field(82, 8),
    dataType,
    fileType,
    width: sized ? view.getUint16(96, true) : 0,
    height: sized ? view.getUint16(98, true) : 0,
    iceColours: sized && (record[105]! & 1) === 1,
    font: sized ? field(106, 22) : "",
    comments,
  };
}

/** The comment block at the end of what stands before a record, with its length in bytes. */
function readComments(before: Uint8Array, count: number): { comments: string[]; length: number } {
  const length = 5 + count * COMMENT_BYTES;
  const block = before.subarray(Math.max(0, before.length - length));
  if (count === 0 || block.length < length || !startsWith(block, "COMNT")) return { comments: [], length: 0 };
  const comments = Array.from({ length: count }, (_, i) => {
    const from = 5 + i * COMMENT_BYTES;
    return text(block.subarray(from, from + COMMENT_BYTES));
  });
  return { comments, length };
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeCp437(end < 0 ? bytes : bytes.subarray(0, end)).trim();
}

function startsWith(bytes: Uint8Array, prefix: string): boolean {
  return [...prefix].every((character, i) => bytes[i] === character.charCodeAt(0));
}
