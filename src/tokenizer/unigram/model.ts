/** What a unigram model is: pieces with the logarithms of their probabilities, and what is done to texts before. */
import { UserError } from "../../base/errors.ts";
import { MAX_PIECES } from "../hugging_face/layout.ts";

/** Kinds of pieces, numbered as in SentencePiece's files. */
export const KIND = { normal: 1, unknown: 2, control: 3, byte: 6 } as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

export interface Piece {
  /** Spaces are written U+2581. */
  readonly text: string;
  /** Natural logarithm of its probability, a float32; of no meaning but for normal pieces. */
  readonly score: number;
  readonly kind: Kind;
}

/** What is done to a text before it is segmented. */
export interface Normaliser {
  /** SentencePiece's compiled rules, such as those of nmt_nfkc; none leave characters as they are. */
  readonly charsmap: Uint8Array<ArrayBuffer> | undefined;
  /** A space goes before a text, and is taken away when it is read back. */
  readonly dummyPrefix: boolean;
  /** Of spaces in a row one is left, at the ends none. */
  readonly removeExtraSpaces: boolean;
}

export interface UnigramModel {
  /** By their ids. */
  readonly pieces: readonly Piece[];
  /** Whether characters that are in no piece are written as their bytes; else they are unknown. */
  readonly byteFallback: boolean;
  readonly normaliser: Normaliser;
}

/** How SentencePiece writes a space. */
export const SPACE = "\u2581";

/** A normaliser that leaves texts as they are. */
export const IDENTITY: Normaliser = { charsmap: undefined, dummyPrefix: false, removeExtraSpaces: false };

/** Whether every text comes back as it was: spaces, ends of lines and rare characters. */
export function isExact({ byteFallback, normaliser }: UnigramModel): boolean {
  const { charsmap, dummyPrefix, removeExtraSpaces } = normaliser;
  return byteFallback && charsmap === undefined && !dummyPrefix && !removeExtraSpaces;
}

/** Names of the pieces that stand for nothing that is written, in the order of their ids in our own models. */
export const UNKNOWN = "<unk>", START = "<s>", SEPARATOR = "</s>";

/** Name of the piece that stands for a byte. */
export const bytePiece = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
const BYTES: ReadonlySet<string> = new Set(Array.from({ length: 256 }, (_, byte) => bytePiece(byte)));
export const isBytePiece = (text: string): boolean => BYTES.has(text);

/** Where the pieces are that a tokenizer needs. */
export interface Places {
  unknown: number;
  separator: number;
  /** By byte; empty without byte fallback. */
  bytes: readonly number[];
}

/** Finds them and checks all others. Throws a UserError of kind "model" that calls the model `what`. */
export function placesOf({ pieces, byteFallback }: UnigramModel, what: string): Places {
  const wrong = (reason: string) => new UserError("model", `${what}: ${reason}`);
  if (pieces.length > MAX_PIECES) {
    throw wrong(`has ${pieces.length} pieces; at most ${MAX_PIECES} are read`);
  }
  const ids = new Map<string, number>();
  pieces.forEach(({ text, score, kind }, id) => {
    const name = JSON.stringify(text);
    if (text === "" || !text.isWellFormed()) throw wrong(`piece ${id}, ${name}, is no text`);
    if (ids.has(text)) throw wrong(`the piece ${name} is listed twice`);
    if (!Number.isFinite(score)) throw wrong(`the score of piece ${name} is ${score}, not a number`);
    if (kind === KIND.byte && !isBytePiece(text)) {
      throw wrong(`the piece ${name} is no byte, as it is said to be`);
    }
    ids.set(text, id);
  });
  const unknown = pieces.findIndex(({ kind }) => kind === KIND.unknown);
  if (unknown < 0) throw wrong("has no unknown piece");
  if (pieces.some(({ kind }, id) => kind === KIND.unknown && id !== unknown)) {
    throw wrong("has two unknown pieces");
  }
  const separator = ids.get(SEPARATOR) ?? -1;
  if (pieces[separator]?.kind !== KIND.control) {
    throw wrong(`has no control piece "${SEPARATOR}" that could stand between documents`);
  }
  if (!pieces.some(({ kind }) => kind === KIND.normal)) throw wrong("has no pieces of text");
  const bytes = byteFallback ? Array.from(BYTES, (name) => ids.get(name) ?? -1) : [];
  const lacking = bytes.findIndex((id) => pieces[id]?.kind !== KIND.byte);
  if (lacking >= 0) throw wrong(`has byte fallback, but no piece "${bytePiece(lacking)}"`);
  return { unknown, separator, bytes };
}
