/**
 * Random scenes within random limits: whether one exceeds a limit or loses a thing in silence, and what a scene costs beside
 * one thing.
 */
import { columnsOf } from "../../src/art/lines.ts";
import { random } from "../../src/base/random.ts";
import { UserError } from "../../src/base/errors.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { EVERYDAY } from "../../src/data/words/everyday.ts";
import { openDrawer } from "../../src/operations/draw/drawer.ts";
import { ATTRIBUTES, HUES, RELATIONS } from "../../src/words/scene/phrases.ts";

/** Ink of a thing that must be seen. */
const SEEN = 0.15;
const COUNTS = ["a", "a", "a", "two", "three", "a row of five"];

interface Asked {
  prompt: string;
  width: number;
  maxLines: number;
}

function asking(seed: number): () => Asked {
  const { next } = random(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
  const words = [...EVERYDAY].map((word) => word.replaceAll("_", " "));
  const qualities = [...ATTRIBUTES, ...Object.keys(HUES)];
  const thing = () => `${one(COUNTS)} ${next() < 0.4 ? `${one(qualities)} ` : ""}${one(words)}`;
  return () => {
    let prompt = thing();
    const others = 1 + Math.floor(next() * 3);
    for (let i = 0; i < others; i++) prompt += ` ${next() < 0.25 ? "and" : one(RELATIONS)} ${thing()}`;
    return { prompt, width: 12 + Math.floor(next() * 69), maxLines: 8 + Math.floor(next() * 41) };
  };
}

/** Draws scenes and tells what was wrong with them. */
export async function scenesBench(count: number, seed: number): Promise<void> {
  const next = asking(seed), wrong: string[] = [];
  let drawn = 0, things = 0, least = 1, single = 0, refused = 0;
  for (let i = 0; i < count; i++) {
    const { prompt, width, maxLines } = next();
    const drawer = await openDrawer({ width, maxLines, seed: i, bestOf: 1, color: true }, () => {});
    try {
      const jobs = await drawer.plan(prompt);
      const [drawing] = (await Array.fromAsync(drawer.draw(jobs))).flat();
      const { lines, subject, notes } = drawing!;
      drawn++;
      if (columnsOf(lines) > width || lines.length > maxLines) {
        wrong.push(`${prompt}: ${width}×${maxLines} exceeded`);
      }
      const placed = subject?.things ?? [];
      if (placed.length === 0) single++;
      things += placed.length;
      for (const { thing, visible } of placed) {
        least = Math.min(least, visible);
        if (visible < SEEN) wrong.push(`${prompt}: ${thing} shows ${visible} of its ink`);
      }
      if (placed.length === 0 && notes.length === 0 && / (and|on|under) /.test(prompt)) {
        wrong.push(`${prompt}: one thing, and nothing was said`);
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refused++;
    } finally {
      await drawer.close();
    }
  }
  writeOut(
    `${drawn} scenes drawn, ${things} things; ${single} came to one thing, and said so; ${refused} refused\n` +
      `the least that a thing shows of its ink: ${Math.round(100 * least)} %\n` +
      `wrong: ${wrong.length}\n${wrong.slice(0, 20).map((line) => `  ${line}\n`).join("")}`,
  );
  for (const prompt of ["cat", "a cat on a chair"]) await timed(prompt);
}

/** Median time of a drawing with the model loaded, of 20 seeds. */
async function timed(prompt: string): Promise<void> {
  const drawer = await openDrawer({ seed: 0, count: 1, bestOf: 1 }, () => {});
  await drawer.load();
  const jobs = await drawer.plan(prompt), times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    await Array.fromAsync(drawer.draw(jobs));
    times.push(performance.now() - start);
  }
  await drawer.close();
  writeOut(`${prompt}: ${times.sort((a, b) => a - b)[10]!.toFixed(0)} ms\n`);
}
