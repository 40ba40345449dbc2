/** Drawing, pictures and texts in the shapes that the service has them. */
import * as z from "zod";
import { draw } from "../../src/operations/draw/draw.ts";
import { image } from "../../src/operations/image/image.ts";
import { type Route, route } from "../../src/service/route.ts";
import { type ServerEvent, sse } from "../../src/service/sse.ts";
import { SAMPLING_FIELDS } from "../../src/tasks/text/complete.ts";
import { schemaOf } from "../../src/base/schema.ts";

const context = (signal: AbortSignal) => ({ signal, log: () => {}, progress: () => {} });
const told = { scope: "draw", tag: "drawing", summary: "test", answers: {} } as const;

const drawn = route({
  ...{ ...told, method: "POST", path: "/draw" },
  body: z.looseObject({ prompt: z.string(), confidence: z.boolean().optional() }),
  async handle({ body: { prompt, confidence: _, ...input }, signal }) {
    const drawings = await draw({ ...input, prompts: [prompt] }, context(signal));
    async function* events(): AsyncGenerator<ServerEvent> {
      for (const { colours: _, text, ...drawing } of drawings) {
        for (const [row, line] of text.split("\n").entries()) {
          for (const piece of line.match(/.{1,4}/g) ?? []) yield { event: "text", data: { text: piece } };
          yield { event: "text", data: { text: "\n" } };
          for (const [column, character] of [...line].entries()) {
            const probability = character === " "
              ? 0.98
              : 0.25 + 0.75 * Math.abs(Math.sin(row * 7 + column * 3));
            yield { event: "cell", data: { row, column, probability } };
          }
        }
        const sketch = Array.from({ length: 18 }, () => "▀▄█ ".repeat(9));
        yield { event: "drawing", data: JSON.parse(JSON.stringify({ ...drawing, sketch })) };
      }
      yield { event: "done", data: {} };
    }
    return sse(events(), { signal });
  },
});

const picture = route({
  ...{ ...told, method: "POST", path: "/image", accepts: ["image/png"] },
  query: z.looseObject({}),
  body: z.instanceof(Uint8Array<ArrayBuffer>),
  handle: async ({ body, query }) => Response.json(await image({ picture: body, ...query })),
});

const text = route({
  ...{ ...told, method: "POST", path: "/complete" },
  body: schemaOf(SAMPLING_FIELDS),
  handle({ signal }) {
    async function* events(): AsyncGenerator<ServerEvent> {
      for (const word of " there was a cat, and it was glad of the house.".match(/\s\S+/g) ?? []) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield { event: "text", data: { text: word } };
      }
      yield { event: "done", data: { finish: "end" } };
    }
    return sse(events(), { signal });
  },
});

export const drawnRoutes: Route[] = [drawn, picture, text];
