import type { Random } from "../base/random.ts";

/** A figure with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  /** Independent samples that it rests on. */
  samples: number;
}

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959964;
const RESAMPLES = 1000;

/** A share of `total` (at least one) with its Wilson score interval (Wilson 1927), which never leaves 0 … 1. */
export function share(count: number, total: number): Estimate {
  const value = count / total;
  const scale = 1 / (1 + Z * Z / total);
  const centre = (value + Z * Z / (2 * total)) * scale;
  const margin = Z * scale * Math.sqrt(value * (1 - value) / total + Z * Z / (4 * total * total));
  return { value, low: Math.max(0, centre - margin), high: Math.min(1, centre + margin), samples: total };
}

/** The mean of independent values (at least one) with its bootstrap percentile interval (Efron 1979). */
export function bootstrapMean(values: readonly number[], { int }: Random): Estimate {
  const mean = (pick: (i: number) => number) =>
    values.reduce((sum, _, i) => sum + values[pick(i)]!, 0) / values.length;
  const resampled = Float64Array.from({ length: RESAMPLES }, () => mean(() => int(values.length))).sort();
  return {
    value: mean((i) => i),
    low: resampled[Math.floor(0.025 * RESAMPLES)]!,
    high: resampled[Math.ceil(0.975 * RESAMPLES) - 1]!,
    samples: values.length,
  };
}

/** Mean of some values; NaN for none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length === 0 ? NaN : (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** The items in random order. */
export function shuffled<T>(items: readonly T[], { next }: Random): T[] {
  return items.map((item) => ({ item, key: next() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Standard error of the mean of independent values; NaN for fewer than two. */
export function standardError(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/**
 * Standard error of a ratio Σx/Σy over independent units, such as documents, that differ in size: linearised, as survey
 * sampling has it (Cochran 1977, 6.4); with equal y that of a mean. NaN for fewer than two units.
 */
export function ratioError(x: readonly number[], y: readonly number[]): number {
  const n = x.length, whole = y.reduce((sum, value) => sum + value, 0);
  const ratio = x.reduce((sum, value) => sum + value, 0) / whole;
  const squares = x.reduce((sum, value, i) => sum + (value - ratio * y[i]!) ** 2, 0);
  return Math.sqrt(squares * n / (n - 1)) / whole;
}

/** Standard error of a figure of sums over independent units, by drawing the units again; NaN for fewer than two. */
export function bootstrapError(
  units: readonly (readonly number[])[],
  figure: (sums: readonly number[]) => number,
  { int }: Random,
  resamples = 200,
): number {
  if (units.length < 2) return NaN;
  const figures = Array.from({ length: resamples }, () => {
    const sums = units[0]!.map(() => 0);
    for (let i = 0; i < units.length; i++) {
      units[int(units.length)]!.forEach((value, column) => sums[column]! += value);
    }
    return figure(sums);
  });
  const centre = mean(figures);
  return Math.sqrt(figures.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (resamples - 1));
}
