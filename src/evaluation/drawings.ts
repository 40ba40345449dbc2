import { generate, type GenerateRequest } from "../inference/generate.ts";
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
  options: {
    words: number;
    seed: number;
    temperature: number;
    bestOf: number;
    onWord?: (done: number) => void;
  },
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
      bestOf: options.bestOf,
      topK: 0,
      topP: 0.95,
    }));
    const different = new Set<string>();
    for (const request of requests) {
      const { lines, sketch } = await generate(session, request);
      const bits = sketch.join("");
      different.add(bits);
      report.drawings++;
      const { width, maxLines } = request;
      if (lines.length <= maxLines && lines.every((line) => line.length <= width)) report.valid++;
      if (sketches.has(bits)) report.copiedSketches++;
      if (drawings.has(lines.join("\n"))) report.copiedDrawings++;
    }
    report.sketchDiversity += different.size / SEEDS / words.length;
    options.onWord?.(done + 1);
  }
  return report;
}
