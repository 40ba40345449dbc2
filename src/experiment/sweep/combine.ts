/** Which combinations of values a sweep tries. */
import { UserError } from "../../base/errors.ts";
import { random, shuffle } from "../../base/random.ts";
import type { Method } from "./fields.ts";
import { drawn, type Tried } from "./values.ts";

/** A key, or a group of files, and what to try of it. */
export interface Axis {
  name: string;
  tried: Tried;
  /** Whether its values are whole numbers. */
  isWhole: boolean;
}

/** A value for each axis, in their order. */
export type Combination = readonly string[];

/** Combinations that a sweep may have, and that are drawn where nobody says. */
const MOST = 10_000, USUAL = 16;
/** Draws in a row that are known already, after which there is taken to be nothing new. */
const VAIN = 1000;

/** What is asked for. */
export interface Combining {
  method: Method | undefined;
  trials: number | undefined;
  drawSeed: number;
}

/**
 * The combinations to try, and by which method. Throws a UserError of kind "usage" for ranges in a grid, for `trials` where
 * all are tried, and for too many.
 */
export function combinations(
  axes: readonly Axis[],
  { method, trials, drawSeed }: Combining,
): { method: Method; all: Combination[] } {
  const range = axes.find(({ tried }) => tried.kind !== "list");
  const chosen = method ?? (range === undefined ? "grid" : "random");
  if (chosen === "grid" && range !== undefined) {
    throw new UserError(
      "usage",
      `${range.name}: a grid takes lists, not ${range.tried.kind}(); say sweep.method=random`,
    );
  }
  const isWhole = chosen === "grid" || chosen === "asha" && range === undefined && trials === undefined;
  if (!isWhole) return { method: chosen, all: drawnCombinations(axes, trials ?? USUAL, drawSeed) };
  if (trials !== undefined) {
    throw new UserError(
      "usage",
      `sweep.trials: a grid has all combinations; to draw ${trials} of them say sweep.method=random`,
    );
  }
  const all = grid(axes);
  // In the order of a list each might be better than those before, and all of them go on.
  return { method: chosen, all: chosen === "asha" ? shuffle([...all], random(drawSeed, 18)) : all };
}

/** All combinations; the last axis changes first. */
function grid(axes: readonly Axis[]): Combination[] {
  const count = axes.reduce((all, { tried }) => all * (tried.kind === "list" ? tried.values.length : 1), 1);
  if (count > MOST) {
    throw new UserError("usage", `${count} combinations are too many for a sweep; at most ${MOST} are tried`);
  }
  return axes.reduce<Combination[]>(
    (all, { tried }) =>
      all.flatMap((before) =>
        tried.kind === "list" ? tried.values.map((value) => [...before, value]) : [before]
      ),
    [[]],
  );
}

/** Combinations that differ; the first ones are the same however many are asked for. */
function drawnCombinations(axes: readonly Axis[], count: number, seed: number): Combination[] {
  const rng = random(seed, 17), all = new Map<string, Combination>();
  for (let vain = 0; all.size < count && vain < VAIN; vain++) {
    const values = axes.map(({ tried, isWhole }) => drawn(tried, isWhole, rng)), key = JSON.stringify(values);
    if (all.has(key)) continue;
    all.set(key, values);
    vain = -1;
  }
  if (all.size === count) return [...all.values()];
  throw new UserError(
    "usage",
    `sweep.trials: ${count} is more than the ${all.size} different combinations that there seem to be`,
  );
}
