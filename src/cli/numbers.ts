import { quoted } from "../base/check.ts";
import { UserError } from "../base/errors.ts";

/** Parses a whole number given to an option; anything else, or one out of range, is a usage error. */
export function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new UserError("usage", `${option} ${quoted(text)} is not a whole number from ${min} to ${max}`);
}

/** Parses a decimal number given to an option, `min` to `max`; with `above`, `min` itself is out of range. */
export function decimalNumber(option: string, text: string, min: number, max: number, above = false): number {
  const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  if ((above ? value > min : value >= min) && value <= max) return value;
  const range = above ? `above ${min}, up to ${max}` : `from ${min} to ${max}`;
  throw new UserError("usage", `${option} ${quoted(text)} is not a number ${range}`);
}
