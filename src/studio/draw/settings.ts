/** How to draw, as the form and the address hold it. */
import { DRAW_FIELDS } from "../../operations/draw/fields.ts";
import type { StudioRequest } from "../engine.ts";
import { fieldsOf, type FormField, inputOf, type Values, valuesOf } from "../parts/form_field.ts";

const labelled = (label: string, field: FormField): FormField => ({ ...field, label });

function fieldNamed(name: keyof typeof DRAW_FIELDS): FormField {
  const [field] = fieldsOf(DRAW_FIELDS, [name]);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field;
}

/** What is always in sight, beside the prompt and the style. */
export const PLAIN: readonly FormField[] = [
  labelled("Columns", { ...fieldNamed("width"), hint: "At most; the height follows.", usual: "40" }),
  labelled("Seed", { ...fieldNamed("seed"), usual: "random", hint: "The same seed draws the same." }),
  labelled("How many", { ...fieldNamed("count"), most: 24, hint: "Each with the next seed." }),
  labelled("Best of", { ...fieldNamed("bestOf"), hint: "Tries; the one closest to the sketch stays." }),
];

export const STYLE: FormField = fieldNamed("style");
export const FONT: FormField = { ...fieldNamed("font"), kind: "choice" };

/** The others. */
export const MORE: readonly FormField[] = [
  { ...fieldNamed("temperature"), usual: "as usual" },
  labelled("Top k", fieldNamed("topK")),
  labelled("Top p", fieldNamed("topP")),
  fieldNamed("like"),
  { ...fieldNamed("maxLines"), usual: "20" },
  fieldNamed("charset"),
  fieldNamed("border"),
  FONT,
  fieldNamed("invert"),
  fieldNamed("strict"),
  fieldNamed("any"),
];

const PROMPT: FormField = { name: "prompt", label: "What to draw", hint: "", kind: "text" };
const ALL: readonly FormField[] = [PROMPT, STYLE, ...PLAIN, ...MORE];

/** What an address says. */
export const settingsOf = (params: URLSearchParams): Values => valuesOf(ALL, params);

/** What an engine is asked for. */
export function requestOf(values: Values): StudioRequest {
  const { prompt = "", ...input } = inputOf(ALL, { ...values, prompt: (values["prompt"] ?? "").trim() });
  // Engines differ in what is usual; the form does not.
  return { bestOf: DRAW_FIELDS.bestOf.fallback, ...input, prompt: String(prompt), confidence: true };
}

/** The settings that draw the very drawing again, by itself. */
export const settingsFor = (values: Values, seed: number): Values => ({
  ...values,
  prompt: (values["prompt"] ?? "").trim(),
  seed: String(seed),
});
