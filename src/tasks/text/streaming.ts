/** Texts that come token by token: whole characters, and nothing beyond a string that is to end them. */
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";

const REPLACEMENT = "\ufffd";
/** Tokens that are decoded again with each new one, at most and at least: some have another text at the beginning. */
const MOST = 64, LEAST = 8;

/** What takes pieces and hands on what is certain of them. */
export interface TextStream<Piece> {
  /** What has become certain with a piece. */
  push(piece: Piece): string;
  /** What was held back until the end. */
  end(): string;
}

/**
 * Text of tokens, of which some are parts of characters only. The beginning of a character decodes to one U+FFFD, as WHATWG's
 * decoder has it: so the last one of a text, and nothing before it, may still become another character.
 */
export function decodingStream({ decode }: Pick<Tokenizer, "decode">): TextStream<number> {
  let ids: number[] = [];
  let text = "", told = 0;
  const upTo = (end: number) => {
    const piece = text.slice(told, end);
    told = Math.max(told, end);
    return piece;
  };
  return {
    push(id) {
      ids.push(id);
      text = decode(ids);
      const piece = upTo(text.endsWith(REPLACEMENT) ? text.length - 1 : text.length);
      if (ids.length > MOST && told === text.length) {
        const last = ids.slice(-LEAST), end = decode(last);
        // Not so where they begin within a character.
        if (text.endsWith(end)) [ids, text, told] = [last, end, end.length];
      }
      return piece;
    },
    end: () => upTo(text.length),
  };
}

/** Holds back what may be the beginning of one of some strings, and all from the one on that is complete first. */
export function stoppingStream(stops: readonly string[]): TextStream<string> & { readonly stopped: boolean } {
  let held = "", stopped = false;
  return {
    get stopped() {
      return stopped;
    },
    push(piece) {
      if (stopped) return "";
      held += piece;
      const first = firstOf(held, stops);
      if (first !== undefined) {
        stopped = true;
        const text = held.slice(0, first);
        held = "";
        return text;
      }
      const text = held.slice(0, held.length - begunOf(held, stops));
      held = held.slice(text.length);
      return text;
    },
    end() {
      const text = held;
      held = "";
      return text;
    },
  };
}

/** Where the stop begins that ends first in a text, so that it does not matter in which pieces the text came. */
function firstOf(text: string, stops: readonly string[]): number | undefined {
  let found: { start: number; end: number } | undefined;
  for (const stop of stops) {
    const start = text.indexOf(stop);
    if (start < 0) continue;
    const end = start + stop.length;
    if (found === undefined || end < found.end || (end === found.end && start < found.start)) {
      found = { start, end };
    }
  }
  return found?.start;
}

/** Length of the longest end of a text that a stop begins with. */
function begunOf(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(stop.slice(0, length))) longest = length;
    }
  }
  return longest;
}
