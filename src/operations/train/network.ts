/** What is said of a network, before anything is prepared. */
import { givenOf } from "../../base/fields.ts";
import { parseAs } from "../../base/schema.ts";
import {
  ARCHITECTURE_FIELDS,
  chosenNetwork,
  NETWORK_FIELDS,
  networkConfigSchema,
} from "../../network/config.ts";
import { FORM_INPUT_FIELDS } from "../../network/form.ts";
import type { TrainInput } from "./fields.ts";

/** Throws a UserError of kind "usage" for sizes and parts that make no network; `input` begins with no model. */
export function checkNetwork(
  input: Pick<
    TrainInput,
    | "preset"
    | keyof typeof ARCHITECTURE_FIELDS
    | keyof typeof NETWORK_FIELDS
    | keyof typeof FORM_INPUT_FIELDS
  >,
): void {
  const { preset, architecture } = input;
  const sizes = givenOf(NETWORK_FIELDS, input), form = givenOf(FORM_INPUT_FIELDS, input);
  const said = [preset, ...Object.values({ ...givenOf(ARCHITECTURE_FIELDS, input), ...sizes, ...form })];
  if (said.every((each) => each === undefined)) return;
  const network = chosenNetwork({ architecture, preset: preset ?? "small", sizes, form });
  parseAs(networkConfigSchema, network, "usage", "config");
}
