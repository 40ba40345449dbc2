/** Checks of values against their fields, without a library of schemas: what is drawn shall start at once. */
import { UserError } from "./errors.ts";
import {
  type Field,
  type Fields,
  filled,
  flagOf,
  type Given,
  type InputOf,
  type NumberField,
} from "./fields.ts";

const shortened = (text: string): string => text.length > 40 ? `${text.slice(0, 40)}…` : text;

/** A text as it stands in an error. */
export const quoted = (text: string): string =>
  /^[\w.+-]+$/.test(text) ? shortened(text) : JSON.stringify(shortened(text));

/** Any value as it stands in an error. */
export const inspected = (value: unknown): string =>
  typeof value === "string" ? quoted(value) : shortened(Deno.inspect(value).replace(/\s+/g, " "));

/**
 * Throws a UserError of kind "usage" for a value that a field cannot have: it names the flag, the value, as it was `told`,
 * and what would be right.
 */
export function checkField(name: string, field: Field, value: unknown, told: unknown = value): void {
  const expected = faultOf(field, value);
  if (expected === undefined) return;
  throw new UserError("usage", `--${flagOf(name, field)} ${inspected(told)} is not ${expected}`);
}

/** Checks the values that are there, as `checkField` does. */
export function checkFields(fields: Fields, values: object): void {
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field !== undefined && value !== undefined) checkField(name, field, value);
  }
}

/** The values of fields, checked, and what holds in the place of those that were not given. */
export function checked<F extends Fields>(fields: F, given: Given<F>): InputOf<F> {
  checkFields(fields, given);
  return filled(fields, given);
}

/** The number that a text holds; not a number where it has not the form that a field asks for. */
export function numberIn(text: string, { type }: Pick<NumberField, "type">): number {
  const form = type === "integer" ? /^(?:\d+|-[1-9]\d*)$/ : /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
  return form.test(text) ? Number(text) : NaN;
}

/** What would be right in the place of a value; undefined where it is. */
export function faultOf(field: Field, value: unknown): string | undefined {
  switch (field.type) {
    case "switch":
      return typeof value === "boolean" ? undefined : "true or false";
    case "text":
      return typeof value === "string" ? undefined : "a text";
    case "list":
      return Array.isArray(value) && value.every((each) => typeof each === "string")
        ? undefined
        : "a list of texts";
    case "choice":
      return field.choices.some((name) => name === value) ? undefined : `one of ${field.choices.join(", ")}`;
    case "integer":
    case "number":
      return value === field.word && value !== undefined || isWithin(field, value)
        ? undefined
        : rangeOf(field);
  }
}

function isWithin(field: NumberField, value: unknown): boolean {
  const { type, open, least = -Infinity, above = -Infinity, most = Infinity } = field;
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  if (type === "integer" && !Number.isSafeInteger(value)) return false;
  return open || value >= least && value > above && value <= most;
}

function rangeOf({ type, least, above, most }: NumberField): string {
  const kind = type === "integer" ? "a whole number" : "a number";
  if (above !== undefined) return `${kind} above ${above}${most === undefined ? "" : `, up to ${most}`}`;
  return most === undefined ? `${kind} from ${least ?? 0} up` : `${kind} from ${least ?? 0} to ${most}`;
}
