/** Whether the service is alive, and ready. */
import * as z from "zod";
import { problemOf } from "../problem.ts";
import { type Route, route } from "../route.ts";

/** Seconds that a part may take to say that it is ready. */
const PATIENCE = 3;

const Ready = z.strictObject({
  ready: z.boolean(),
  missing: z.array(z.strictObject({ name: z.string(), detail: z.string() })),
}).meta({ id: "Ready" });

const health = route({
  ...{ method: "GET", path: "/healthz", scope: "open", tag: "service" },
  summary: "whether the service is alive",
  answers: { 200: { text: "it is", schema: z.strictObject({ status: z.literal("ok") }) } },
  handle: () => Response.json({ status: "ok" }),
});

const ready = route({
  ...{ method: "GET", path: "/readyz", scope: "open", tag: "service" },
  summary: "whether all parts of the service are ready, and which are not",
  answers: {
    200: { text: "all are", schema: Ready },
    503: { text: "some are not", schema: Ready },
  },
  async handle({ services, closing }) {
    const parts = Object.entries(services).filter(([, part]) => isPart(part));
    const told = await Promise.all(parts.map(async ([name, part]) => {
      const detail = closing.aborted ? "the service ends" : await whyNot(part);
      return detail === undefined ? [] : [{ name, detail }];
    }));
    const missing = told.flat();
    return Response.json({ ready: missing.length === 0, missing }, {
      status: missing.length === 0 ? 200 : 503,
    });
  },
});

/** What says itself whether it is ready. */
interface Part {
  ready(): Promise<void>;
}

const isPart = (value: unknown): value is Part =>
  typeof value === "object" && value !== null && "ready" in value && typeof value.ready === "function";

/** Why a part is not ready; undefined where it is. */
async function whyNot(part: unknown): Promise<string | undefined> {
  if (!isPart(part)) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<string>((resolve) =>
    timer = setTimeout(() => resolve(`no answer in ${PATIENCE} s`), PATIENCE * 1000)
  );
  try {
    return await Promise.race([part.ready().then(() => undefined), late]);
  } catch (error) {
    return problemOf(error).message;
  } finally {
    clearTimeout(timer);
  }
}

export const routes: Route[] = [health, ready];
