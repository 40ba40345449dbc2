import * as z from "zod";
import { type ErrorKind } from "../../base/errors.ts";
import type { Fields } from "../../base/fields.ts";
import { parseAs, shapeOf } from "../../base/schema.ts";
import {
  checkNetwork,
  type ChosenNetwork,
  chosenNetwork,
  kindShape,
  networkShapeSchema,
} from "../../network/config.ts";

/** What else of a model's shape a user may choose. */
export const PROMPT_FIELDS = {
  promptLength: { type: "integer", least: 1, most: 256, text: "longest prompt, in characters", usual: "24" },
} as const satisfies Fields;

/** Sizes that every model of drawings has. */
const modelShapeSchema = networkShapeSchema.extend(shapeOf(PROMPT_FIELDS));
/** Sizes of a model of drawings that a user may choose. */
type ModelSizes = NonNullable<ChosenNetwork["sizes"]> & { promptLength?: number };

/** What a word looks like that a model knows. */
export const LABEL = /^[a-z][a-z ]{0,39}$/;

/** Everything that fixes a model's shape, besides the tokenizer. Saved in `config.json`. */
export const modelConfigSchema = modelShapeSchema.extend(kindShape).superRefine(checkNetwork)
  .superRefine(({ form }, context) => {
    if (form?.positions !== "learned") return;
    const message = "is for texts: a drawing is told its places by its rows and columns";
    context.addIssue({ code: "custom", message, path: ["form", "positions"] });
  });
export type ModelConfig = z.infer<typeof modelConfigSchema>;

/** A preset's config with some fields overridden, see `chosenNetwork`. */
export function modelShape(
  preset: string,
  { promptLength = 24, ...sizes }: ModelSizes = {},
  kind: Pick<ChosenNetwork, "architecture" | "form"> = {},
): ModelConfig {
  const { architecture, ...network } = chosenNetwork({ ...kind, preset, sizes });
  const name = architecture === "transformer" ? "grid-transformer" : architecture;
  return parseModelConfig({ ...network, promptLength, architecture: name }, "usage");
}

/** Checks a config from outside; the error, of the given kind, names the field. */
export function parseModelConfig(value: unknown, kind: ErrorKind = "model"): ModelConfig {
  return parseAs(modelConfigSchema, value, kind, "config");
}
