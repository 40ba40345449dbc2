/** Drawings: whole, or as they are made. */
import * as z from "zod";
import type { Json } from "../../base/json.ts";
import { schemaOf } from "../../base/schema.ts";
import type { DrawInput } from "../../operations/draw/fields.ts";
import {
  type DrawBody,
  drawBody,
  Drawing,
  drawingJson,
  MOST_PICTURE,
  movingOf,
  pictureOf,
  promptsOf,
  QUERY_FIELDS,
  sketchJson,
  TYPES,
} from "../drawing/asking.ts";
import type { DrawAsk, DrawEvents } from "../drawing/drawing.ts";
import { Problem } from "../problem.ts";
import { type Asked, type Route, route } from "../route.ts";
import { DRAWING_POLICY } from "../security/headers.ts";
import { sse, wantsEvents } from "../sse.ts";
import { eventsOf, inFields, type Tell, textEvent } from "../told.ts";

/** A picture in Base64, and what else there is. */
const MOST_BODY = Math.ceil(MOST_PICTURE / 3) * 4 + (1 << 16);

const answers = {
  200: {
    text:
      "the drawings, in JSON or the format that was asked for; or events plan, sketch, text, cell, drawing and done",
    schema: z.strictObject({ drawings: z.array(Drawing), notes: z.array(z.string()) }).meta({
      id: "Drawings",
    }),
    also: [
      "text/event-stream",
      "text/plain",
      "text/markdown",
      "text/html",
      "image/svg+xml",
      "image/png",
      "image/gif",
    ],
  },
};

type BodyOnly = "prompts" | "from" | "layout";
type Request = Omit<DrawBody, BodyOnly> & Partial<Pick<DrawBody, BodyOnly>>;

async function handle(body: Request, asked: Asked<unknown, unknown, unknown>): Promise<Response> {
  const { headers, services: { drawing }, signal, client } = asked;
  const { prompt: _, prompts: __, from, model, format, sketchAs, confidence, bestOf, ...others } = body;
  const { animate: ___, motion: ____, ...rest } = others;
  const streamed = wantsEvents(headers);
  if (streamed && format !== "json") throw new Problem(400, `a stream is JSON, not ${format}`);
  const input: DrawInput = { ...rest, ...bestOf !== undefined ? { bestOf } : streamed && { bestOf: 1 } };
  const ask: DrawAsk = {
    ...{ client, prompts: promptsOf(body), input, confidence },
    ...{ model, picture: pictureOf(from), moving: movingOf(body) },
  };
  const draw = (events: DrawEvents, signal: AbortSignal) => inFields(drawing.draw(ask, events, signal));
  if (streamed) {
    const work = async (tell: Tell, signal: AbortSignal) => {
      // In their order, although a sketch as a picture takes its time.
      let last = Promise.resolve();
      const later = (event: string, index: number, data: Promise<{ [name: string]: Json }>) => {
        last = Promise.all([last, data]).then(([, data]) => tell({ event, data: { index, ...data } }));
        last.catch(() => {}); // it is waited for at the end
      };
      await draw({
        planned: (count, notes) => tell({ event: "plan", data: { count, notes: [...notes] } }),
        ...sketchAs !== "none" && {
          sketch: (index, sketch) => later("sketch", index, sketchJson(sketch, sketchAs)),
        },
        text: (index, text) => tell(textEvent(index, text)),
        cells: (index, cells) => cells.forEach((cell) => tell({ event: "cell", data: { index, ...cell } })),
        drawn: (index, drawing) => later("drawing", index, drawingJson(drawing, sketchAs)),
      }, signal);
      await last;
      tell({ event: "done", data: {} });
    };
    return sse(await eventsOf(work, signal), { signal });
  }
  const { drawings, notes } = await draw({}, signal);
  if (format !== "json") {
    const content = await drawing.render(client, format, drawings, signal);
    return new Response(typeof content === "string" ? content : Uint8Array.from(content), {
      headers: { "content-type": TYPES[format], "content-security-policy": DRAWING_POLICY },
    });
  }
  return Response.json({
    drawings: await Promise.all(drawings.map((each) => drawingJson(each, sketchAs))),
    notes,
  });
}

const post = route({
  ...{ method: "POST", path: "/draw", scope: "draw", tag: "drawing", answers, most: MOST_BODY },
  summary: "draws words or a picture; with accept: text/event-stream as it is made",
  body: drawBody,
  handle: (asked) => handle(asked.body, asked),
});

const get = route({
  ...{ method: "GET", path: "/draw", scope: "draw", tag: "drawing", answers },
  summary: "draws words, for links and forms",
  query: schemaOf(QUERY_FIELDS),
  handle: (asked) => handle(asked.query, asked),
});

export const routes: Route[] = [post, get];
