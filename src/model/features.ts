/**
 * What the network is told at each position. The host computes it with integer arithmetic, in training and at decode
 * time alike, so both see the same: `FEATURES` rows of one embedding table, and a field of sketch values.
 */
import { ASPECT_BINS, type CharacterTokenizer, VARIANTS } from "../tokenizer/character.ts";
import { PATCH_COLUMNS, PATCHES, SKETCH_SIDE } from "../tokenizer/patches.ts";
import type { ModelConfig } from "./config.ts";

/** Columns of the row above that a position sees, relative to its own. */
const ABOVE = [-2, -1, 0, 1, 2] as const;
/** Boxes per side of each of the two sketch windows: one in half-cell steps, one in sketch pixels. */
const FIELD_SIDE = 7;
/** Cells to the right in the same row, each as its upper and its lower half, and the rest of the row as one. */
const AHEAD = 12;
export const FIELD = 2 * FIELD_SIDE * FIELD_SIDE + 2 * (AHEAD + 1);
/** Table rows that are added up at every position. */
export const FEATURES = 12 + ABOVE.length + 1;

/** Where each feature's rows start in the table; the first row of each (but the token's) means "none". */
export interface FeatureLayout {
  token: number;
  style: number;
  label: number;
  prompt: number;
  patch: number;
  patchAbove: number;
  variant: number;
  aspect: number;
  row: number;
  column: number;
  width: number;
  height: number;
  above: number[];
  aboveTwo: number;
  rows: number;
}

/** Layout of the embedding table for a tokenizer and a config. */
export function featureLayout(tokenizer: CharacterTokenizer, config: ModelConfig): FeatureLayout {
  let rows = 0;
  const take = (count: number) => (rows += count) - count;
  const { maxWidth, maxHeight, characters, styles } = tokenizer.data;
  const glyphs = [...characters].length + 2; // none, outside the grid, characters
  return {
    token: take(tokenizer.vocabularySize),
    style: take(styles.length + 1),
    label: take(config.labels.length + 1),
    prompt: take(config.promptLength + 2),
    patch: take(PATCHES + 2),
    patchAbove: take(tokenizer.data.patches.length + 1),
    variant: take(VARIANTS + 1),
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

/** Both passes begin alike: <bos>, the style, the prompt's characters, <sep>. */
export interface Prompt {
  /** Token of the style, such as `tokenizer.styleToken("line")`. */
  style: number;
  /** Character tokens, at most `config.promptLength`. */
  characters: number[];
  /** Index into `config.labels`, or −1. */
  label: number;
}

/** Tokens that both passes begin with. */
export function prefixTokens(tokenizer: CharacterTokenizer, prompt: Prompt): number[] {
  return [tokenizer.bos, prompt.style, ...prompt.characters, tokenizer.sep];
}

/** Writes inputs position by position; `advance` first, in order, for each token of a sequence. */
export interface SequenceState {
  /** Takes the next input token into account and writes the position's inputs at the given offsets. */
  advance(
    token: number,
    indices: Int32Array,
    indexOffset: number,
    field: Float32Array,
    fieldOffset: number,
  ): void;
}

function startState(layout: FeatureLayout, tokenizer: CharacterTokenizer, prompt: Prompt) {
  const base = new Int32Array([
    0,
    layout.style + 1 + prompt.style - tokenizer.styleStart,
    layout.label + 1 + prompt.label,
    layout.prompt,
    layout.patch,
    layout.patchAbove,
    layout.variant,
    layout.aspect,
    layout.row,
    layout.column,
    layout.width,
    layout.height,
    ...layout.above,
    layout.aboveTwo,
  ]);
  return { base, prefix: prompt.characters.length + 3 };
}

/** State of the sketch pass: which of the word's pictures, its patches, then the aspect. */
export function sketchState(
  layout: FeatureLayout,
  tokenizer: CharacterTokenizer,
  prompt: Prompt,
): SequenceState {
  const { base, prefix } = startState(layout, tokenizer, prompt);
  const patches: number[] = [];
  let position = 0;
  return {
    advance(token, indices, indexOffset, field, fieldOffset) {
      base[0] = layout.token + token;
      if (position < prefix) base[3] = layout.prompt + 1 + Math.min(position, prefix - 1);
      else {
        base[3] = layout.prompt;
        if (position === prefix) base[6] = layout.variant + 1 + token - tokenizer.variantStart;
        else patches.push(token - tokenizer.sketchStart);
      }
      if (position >= prefix) {
        base[4] = layout.patch + 1 + patches.length;
        const above = patches[patches.length - PATCH_COLUMNS];
        base[5] = layout.patchAbove + (above === undefined ? 0 : 1 + above);
      }
      position++;
      indices.set(base, indexOffset);
      field.fill(0, fieldOffset, fieldOffset + FIELD);
    },
  };
}

/** State of the drawing pass, with the grid it has drawn so far. */
export interface DrawingState extends SequenceState {
  /** The cell that comes next. */
  readonly row: number;
  readonly column: number;
  /** 0 until the size tokens have passed. */
  readonly width: number;
  readonly height: number;
}

/** State of the drawing pass: width, height, then the cells, given a sketch (36×36 of 0 and 1) and its aspect bin. */
export function drawingState(
  layout: FeatureLayout,
  tokenizer: CharacterTokenizer,
  prompt: Prompt,
  sketch: Uint8Array,
  aspect: number,
): DrawingState {
  const { base, prefix } = startState(layout, tokenizer, prompt);
  const { maxWidth } = tokenizer.data;
  base[7] = layout.aspect + 1 + aspect;
  // Glyph rows for the three lines in play: 0 none, 1 outside, 2 + character.
  const space = 2 + tokenizer.characterOf(tokenizer.space);
  const table = summedArea(sketch);
  let current = new Int32Array(maxWidth);
  let above = new Int32Array(maxWidth).fill(1);
  let aboveTwo = new Int32Array(maxWidth).fill(1);
  let [position, row, column, width, height] = [0, 0, 0, 0, 0];
  return {
    get row() {
      return row;
    },
    get column() {
      return column;
    },
    get width() {
      return width;
    },
    get height() {
      return height;
    },
    advance(token, indices, indexOffset, field, fieldOffset) {
      base[0] = layout.token + token;
      base[3] = position < prefix ? layout.prompt + 1 + Math.min(position, prefix - 1) : layout.prompt;
      if (position === prefix) {
        width = token - tokenizer.widthStart + 1;
        base[10] = layout.width + width;
      } else if (position === prefix + 1) {
        height = token - tokenizer.heightStart + 1;
        base[11] = layout.height + height;
        current.fill(space);
      } else if (token === tokenizer.newline) {
        [aboveTwo, above, current] = [above, current, aboveTwo];
        current.fill(space);
        row++;
        column = 0;
      } else if (position > prefix) {
        const cells = tokenizer.cells(token);
        current.fill(2 + tokenizer.characterOf(token), column, column + cells);
        column += cells;
      }
      const inGrid = position > prefix;
      if (inGrid) {
        base[8] = layout.row + 1 + Math.min(row, tokenizer.data.maxHeight - 1);
        base[9] = layout.column + 1 + Math.min(column, maxWidth);
        for (let i = 0; i < ABOVE.length; i++) {
          const x = column + ABOVE[i]!;
          base[12 + i] = layout.above[i]! + (x < 0 || x >= width ? 1 : above[x]!);
        }
        base[12 + ABOVE.length] = layout.aboveTwo + (column >= width ? 1 : aboveTwo[column]!);
        writeField(field, fieldOffset, table, row, column, width, height);
      } else field.fill(0, fieldOffset, fieldOffset + FIELD);
      position++;
      indices.set(base, indexOffset);
    },
  };
}

const TABLE_SIDE = SKETCH_SIDE + 1;

/** Ink of the sketch left of and above each corner of its pixels (a summed-area table, Crow 1984). */
function summedArea(sketch: Uint8Array): Float32Array {
  const table = new Float32Array(TABLE_SIDE * TABLE_SIDE);
  for (let y = 0; y < SKETCH_SIDE; y++) {
    let row = 0;
    for (let x = 0; x < SKETCH_SIDE; x++) {
      row += sketch[y * SKETCH_SIDE + x]!;
      table[(y + 1) * TABLE_SIDE + x + 1] = table[y * TABLE_SIDE + x + 1]! + row;
    }
  }
  return table;
}

/** Ink left of x and above y, both in sketch pixels. */
function inkBefore(table: Float32Array, x: number, y: number): number {
  const left = Math.min(Math.floor(x), SKETCH_SIDE - 1), top = Math.min(Math.floor(y), SKETCH_SIDE - 1);
  const fx = x - left, fy = y - top;
  const at = top * TABLE_SIDE + left;
  const upper = (1 - fx) * table[at]! + fx * table[at + 1]!;
  const lower = (1 - fx) * table[at + TABLE_SIDE]! + fx * table[at + TABLE_SIDE + 1]!;
  return (1 - fy) * upper + fy * lower;
}

/** Ink of a box; 0 where it lies outside the sketch. */
function inkWithin(table: Float32Array, left: number, top: number, right: number, bottom: number): number {
  if (left >= right || top >= bottom) return 0;
  return inkBefore(table, right, bottom) - inkBefore(table, left, bottom) -
    inkBefore(table, right, top) + inkBefore(table, left, top);
}

const clamped = (value: number) => Math.max(0, Math.min(SKETCH_SIDE, value));

/**
 * Mean ink of boxes around a cell: in half-cell steps, then in steps of one sketch pixel, then ahead in its row. Boxes are
 * as wide as their step but never narrower than a pixel, so small drawings miss nothing and large ones see smooth edges.
 */
function writeField(
  field: Float32Array,
  offset: number,
  table: Float32Array,
  row: number,
  column: number,
  width: number,
  height: number,
) {
  const scaleX = SKETCH_SIDE / width;
  const scaleY = SKETCH_SIDE / height;
  const centreX = (column + 0.5) * scaleX;
  const centreY = (row + 0.5) * scaleY;
  const half = (FIELD_SIDE - 1) / 2;
  let at = offset;
  for (const [stepX, stepY] of [[scaleX / 2, scaleY / 2], [1, 1]] as const) {
    const boxX = Math.max(1, stepX), boxY = Math.max(1, stepY);
    for (let dy = -half; dy <= half; dy++) {
      const y = centreY + dy * stepY;
      const top = clamped(y - boxY / 2), bottom = clamped(y + boxY / 2);
      for (let dx = -half; dx <= half; dx++) {
        const x = centreX + dx * stepX;
        field[at++] = inkWithin(table, clamped(x - boxX / 2), top, clamped(x + boxX / 2), bottom) /
          (boxX * boxY);
      }
    }
  }
  const boxX = Math.max(1, scaleX), boxY = Math.max(1, scaleY / 2);
  for (const y of [centreY - scaleY / 4, centreY + scaleY / 4]) {
    const top = clamped(y - boxY / 2), bottom = clamped(y + boxY / 2);
    for (let ahead = 1; ahead <= AHEAD; ahead++) {
      const x = centreX + ahead * scaleX;
      field[at++] = inkWithin(table, clamped(x - boxX / 2), top, clamped(x + boxX / 2), bottom) /
        (boxX * boxY);
    }
    const rest = clamped(centreX + (AHEAD + 0.5) * scaleX);
    field[at++] = inkWithin(table, rest, top, SKETCH_SIDE, bottom) / (boxX * boxY);
  }
}
