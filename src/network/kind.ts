import type { NetworkForm } from "./form.ts";
import type { NetworkOptions, NetworkShape } from "./sizes.ts";
import type { StateSpec } from "./state.ts";

/** A config, as far as a kind asks. */
export type KindConfig = NetworkShape & { form?: NetworkForm | undefined };

/** What there is to know of a kind of network without its weights and its step: what its configs say, and how it is decoded. */
export interface NetworkKind {
  /** The optional sizes that it has: what they are unless told otherwise, or undefined where they are then left out. */
  options: Readonly<NetworkOptions>;
  /** Whether it is made of the parts of a form (form.ts) and told its places as that says; others need to be told none. */
  formed: boolean;
  /** Sizes that follow from others, and cannot be chosen. */
  fixed?(shape: NetworkShape): Partial<NetworkShape>;
  /** What is wrong with sizes that are each within their limits: which one, and why. */
  problem?(config: KindConfig): { name: keyof KindConfig; message: string } | undefined;
  /** What it keeps of a sequence from one step to the next. */
  state(config: KindConfig): StateSpec[];
  /**
   * Whether a step takes several new positions: of many rows at the beginning, where nothing is kept yet, and of one row by
   * itself later. "one": decoding goes position by position throughout.
   */
  prefill: "many" | "one";
}
