/** How a drawing is laid out as tokens, in training, decoding and scoring alike. */
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import { type DrawingState, drawingState, type FeatureLayout, type Prompt } from "./features.ts";

/** What sequences of a model are made with. */
export interface SequenceMaker {
  tokenizer: GridTokenizer;
  layout: FeatureLayout;
}

/** What is to be drawn: a fine sketch (64×64 of 0 and 1) and its aspect bin, in the style and by the words of a prompt. */
export interface Subject {
  prompt: Prompt;
  sketch: Uint8Array;
  aspect: number;
}

/** The tokens that a drawing begins with, <bos> style prompt <sep>, and the state that writes its inputs. */
export interface Beginning {
  prefix: number[];
  state: DrawingState;
}

/** A drawing that is to be made. */
export function beginDrawing({ tokenizer, layout }: SequenceMaker, subject: Subject): Beginning {
  const { prompt, sketch, aspect } = subject;
  return {
    prefix: [tokenizer.bos, prompt.style, ...prompt.characters, tokenizer.sep],
    state: drawingState(layout, tokenizer, prompt, sketch, aspect),
  };
}

/** A drawing that is there: its size, and the tokens of its rows joined by <newline>, without <eos>. */
export interface Drawn {
  width: number;
  height: number;
  art: Iterable<number>;
}

/** A whole sequence: the tokens that go in, and those that the last of them are to predict, one each. */
export interface WholeDrawing {
  tokens: number[];
  targets: number[];
  state: DrawingState;
}

/** A drawing that is learned or scored: all tokens after the prefix are predicted, <eos> the last. */
export function wholeDrawing(
  maker: SequenceMaker,
  subject: Subject,
  { width, height, art }: Drawn,
): WholeDrawing {
  const { tokenizer } = maker;
  const { prefix, state } = beginDrawing(maker, subject);
  const body = [tokenizer.widthToken(width), tokenizer.heightToken(height), ...art];
  return { tokens: [...prefix, ...body], targets: [...body, tokenizer.eos], state };
}

/** Tokens that go in for a drawing of so many tokens, by the characters of its prompt. */
export const drawingLength = (prompt: Pick<Prompt, "characters">, art: number): number =>
  prompt.characters.length + 3 + 2 + art;
