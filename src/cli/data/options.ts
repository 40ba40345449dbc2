import { InvalidArgumentError } from "commander";
import { STYLES } from "../../art/styles.ts";

/** Parses an option's whole number. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError("expected a whole number.");
  }
  return value;
}

/** Parses an option's whole number of at least 1. */
export function positive(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError("expected a whole number of at least 1.");
  return value;
}

/** Parses the name of a style. */
export function style(text: string): string {
  if (!STYLES.some((style) => style === text)) {
    throw new InvalidArgumentError(`expected one of ${STYLES.join(", ")}.`);
  }
  return text;
}

/** Parses an option's number of seconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || value > 3600) {
    throw new InvalidArgumentError("expected a number of seconds, at most 3600.");
  }
  return value;
}

/** Parses an option's span of years, or its single year. */
export function years(text: string): { from: number; to: number } {
  const [, from, to = from] = /^(\d{4})(?:-(\d{4}))?$/.exec(text) ?? [];
  if (from === undefined || Number(from) > Number(to)) {
    throw new InvalidArgumentError("expected a year, or two with the earlier one first, such as 1990-1996.");
  }
  return { from: Number(from), to: Number(to) };
}
