import { join } from "node:path";
import { madeSketches } from "../../../scripts/fuzz/made_sketches.ts";
import { writeBundle } from "../../../src/tasks/art/bundle/write.ts";
import { randomParameters, tinyConfig, tokenizer } from "./toy.ts";

export const parameters = randomParameters(tinyConfig, 1);

/** Works with a folder that holds a float32 model folder, "model". */
export async function withModel(work: (folder: string, model: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "quantize-" });
  try {
    const model = join(folder, "model");
    const attributions = [{ source: "toy", licence: "MIT", attribution: "nobody", pictures: 3 }];
    await writeBundle(model, {
      ...{ tokenizer, config: tinyConfig, parameters, thesaurus: { synonym: { cat: "feline" } } },
      ...{ ...madeSketches(["cat", "palm tree"]), corpus: "c0ffee", training: { steps: 7 }, attributions },
    });
    await work(folder, model);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
