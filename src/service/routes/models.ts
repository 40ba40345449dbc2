/** What there is to draw and complete with. */
import * as z from "zod";
import { info } from "../../operations/info.ts";
import { type FoundModel, listModels, MODEL_PLACES } from "../../operations/models.ts";
import { UserError } from "../../base/errors.ts";
import type { LeftModel } from "../jobs/left_models.ts";
import { type Route, route } from "../route.ts";
import { BUILT_IN } from "../../tasks/named.ts";

const Model = z.strictObject({
  name: z.string(),
  task: z.string().describe("what it does: art, text or label"),
  bytes: z.int().describe("of all its files"),
  parameters: z.int().optional(),
  created: z.string().describe("ISO 8601, UTC"),
}).meta({ id: "Model" });

/** Of the model that draws where none is named, read once. */
let builtIn: ReturnType<typeof describeBuiltIn> | undefined;

async function describeBuiltIn(): Promise<z.infer<typeof Model>> {
  const { created, parameters, files } = await info({});
  const bytes = Object.values(files).reduce((sum, { size }) => sum + size, 0);
  return { name: BUILT_IN, task: "art", bytes, created, parameters: parameters.drawing };
}

const models = route({
  ...{ method: "GET", path: "/models", scope: "draw", tag: "service" },
  summary:
    "the models that are there, by name, those that jobs have left by the ids of these; the built-in one is the first",
  query: z.strictObject({
    task: z.enum(["art", "text", "label"]).optional().describe("only those that do this"),
  }),
  answers: { 200: { text: "models", schema: z.strictObject({ models: z.array(Model) }) } },
  async handle({ query: { task }, services: { settings, left } }) {
    const { places = MODEL_PLACES } = settings.models;
    // A queue that does not answer is told of by /readyz.
    const made = (await left.list().catch(() => [])).filter((model) =>
      task === undefined || model.task === task
    );
    const found: (LeftModel & Partial<FoundModel>)[] = [...await listModels({ task, places }), ...made];
    // Where they lie is nobody's concern.
    const told = found.map(({ name, task, size, parameters, created }) => ({
      ...{ name, task, bytes: size, created },
      ...parameters !== undefined && { parameters },
    }));
    builtIn ??= describeBuiltIn();
    const first = task === undefined || task === "art" ? [await builtIn] : [];
    return Response.json({ models: [...first, ...told] });
  },
});

const words = route({
  ...{ method: "GET", path: "/labels", scope: "draw", tag: "drawing" },
  summary: "the words that the built-in model draws, or the fonts of banners",
  query: z.strictObject({
    text: z.string().max(200).optional().describe(
      "only those that contain it, or the one that is drawn for it",
    ),
    fonts: z.boolean().default(false).describe("fonts of banners instead"),
  }),
  answers: {
    200: {
      text: "words in alphabetical order; a note says why another word than the text is there",
      schema: z.strictObject({ labels: z.array(z.string()), note: z.string().optional() }).meta({
        id: "Labels",
      }),
    },
  },
  async handle({ query: { text = "", fonts }, client, signal, services: { drawing } }) {
    try {
      // On a thread: a long text that is no word takes half a second.
      return Response.json(await drawing.labels(client, { text, fonts }, signal));
    } catch (error) {
      // Nothing found is no fault of who asks.
      if (!(error instanceof UserError) || error.kind !== "input") throw error;
      return Response.json({ labels: [], note: error.message });
    }
  },
});

export const routes: Route[] = [models, words];
