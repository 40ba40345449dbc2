/** Drawing in the page: what `ascii-gen` does, with one session and no disk. */
import { openLetterer } from "../../operations/draw/banner.ts";
import { drawablesOf, drawingOf } from "../../operations/draw/drawable.ts";
import { asksForLetters } from "../../operations/draw/fields.ts";
import { planOf, settingsOf } from "../../operations/draw/plan.ts";
import { bundleOf } from "../../tasks/art/bundle/files.ts";
import type { Bundle } from "../../tasks/art/bundle/read.ts";
import { type Done, type DrawingPlan, drawJobs, isDone, type Job } from "../../tasks/art/draw/jobs.ts";
import { type ModelSession, openSession } from "../../tasks/art/draw/session.ts";
import { streamDrawing } from "../../tasks/art/draw/stream.ts";
import { thumbnail } from "../../tasks/art/draw/thumbnail.ts";
import type { DrawEvent, StudioRequest } from "../engine.ts";

/** A model that draws. */
export interface PageModel {
  bundle: Bundle;
  session: ModelSession;
}

type Tell = (event: DrawEvent) => void;

/** Opens the model that some files are, whose digests have been compared; onnxruntime is loaded. */
export async function openPageModel(read: (name: string) => Uint8Array<ArrayBuffer>): Promise<PageModel> {
  const bundle = bundleOf("the model", read);
  return { bundle, session: await openSession(bundle) };
}

/**
 * Draws what is asked for, one drawing after the other. Throws a UserError for what cannot be drawn, and the signal's reason
 * once it is aborted.
 */
export async function drawInPage(
  { bundle, session }: PageModel,
  { prompt, confidence = false, ...input }: StudioRequest,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> {
  const settings = settingsOf(input);
  const letters = asksForLetters(settings) ? await openLetterer(settings, () => {}) : undefined;
  const plan = { ...planOf(settings, bundle.tokenizer), confidence };
  const vocabulary = { labels: bundle.album.labels, thesaurus: bundle.thesaurus };
  const asked = await drawablesOf(prompt, { settings, plan, vocabulary, ...letters && { letters } });
  const model = bundle.manifest.files["model.onnx"].sha256;
  for (const job of asked) {
    signal.throwIfAborted();
    const done = isDone(job) ? job : await drawOne(session, plan, job, tell, signal);
    if (isDone(job)) tell({ type: "text", text: `${done.lines.join("\n")}\n` });
    const sketch = done.sketch && { sketch: thumbnail(done.sketch, false) };
    tell({ type: "drawing", drawing: { ...drawingOf(done, model), ...sketch } });
  }
  tell({ type: "done" });
}

async function drawOne(
  session: ModelSession,
  plan: DrawingPlan,
  job: Job,
  tell: Tell,
  signal: AbortSignal,
): Promise<Done> {
  let told = "";
  const stream = streamDrawing((text) => {
    told += text;
    tell({ type: "text", text });
  });
  const [done] = await drawJobs(session, plan, [job], undefined, (text, _, attempt) => {
    signal.throwIfAborted();
    // Only the first try is shown as it is drawn.
    if (attempt === 0) stream.text(text);
  });
  signal.throwIfAborted();
  stream.end();
  tellCells(done!, marginOf(told), tell);
  return done!;
}

/** Columns that are blank in all lines at the left: a text has them, a finished drawing has not. */
const marginOf = (text: string): number =>
  Math.min(...text.split("\n").filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));

function tellCells({ confidence = [] }: Done, margin: number, tell: Tell): void {
  confidence.forEach((cells, row) =>
    cells.forEach((probability, column) => tell({ type: "cell", row, column: margin + column, probability }))
  );
}
