/** Documents as tokens, and which of them are learned from. */
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import type { DocumentTaker } from "./documents.ts";
import { cutPlace, lineAfter } from "./places.ts";
import { type Extent, MANY } from "./scan.ts";

/** What is learned from, and what is kept for validation. */
export type Portion = "learned" | "kept";
/** Takes tokens, piece by piece, of one portion or the other. */
export type PutTokens = (portion: Portion, ids: readonly number[]) => void;

/** Share of a text that is kept for validation. */
const KEPT = 0.1;
/** A text's two portions part at a line's end that is so near, as a share of the text, and in characters. */
const NEAR = 0.01, NEAREST = 1 << 16;

/**
 * Encodes documents as they come. Of many every tenth is kept for validation, of few the last tenth of each; what is
 * learned from and what is kept never stand in one document. Each begins and ends with a separator.
 */
export function encodeDocuments(
  tokenizer: Pick<Tokenizer, "encode" | "separator">,
  { documents, lengths }: Extent,
  put: PutTokens,
): DocumentTaker & { finish(): void } {
  const separator = [tokenizer.separator];
  let number = 0, inside = false, portion: Portion = "learned";
  /** What is not encoded yet, where it begins in its document, and where the document's other portion begins. */
  let pending = "", at = 0, parting = Infinity, near = 0;

  const begin = () => {
    const length = lengths[number] ?? 0;
    const many = documents >= MANY;
    portion = many && number % MANY === MANY - 1 ? "kept" : "learned";
    [inside, at, pending] = [true, 0, ""];
    parting = many ? Infinity : Math.floor(length * (1 - KEPT));
    near = Math.min(NEAREST, Math.floor(length * NEAR));
    put(portion, separator);
  };
  const encode = (count: number) => {
    if (count > 0) put(portion, tokenizer.encode(pending.slice(0, count)));
    pending = pending.slice(count);
    at += count;
  };
  /** Encodes what can be; all of it where the document ends. */
  const flush = (last: boolean) => {
    for (;;) {
      const before = parting - at;
      if (before <= pending.length) {
        const cut = lineAfter(pending, before, near, last);
        if (cut === undefined) return;
        encode(cut);
        [portion, parting] = ["kept", Infinity];
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
