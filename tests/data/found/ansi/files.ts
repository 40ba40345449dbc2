import { cp437Glyph } from "../../../../src/data/found/ansi/cp437.ts";

const BYTES = new Map(Array.from({ length: 256 }, (_, byte) => [cp437Glyph(byte), byte]));

/** Bytes of a text in code page 437; control characters (line ends, escape) stand for themselves. */
export function cp437(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    text,
    (character) => character < "\x20" ? character.charCodeAt(0) : BYTES.get(character)!,
  );
}

/** Fields of a SAUCE record that tests set. */
export interface SauceFields {
  title?: string;
  author?: string;
  group?: string;
  width?: number;
  height?: number;
  iceColours?: boolean;
  font?: string;
  comments?: string[];
}

/** A file of ANSI art with its end-of-file character, comments and SAUCE record. */
export function withSauce(content: Uint8Array, fields: SauceFields = {}): Uint8Array<ArrayBuffer> {
  const { title = "", author = "", group = "", width = 80, height = 25, comments = [] } = fields;
  const record = new Uint8Array(128).fill(0x20, 0, 90);
  const view = new DataView(record.buffer);
  record.set(cp437("SAUCE00"), 0);
  record.set(cp437(title), 7);
  record.set(cp437(author), 42);
  record.set(cp437(group), 62);
  record.set(cp437("20260102"), 82);
  view.setUint32(90, content.length, true);
  record.set([1, 1], 94);
  view.setUint16(96, width, true);
  view.setUint16(98, height, true);
  record[104] = comments.length;
  record[105] = fields.iceColours ? 1 : 0;
  record.set(cp437(fields.font ?? ""), 106);
  const block = comments.length > 0 ? cp437(`COMNT${comments.map((line) => line.padEnd(64)).join("")}`) : [];
  return Uint8Array.of(...content, 0x1a, ...block, ...record);
}
