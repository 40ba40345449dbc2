/** A drawing hand: what it may put in the next cell, how it chooses, and what follows from that. */
import { type Limits, nextMoves } from "../../../art/constraints.ts";
import { FEW_COLUMNS } from "../../../art/few.ts";
import type { Stream } from "../../../base/random.ts";
import { sample, type Sampling } from "../../../inference/sampler.ts";
import { isSymmetric } from "../../../rasterise/sketch/mirror.ts";
import { type Cell, dotCells } from "../../../rasterise/sketch/spots.ts";
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import type { Sketch } from "../album/book.ts";
import type { DrawingState } from "../sequence/features.ts";
import { evenTokens, hasAxis } from "./even.ts";
import { EYES, follow, isOneOf, strays, sureEyes, touches } from "./eyes.ts";
import { heightTokens, moveTokens, widthTokens } from "./lawful.ts";

/** How far a drawing has come, with all that its next choices depend on. */
export interface Hand {
  state: DrawingState;
  stream: Stream;
  /** Cells of eyes that are not left to the network, once the size is known. */
  sure?: readonly Cell[];
  /** Other dots of the sketch and the cells that they are to stand in. */
  dots?: Cell[];
  /** What stands in the row so far. */
  line: string;
  /** Characters so far, line breaks included. */
  written: number;
}

/** A hand that goes on from where another is, by itself. */
export const copyOf = ({ state, stream, dots, ...hand }: Hand): Hand => ({
  ...hand,
  ...{ state: state.copy(), stream: stream.copy() },
  ...dots && { dots: dots.map((dot) => ({ ...dot })) },
});

/** What hands draw a sketch by. */
export interface Rules {
  /** Tokens that may come next, at least one, in increasing order: sizes, then characters, line breaks, the end. */
  lawful(hand: Hand): readonly number[];
  /** Chooses one of them. */
  choose(hand: Hand, lawful: readonly number[], logits: Float32Array): number;
  /** Goes on past a choice that was not made by `choose`. */
  skip(hand: Hand, lawful: readonly number[]): void;
  /** Puts down what was chosen, before the state advances. */
  put(hand: Hand, token: number): void;
}

/** Rules for drawing a sketch within limits. */
export function rulesOf(
  tokenizer: GridTokenizer,
  { bits, aspect }: Sketch,
  limits: Limits,
  sampling: Sampling,
): Rules {
  const known = [...tokenizer.data.characters];
  const eyes = EYES.filter((character) => known.includes(character))
    .map((character) => tokenizer.characterStart + known.indexOf(character));
  // A symmetric sketch has like halves, which each character by itself hardly ever comes to.
  const even = isSymmetric(bits), texts = new Map<number, string>();
  const textOf = (token: number): string => {
    const text = texts.get(token) ?? (token === tokenizer.eos ? "\n" : tokenizer.decode([token]));
    texts.set(token, text);
    return text;
  };
  const isChoice = ({ state: { height } }: Hand, { length }: readonly number[]) => height === 0 || length > 1;
  return {
    lawful(hand) {
      const { state: { row, column, width, height }, written, line } = hand;
      if (width === 0) return widthTokens(tokenizer, aspect, limits, even && hasAxis(bits));
      if (height === 0) return heightTokens(tokenizer, width, aspect, limits);
      const moves = nextMoves({ row, column, width, height, written }, limits.maxChars);
      const sure = hand.sure ??= width <= FEW_COLUMNS ? sureEyes(bits, width, height) : [];
      const dots = hand.dots ??= dotCells(bits, width, height).filter((dot) => !touches(sure, dot));
      // The network sees three cells ahead; a run of spaces must not jump over an eye farther on.
      const ahead = [...sure, ...dots].filter((dot) => dot.row === row && dot.column >= column);
      const blank = Math.min(...ahead.map((dot) => dot.column - column));
      const all = moveTokens(tokenizer, moves, blank);
      const cell = { row, column }, [eye] = eyes;
      if (eye !== undefined && isOneOf(sure, cell) && all.includes(eye)) return [eye];
      const isAside = touches(sure, cell) || strays(dots, cell);
      const seen = isAside ? all.filter((token) => !eyes.includes(token)) : all;
      return even ? evenTokens(seen, textOf, line, width) : seen;
    },
    choose: (hand, lawful, logits) =>
      isChoice(hand, lawful) ? sample(logits, lawful, sampling, hand.stream) : lawful[0]!,
    skip(hand, lawful) {
      if (isChoice(hand, lawful)) hand.stream.next();
    },
    put(hand, token) {
      const { state: { row, column, height }, dots } = hand;
      if (height === 0 || token === tokenizer.eos) return;
      if (eyes.includes(token)) follow(dots!, { row, column });
      hand.line = token === tokenizer.newline ? "" : hand.line + textOf(token);
      hand.written += token === tokenizer.newline ? 1 : tokenizer.cells(token);
    },
  };
}
