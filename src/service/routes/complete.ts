/** Texts that go on as a language model says: whole, or as they are made. */
import * as z from "zod";
import type { Fields } from "../../base/fields.ts";
import { schemaOf } from "../../base/schema.ts";
import { COMPLETE_FIELDS } from "../../operations/complete.ts";
import { Problem } from "../problem.ts";
import { type Route, route } from "../route.ts";
import { sse, wantsEvents } from "../sse.ts";
import { MOST_TEXTS } from "../texts/texts.ts";
import { eventsOf, inFields, type Tell, textEvent } from "../told.ts";

/** Texts that end it, and characters of each, at most. */
const MOST_STOPS = 16, MOST_STOP = 200;

const FIELDS = {
  ...COMPLETE_FIELDS,
  model: { type: "text", value: "name", text: "a model of /models", usual: "the only one that there is" },
  prompt: { type: "text", value: "text", text: "beginning of the text" },
  prompts: { type: "list", value: "texts", text: `several beginnings instead, up to ${MOST_TEXTS}` },
} as const satisfies Fields;

const Completions = z.strictObject({
  model: z.string(),
  seed: z.int().describe("of the first text; each has the next"),
  completions: z.array(z.strictObject({
    prompt: z.string(),
    text: z.string().describe("what follows the prompt"),
    tokens: z.int(),
    finish: z.string().describe("why it goes on no further: end, stop or length"),
    seed: z.int(),
  })),
}).meta({ id: "Completions" });

const complete = route({
  ...{ method: "POST", path: "/complete", scope: "draw", tag: "texts" },
  summary: "completes texts; with accept: text/event-stream as they are made",
  body: schemaOf(FIELDS),
  answers: {
    200: {
      text: "texts in the order of their prompts; or events text and, for each text, done",
      schema: Completions,
      also: ["text/event-stream"],
    },
  },
  async handle({ body, headers, client, services: { texts }, signal }) {
    const { prompt, prompts, model, ...input } = body;
    const fault = (detail: string) => new Problem(422, detail);
    if (prompt !== undefined && prompts !== undefined) throw fault("prompt does not go with prompts");
    const all = prompts ?? [prompt ?? ""];
    if (all.length === 0) throw fault("prompts has at least one of them");
    const { stop } = input;
    if (stop.length > MOST_STOPS || stop.some(({ length }) => length > MOST_STOP)) {
      throw fault(`stop has at most ${MOST_STOPS} texts of at most ${MOST_STOP} characters`);
    }
    const ask = { client, prompts: all, input, model };
    if (!wantsEvents(headers)) return Response.json(await inFields(texts.complete(ask, {}, signal)));
    const work = async (tell: Tell, signal: AbortSignal) => {
      await inFields(texts.complete(ask, {
        text: (index, text) => tell(textEvent(index, text)),
        done: (index, { finish, tokens, seed }) =>
          tell({ event: "done", data: { index, finish, tokens, seed } }),
      }, signal));
    };
    return sse(await eventsOf(work, signal), { signal });
  },
});

export const routes: Route[] = [complete];
