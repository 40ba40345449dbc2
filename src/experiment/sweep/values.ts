/** Values to try of a key, as they are written: a,b,c; range(4); log(1e-4,1e-2); uniform(0,0.5). */
import { numberIn } from "../../base/check.ts";
import type { Random } from "../../base/random.ts";

/** Values as words that an override takes, or a range that numbers are drawn from. */
export type Tried =
  | { kind: "list"; values: readonly string[] }
  | { kind: "log" | "uniform"; from: number; to: number };

/** Values that a range may have. */
const MOST = 10_000;
/** Digits of a number that is drawn. */
const DIGITS = 4;

/**
 * What a text says to try; undefined for a single value. Throws an Error that says what would be right for a range that is
 * none.
 */
export function triedIn(text: string): Tried | undefined {
  const [, name, inner = ""] = /^\s*(range|log|uniform)\((.*)\)\s*$/s.exec(text) ?? [];
  if (name === undefined) {
    const values = parted(text);
    return values.length > 1 ? { kind: "list", values } : undefined;
  }
  const numbers = inner.split(",").map((part) => signedNumber(part.trim()));
  if (name === "range") return { kind: "list", values: rangeOf(numbers).map(String) };
  const [from = NaN, to = NaN, ...more] = numbers;
  const least = name === "log" ? Number.MIN_VALUE : -Infinity;
  if (more.length > 0 || !(from < to) || from < least) {
    const example = name === "log" ? "log(1e-4,1e-2), both above 0" : "uniform(0,0.5)";
    throw new Error(`${name}() takes the least and the largest, as in ${example}`);
  }
  return { kind: name === "log" ? "log" : "uniform", from, to };
}

function signedNumber(text: string): number {
  const size = numberIn(text.replace(/^-/, ""), { type: "number" });
  return text.startsWith("-") ? -size : size;
}

/** range(end), range(start, end) or range(start, end, step): the end is left out. */
function rangeOf(numbers: readonly number[]): number[] {
  const [start = NaN, end = NaN, step = 1] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  const count = Math.ceil((end - start) / step);
  if (numbers.length > 3 || !(count > 0) || step === 0 || !Number.isFinite(count) || count > MOST) {
    throw new Error(`range() takes an end, or a start, an end and a step, as in range(4) or range(1,9,2)`);
  }
  // Without what sums of fractions leave behind the twelfth digit.
  return Array.from({ length: count }, (_, i) => Number((start + i * step).toPrecision(12)));
}

const OPENING = "[{(", CLOSING = "]})";

/** The parts of a text between its commas, but for those within brackets or quotes. */
function parted(text: string): string[] {
  const parts = [""];
  let depth = 0, quote = "";
  for (const character of text) {
    if (quote !== "") quote = character === quote ? "" : quote;
    else if ((character === '"' || character === "'") && parts.at(-1)!.trim() === "") quote = character;
    else if (OPENING.includes(character)) depth++;
    else if (CLOSING.includes(character)) depth--;
    if (character === "," && depth === 0 && quote === "") parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}

/** Draws a value; of a range of whole numbers a whole one, ends included. */
export function drawn(tried: Tried, isWhole: boolean, rng: Random): string {
  if (tried.kind === "list") return tried.values[rng.int(tried.values.length)]!;
  const { kind, from, to } = tried, u = rng.next();
  const between = (a: number, b: number) => a + u * (b - a);
  if (isWhole) {
    const [low, high] = [Math.ceil(from), Math.floor(to) + 1];
    const value = kind === "log" ? Math.exp(between(Math.log(low), Math.log(high))) : between(low, high);
    return String(Math.min(high - 1, Math.floor(value)));
  }
  const value = kind === "log" ? Math.exp(between(Math.log(from), Math.log(to))) : between(from, to);
  // Rounding must not lead out of the range.
  return String(Math.min(to, Math.max(from, Number(value.toPrecision(DIGITS)))));
}
