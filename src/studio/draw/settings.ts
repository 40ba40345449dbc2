/** How to draw, as the form and the address hold it. */
import { DRAW_FIELDS, MOVING_FIELDS } from "../../operations/draw/fields.ts";
import type { StudioRequest } from "../engine.ts";
import { fieldsOf, type FormField, inputOf, type Values, valuesOf } from "../parts/form_field.ts";

const labelled = (label: string, field: FormField): FormField => ({ ...field, label });

const FIELDS = { ...DRAW_FIELDS, ...MOVING_FIELDS };

function fieldNamed(name: keyof typeof FIELDS): FormField {
  const [field] = fieldsOf(FIELDS, [name]);
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

export const COLOUR: FormField = labelled("In colours", { ...fieldNamed("color"), hint: "" });
export const ANIMATE: FormField = labelled("Let it move", { ...fieldNamed("animate"), hint: "" });
export const MOTION: FormField = labelled("How it moves", {
  ...fieldNamed("motion"),
  ...{ usual: "by its nature", hint: "" },
});

/** What is said in the picture. */
export const WORDS: readonly FormField[] = [
  labelled("It says", { ...fieldNamed("say"), hint: "" }),
  labelled("It thinks", { ...fieldNamed("think"), hint: "" }),
  labelled("Words below", { ...fieldNamed("caption"), hint: "" }),
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
const ALL: readonly FormField[] = [
  ...[PROMPT, STYLE, ...PLAIN, ...MORE],
  ...[COLOUR, ANIMATE, MOTION, ...WORDS],
];

/** Whether letters are asked for. */
export const asksForLetters = (values: Values): boolean =>
  (values[STYLE.name] || STYLE.fallback) === "banner";

/** Without what does not go with the rest, which the form does not show either. */
function fitting(values: Values): Values {
  const { color = "", motion = "", ...rest } = values;
  return {
    ...rest,
    ...color !== "" && !asksForLetters(values) && { color },
    ...motion !== "" && (values[ANIMATE.name] ?? "") !== "" && { motion },
  };
}

/** What an address says. */
export const settingsOf = (params: URLSearchParams): Values => fitting(valuesOf(ALL, params));

/** What an engine is asked for. */
export function requestOf(values: Values): StudioRequest {
  const { prompt = "", ...input } = inputOf(ALL, {
    ...fitting(values),
    prompt: (values["prompt"] ?? "").trim(),
  });
  // Engines differ in what is usual; the form does not.
  return { bestOf: DRAW_FIELDS.bestOf.fallback, ...input, prompt: String(prompt), confidence: true };
}

/** The settings that draw the very drawing again, by itself; in the order in which an address is read. */
export const settingsFor = (values: Values, seed: number): Values =>
  settingsOf(
    new URLSearchParams({
      ...fitting(values),
      prompt: (values["prompt"] ?? "").trim(),
      seed: String(seed),
    }),
  );
