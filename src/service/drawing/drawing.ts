/** Drawings for many clients at once, by models that stay open. */
import { filled } from "../../base/fields.ts";
import { loadWidths } from "../../art/lines.ts";
import type { Motion } from "../../art/motions.ts";
import type { Format, MovingFormat } from "../../art/render/render.ts";
import { loadedLibrary } from "../../inference/runtime/native.ts";
import { type Drawing as Drawn, drawingOf } from "../../operations/draw/drawer.ts";
import type { DrawInput } from "../../operations/draw/fields.ts";
import type { LabelsResult } from "../../operations/labels.ts";
import type { ImageSettings } from "../../operations/image/fields.ts";
import type { ImageDrawing } from "../../operations/image/image.ts";
import type { Sketch } from "../../tasks/art/album/book.ts";
import type { Made } from "../../tasks/art/draw/beside.ts";
import type { SureCell } from "../../tasks/art/draw/confidence.ts";
import { isDone, type Job } from "../../tasks/art/draw/jobs.ts";
import type { LeftModels } from "../jobs/left_models.ts";
import { Problem } from "../problem.ts";
import { GROUPS, type Settings } from "../settings/fields.ts";
import { BUILT_IN } from "../../tasks/named.ts";
import { namedModels } from "../threads/named_models.ts";
import { openPool, type Pool } from "../threads/pool.ts";
import { openShelf } from "../threads/shelf.ts";
import type { DeskAnswer, DeskQuestion, Planned, PlanQuestion } from "./desk_worker.ts";
import type { DrawAnswer, DrawEvent, DrawQuestion, DrawSetup } from "./worker.ts";

/** What somebody asks to be drawn. */
export interface DrawAsk {
  /** Who asks: turns are dealt among clients. */
  client: string;
  prompts: readonly string[];
  /** Name of a model that is listed; the built-in one unless told otherwise. */
  model?: string | undefined;
  input: Omit<DrawInput, "from" | "model" | "room">;
  /** Bytes of a picture that is to be drawn. */
  picture?: Uint8Array | undefined;
  /** Whether each cell's probability is asked for. */
  confidence?: boolean;
  /** Where drawings are to move: how, if not by their nature. */
  moving?: { motion?: Motion } | undefined;
}

/** A drawing that is there. */
export interface Finished extends Drawn {
  /** What it was drawn after; letters have none. */
  sketch?: Sketch;
  /** Of each character as it was drawn, before anything was put around it. */
  confidence?: number[][];
}

/** What is told while drawings are made, by their number from 0 on. */
export interface DrawEvents {
  /** How many there will be, and what there is to say of them. */
  planned?(count: number, notes: readonly string[]): void;
  sketch?(number: number, sketch: Sketch): void;
  /** A piece of the first try, as soon as it is certain. */
  text?(number: number, piece: string): void;
  cells?(number: number, cells: SureCell[]): void;
  drawn?(number: number, drawing: Finished): void;
}

/** What draws. All throw the signal's reason once that is aborted, UserErrors for what cannot be done, and Problems where too much is asked for. */
export interface Drawing extends AsyncDisposable {
  /** Comes back when it can draw. Throws what keeps it from that. */
  ready(): Promise<void>;
  /** Drawings that wait for their turn, and that are at work. */
  readonly waiting: number;
  readonly atWork: number;
  /** Draws all that is asked for, in order. A seed's drawing is the same whoever else is drawn for. */
  draw(
    ask: DrawAsk,
    events: DrawEvents,
    signal: AbortSignal,
  ): Promise<{ drawings: Finished[]; notes: string[] }>;
  /** A picture as ASCII art. */
  image(
    client: string,
    picture: Uint8Array,
    settings: ImageSettings,
    signal: AbortSignal,
  ): Promise<ImageDrawing>;
  render(
    client: string,
    format: Format | MovingFormat,
    arts: readonly Drawn[],
    signal: AbortSignal,
  ): Promise<string | Uint8Array>;
  /** Words that the built-in model draws, or fonts, that a text is part of, or the one that is drawn for it. */
  labels(
    client: string,
    asked: { text: string; fonts: boolean },
    signal: AbortSignal,
  ): Promise<LabelsResult>;
}

/** What the settings say of it, and folders that models are looked for in. */
export interface DrawingOptions extends Partial<Settings["drawing"]> {
  places?: readonly string[] | undefined;
  /** Models that jobs have left. */
  left?: LeftModels;
}

/** Drawings of one request at most. */
export const MOST_DRAWINGS = 100;
/** Threads that draw, unless told otherwise, at most: each holds a model, which takes about 100 MB, and what is kept of its drawings, 0.8 MB each. */
const MOST_THREADS = 8, THREAD_BYTES = 130e6;
/** Places for second tries, beside the drawings that a thread makes. */
const SPARE = 4;
/** Threads at the desk, and seconds that one may be at a question. */
const DESKS = 2, DESK_SECONDS = 15;
/** The program as it is compiled is a folder of JavaScript, src/ and all. */
const [DRAWER, DESK] = Deno.build.standalone
  ? ["./src/service/drawing/worker.js", "./src/service/drawing/desk_worker.js"]
  : ["./worker.ts", "./desk_worker.ts"];

const start = (path: string) => () => new Worker(new URL(path, import.meta.url), { type: "module" });

type Drawers = Pool<DrawQuestion, DrawEvent, DrawAnswer>;

export function openDrawing(options: DrawingOptions = {}): Drawing {
  const { threads: asked, rows: each, waiting, own, memory } = filled(GROUPS.drawing, options);
  const threads = asked ?? Math.min(navigator.hardwareConcurrency, MOST_THREADS);
  const desk = openPool<null, DeskQuestion, never, DeskAnswer>({
    ...{ start: start(DESK), setup: null, threads: DESKS, each: 1, seconds: DESK_SECONDS },
    ...{ waiting: 256, own: 64 },
  });
  const openDrawers = (model: string | undefined, library: string | undefined): Drawers =>
    openPool<DrawSetup, DrawQuestion, DrawEvent, DrawAnswer>({
      ...{ start: start(DRAWER), setup: { model, rows: each + SPARE, library } },
      ...{ threads, each, waiting, own },
    });
  let builtIn: Drawers | undefined;
  const shelf = openShelf<Drawers>(memory);
  const models = namedModels("art", options);

  /** The folder of a model and the threads that draw with it. */
  async function modelOf(name: string | undefined): Promise<{ path: string | undefined; drawers: Drawers }> {
    const library = await loadedLibrary();
    if (name === undefined || name === BUILT_IN) {
      return { path: undefined, drawers: builtIn ??= openDrawers(undefined, library) };
    }
    const { path, size } = await models.find(name);
    const drawers = shelf.get(path, threads * (THREAD_BYTES + size), () => openDrawers(path, library));
    return { path, drawers };
  }

  async function plan(client: string, question: PlanQuestion, signal: AbortSignal): Promise<Planned> {
    const answer = await desk.ask(client, question, { signal });
    if (answer.kind !== "plan") throw new Error("the desk answered another question");
    return answer.planned;
  }

  return {
    async ready() {
      await Promise.all([desk.ready(), (await modelOf(undefined)).drawers.ready()]);
    },
    get waiting() {
      return builtIn?.waiting ?? 0;
    },
    get atWork() {
      return builtIn?.atWork ?? 0;
    },
    async draw(ask, events, signal) {
      const { client, prompts, picture, confidence = false } = ask;
      const movable = ask.moving && await import("../../operations/draw/moving.ts");
      const input = movable?.withMotionRoom(ask.input) ?? ask.input;
      checkCount(prompts.length * (input.style?.length ?? 1) * (input.count ?? 1));
      const { path, drawers } = await modelOf(ask.model);
      const { jobs, notes: general, plan: how, given, model } = await plan(
        client,
        { kind: "plan", model: path, prompts, input, picture },
        signal,
      );
      drawers.admit(client, jobs.filter((job) => !isDone(job)).length);
      const notes = [...new Set([...general, ...jobs.flatMap(({ notes = [] }) => notes)])];
      events.planned?.(jobs.length, notes);
      const stop = new AbortController(), all = AbortSignal.any([signal, stop.signal]);
      const make = async (job: Job, number: number): Promise<Made> =>
        await drawers.ask(client, {
          ...{ plan: how!, job, given, confidence },
          ...{ text: events.text !== undefined, sketch: events.sketch !== undefined },
        }, {
          signal: all,
          tell(event) {
            if ("text" in event) events.text?.(number, event.text);
            else if ("cells" in event) events.cells?.(number, event.cells);
            else events.sketch?.(number, event.sketch);
          },
        });
      const drawings = await Promise.all(jobs.map(async (job, number): Promise<Finished> => {
        const made = isDone(job) ? job : await make(job, number);
        const drawn = drawingOf(made, model);
        const painted = input.color
          ? (await import("../../operations/draw/coloured.ts")).coloured(drawn, made, 0)
          : drawn;
        // Where words of wide characters were put beside it, a thread of its own knew how wide.
        if (movable) await loadWidths(painted.lines);
        const drawing: Finished = {
          ...painted,
          ...extrasOf(made),
          ...movable && { moving: movable.movingOf(painted, ask.moving?.motion) },
        };
        events.drawn?.(number, drawing);
        return drawing;
      })).finally(() => stop.abort());
      return { drawings, notes };
    },
    async image(client, picture, settings, signal) {
      const answer = await desk.ask(client, { kind: "image", picture, settings }, { signal });
      if (answer.kind !== "image") throw new Error("the desk answered another question");
      return answer.drawing;
    },
    async render(client, format, arts, signal) {
      const answer = await desk.ask(client, { kind: "render", format, arts }, { signal });
      if (answer.kind !== "render") throw new Error("the desk answered another question");
      return answer.content;
    },
    async labels(client, asked, signal) {
      const answer = await desk.ask(client, { kind: "labels", ...asked }, { signal });
      if (answer.kind !== "labels") throw new Error("the desk answered another question");
      return answer.found;
    },
    [Symbol.asyncDispose]() {
      desk.close();
      builtIn?.close();
      shelf.close();
      return Promise.resolve();
    },
  };
}

function checkCount(count: number): void {
  if (count <= MOST_DRAWINGS) return;
  throw new Problem(422, `${count} drawings are asked for; a request has at most ${MOST_DRAWINGS}`);
}

const extrasOf = (made: Job | Made): Pick<Finished, "sketch" | "confidence"> => ({
  ..."sketch" in made && { sketch: made.sketch },
  ..."confidence" in made && made.confidence && { confidence: made.confidence },
});
