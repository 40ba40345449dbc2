/** Numbers that come as texts. */
import { UserError } from "./errors.ts";
import type { NumberField } from "./fields.ts";

/** The number of a field that a text holds. Throws a UserError of kind "usage" that says what `name` is to be. */
export function readNumber(name: string, field: NumberField, text: string): number {
  const whole = field.type === "integer";
  const form = whole ? /^\d+$/ : /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
  const value = form.test(text) ? Number(text) : NaN;
  const { least = -Infinity, above = -Infinity, most = whole ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE } =
    field;
  if (value >= least && value > above && value <= most) return value;
  throw new UserError("usage", `${name} ${quoted(text)} is not ${rangeOf(field)}`);
}

function rangeOf({ type, least, above, most }: NumberField): string {
  const kind = type === "integer" ? "a whole number" : "a number";
  if (above !== undefined) return `${kind} above ${above}${most === undefined ? "" : `, up to ${most}`}`;
  return most === undefined ? `${kind} from ${least ?? 0} up` : `${kind} from ${least ?? 0} to ${most}`;
}

/** A value as it stands in an error. */
export function quoted(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return /^[\w.+-]+$/.test(text) ? short : JSON.stringify(short);
}
