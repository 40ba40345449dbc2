import { drawingPass, type GenerateRequest, sketchPass } from "../inference/generate.ts";
import type { ModelSession } from "../inference/session.ts";
import { random } from "../random.ts";
import type { Dataset } from "../training/dataset.ts";

/** What came out of many generations. */
export interface DrawingReport {
  drawings: number;
  /** Drawings within their limits; anything but all of them is a bug. */
  valid: number;
  /** Sketches and drawings that stand in the training set character for character. */
  copiedSketches: number;
  copiedDrawings: number;
  /** Different sketches among several seeds of one word, divided by the seeds. */
  sketchDiversity: number;
}

const SEEDS = 4;

/** Draws `words` words (by popularity) with a few seeds each, at random sizes. */
export async function measureDrawings(
  session: ModelSession,
  training: Dataset,
  options: { words: number; seed: number; temperature: number; onWord?: (done: number) => void },
): Promise<DrawingReport> {
  const { tokenizer } = session;
  const sketches = new Set<string>();
  const drawings = new Set<string>();
  for (const picture of training.pictures) {
    sketches.add(picture.sketch.join("")).add(picture.mirroredSketch.join(""));
    for (const piece of picture.pieces) drawings.add(tokenizer.decode(piece.tokens));
  }
  const words = [
    ...new Set(
      training.pictures.filter(({ style }) => style !== "banner").flatMap(({ labels }) => labels[0]!),
    ),
  ]
    .sort((a, b) => (training.popularity.get(b) ?? 0) - (training.popularity.get(a) ?? 0))
    .slice(0, options.words);
  const report = { drawings: 0, valid: 0, copiedSketches: 0, copiedDrawings: 0, sketchDiversity: 0 };
  for (const [done, prompt] of words.entries()) {
    const rng = random(options.seed, done);
    const requests: GenerateRequest[] = Array.from({ length: SEEDS }, () => ({
      prompt,
      style: tokenizer.data.styles[0]!,
      width: 8 + rng.int(tokenizer.data.maxWidth - 7),
      maxLines: 4 + rng.int(tokenizer.data.maxHeight - 3),
      seed: rng.int(2 ** 31),
      temperature: options.temperature,
      topK: 0,
      topP: 0.95,
    }));
    const made = await sketchPass(session, requests);
    const drawn = await drawingPass(session, requests, made);
    for (const [i, { lines, sketch }] of drawn.entries()) {
      const { width, maxLines } = requests[i]!;
      report.drawings++;
      if (lines.length <= maxLines && lines.every((line) => line.length <= width)) report.valid++;
      if (sketches.has(sketch.join(""))) report.copiedSketches++;
      if (drawings.has(lines.join("\n"))) report.copiedDrawings++;
    }
    report.sketchDiversity += new Set(made.map(({ bits }) => bits.join(""))).size / SEEDS / words.length;
    options.onWord?.(done + 1);
  }
  return report;
}
