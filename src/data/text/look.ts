/** A first look at a file: whether it is text, and in which encoding. */
import { createHash } from "node:crypto";
import { UserError } from "../../base/errors.ts";
import { readDocuments } from "./documents.ts";
import { type Encoding, guessEncoding, HEAD } from "./encoding.ts";
import { piecesOf, type TextFile } from "./files.ts";

/** What was seen. */
export interface Look {
  encoding: Encoding;
  /** How to call it to a user, with what is wrong with it. */
  label: string;
  /** sha256 of the bytes, and how many there are. */
  hash: Uint8Array;
  bytes: number;
  /** UTF-16 code units of each document. */
  lengths: number[];
}

const NAMES: Record<Encoding, string> = {
  ...{ "utf-8": "UTF-8", "utf-16le": "UTF-16 (little-endian)", "utf-16be": "UTF-16 (big-endian)" },
  "windows-1252": "Windows-1252",
};
/** Places that are no UTF-8 for each good character beyond ASCII in a text that is UTF-8 all the same, with damage. */
const DAMAGED = 0.1;

/** Reads a file piece by piece. Throws a UserError of kind "input" for what is no text. */
export async function lookAt(file: TextFile): Promise<Look> {
  const guess = guessEncoding(await headOf(file));
  if ("refusal" in guess) throw new UserError("input", `${file.name}: ${guess.refusal}`);
  const { encoding, marked } = guess;
  const strict = await read(file, encoding, true);
  if (strict !== undefined) {
    const mark = encoding === "utf-8" ? marked ? " with a byte order mark" : "" : marked ? "" : ", unmarked";
    return { ...strict, encoding, label: NAMES[encoding] + mark };
  }
  const damaged = await read(file, encoding, false);
  if (damaged === undefined) throw new Error(`${file.name} is not read in any case`);
  const { replaced, foreign } = damaged;
  if (encoding !== "utf-8" || marked || replaced <= DAMAGED * (foreign - replaced)) {
    return {
      ...damaged,
      encoding,
      label: `${NAMES[encoding]} with damage (${replaced} places become U+FFFD)`,
    };
  }
  const old = await read(file, "windows-1252", false);
  if (old === undefined) throw new Error(`${file.name} is not read in any case`);
  // The two differ where Windows-1252 has dashes and quotes.
  const label = old.high ? NAMES["windows-1252"] : "Latin-1";
  return { ...old, encoding: "windows-1252", label };
}

async function headOf(file: TextFile): Promise<Uint8Array> {
  for await (const piece of piecesOf(file)) return piece.slice(0, HEAD);
  return new Uint8Array();
}

interface Reading extends Pick<Look, "hash" | "bytes" | "lengths"> {
  /** Characters U+FFFD, and those beyond ASCII; counted where it is not strict. */
  replaced: number;
  foreign: number;
  /** Whether a byte is of those that Latin-1 has no characters for. */
  high: boolean;
}

/** Undefined where it is strict and the bytes are not what the encoding allows. */
async function read(file: TextFile, encoding: Encoding, strict: boolean): Promise<Reading | undefined> {
  const hash = createHash("sha256");
  const lengths: number[] = [];
  let bytes = 0, replaced = 0, foreign = 0, length = 0, high = false;
  const take = {
    text(piece: string) {
      length += piece.length;
      if (piece.includes("\0")) {
        throw new UserError("input", `${file.name}: it is no text: it has bytes of 0`);
      }
      if (strict) return;
      for (let i = 0; i < piece.length; i++) {
        const code = piece.charCodeAt(i);
        if (code < 128) continue;
        foreign++;
        if (code === 0xfffd) replaced++;
      }
    },
    end() {
      lengths.push(length);
      length = 0;
    },
  };
  const onBytes = (piece: Uint8Array) => {
    hash.update(piece);
    bytes += piece.length;
    if (encoding === "windows-1252") high ||= piece.some((byte) => byte >= 0x80 && byte < 0xa0);
  };
  const whole = await readDocuments(file, encoding, take, { strict, onBytes });
  return whole ? { hash: hash.digest(), bytes, lengths, replaced, foreign, high } : undefined;
}
