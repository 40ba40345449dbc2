import type { core } from "zod";

/** What turns texts into tokens and back. Drawings have one of their own kind, which knows of a grid (grid/). */
export interface Tokenizer {
  /** Name of its kind, see tokenizers.ts. */
  readonly type: string;
  /** Tokens that there are: ids are 0 … size − 1. */
  readonly size: number;
  /** Ids of a text; what it does not know becomes the unknown token. */
  encode(text: string): number[];
  /** Text of ids; special tokens vanish, but the unknown one, which is U+FFFD. */
  decode(ids: Iterable<number>): string;
  /** Between documents: a text begins behind it and ends with it. */
  readonly separator: number;
  readonly unknown: number;
  /** What `tokenizer.json` holds, with its type. */
  toJSON(): Record<string, core.util.JSONType>;
}

/** A kind of tokenizer. */
export interface TokenizerKind {
  /** Fits one to texts. */
  fit(texts: Iterable<string>): Tokenizer;
  /** Makes the one that JSON describes. Throws a UserError of kind "model" that names the field at fault. */
  load(value: unknown): Tokenizer;
}
