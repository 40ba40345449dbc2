import type { Estimate } from "../statistics.ts";

/** A share as a percentage: 12.3 %. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "–";
}

/** A share with its 95 % interval: 12.3 % (9.8–15.1). */
export function percentWithin({ value, low, high }: Estimate): string {
  return `${percent(value)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`;
}

/** A figure with its 95 % interval: 1.23 (1.10–1.36). */
export function figureWithin({ value, low, high }: Estimate): string {
  return `${figure(value)} (${figure(low)} to ${figure(high)})`;
}

/** A figure of two or three decimals; a dash where there is none. */
export function figure(value: number | null, decimals = 2): string {
  return value !== null && Number.isFinite(value) ? value.toFixed(decimals) : "–";
}
