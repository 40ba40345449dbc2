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

/** Minutes: 0.5, 12, 300. */
export const minutes = (value: number): string => value < 10 ? value.toFixed(1) : String(Math.round(value));

/** A figure and its standard error, if there is one. */
export const within = (value: number | null, error: number | null, digits = 4): string =>
  value === null
    ? "–"
    : error === null
    ? value.toFixed(digits)
    : `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;

/** A difference with its sign; marked where it is more than two standard errors. */
export function difference({ value, overText, overSeeds }: Measured): string[] {
  const sign = value > 0 ? "+" : "";
  const error = overSeeds ?? overText;
  const clear = error !== null && Math.abs(value) > 2 * error ? " *" : "";
  return [`${sign}${value.toFixed(4)}${clear}`, within(overText, null), within(overSeeds, null)];
}
