/** Models are used from the command line: texts go on, pictures are labelled, words are drawn. */
import { join } from "node:path";
import * as z from "zod";
import { CLASSES } from "../../../tests/tasks/label/toy.ts";
import type { Stage, Work } from "../stage.ts";
import { fromSources, likeliest, readJson } from "./common.ts";
import { drawWithin, knownWords } from "./drawings.ts";

const labelledSchema = z.looseObject({
  pictures: z.array(
    z.looseObject({ picture: z.string(), classes: z.array(z.looseObject({ label: z.string() })).min(1) }),
  ).min(1),
});

export const infer: Stage = {
  name: "infer",
  about: "texts go on, pictures are labelled, words are drawn within their limits",
  async run(work) {
    await complete(work);
    await label(work);
    const words = work.quick ? ["cat", "house"] : ["cat", "house", "guitar", "rocket", "tree", "fish"];
    await drawWithin(work, words, { width: 32, maxLines: 16, count: work.quick ? 8 : 20 });
    await drawWithin(work, words.slice(0, 1), { width: 9, maxLines: 4, count: 8 });
    for (const model of [work.take("export", "drawings"), work.take("quantize", "drawings-int8")]) {
      await drawWithin(work, await knownWords(work, model, 2), { width: 24, maxLines: 12, count: 8 }, {
        model,
      });
    }
  },
};

async function complete(work: Work): Promise<void> {
  const model = work.take("export", "text-float32"), prompt = "The model";
  const [first, again] = [await likeliest(work, model, prompt), await likeliest(work, model, prompt)];
  work.check("likeliest text, asked again", JSON.stringify(again), "the same", first === again);
  const options = ["--model", model, "--seed", "7", "--max-tokens", "200"];
  const made = await work.run(fromSources("complete", ...options, prompt));
  const { stdout, seconds } = made, begins = stdout.startsWith(prompt);
  work.check("a sampled text", JSON.stringify(stdout.slice(0, 60)), `goes on from ${prompt}`, begins);
  work.note("seconds until its first piece, from the program's start", (made.first ?? NaN).toFixed(2));
  work.note("seconds until 200 tokens were there", seconds.toFixed(2));
}

/** Pictures that it never saw are labelled better than by chance. */
async function label(work: Work): Promise<void> {
  const model = work.take("export", "pictures"), folder = work.take("data", "others");
  const pictures = CLASSES.flatMap((name) => {
    const files = [...Deno.readDirSync(join(folder, name))].length;
    // Those of the second half were not learned from.
    return Array.from({ length: files / 2 }, (_, i) => join(folder, name, `${files / 2 + i}.bmp`));
  });
  const { stdout } = await work.run(
    fromSources("label", "--model", model, "--top", "1", "--json", "--quiet", ...pictures),
  );
  const told = readJson(labelledSchema, stdout, "label").pictures;
  const right = told.filter(({ picture, classes }) => picture.includes(`/${classes[0]!.label}/`)).length;
  const chance = told.length / CLASSES.length, deviation = Math.sqrt(chance * (1 - 1 / CLASSES.length));
  const least = Math.ceil(chance + 4 * deviation);
  const must = `${least} or more (chance: ${chance.toFixed(0)})`;
  work.check("unseen pictures labelled rightly", `${right} of ${told.length}`, must, right >= least);
}
