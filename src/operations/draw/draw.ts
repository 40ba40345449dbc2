/** Drawings of prompts. */
import type { Context } from "../../base/context.ts";
import { besideLoading } from "../../inference/runtime/native.ts";
import { type Drawer, type Drawing, openDrawer } from "./drawer.ts";
import { checkNames, checkPrompts } from "../named.ts";
import { asksForLettersOnly, DRAW_FIELDS, type DrawInput, SCREEN } from "./fields.ts";
import { checkStreaming, settingsOf } from "./plan.ts";

/** What is to be drawn, and how. */
export interface DrawRequest extends DrawInput {
  /** What to draw; not needed where `from` names a picture. */
  prompts?: readonly string[];
}

/** What is told while it is drawn. */
export interface DrawEvents {
  /** A finished drawing, in the order in which they are asked for. */
  drawn?(drawing: Drawing): void;
  /**
   * Text of a drawing as soon as it is certain; its left margin is kept, and a line break ends it. Each sketch is then drawn
   * only once, and nothing can be put around it.
   */
  text?(piece: string): void;
}

/**
 * Draws every prompt in each style and with as many seeds as are asked for. Throws a UserError for what cannot be drawn,
 * before anything is; one whose signal is aborted gives what there is by then.
 */
export async function draw(
  { prompts = [""], ...input }: DrawRequest,
  context: Context,
  events: DrawEvents = {},
): Promise<Drawing[]> {
  checkPrompts(prompts);
  checkNames(DRAW_FIELDS, input, SCREEN);
  const settings = settingsOf(input);
  if (context.signal.aborted) return [];
  if (events.text !== undefined) checkStreaming(settings);
  const work = () => drawAll(prompts, input, context, events);
  return await (asksForLettersOnly(settings) ? work() : besideLoading(work));
}

async function drawAll(
  prompts: readonly string[],
  input: DrawInput,
  { log, progress, signal }: Context,
  { drawn, text }: DrawEvents,
): Promise<Drawing[]> {
  const drawer = await openDrawer(input, log);
  try {
    const planned = [];
    for (const prompt of prompts) planned.push(...await drawer.plan(prompt));
    for (const note of new Set(planned.flatMap(({ notes = [] }) => notes))) log(note);
    const drawings: Drawing[] = [];
    const made = text === undefined ? drawer.draw(planned) : streamed(drawer, planned, text);
    for await (const works of made) {
      drawings.push(...works);
      works.forEach((drawing) => drawn?.(drawing));
      progress("drawings", drawings.length, planned.length);
      if (signal.aborted) break;
    }
    return drawings;
  } finally {
    await drawer.close();
  }
}

async function* streamed(
  { stream }: Drawer,
  jobs: Awaited<ReturnType<Drawer["plan"]>>,
  text: (piece: string) => void,
): AsyncGenerator<Drawing[]> {
  for (const job of jobs) yield [await stream(job, text)];
}
