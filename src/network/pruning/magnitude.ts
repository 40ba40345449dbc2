/** Pruning by magnitude: the smallest weights of the layers' matrices become zero, and the network keeps its shape. */
import type { Parameters, ParameterSpec } from "../parameters.ts";

/** Which weights go. */
export type Sparsity =
  /** The smallest share of all, or of each matrix by itself. */
  | { share: number; scope: "model" | "matrix" }
  /** Of each `of` weights that follow one another in a column, all but the `kept` largest. */
  | { kept: number; of: number };

/** The matrices that are pruned: tables are looked up, and head and vectors are too sensitive for what they weigh. */
export const prunedSpecs = (specs: readonly ParameterSpec[]): ParameterSpec[] =>
  specs.filter(({ role }) => role === "matrix");

/** Parameters of which these weights are zero; those that were given stay as they are. */
export function sparsified(
  specs: readonly ParameterSpec[],
  parameters: Parameters,
  sparsity: Sparsity,
): Parameters {
  const copies = prunedSpecs(specs).map(({ name, shape }) => {
    const data = parameters[name]?.data.slice();
    if (data === undefined) throw new Error(`there is no parameter ${name}`);
    return { name, shape, data };
  });
  if ("kept" in sparsity) { for (const { shape, data } of copies) thinColumns(data, shape, sparsity); }
  else if (sparsity.scope === "model") clearSmallest(copies.map(({ data }) => data), sparsity.share);
  else for (const { data } of copies) clearSmallest([data], sparsity.share);
  return { ...parameters, ...Object.fromEntries(copies.map(({ name, ...rest }) => [name, rest])) };
}

/** Clears that share of all numbers, exactly: of those that are as small as the last to go the first ones. */
function clearSmallest(arrays: readonly Float32Array[], share: number): void {
  const sizes = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) for (const value of array) sizes[at++] = Math.abs(value);
  const count = Math.round(share * sizes.length);
  if (count === 0) return;
  const limit = sizes.sort()[count - 1]!;
  let equal = count;
  for (let i = 0; sizes[i]! < limit; i++) equal--;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) {
      const size = Math.abs(array[i]!);
      if (size < limit || size === limit && equal-- > 0) array[i] = 0;
    }
  }
}

function thinColumns(
  data: Float32Array,
  [rows, columns]: readonly [number, number],
  { kept, of }: { kept: number; of: number },
): void {
  for (let column = 0; column < columns; column++) {
    for (let first = 0; first < rows; first += of) {
      const places = Array.from(
        { length: Math.min(of, rows - first) },
        (_, i) => (first + i) * columns + column,
      );
      places.sort((a, b) => Math.abs(data[b]!) - Math.abs(data[a]!));
      for (const place of places.slice(kept)) data[place] = 0;
    }
  }
}

/** Share of the weights in the layers' matrices that are zero. */
export function sparsityOf(specs: readonly ParameterSpec[], parameters: Parameters): number {
  let zeros = 0, all = 0;
  for (const { name, size } of prunedSpecs(specs)) {
    all += size;
    for (const value of parameters[name]?.data ?? []) if (value === 0) zeros++;
  }
  return all === 0 ? 0 : zeros / all;
}
