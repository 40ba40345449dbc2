/** Numbers of runs as people read them. */
import { shortNumber } from "../../evaluation/report/ticks.ts";
import type { Measured } from "../../operations/runs/paired.ts";

/** A loss or another metric: four digits that count. */
export const metric = (value: number | null | undefined): string =>
  value === undefined || value === null
    ? "–"
    : Math.abs(value) >= 1e4
    ? shortNumber(value)
    : String(Number(value.toPrecision(4)));

/** A count: 1234567 as 1.23M. */
export const count = (value: number | undefined): string => value === undefined ? "–" : shortNumber(value);

/** Minutes: 0.05, 1.5, 300. */
export const minutes = (value: number): string => value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0);

/** A figure and its standard error, if there is one. */
export const within = (value: number | null, error: number | null, digits = 4): string =>
  value === null
    ? "–"
    : error === null
    ? value.toFixed(digits)
    : `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;

/** A difference with its sign; marked where it is more than two standard errors of either kind. */
export function difference({ value, overText, overSeeds }: Measured): string[] {
  const sign = value > 0 ? "+" : "";
  const errors = [overText, overSeeds].filter((error) => error !== null);
  const clear = errors.length > 0 && Math.abs(value) > 2 * Math.max(...errors) ? " *" : "  ";
  return [`${sign}${value.toFixed(4)}${clear}`, within(overText, null), within(overSeeds, null)];
}
