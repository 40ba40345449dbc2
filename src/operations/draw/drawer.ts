import { loadWords } from "../../art/bubble.ts";
import { loadedLibrary } from "../../inference/runtime/native.ts";
import type { Bundle } from "../../tasks/art/bundle/read.ts";
import {
  among,
  batches,
  type Done,
  drawJobs,
  type Given,
  isDone,
  type Job,
  streamJob,
} from "../../tasks/art/draw/jobs.ts";
import { type ModelSession, openSession } from "../../tasks/art/draw/session.ts";
import { streamDrawing } from "../../tasks/art/draw/stream.ts";
import type { Vocabulary } from "../../words/resolve.ts";
import { openBundle } from "../default_bundle.ts";
import type { Letterer } from "./banner.ts";
import { asksForLetters, asksForLettersOnly, type DrawInput, type DrawSettings } from "./fields.ts";
import { checkSaid, type Drawable, type Drawing, drawingOf, jobsOf } from "./drawable.ts";
import type { OpenLayout } from "./hand_layout.ts";
import { type Plan, planOf, settingsOf, withLayout, wordsOf } from "./plan.ts";

export { type Drawable, type Drawing, drawingOf, jobsOf, type Planning } from "./drawable.ts";

/** Draws prompts, all in the same way. */
export interface Drawer {
  /** Words that the model knows; undefined where there are letters only. */
  readonly vocabulary: Vocabulary | undefined;
  /**
   * The drawings that a prompt asks for, in every style and of each seed; of a banner, which no seed changes, one. Throws a
   * UserError of kind "input" for a prompt that cannot be drawn.
   */
  plan(prompt: string): Promise<Drawable[]>;
  /** Loads the model, which the first drawing would wait for; nothing happens where it is loaded or there is none. */
  load(): Promise<void>;
  /** Draws in order, some at a time, on all cores where there are many. */
  draw(jobs: readonly Drawable[]): AsyncGenerator<Drawing[]>;
  /** Draws one that is no letters, only once, and hands out its text as soon as it is certain. */
  stream(job: Drawable, onText: (text: string) => void): Promise<Drawing>;
  /** Frees the model. What is in the making must have ended. */
  close(): Promise<void>;
}

/**
 * Makes ready to draw: reads the model, the font and the picture that are asked for. `log` is handed what there is to say of
 * them. Throws a UserError for what is wrong, of kind "usage" where the input is.
 */
export async function openDrawer(input: DrawInput, log: (line: string) => void): Promise<Drawer> {
  const hand = input.layout === undefined
    ? undefined
    : await (await import("./hand_layout.ts")).openLayout(input.layout);
  const settings = settingsOf(withLayout(input, hand?.layout));
  await loadWords(wordsOf(settings));
  const letters = asksForLetters(settings)
    ? await (await import("./banner.ts")).openLetterer(settings, log)
    : undefined;
  if (letters !== undefined && asksForLettersOnly(settings)) return openLetters(letters);
  const bundle = await openBundle(settings.model);
  const plan = planOf(settings, bundle.tokenizer);
  const given = settings.from === undefined
    ? undefined
    : await (await import("./picture.ts")).readPicture(settings.from, plan.styles, log);
  return openPictures({
    ...{ settings, bundle, plan },
    ...given && { given },
    ...letters && { letters },
    ...hand && { hand },
  });
}

/** A drawer of letters alone, for which no model is read. */
function openLetters(letters: Letterer): Drawer {
  return {
    vocabulary: undefined,
    plan: (prompt) =>
      Promise.try(() => {
        checkSaid(prompt);
        return [letters(prompt)];
      }),
    load: () => Promise.resolve(),
    async *draw(jobs) {
      yield await Promise.resolve(jobs.filter(isDone).map((done) => drawingOf(done)));
    },
    stream: () => Promise.reject(new Error("letters are there at once")),
    close: () => Promise.resolve(),
  };
}

interface Pictures {
  settings: DrawSettings;
  bundle: Bundle;
  plan: Plan;
  given?: Given;
  letters?: Letterer;
  hand?: OpenLayout;
}

function openPictures({ settings, bundle, plan, given, letters, hand }: Pictures): Drawer {
  const vocabulary = { labels: bundle.album.labels, thesaurus: bundle.thesaurus };
  const model = bundle.manifest.files["model.onnx"].sha256;
  let session: ModelSession | undefined;
  const open = async () => session ??= await openSession(bundle);
  const { color, depth = 0 } = settings;
  async function* drawn(jobs: readonly Job[]): AsyncGenerator<Done[]> {
    const parts = batches(jobs);
    const cores = Math.min(parts.length, navigator.hardwareConcurrency);
    if (cores > 1) {
      const { drawOnCores } = await import("./cores.ts");
      const library = await loadedLibrary();
      const shared = { model: settings.model, plan, given, library };
      yield* drawOnCores(parts.map((part) => ({ ...shared, jobs: part })), cores);
    } else {
      for (const part of parts) yield await drawJobs(await open(), plan, part, given);
    }
  }
  return {
    vocabulary,
    plan: (prompt) =>
      jobsOf(prompt, {
        ...{ settings, plan, vocabulary },
        ...letters && { letters },
        ...hand && { hand: { ...hand, album: bundle.album } },
      }),
    load: async () => void await open(),
    async *draw(jobs) {
      const painting = color ? await import("./coloured.ts") : undefined;
      for await (const works of among(jobs, drawn(jobs.filter((job) => !isDone(job))))) {
        yield works.map((done) => {
          const drawing = drawingOf(done, model);
          return painting?.coloured(drawing, done, depth) ?? drawing;
        });
      }
    },
    async stream(job, onText) {
      const stream = streamDrawing(onText);
      const done = await streamJob(await open(), plan, job, stream.text, given);
      stream.end();
      return drawingOf(done, model);
    },
    close: async () => await session?.close(),
  };
}
