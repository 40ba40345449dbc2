import type { core } from "zod";
import type { Context } from "../base/context.ts";

/** How a text is taken. */
export interface EncodeOptions {
  /** Whether the names of special tokens in it stand for these; they are text like any other unless told otherwise. */
  specials?: boolean;
}

/** What turns texts into tokens and back. Drawings have one of their own kind, which knows of a grid (grid/). */
export interface Tokenizer {
  /** Name of its kind, see tokenizers.ts. */
  readonly type: string;
  /** Tokens that there are: ids are 0 … size − 1. */
  readonly size: number;
  /** Ids of a text; what it does not know becomes the unknown token. */
  encode(text: string, options?: EncodeOptions): number[];
  /** Text of ids; special tokens vanish, but the unknown one, which is U+FFFD. */
  decode(ids: Iterable<number>): string;
  /** Bytes (UTF-8) of text that an id stands for: what losses are told by, since ids of tokenizers differ. */
  bytesOf(id: number): number;
  /** How files write an id, special tokens too; where there is no such thing, it is the text that it stands for. */
  piece?(id: number): string;
  /** Between documents: a text begins behind it and ends with it. */
  readonly separator: number;
  /** Stands for what cannot be written; undefined where everything can. */
  readonly unknown: number | undefined;
  /** What `tokenizer.json` holds, with its type. */
  toJSON(): Record<string, core.util.JSONType>;
}

/** How a tokenizer is fitted. */
export interface FitSettings {
  /** Tokens that there shall be, special ones included; kinds that count characters take no notice. */
  vocabulary: number;
  /** Seed of what is left to chance. */
  seed: number;
}

/** A kind of tokenizer. */
export interface TokenizerKind {
  /** Whether texts decide how many tokens there are, whatever the settings say. */
  readonly sizedByTexts?: boolean;
  /** Fits one to texts, which are gone through once. What takes long lets signals in (`rest`). */
  fit(
    texts: Iterable<string>,
    settings: FitSettings,
    context: Pick<Context, "log" | "signal">,
  ): Tokenizer | Promise<Tokenizer>;
  /** Whether JSON describes one of this kind, well or badly. */
  describes(value: unknown): boolean;
  /** Makes the one that JSON describes. Throws a UserError of kind "model" that names the field at fault. */
  load(value: unknown): Tokenizer;
}
