/** Drawings of many who do not know of each other, by one session. */
import type { Decoding } from "../../../inference/continuous.ts";
import type { Sketch } from "../album/book.ts";
import { confidenceOf, measured, streamCells, type SureCell, type SureStroke } from "./confidence.ts";
import { drawBest } from "./generate.ts";
import {
  type Done,
  type DrawingPlan,
  finished,
  type Given,
  type Job,
  loadJobWords,
  sketchJobs,
} from "./jobs.ts";
import { type Drawing, drawingRow } from "./row.ts";
import type { ModelSession } from "./session.ts";
import { streamDrawing } from "./stream.ts";

/** What is to be drawn. */
export interface Asked {
  plan: DrawingPlan;
  job: Job;
  given?: Given | undefined;
  /** Whether it is to be said how sure the model was of each cell. */
  confidence?: boolean;
}

/** What is told of a drawing while it is made: of its first try, where there are more. */
export interface Told {
  sketch?(sketch: Sketch): void;
  /** Text as soon as it is certain, its left margin kept; a line break ends it. */
  text?(piece: string): void;
  /** Cells of that text, where confidence is asked for. */
  cells?(cells: SureCell[]): void;
}

/** A drawing that is there. */
export interface Made extends Done {
  sketch: Sketch;
  /** Of each character of the lines as they were drawn, before anything was put around them. */
  confidence?: number[][];
}

/**
 * Draws one drawing beside all others that `decoding` has. The same session, plan and job give the same drawing, whatever stands
 * beside it. Throws the signal's reason once that is aborted.
 */
export async function drawBeside(
  session: ModelSession,
  decoding: Decoding,
  { plan, job, given, confidence = false }: Asked,
  told: Told,
  signal?: AbortSignal,
): Promise<Made> {
  await loadJobWords(plan, [job]);
  const { sketches: [sketch], requests: [request] } = sketchJobs(session, plan, [job], given);
  told.sketch?.(sketch!);
  const pass = async (stream: number): Promise<Drawing & { confidence?: number[][] }> => {
    const strokes: SureStroke[] = [];
    const text = stream === 0 && told.text ? streamDrawing(told.text) : undefined;
    const cells = stream === 0 && told.cells ? streamCells(told.cells) : undefined;
    const row = drawingRow(session, request!, sketch!, stream, (stroke) => {
      text?.text(stroke.text);
      if (!confidence) return;
      strokes.push(measured(stroke));
      cells?.(strokes.at(-1)!);
    });
    await decoding.run(row, signal);
    text?.end();
    const drawing = row.drawing();
    return confidence ? { ...drawing, confidence: confidenceOf(strokes, drawing.lines) } : drawing;
  };
  const { lines, ...drawn } = await drawBest(request!, pass);
  return {
    ...finished(plan, job, sketch!, lines),
    sketch: { bits: sketch!.bits, aspect: sketch!.aspect },
    ...drawn.confidence && { confidence: drawn.confidence },
  };
}
