/** What shapes the curve of a learning rate, each a share: of the budget, or of the highest rate. */
export interface Curve {
  /** Share of the budget over which the rate rises. */
  warmup: number;
  /** Share of the budget over which it falls, at the end. */
  decay: number;
  /** What it ends at, relative to the highest. */
  final: number;
}

/** How the learning rate changes over a run. */
export interface Schedule {
  /** What it takes of `decay` and `final`, and where these and `warmup` stand unless told otherwise. */
  readonly usual: Partial<Curve>;
  /** Factor of the learning rate where `progress` of the budget is used: from 0 to 1, be it steps or minutes. */
  factor(progress: number, curve: Curve): number;
}

/** A linear rise from a thousandth. */
export const risen = (progress: number, warmup: number): number => Math.max(progress / warmup, 1e-3);

/** How far `progress` is on the way from `from` to the end. */
export const wayFrom = (from: number, progress: number): number =>
  (progress - from) / Math.max(1e-9, 1 - from);

/** From 1 to `final` by half a cosine. */
export const cosineFall = (way: number, final: number): number =>
  final + (1 - final) * 0.5 * (1 + Math.cos(Math.PI * way));

/** From 1 to `final` along a line. */
export const linearFall = (way: number, final: number): number => 1 + (final - 1) * way;
