/** A thread that draws for many, with its own session of a model. */
import { openDecoding } from "../../inference/continuous.ts";
import { shareRuntime } from "../../inference/runtime/native.ts";
import { openBundle } from "../../operations/default_bundle.ts";
import type { Sketch } from "../../tasks/art/album/book.ts";
import { type Asked, drawBeside, type Made } from "../../tasks/art/draw/beside.ts";
import type { SureCell } from "../../tasks/art/draw/confidence.ts";
import { openSession } from "../../tasks/art/draw/session.ts";
import { answerMany } from "../threads/answering.ts";

/** What the thread draws with. */
export interface DrawSetup {
  /** Folder of the model, if not the built-in one. */
  model: string | undefined;
  /** Drawings side by side. */
  rows: number;
  /** Where the thread that asks has loaded onnxruntime from, if others can. */
  library: string | undefined;
}

/** A drawing that is to be made. */
export interface DrawQuestion extends Asked {
  /** Whether its text is to be told while it is made; the same for cells, where confidence is asked for. */
  text: boolean;
  /** Whether its sketch is. */
  sketch: boolean;
}

export type DrawEvent = { sketch: Sketch } | { text: string } | { cells: SureCell[] };
export type DrawAnswer = Made;

answerMany<DrawSetup, DrawQuestion, DrawEvent, DrawAnswer>(async ({ model, rows, library }) => {
  if (library !== undefined) await shareRuntime(library);
  const session = await openSession(await openBundle(model));
  const decoding = openDecoding(session, rows);
  return ({ text, sketch, ...asked }, tell, signal) =>
    drawBeside(session, decoding, asked, {
      ...text && {
        text: (text) => tell({ text }),
        ...asked.confidence && { cells: (cells) => tell({ cells }) },
      },
      ...sketch && { sketch: (sketch) => tell({ sketch }) },
    }, signal);
});
