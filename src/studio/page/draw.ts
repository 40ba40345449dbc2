/** Drawing in the page: what `ascii-gen` does, with one session and no disk. */
import { loadWords } from "../../art/bubble.ts";
import type { Decoding } from "../../inference/continuous.ts";
import { decode } from "../../inference/decode.ts";
import { openLetterer } from "../../operations/draw/banner.ts";
import { drawingOf, jobsOf } from "../../operations/draw/drawable.ts";
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
  /** Fetches the colours of words, where they are not there yet. */
  loadColours?: () => Promise<void>;
}

/** Opens the model that some files are, whose digests have been compared; onnxruntime is loaded. */
export async function openPageModel(read: (name: string) => Uint8Array<ArrayBuffer>): Promise<PageModel> {
  // In WebAssembly twelve positions take eight times as long as one: to guess ahead saves nothing.
  const bundle = bundleOf("the model", read, false);
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
  { bundle, session, loadColours }: PageModel,
  { prompt, confidence = false, animate = false, motion, ...input }: StudioRequest,
  tell: (event: DrawEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const movable = animate ? await import("../../operations/draw/moving.ts") : undefined;
  const settings = settingsOf(movable?.withMotionRoom(input) ?? input);
  await loadWords(wordsOf(settings));
  const letters = asksForLetters(settings) ? await openLetterer(settings, () => {}) : undefined;
  const plan = planOf(settings, bundle.tokenizer);
  const vocabulary = { labels: bundle.album.labels, thesaurus: bundle.thesaurus };
  const jobs = await jobsOf(prompt, { settings, plan, vocabulary, ...letters && { letters } });
  if (settings.color) await loadColours?.();
  const painting = settings.color ? await import("../../operations/draw/coloured.ts") : undefined;
  const model = bundle.manifest.files["model.onnx"].sha256;
  const finish = (done: Done, sketch?: Uint8Array) => {
    const plain = drawingOf(done, model), drawing = painting?.coloured(plain, done, 0) ?? plain;
    tell({
      type: "drawing",
      drawing: {
        ...drawing,
        ...movable && { moving: movable.movingOf(drawing, motion) },
        ...sketch && { sketch: thumbnail(sketch, false) },
      },
    });
  };
  const told: Told = {
    text: (text) => tell({ type: "text", text }),
    cells: (cells) => cells.forEach((cell) => tell({ type: "cell", ...cell })),
  };
  const draw = (job: Asked["job"]): Promise<Made> =>
    drawBeside(session, alone(session), { plan, job, confidence }, told, signal);
  for (const job of jobs) {
    signal.throwIfAborted();
    if (isDone(job)) {
      tell({ type: "text", text: `${job.lines.join("\n")}\n` });
      finish(job);
    } else {
      const made = await draw(job);
      finish(made, made.sketch.bits);
    }
  }
  tell({ type: "done" });
}
