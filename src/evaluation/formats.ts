/** Rows that are decoded side by side where number formats are timed. */
export const ROWS = [1, 8] as const;

/** What a number format of the weights costs, and what it is worth. */
export interface FormatFigures {
  name: string;
  /** Of model.onnx, and of all files of the model folder. */
  modelBytes: number;
  bundleBytes: number;
  /** For each of ROWS. */
  tokensPerSecond: number[];
  bitsPerCharacter: number;
  /** Share of places where the likeliest next token is that of the first format. */
  sameNextToken: number;
}
