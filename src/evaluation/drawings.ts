import { chooseSketches, generate, type GenerateRequest } from "../tasks/art/draw/generate.ts";
import type { ModelSession } from "../tasks/art/draw/session.ts";
import { random } from "../base/random.ts";
import { coarser } from "../rasterise/sketch/sketch.ts";

/** A drawing of a word, whoever made it. */
export interface Work {
  word: string;
  lines: string[];
  /** Sketch of 36×36, by which pictures are compared: of what was drawn, or what the picture was drawn from. */
  sketch: Uint8Array;
}

/** How users draw: everything of a request but its prompt and seed. */
export type DrawingSettings = Omit<GenerateRequest, "prompt" | "seed">;

/** Whether a model has a picture of a word: it cannot draw the others, which are many in a large corpus. */
export function canDraw({ book }: ModelSession, word: string, style: string): boolean {
  return book.count(word, style) > 0;
}

/** Draws each word `count` times, each time with another seed, just as a user would get it. */
export async function drawWords(
  session: ModelSession,
  words: readonly string[],
  settings: DrawingSettings,
  { count, seed, onDrawing }: { count: number; seed: number; onDrawing?: () => void | Promise<void> },
): Promise<Work[]> {
  const works: Work[] = [];
  for (const [number, word] of words.entries()) {
    for (const request of requestsOf(word, settings, count, random(seed, 1, number).int)) {
      const { lines, sketch } = await generate(session, request);
      works.push({ word, lines, sketch: coarser(sketch) });
      await onDrawing?.();
    }
  }
  return works;
}

/** Sketches of a word, 36×36, one for each of `count` seeds in a row. */
export function sketchWord(
  session: ModelSession,
  word: string,
  settings: DrawingSettings,
  { count, seed }: { count: number; seed: number },
): Uint8Array[] {
  const sketches: Uint8Array[] = [];
  const first = random(seed, 2).int(2 ** 31);
  for (let i = 0; i < count; i++) {
    const request = { ...settings, prompt: word, seed: first + i };
    sketches.push(coarser(chooseSketches(session, [request])[0]!.bits));
  }
  return sketches;
}

function requestsOf(
  prompt: string,
  settings: DrawingSettings,
  count: number,
  int: (n: number) => number,
): GenerateRequest[] {
  return Array.from({ length: count }, () => ({ ...settings, prompt, seed: int(2 ** 31) }));
}
