/** Bits of a text by blocks of its bytes, so that models with any tokenizers can be compared block by block. */
import type { Context } from "../../base/context.ts";
import type { HeldOut } from "../../data/text/held_out.ts";
import type { TextSession } from "../../tasks/text/complete.ts";
import type { Scored } from "./figures.ts";
import { judgeDocuments } from "./likelihood.ts";

/** Bytes of a block: as many as make enough blocks, within limits. */
const LARGEST = 1024, SMALLEST = 128, ENOUGH = 64;
/** Tokens that are taken at a time, between looks at the signal. */
const PIECE = 4096;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Bytes of a block of some documents. */
function blockOf(documents: readonly Pick<HeldOut, "text">[]): number {
  const bytes = documents.reduce((sum, { text }) => sum + bytesOf(text), 0);
  return Math.min(LARGEST, Math.max(SMALLEST, Math.floor(bytes / ENOUGH)));
}

/** Bytes of each block: of each document whole ones, and what is left with the last of them. */
export function blockSizes(documents: readonly Pick<HeldOut, "text">[]): number[] {
  const block = blockOf(documents);
  return documents.flatMap(({ text }) => {
    const bytes = bytesOf(text), blocks = Math.max(1, Math.floor(bytes / block));
    return Array.from({ length: blocks }, (_, i) => i < blocks - 1 ? block : bytes - (blocks - 1) * block);
  });
}

/**
 * Bits of each block. Each document is predicted from its beginning on, but for its end, as it may go on elsewhere. A token
 * that reaches from one block into the next counts for both, as many bytes as it has in each.
 */
export async function blockBits(
  session: TextSession,
  documents: readonly Pick<HeldOut, "text">[],
  { progress, signal }: Pick<Context, "progress" | "signal">,
): Promise<number[]> {
  const { tokenizer } = session;
  let tokens: Scored[] = [];
  const judge = judgeDocuments(session, (more) => {
    signal.throwIfAborted();
    tokens.push(...more);
  });
  const bits: number[] = [];
  const total = documents.length, block = blockOf(documents);
  for (const [number, { text }] of documents.entries()) {
    tokens = [];
    const ids = tokenizer.encode(text);
    for (let at = 0; at < ids.length; at += PIECE) await judge.take(ids.slice(at, at + PIECE));
    await judge.end(false);
    bits.push(...spread(tokens, bytesOf(text), block));
    progress("documents judged", number + 1, total);
  }
  return bits;
}

/** Bits of the blocks of a document. */
function spread(tokens: readonly Scored[], bytes: number, size: number): number[] {
  const blocks = Math.max(1, Math.floor(bytes / size));
  const bits = new Array<number>(blocks).fill(0);
  // Where a tokenizer changes what it reads, its tokens' bytes are not those of the text.
  const told = tokens.reduce((sum, token) => sum + token.bytes, 0), scale = told > 0 ? bytes / told : 1;
  const placeOf = (at: number) => Math.min(blocks - 1, Math.floor(at / size));
  let at = 0;
  for (const token of tokens) {
    const own = token.nats / Math.LN2, end = at + token.bytes * scale;
    const [first, last] = [placeOf(at), placeOf(end)];
    if (first === last) bits[first]! += own;
    else {
      for (let block = first; block <= last; block++) {
        const from = Math.max(at, block * size),
          to = block === last ? end : Math.min(end, (block + 1) * size);
        bits[block]! += own * (to - from) / (end - at);
      }
    }
    at = end;
  }
  return bits;
}
