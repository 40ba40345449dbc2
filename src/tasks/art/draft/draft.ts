/**
 * The draft model (Leviathan et al. 2023): guesses what the drawing hand puts in a cell by what the hand is told there, without any
 * memory: one hidden layer. draft.bin holds its matrices one after the other, HIDDEN numbers of 8 bits a row, then the float32 scale
 * of each row.
 */
import { UserError } from "../../../base/errors.ts";
import { parameterList, type ParameterSpec } from "../../../network/parameters.ts";
import type { Ports } from "../../../network/ports.ts";

export interface Draft {
  /** The likeliest of some tokens behind a position with these inputs. */
  likeliest(indices: Int32Array, field: Float32Array, tokens: readonly number[]): number;
}

export const DRAFT_FILE = "draft.bin";
/** Units of the hidden layer. */
export const HIDDEN = 64;
/** The largest size that a number of 8 bits can have. */
const MOST = 127;

/** Its matrices, all [rows, HIDDEN]: the hidden layer is the sum of the table's rows and of the field's; logits are products with those of `head`. */
export function draftSpecs({ rows, field, vocabulary }: Ports): ParameterSpec[] {
  const { specs, add } = parameterList();
  add({ name: "embedding", shape: [rows, HIDDEN], deviation: 0.1, role: "table" });
  add({ name: "field", shape: [field, HIDDEN], deviation: field ** -0.5, role: "matrix" });
  add({ name: "head", shape: [vocabulary, HIDDEN], deviation: HIDDEN ** -0.5, role: "head" });
  return specs;
}

const rowsOf = (ports: Ports): number => draftSpecs(ports).reduce((sum, { shape: [rows] }) => sum + rows, 0);

/** The file of some weights, as `draftSpecs` lays them out. */
export function packDraft(weights: Float32Array): Uint8Array<ArrayBuffer> {
  const rows = weights.length / HIDDEN;
  const codes = new Int8Array(weights.length), scales = new DataView(new ArrayBuffer(4 * rows));
  for (let row = 0; row < rows; row++) {
    const values = weights.subarray(row * HIDDEN, (row + 1) * HIDDEN);
    const scale = Math.fround(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / MOST);
    scales.setFloat32(4 * row, scale, true);
    values.forEach((value, i) => codes[row * HIDDEN + i] = scale > 0 ? Math.round(value / scale) : 0);
  }
  const file = new Uint8Array(codes.length + scales.byteLength);
  file.set(new Uint8Array(codes.buffer));
  file.set(new Uint8Array(scales.buffer), codes.length);
  return file;
}

/** Throws a UserError of kind "model" where a file is none of a network with these ports. */
export function checkDraft(file: Uint8Array, ports: Ports): void {
  const expected = rowsOf(ports) * (HIDDEN + 4);
  if (file.length !== expected) {
    throw new UserError(
      "model",
      `${DRAFT_FILE} has ${file.length} bytes; a draft model of this one has ${expected}`,
    );
  }
}

/** The draft model in a file that has been checked. */
export function openDraft(file: Uint8Array, ports: Ports): Draft {
  const rows = rowsOf(ports), count = rows * HIDDEN;
  const scales = new DataView(file.buffer, file.byteOffset + count, 4 * rows);
  const weights = new Float32Array(count);
  for (let row = 0, i = 0; row < rows; row++) {
    const scale = scales.getFloat32(4 * row, true);
    for (const end = i + HIDDEN; i < end; i++) weights[i] = scale * (file[i]! << 24 >> 24);
  }
  const [embedding, field, head] = draftSpecs(ports).map(({ offset, size }) =>
    weights.subarray(offset, offset + size)
  );
  const hidden = new Float64Array(HIDDEN);
  return {
    likeliest(indices, values, tokens) {
      hidden.fill(0);
      for (let i = 0; i < indices.length; i++) {
        const from = indices[i]! * HIDDEN;
        for (let unit = 0; unit < HIDDEN; unit++) hidden[unit]! += embedding![from + unit]!;
      }
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!, from = i * HIDDEN;
        if (value === 0) continue;
        for (let unit = 0; unit < HIDDEN; unit++) hidden[unit]! += value * field![from + unit]!;
      }
      for (let unit = 0; unit < HIDDEN; unit++) if (hidden[unit]! < 0) hidden[unit] = 0;
      let best = tokens[0]!, highest = -Infinity;
      for (let i = 0; i < tokens.length; i++) {
        const from = tokens[i]! * HIDDEN;
        let logit = 0;
        for (let unit = 0; unit < HIDDEN; unit++) logit += hidden[unit]! * head![from + unit]!;
        if (logit > highest) [best, highest] = [tokens[i]!, logit];
      }
      return best;
    },
  };
}
