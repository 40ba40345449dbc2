/** What programs hand to functions, whose types may not have been looked at. */
import { inspected, quoted } from "../base/check.ts";
import { UserError } from "../base/errors.ts";
import type { Fields } from "../base/fields.ts";
import { insteadOf } from "../words/nearest_name.ts";

/** Throws a UserError of kind "usage" for a value whose name is none of the fields', nor one of `others`: it would set nothing. */
export function checkNames(fields: Fields, given: object, others: readonly string[] = []): void {
  const known = [...Object.keys(fields), ...others];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || known.includes(name)) continue;
    throw new UserError("usage", `there is no option ${quoted(name)}: ${insteadOf(name, known)}`);
  }
}

/** Throws a UserError of kind "usage" for prompts that are no texts. */
export function checkPrompts(prompts: readonly unknown[]): void {
  if (!Array.isArray(prompts)) {
    throw new UserError("usage", `the prompts are ${inspected(prompts)}, not a list of texts`);
  }
  const wrong = prompts.findIndex((prompt) => typeof prompt !== "string");
  if (wrong >= 0) throw new UserError("usage", `the prompt is ${inspected(prompts[wrong])}, not a text`);
}
