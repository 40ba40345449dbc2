import { UserError } from "../../../base/errors.ts";
import { decode } from "../../../inference/decode.ts";
import type { Sketch } from "../album/book.ts";
import { MAX_BEST_OF } from "./defaults.ts";
import { hasFewCells, isSmall, lawfulAspect, usualColumns } from "./lawful.ts";
import { faultsOf } from "./faults.ts";
import { inksOf, likeness } from "./likeness.ts";
import { type Drawing, drawingRow, type GenerateRequest, prepare } from "./row.ts";
import type { ModelSession } from "./session.ts";

export type { Drawing, GenerateRequest } from "./row.ts";

/** A drawing that is as like its sketch as this, with no more than one fault, is not made again: that takes twice as long again. */
const CLOSE = 0.98, FEW_FAULTS = 1;
/**
 * Drawings of few characters that may be tried again are tried so many times as often, and small ones even more: they are soon
 * drawn, and each character says much.
 */
const FEW_CELLS_TRIES = 2, SMALL_TRIES = 4;

/**
 * Draws a picture: the sketch of one that it remembers, then its characters. The same session, request and seed give the
 * same drawing; no limit is ever exceeded. Throws a UserError of kind "usage" or "input" for a request the model cannot
 * take.
 */
export async function generate(session: ModelSession, request: GenerateRequest): Promise<Drawing> {
  const sketches = chooseSketches(session, [request]);
  return (await drawSketches(session, [request], sketches))[0]!;
}

/** The sketch that `generate` draws for each request, with an aspect that meets its limits. */
export function chooseSketches(
  session: ModelSession,
  requests: readonly GenerateRequest[],
): Sketch[] {
  return requests.map((request) => {
    const { limits } = prepare(session, request);
    const { prompt: word, style, seed, variation } = request;
    const columns = usualColumns(limits);
    const { bits, aspect } = session.book.sketch({ word, style, seed, columns, variation });
    return { bits, aspect: lawfulAspect(aspect, limits) };
  });
}

/**
 * Draws each sketch once and, where that has several faults or does not keep close to it, up to `bestOf` times, in few columns more often;
 * keeps the drawing with the fewest faults, of those the one closest to the sketch.
 */
export async function drawSketches(
  session: ModelSession,
  requests: readonly GenerateRequest[],
  sketches: readonly Sketch[],
): Promise<Drawing[]> {
  const draw = (tries: readonly Try[]) =>
    drawingPass(
      session,
      tries.map(({ index }) => requests[index]!),
      tries.map(({ index }) => sketches[index]!),
      tries.map(({ stream }) => stream),
    );
  const firsts = await draw(requests.map((_, index) => ({ index, stream: 0 })));
  const best = firsts.map(judged);
  const again = requests.flatMap((request, index): Try[] =>
    furtherStreams(request, best[index]!).map((stream) => ({ index, stream }))
  );
  if (again.length === 0) return firsts;
  for (const [n, drawing] of (await draw(again)).entries()) {
    const { index } = again[n]!;
    best[index] = better(best[index]!, judged(drawing));
  }
  return best.map(({ drawing }) => drawing);
}

/**
 * Draws one sketch as `drawSketches` does, by a `pass` that makes one drawing of it, of which several may be made at once. Streams
 * of randomness are numbered from 0.
 */
export async function drawBest<D extends Drawing>(
  request: GenerateRequest,
  pass: (stream: number) => Promise<D>,
): Promise<D> {
  const first = judged(await pass(0));
  const further = await Promise.all(furtherStreams(request, first).map(pass));
  return further.map(judged).reduce(better, first).drawing;
}

/** A request, by its index, and the number of the stream of randomness that it is tried with. */
interface Try {
  index: number;
  stream: number;
}

/** A drawing, how many faults it has, and how close it is to its sketch. */
interface Judged<D extends Drawing> {
  drawing: D;
  faults: number;
  closeness: number;
}

const judged = <D extends Drawing>(drawing: D): Judged<D> => {
  const { lines, sketch } = drawing, inks = inksOf(lines, sketch);
  const { gaps, strays, lostDots, uneven } = faultsOf(lines, sketch, inks);
  return { drawing, faults: gaps + strays + lostDots + uneven, closeness: likeness(lines, sketch, inks) };
};

/** The drawing with fewer faults; of those with as many the closer one. */
const better = <D extends Drawing>(one: Judged<D>, other: Judged<D>): Judged<D> =>
  other.faults < one.faults || other.faults === one.faults && other.closeness > one.closeness ? other : one;

/** Streams of further tries after a first drawing. */
const furtherStreams = (request: GenerateRequest, { faults, closeness }: Judged<Drawing>): number[] => {
  const isGood = faults <= FEW_FAULTS && closeness >= CLOSE;
  return Array.from({ length: isGood ? 0 : triesOf(request) - 1 }, (_, n) => n + 1);
};

/** How often a request is tried. Throws a UserError of kind "usage" when `bestOf` is out of range. */
function triesOf(request: GenerateRequest): number {
  const { bestOf = 1, temperature, topK } = request;
  if (!Number.isInteger(bestOf) || bestOf < 1 || bestOf > MAX_BEST_OF) {
    throw new UserError("usage", `best-of must be a whole number from 1 to ${MAX_BEST_OF}, not ${bestOf}`);
  }
  // Without randomness all drawings are the same one.
  if (bestOf === 1 || temperature === 0 || topK === 1) return 1;
  const limits = { ...request, maxChars: request.maxChars ?? Infinity };
  return bestOf * (isSmall(limits) ? SMALL_TRIES : hasFewCells(limits) ? FEW_CELLS_TRIES : 1);
}

/**
 * A drawing of each sketch, for several requests at once. `streams` number the drawings of one request, which would be the
 * same otherwise. `onText` is handed each piece of text as it is decoded, before edges are trimmed, with the index of its
 * request.
 */
export async function drawingPass(
  session: ModelSession,
  requests: readonly GenerateRequest[],
  sketches: readonly Sketch[],
  streams: readonly number[] = requests.map(() => 0),
  onText?: (text: string, index: number) => void,
): Promise<Drawing[]> {
  const rows = requests.map((request, i) =>
    drawingRow(session, request, sketches[i]!, streams[i]!, ({ text }) => onText?.(text, i))
  );
  await decode(session, rows);
  return rows.map((row) => row.drawing());
}
