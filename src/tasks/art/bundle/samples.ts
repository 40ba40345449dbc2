import { type Checkpoint, checkpointParameters } from "../../../training/checkpoint.ts";
import { trainingSummary } from "../../../training/summary.ts";
import { type Drawing, generate } from "../draw/generate.ts";
import { openSession } from "../draw/session.ts";
import { artModelOf } from "../task.ts";
import { readBundle } from "./read.ts";
import { type BundleContent, writeBundle } from "./write.ts";

const WORDS = ["cat", "house", "tree", "car"];
const WIDTH = 28;
const LINES = 14;

/**
 * Writes a checkpoint, and the sketches that it draws, as a bundle to `folder`, and draws a few words with it; returns
 * lines for the log.
 */
export async function drawSamples(
  checkpoint: Checkpoint,
  sketches: Pick<BundleContent, "decoder" | "album">,
  folder: string,
): Promise<string[]> {
  const { tokenizer, config } = artModelOf(checkpoint);
  await writeBundle(folder, {
    tokenizer,
    config,
    parameters: checkpointParameters(checkpoint),
    ...sketches,
    corpus: checkpoint.corpusDigest,
    training: trainingSummary(checkpoint),
    attributions: [],
  });
  const session = await openSession(await readBundle(folder));
  const style = tokenizer.data.styles[0] ?? "line";
  const known = WORDS.filter((word) => session.book.count(word, style) > 0);
  const drawings: Drawing[] = [];
  for (const prompt of known) {
    drawings.push(
      await generate(session, {
        prompt,
        style,
        width: Math.min(WIDTH, tokenizer.data.maxWidth),
        maxLines: Math.min(LINES, tokenizer.data.maxHeight),
        seed: 1,
        temperature: 0.4,
        topK: 0,
        topP: 0.95,
      }),
    );
  }
  if (drawings.length === 0) return [];
  const height = Math.max(...drawings.map(({ lines }) => lines.length));
  return Array.from(
    { length: height },
    (_, row) => drawings.map(({ lines }) => (lines[row] ?? "").padEnd(WIDTH + 3)).join("").trimEnd(),
  );
}
