/** Models and tokenizers that stay loaded from one call to the next; part of mod.ts. */
import { checkField } from "./base/check.ts";
import type { Context } from "./base/context.ts";
import { quietly } from "./base/context.ts";
import { besideLoading } from "./inference/runtime/native.ts";
import { type Drawing, openDrawer } from "./operations/draw/drawer.ts";
import { asksForLettersOnly, DRAW_FIELDS, type DrawInput, SCREEN } from "./operations/draw/fields.ts";
import { seedOf, settingsOf } from "./operations/draw/plan.ts";
import { MAX_SEED } from "./operations/fields.ts";
import { checkNames, checkPrompts } from "./operations/named.ts";
import { isDone } from "./tasks/art/draw/jobs.ts";

/** A model of drawings that stays loaded. */
export interface LoadedModel {
  /**
   * Draws a prompt in every style and with as many seeds as it was loaded for, the first of which can be given anew. Throws a
   * UserError for a prompt that cannot be drawn.
   */
  draw(prompt: string, seed?: number): Promise<Drawing[]>;
  /** Frees the model. What is in the making must have ended. */
  close(): Promise<void>;
}

/** How text and the numbers of a model go into one another. */
export interface LoadedTokenizer {
  /** Such as "char". */
  readonly type: string;
  /** How many tokens there are; ids are below it. */
  readonly size: number;
  encode(text: string): number[];
  decode(ids: readonly number[]): string;
}

/**
 * Loads a model of drawings once, to draw many prompts in the same way: each then takes as long as the drawing itself.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { draw } from "./mod.ts";
 *
 * const model = await loadModel({ width: 24, maxLines: 10 });
 * for (const word of ["cat", "sun", "boat"]) console.log((await model.draw(word, 1))[0]?.text);
 * const [cat] = await model.draw("cat", 1);
 * assert.equal(cat?.text, (await draw("cat", { width: 24, maxLines: 10, seed: 1 })).text);
 * await model.close();
 * ```
 */
export async function loadModel(
  { log = quietly.log, ...input }: DrawInput & Partial<Pick<Context, "log">> = {},
): Promise<LoadedModel> {
  checkNames(DRAW_FIELDS, input, SCREEN);
  const drawer = await openDrawer(input, log);
  if (!asksForLettersOnly(settingsOf(input))) await besideLoading(() => drawer.load());
  return {
    async draw(prompt, seed) {
      checkPrompts([prompt]);
      if (seed !== undefined) checkField("seed", DRAW_FIELDS.seed, seed);
      const jobs = await drawer.plan(prompt);
      const first = jobs.find((job) => !isDone(job))?.seed ?? 0;
      const shifted = jobs.map((job) =>
        // As far from the first as it was, and the largest is followed by 0.
        seed === undefined || isDone(job)
          ? job
          : { ...job, seed: seedOf({ seed }, job.seed - first + MAX_SEED + 1) }
      );
      const drawings: Drawing[] = [];
      for await (const some of drawer.draw(shifted)) drawings.push(...some);
      return drawings;
    },
    close: () => drawer.close(),
  };
}

/**
 * Loads the tokenizer of a language model.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { train } from "./mod.ts";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/notes.txt`, "The cat sat on the mat.\n".repeat(200));
 * const settings = { preset: "nano", steps: 1, workers: 1, batchTokens: 1000 };
 * const { model } = await train({ files: [`${folder}/notes.txt`], out: `${folder}/run`, ...settings });
 * const tokenizer = await loadTokenizer(model);
 * assert.equal(tokenizer.decode(tokenizer.encode("The mat")), "The mat");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function loadTokenizer(model: string): Promise<LoadedTokenizer> {
  const { readTextBundle } = await import("./tasks/text/bundle.ts");
  const { tokenizer } = await readTextBundle(model);
  return {
    ...{ type: tokenizer.type, size: tokenizer.size },
    encode: (text) => [...tokenizer.encode(text)],
    decode: (ids) => tokenizer.decode([...ids]),
  };
}
