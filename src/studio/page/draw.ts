/** Drawing in the page: what `ascii-gen` does, with one session and no disk. */
import { loadWords } from "../../art/bubble.ts";
import type { Decoding } from "../../inference/continuous.ts";
import { decode } from "../../inference/decode.ts";
import { openLetterer } from "../../operations/draw/banner.ts";
import { type Drawing, drawingOf, jobsOf } from "../../operations/draw/drawable.ts";
import { asksForLetters } from "../../operations/draw/fields.ts";
import { planOf, settingsOf, wordsOf } from "../../operations/draw/plan.ts";
import { bundleOf } from "../../tasks/art/bundle/files.ts";
import type { Bundle } from "../../tasks/art/bundle/read.ts";
import { type Asked, drawBeside, type Made, type Told } from "../../tasks/art/draw/beside.ts";
import { type Done, isDone } from "../../tasks/art/draw/jobs.ts";
import { type ModelSession, openSession } from "../../tasks/art/draw/session.ts";
import { thumbnail } from "../../tasks/art/draw/thumbnail.ts";
import type { DrawEvent, StudioRequest } from "../engine.ts";

/** A model that draws. */
export interface PageModel {
  bundle: Bundle;
  session: ModelSession;
}

/** Opens the model that some files are, whose digests have been compared; onnxruntime is loaded. */
export async function openPageModel(read: (name: string) => Uint8Array<ArrayBuffer>): Promise<PageModel> {
  const bundle = bundleOf("the model", read);
  return { bundle, session: await openSession(bundle) };
}

/** Decodes each row by itself, as the first try of a single drawing is everywhere. */
const alone = (session: ModelSession): Decoding => ({
  active: 0,
  waiting: 0,
  run: async ({ sequences, next }, signal) => {
    const guarded = (logits: readonly Float32Array[]) => {
      signal?.throwIfAborted();
      return next(logits);
    };
    await decode(session, [{ sequences, next: guarded }]);
  },
});

/**
 * Draws what is asked for, one drawing after the other. Throws a UserError for what cannot be drawn, and the signal's reason
 * once it is aborted.
 */
export async function drawInPage(
  { bundle, session }: PageModel,
  { prompt, confidence = false, ...input }: StudioRequest,
  tell: (event: DrawEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const settings = settingsOf(input);
  await loadWords(wordsOf(settings));
  const letters = asksForLetters(settings) ? await openLetterer(settings, () => {}) : undefined;
  const plan = planOf(settings, bundle.tokenizer);
  const vocabulary = { labels: bundle.album.labels, thesaurus: bundle.thesaurus };
  const jobs = await jobsOf(prompt, { settings, plan, vocabulary, ...letters && { letters } });
  const model = bundle.manifest.files["model.onnx"].sha256;
  const finish = (drawing: Drawing, sketch?: Uint8Array) =>
    tell({ type: "drawing", drawing: { ...drawing, ...sketch && { sketch: thumbnail(sketch, false) } } });
  const told: Told = {
    text: (text) => tell({ type: "text", text }),
    cells: (cells) => cells.forEach((cell) => tell({ type: "cell", ...cell })),
  };
  const draw = (job: Asked["job"]): Promise<Made> =>
    drawBeside(session, alone(session), { plan, job, confidence }, told, signal);
  const letter = (done: Done) => {
    const drawing = drawingOf(done);
    tell({ type: "text", text: `${drawing.text}\n` });
    finish(drawing);
  };
  for (const job of jobs) {
    signal.throwIfAborted();
    if (isDone(job)) letter(job);
    else {
      const made = await draw(job);
      finish(drawingOf(made, model), made.sketch.bits);
    }
  }
  tell({ type: "done" });
}
