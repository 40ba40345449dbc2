import * as z from "zod";
import { UserError } from "../base/errors.ts";

/** What a training run wrote while it went on: its metrics.jsonl. */
export interface LearningCurve {
  /** Bits per character of drawings, in training. */
  training: { step: number; minutes: number; drawing: number }[];
  /** The same on pictures of the validation split (unseen) and of the training split (seen). */
  validation: { step: number; minutes: number; drawingUnseen: number; drawingSeen: number }[];
}

const base = { step: z.number(), minutes: z.number() };
const line = z.discriminatedUnion("type", [
  z.object({ type: z.literal("train"), ...base, drawing: z.number() }),
  z.object({
    type: z.literal("validation"),
    ...base,
    drawingUnseen: z.number(),
    drawingSeen: z.number(),
  }),
]);

/** Reads the text of a metrics.jsonl; of a step that a resumed run took again the last line counts. */
export function parseMetrics(text: string, name: string): LearningCurve {
  const training = new Map<number, LearningCurve["training"][number]>();
  const validation = new Map<number, LearningCurve["validation"][number]>();
  for (const [number, json] of text.split("\n").entries()) {
    if (json.trim() === "") continue;
    const parsed = line.safeParse(parse(json));
    if (!parsed.success) {
      throw new UserError(
        "input",
        `${name}, line ${number + 1}: not a line of a training run's metrics.jsonl`,
      );
    }
    if (parsed.data.type === "train") training.set(parsed.data.step, parsed.data);
    else validation.set(parsed.data.step, parsed.data);
  }
  const inOrder = <T extends { step: number }>(points: Map<number, T>) =>
    [...points.values()].sort((a, b) => a.step - b.step);
  return { training: inOrder(training), validation: inOrder(validation) };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
