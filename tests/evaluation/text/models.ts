/** Tiny language models of any form, with random weights, written as bundles. */
import { join } from "node:path";
import type { NetworkForm } from "../../../src/network/form.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import { initialize, namedViews, parameterCount } from "../../../src/network/parameters.ts";
import { type TextContent, writeTextBundle } from "../../../src/tasks/text/bundle.ts";
import { textPorts } from "../../../src/tasks/text/state.ts";
import { tiny, tokenizer } from "../../tasks/text/tiny.ts";

/** The tiny network of texts in a form, its specs and weights. */
export function madeOf(form?: NetworkForm) {
  const config = { ...tiny().network, ...form && { form } };
  const ports = textPorts(tokenizer, config), specs = parameterSpecs(ports, config);
  const weights = new Float32Array(parameterCount(specs));
  initialize(specs.map((spec) => ({ ...spec, deviation: 0.2 })), weights, 1);
  return { config, ports, specs, weights, parameters: namedViews(specs, weights) };
}

/** Works with a folder in which such a model is in the folder "model". */
export async function withTextModel(
  work: (folder: string, model: string) => Promise<void>,
  how: Partial<TextContent> = {},
  form?: NetworkForm,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "judging-" });
  try {
    const model = join(folder, "model"), { config, parameters } = madeOf(form);
    const facts = { corpus: "", training: { steps: 7 }, attributions: [] };
    await writeTextBundle(model, { tokenizer, config, parameters, ...facts, ...how });
    await work(folder, model);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
