/** Documents as tokens, and which of them are learned from. */
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import type { DocumentTaker } from "./documents.ts";
import { cutPlace, lineAfter } from "./places.ts";
import type { Extent } from "./scan.ts";
import { type KeptOf, keptOf, type Split } from "./split.ts";

/** What is learned from, and what is kept for validation. */
export type Portion = "learned" | "kept";
/** Takes tokens, piece by piece, of one portion or the other. */
export type PutTokens = (portion: Portion, ids: readonly number[]) => void;

/** A text's two portions part at a line's end that is so near, as a share of the text, and in characters. */
const NEAR = 0.01, NEAREST = 1 << 16;

/**
 * Encodes documents as they come. Of many every tenth is kept for validation, of few the last tenth of each, unless `split`
 * says otherwise; what is learned from and what is kept never stand in one document. Each begins and ends with a separator.
 */
export function encodeDocuments(
  tokenizer: Pick<Tokenizer, "encode" | "separator">,
  extent: Extent,
  put: PutTokens,
  split: Split = {},
): DocumentTaker & { finish(): void } {
  const separator = [tokenizer.separator];
  return partDocuments(
    { encode: (text) => tokenizer.encode(text), separator },
    extent,
    put,
    keptOf(extent, split),
  );
}

/** Parts documents as they come; pieces of both portions are handed on as `encode` gives them. */
export function partDocuments<Encoded>(
  { encode: encoded, separator }: { encode(text: string): Encoded; separator: Encoded },
  { lengths }: Pick<Extent, "lengths">,
  put: (portion: Portion, piece: Encoded) => void,
  kept: KeptOf,
): DocumentTaker & { finish(): void } {
  let number = 0, inside = false, portion: Portion = "learned";
  /** What is not encoded yet, where it begins in its document, and where its next portions begin. */
  let pending = "", at = 0, partings: number[] = [], near = 0;

  const begin = () => {
    const length = lengths[number] ?? 0;
    const what = kept(number, length);
    portion = what === true ? "kept" : "learned";
    partings = typeof what === "boolean" ? [] : [...what];
    [inside, at, pending] = [true, 0, ""];
    near = Math.min(NEAREST, Math.floor(length * NEAR));
    put(portion, separator);
  };
  const encode = (count: number) => {
    if (count > 0) put(portion, encoded(pending.slice(0, count)));
    pending = pending.slice(count);
    at += count;
  };
  /** Encodes what can be; all of it where the document ends. */
  const flush = (last: boolean) => {
    for (;;) {
      const [parting = Infinity] = partings;
      const before = Math.max(0, parting - at);
      if (before <= pending.length) {
        const cut = lineAfter(pending, before, near, last);
        if (cut === undefined) return;
        encode(cut);
        portion = portion === "kept" ? "learned" : "kept";
        partings = partings.slice(1);
        // Behind a stretch that ends its document nothing begins.
        if (portion === "learned" && last && pending === "") return;
        put(portion, separator);
        continue;
      }
      const cut = cutPlace(pending, last);
      if (cut === undefined) return;
      encode(cut);
    }
  };
  return {
    text(piece) {
      if (!inside) begin();
      pending += piece;
      flush(false);
    },
    end() {
      flush(true);
      inside = false;
      number++;
    },
    finish() {
      put("learned", separator);
      put("kept", separator);
    },
  };
}
