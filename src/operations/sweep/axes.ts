/** What a sweep is to try: the words of the command line that have several values, and the lists of experiments. */
import { UserError } from "../../base/errors.ts";
import type { Axis } from "../../experiment/sweep/combine.ts";
import { type Tried, triedIn } from "../../experiment/sweep/values.ts";
import { keyAt, type Schema } from "../../experiment/keys.ts";
import { pathOf } from "../../experiment/overrides.ts";
import { GROUPS } from "../../experiment/places.ts";
import type { SweptKey } from "../../experiment/sweep.ts";
import type { Plain } from "../../experiment/tree.ts";

/** A word of a command line: one that stays as it is, or one that has several values. */
export type Part = string | Axis;

/** Where a sweep and its runs are is not for trials to say, nor how it goes on. */
const FIXED = /^(run\.(name|out)$|sweep(\.|$))/;

/** Which words have several values. Throws a UserError of kind "usage" for ranges that are none, and keys that there are not. */
export function partsOf(words: readonly string[], schema: Schema): Part[] {
  return words.map((word) => {
    const [, key, text = ""] = /^([^~+=][^=]*)=(.*)$/s.exec(word) ?? [];
    const tried = key === undefined ? undefined : triedOf(text, word);
    if (key === undefined || tried === undefined) return word;
    const origin = { place: word, isFile: false };
    const name = GROUPS.some((group) => group === key) ? key : pathOf(key, schema, origin).join(".");
    return axisOf(name, tried, schema, word);
  });
}

/** The lists and ranges of experiments that no word settles. */
export const axesOf = (swept: readonly SweptKey[], schema: Schema): Axis[] =>
  swept.filter(({ isSettled }) => !isSettled).flatMap(({ name, values }) => {
    const tried: Tried | undefined = typeof values === "string"
      ? triedOf(values, name)
      : { kind: "list", values: values.map(wordOf) };
    return tried === undefined ? [] : [axisOf(name, tried, schema, `sweep.over.${name}`)];
  });

function triedOf(text: string, place: string): Tried | undefined {
  try {
    return triedIn(text);
  } catch (error) {
    throw new UserError("usage", `${place}: ${error instanceof Error ? error.message : error}`);
  }
}

function axisOf(name: string, tried: Tried, schema: Schema, place: string): Axis {
  if (FIXED.test(name)) {
    throw new UserError("usage", `${place}: a sweep has one ${name}; its runs have numbers`);
  }
  return { name, tried, isWhole: keyAt(schema, name)?.field.type === "integer" };
}

/** A value as an override takes it. */
const wordOf = (value: Plain): string =>
  typeof value === "string" && value !== "" && !/^["']/.test(value) ? value : JSON.stringify(value);

/** Some value of an axis, to see what else is said. */
export function someOf({ tried, isWhole }: Axis): string {
  if (tried.kind === "list") return tried.values[0]!;
  return String(isWhole ? Math.ceil(tried.from) : tried.from);
}

/** The words of one trial; axes of experiments come after those of the command line. */
export function wordsWith(
  parts: readonly Part[],
  axes: readonly Axis[],
  valueOf: (axis: Axis) => string,
): string[] {
  const told = (part: Part) => typeof part === "string" ? part : `${part.name}=${valueOf(part)}`;
  return [...parts, ...axes.filter((axis) => !parts.includes(axis))].map(told);
}
