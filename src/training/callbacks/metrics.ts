import { join } from "node:path";
import { callback, type Figures } from "./callback.ts";

export const METRICS_FILE = "metrics.jsonl";

/** Lines of JSON, each a row of figures. */
export const metrics = callback(`${METRICS_FILE}: a line of JSON for all figures`, {}, async (_, { out }) => {
  const file = await Deno.open(join(out, METRICS_FILE), { append: true, create: true });
  const record = async (type: "train" | "validation", figures: Figures) => {
    await file.write(new TextEncoder().encode(JSON.stringify({ type, ...figures }) + "\n"));
  };
  return {
    step: ({ figures }) => figures && record("train", figures),
    validated: ({ figures }) => record("validation", figures),
    end: () => file.close(),
  };
});
