/** Checks of what is told of callbacks. */
import { faultOf, quoted } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { type Fields, filled, type Given, type InputOf } from "../../base/fields.ts";
import { insteadOf } from "../../words/nearest_name.ts";
import type { Values } from "../task.ts";

/** Settings with what was not given at its default. Throws a UserError of kind "usage" that names path, value, and what would be right. */
export function checkedSettings<F extends Fields>(path: string, fields: F, given: Values): InputOf<F> {
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) throw unknown(`${path} has no setting`, name, Object.keys(fields));
    const expected = faultOf(field, value);
    if (expected !== undefined) throw notRight(`${path}.${name}`, value, expected);
  }
  // cast: each value was checked against its field.
  return filled(fields, given as Given<F>);
}

/** The error for a name that is none of some. */
export const unknown = (fault: string, name: string, names: readonly string[]): UserError =>
  new UserError("usage", `${fault} ${quoted(name)}; ${insteadOf(name, names)}`);

/** The error for a value that is not what it should be. */
export const notRight = (path: string, value: unknown, expected: string): UserError =>
  new UserError(
    "usage",
    `${path} ${typeof value === "string" ? quoted(value) : Deno.inspect(value)} is not ${expected}`,
  );
