/** Which part of our parameters a tensor of another program is, for both ways. */
import type { NetworkConfig } from "../../../network/config.ts";
import type { Parameters, ParameterSpec } from "../../../network/parameters.ts";
import { kvHeadsOf } from "../../../network/transformer/kind.ts";
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
  config: NetworkConfig,
  vocabulary: number,
  naming: Naming,
): Piece[] {
  const { dim, heads } = config, headDim = dim / heads, shared = kvHeadsOf(config) * headDim;
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
    const paired = naming.neighbours ? headDim : undefined;
    return [
      piece("q", { shape: [dim, dim], paired }),
      piece("k", { shape: [shared, dim], column: dim, paired }),
      piece("v", { shape: [shared, dim], column: dim + shared }),
    ];
  });
}

/** The values of a tensor for another program. */
export function valuesFor(piece: Piece, parameters: Parameters): Float32Array {
  const values = new Float32Array(piece.shape.reduce((product, length) => product * length, 1));
  walk(piece, parameters, (ours, place, i) => values[i] = ours[place]!);
  return values;
}

/** Puts the values of another program's tensor, of as many rows or more, in their place. */
export function take(piece: Piece, values: Float32Array, parameters: Parameters): void {
  walk(piece, parameters, (ours, place, i) => ours[place] = values[i]!);
}

/** Visits the values of a piece in its order, each with its place in our parameter. */
function walk(
  { parameter, shape, row, column, transposed, paired }: Piece,
  parameters: Parameters,
  visit: (ours: Float32Array, place: number, i: number) => void,
): void {
  const ours = parameters[parameter];
  if (ours === undefined) throw new Error(`missing parameter ${parameter}`);
  const width = ours.shape[1]!;
  const [rows, columns] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!];
  const [down, across] = transposed ? [1, width] : [width, 1];
  for (let r = 0, i = 0; r < rows; r++) {
    let place = row * width + column + (paired === undefined ? r : apart(r, paired)) * down;
    for (let c = 0; c < columns; c++, place += across) visit(ours.data, place, i++);
  }
}

/** Row of a head whose pairs are half its width apart, of a row where they are neighbours. */
function apart(row: number, width: number): number {
  const within = row % width;
  return row - within + (within % 2) * width / 2 + Math.floor(within / 2);
}
