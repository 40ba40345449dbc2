/**
 * What the network is told at each position. The host computes it with integer arithmetic, in training and at decode
 * time alike, so both see the same: `FEATURES` rows of one embedding table, and a field of sketch values.
 */
import { ASPECT_BINS, type GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import type { ModelConfig } from "../config.ts";
import type { Ports, SequenceState } from "../../../network/ports.ts";
import { isSymmetric } from "../../../rasterise/sketch/mirror.ts";
import { FIELD, sketchField } from "./sketch_field.ts";

export { FIELD };

/** Columns of the row above that a position sees, relative to its own. */
const ABOVE = [-2, -1, 0, 1, 2] as const;
/** Table rows that are added up at every position. */
export const FEATURES = 9 + ABOVE.length + 1;

/** Where each feature's rows start in the table; the first row of each (but the token's) means "none". */
export interface FeatureLayout {
  token: number;
  style: number;
  mirror: number;
  prompt: number;
  aspect: number;
  row: number;
  column: number;
  width: number;
  height: number;
  above: number[];
  aboveTwo: number;
  rows: number;
}

/** What the network of a tokenizer and a config is connected to. */
export function portsOf(tokenizer: GridTokenizer, config: PromptConfig): Ports {
  const { rows } = featureLayout(tokenizer, config);
  return { rows, features: FEATURES, field: FIELD, vocabulary: tokenizer.vocabularySize };
}

type PromptConfig = Pick<ModelConfig, "promptLength">;

/** Layout of the embedding table for a tokenizer and a config. */
export function featureLayout(tokenizer: GridTokenizer, config: PromptConfig): FeatureLayout {
  let rows = 0;
  const take = (count: number) => (rows += count) - count;
  const { maxWidth, maxHeight, characters, styles } = tokenizer.data;
  const glyphs = [...characters].length + 2; // none, outside the grid, characters
  return {
    token: take(tokenizer.vocabularySize),
    style: take(styles.length + 1),
    mirror: take(glyphs),
    prompt: take(config.promptLength + 2),
    aspect: take(ASPECT_BINS + 1),
    row: take(maxHeight + 1),
    column: take(maxWidth + 2),
    width: take(maxWidth + 1),
    height: take(maxHeight + 1),
    above: ABOVE.map(() => take(glyphs)),
    aboveTwo: take(glyphs),
    get rows() {
      return rows;
    },
  };
}

/** A drawing begins with <bos>, the style, the prompt's characters, <sep>. */
export interface Prompt {
  /** Token of the style, such as `tokenizer.styleToken("line")`. */
  style: number;
  /** Character tokens, at most `config.promptLength`. */
  characters: number[];
}

/** State of a drawing, with the grid it has drawn so far. */
export interface DrawingState extends SequenceState {
  /** The cell that comes next. */
  readonly row: number;
  readonly column: number;
  /** 0 until the size tokens have passed. */
  readonly width: number;
  readonly height: number;
  /** Another state that goes on from here, by itself. */
  copy(): DrawingState;
}

/** State of a drawing: width, height, then the cells, given a fine sketch (64×64 of 0 and 1) and its aspect bin. */
export function drawingState(
  layout: FeatureLayout,
  tokenizer: GridTokenizer,
  prompt: Prompt,
  sketch: Uint8Array,
  aspect: number,
): DrawingState {
  const base = new Int32Array([
    0,
    layout.style + 1 + prompt.style - tokenizer.styleStart,
    layout.mirror,
    layout.prompt,
    layout.aspect + 1 + aspect,
    layout.row,
    layout.column,
    layout.width,
    layout.height,
    ...layout.above,
    layout.aboveTwo,
  ]);
  const prefix = prompt.characters.length + 3;
  const { maxWidth } = tokenizer.data;
  const seen = sketchField(sketch);
  const even = isSymmetric(sketch);
  // Glyph rows for the three lines in play: 0 none, 1 outside, 2 + character.
  const space = 2 + tokenizer.characterOf(tokenizer.space);
  const outside = () => new Int32Array(maxWidth).fill(1);
  const stateAt = (at: Place): DrawingState => ({
    get row() {
      return at.row;
    },
    get column() {
      return at.column;
    },
    get width() {
      return at.width;
    },
    get height() {
      return at.height;
    },
    advance(token, indices, indexOffset, field, fieldOffset) {
      const { base, position } = at;
      base[0] = layout.token + token;
      base[3] = position < prefix ? layout.prompt + 1 + Math.min(position, prefix - 1) : layout.prompt;
      if (position === prefix) {
        at.width = token - tokenizer.widthStart + 1;
        base[7] = layout.width + at.width;
      } else if (position === prefix + 1) {
        at.height = token - tokenizer.heightStart + 1;
        base[8] = layout.height + at.height;
        at.current.fill(space);
      } else if (token === tokenizer.newline) {
        [at.aboveTwo, at.above, at.current] = [at.above, at.current, at.aboveTwo];
        at.current.fill(space);
        at.row++;
        at.column = 0;
      } else if (position > prefix) {
        const cells = tokenizer.cells(token);
        at.current.fill(2 + tokenizer.characterOf(token), at.column, at.column + cells);
        at.column += cells;
      }
      const inGrid = position > prefix;
      if (inGrid) {
        const { row, column, width, height } = at;
        base[5] = layout.row + 1 + Math.min(row, tokenizer.data.maxHeight - 1);
        base[6] = layout.column + 1 + Math.min(column, maxWidth);
        for (let i = 0; i < ABOVE.length; i++) {
          const x = column + ABOVE[i]!;
          base[9 + i] = layout.above[i]! + (x < 0 || x >= width ? 1 : at.above[x]!);
        }
        const opposite = width - 1 - column;
        base[2] = layout.mirror + (even && opposite >= 0 && opposite < column ? at.current[opposite]! : 0);
        base[9 + ABOVE.length] = layout.aboveTwo + (column >= width ? 1 : at.aboveTwo[column]!);
        seen.write(field, fieldOffset, row, column, width, height);
      } else field.fill(0, fieldOffset, fieldOffset + FIELD);
      at.position++;
      indices.set(base, indexOffset);
    },
    copy() {
      const { base, current, above, aboveTwo } = at;
      return stateAt({
        ...at,
        ...{ base: base.slice(), current: current.slice(), above: above.slice(), aboveTwo: aboveTwo.slice() },
      });
    },
  });
  return stateAt({
    ...{ base, position: 0, row: 0, column: 0, width: 0, height: 0 },
    ...{ current: new Int32Array(maxWidth), above: outside(), aboveTwo: outside() },
  });
}

/** How far a drawing has come, and what of it is seen next. */
interface Place {
  /** Table rows of the position that came last. */
  base: Int32Array;
  position: number;
  row: number;
  column: number;
  width: number;
  height: number;
  /** Glyph rows of the three lines in play. */
  current: Int32Array;
  above: Int32Array;
  aboveTwo: Int32Array;
}
