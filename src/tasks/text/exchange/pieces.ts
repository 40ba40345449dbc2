/** Which part of our parameters a tensor of another program is, for both ways. */
import type { NetworkConfig } from "../../../network/config.ts";
import type { Parameters, ParameterSpec } from "../../../network/parameters.ts";
import type { Naming } from "./names.ts";

/** A tensor elsewhere, as a part of one of ours. */
export interface Piece {
  name: string;
  /** [length] or [rows, columns], as they have it. */
  shape: readonly number[];
  parameter: string;
  /** Where it begins in ours. */
  row: number;
  column: number;
  /** Whether their rows are our columns. */
  transposed: boolean;
  /** Width of heads whose rows are in another order: pairs side by side that are half a head apart with us. */
  paired: number | undefined;
  /** Whether they may have more rows: of tokens that no tokenizer has. */
  perToken: boolean;
}

/** All parameters of a network as tensors of another program. */
export function piecesOf(
  specs: readonly ParameterSpec[],
  { dim, heads }: NetworkConfig,
  vocabulary: number,
  naming: Naming,
): Piece[] {
  return specs.flatMap((spec): Piece[] => {
    const { name: parameter, shape: [rows, columns], role } = spec;
    const [, layer = "", own = "", suffix] =
      /^(?:layers\.(\d+)\.)?(\w+)(?:\.(gain|bias))?$/.exec(parameter) ?? [];
    const piece = (key: string, more: Partial<Piece> = {}): Piece => {
      const known = naming.names[key];
      if (known === undefined) throw new Error(`there is no name for ${parameter}`);
      const end = suffix === "bias" ? ".bias" : ".weight";
      const transposed = role === "head" || role === "matrix" && !naming.asOurs;
      return {
        name: (key === "head" ? "" : naming.prefix) + known.replace("{}", layer) + end,
        shape: role === "vector" ? [columns] : transposed ? [columns, rows] : [rows, columns],
        ...{ parameter, row: 0, column: 0, transposed, paired: undefined, perToken: role === "head" },
        ...more,
      };
    };
    if (own === "embedding") {
      const tokens = piece("tokens", { shape: [vocabulary, dim], perToken: true });
      if (rows === vocabulary) return [tokens];
      return [tokens, piece("places", { shape: [rows - vocabulary, dim], row: vocabulary })];
    }
    if (own !== "qkv" || "qkv" in naming.names) return [piece(own)];
    const paired = naming.neighbours ? dim / heads : undefined;
    return ["q", "k", "v"].map((key, i) =>
      piece(key, { shape: [dim, dim], column: i * dim, paired: key === "v" ? undefined : paired })
    );
  });
}

/** The values of a tensor for another program. */
export function valuesFor(piece: Piece, parameters: Parameters): Float32Array {
  const { data, place, count } = walk(piece, parameters);
  return Float32Array.from({ length: count }, (_, i) => data[place(i)]!);
}

/** Puts the values of another program's tensor, of as many rows or more, in their place. */
export function take(piece: Piece, values: Float32Array, parameters: Parameters): void {
  const { data, place, count } = walk(piece, parameters);
  for (let i = 0; i < count; i++) data[place(i)] = values[i]!;
}

/** How a piece's values lie in our parameter. */
function walk(
  { parameter, shape, row, column, transposed, paired }: Piece,
  parameters: Parameters,
): { data: Float32Array; place(i: number): number; count: number } {
  const ours = parameters[parameter];
  if (ours === undefined) throw new Error(`missing parameter ${parameter}`);
  const width = ours.shape[1]!;
  const [rows, columns] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!];
  return {
    data: ours.data,
    count: rows * columns,
    place(i) {
      const r = Math.floor(i / columns), c = i % columns;
      if (!transposed) return (row + r) * width + column + c;
      return (row + c) * width + column + (paired === undefined ? r : apart(r, paired));
    },
  };
}

/** Row of a head whose pairs are half its width apart, of a row where they are neighbours. */
function apart(row: number, width: number): number {
  const within = row % width;
  return row - within + (within % 2) * width / 2 + Math.floor(within / 2);
}
