/** Sizes of networks as plain data: those that every network has, and those that only some kinds have. */
import type { Fields, Whole } from "../base/fields.ts";

/** Sizes that every network has. */
export const SIZE_FIELDS = {
  dim: { type: "integer", least: 8, most: 4096, text: "width of the residual stream" },
  layers: { type: "integer", least: 1, most: 64, text: "layers" },
  heads: { type: "integer", least: 1, most: 64, text: "attention heads" },
  hidden: { type: "integer", least: 8, most: 16384, text: "hidden units of the feed-forward layer" },
  window: { type: "integer", least: 8, most: 4096, text: "positions that attention looks back" },
} as const satisfies Fields;

/** Sizes that only some kinds of networks have. */
export const OPTION_FIELDS = {
  kvHeads: {
    type: "integer",
    least: 1,
    most: 64,
    text: "heads of keys and values, which as many heads of queries share each",
    usual: "as many as heads",
  },
  headDim: {
    type: "integer",
    least: 8,
    most: 512,
    text: "width of a head, a multiple of 8; heads may then fill less or more than the width of the stream",
    usual: "dim / heads",
  },
  experts: { type: "integer", least: 2, most: 256, text: "feed-forward layers among which a router chooses" },
  activeExperts: { type: "integer", least: 1, most: 64, text: "of these, how many compute a position" },
  state: { type: "integer", least: 1, most: 256, text: "numbers that a channel carries along" },
  convolution: {
    type: "integer",
    least: 2,
    most: 16,
    text: "positions of the short convolution before the scan",
  },
} as const satisfies Fields;

export type OptionName = keyof typeof OPTION_FIELDS;
/** Optional sizes, as far as a network has them. */
export type NetworkOptions = { [K in OptionName]?: number | undefined };
/** Sizes of a network. */
export type NetworkShape = Whole<typeof SIZE_FIELDS> & NetworkOptions;

/** Width of a head. */
export const headDimOf = ({ headDim, dim, heads }: Pick<NetworkShape, "headDim" | "dim" | "heads">): number =>
  headDim ?? dim / heads;
