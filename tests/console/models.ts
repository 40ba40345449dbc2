/** Tiny models for tests, in folders of their own. */
import { join } from "node:path";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { initialize, namedViews, parameterCount } from "../../src/network/parameters.ts";
import { writeTextBundle } from "../../src/tasks/text/bundle.ts";
import { tiny, tokenizer } from "../tasks/text/tiny.ts";

/** Writes a language model of random weights that hardly ever ends a text; gives how many weights it has. */
export async function writeTinyText(folder: string, name: string): Promise<number> {
  const { ports, network } = tiny();
  const specs = parameterSpecs(ports, network);
  const weights = new Float32Array(parameterCount(specs));
  initialize(specs.map((spec) => ({ ...spec, deviation: 0.1 })), weights, 1);
  await Deno.mkdir(folder, { recursive: true });
  await writeTextBundle(join(folder, name), {
    ...{ tokenizer, config: network, parameters: namedViews(specs, weights) },
    ...{ corpus: "", training: {}, attributions: [] },
  });
  return weights.length;
}
