/**
 * Random scenes within random limits: whether one exceeds a limit or loses a thing in silence, and what a scene costs beside
 * one thing.
 */
import { columnsOf } from "../../src/art/lines.ts";
import { random } from "../../src/base/random.ts";
import { UserError } from "../../src/base/errors.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { EVERYDAY } from "../../src/data/words/everyday.ts";
import { openBundle } from "../../src/operations/default_bundle.ts";
import { openDrawer } from "../../src/operations/draw/drawer.ts";
import { type Drawing, drawingOf, jobsOf } from "../../src/operations/draw/drawable.ts";
import { planOf, settingsOf } from "../../src/operations/draw/plan.ts";
import { drawJobs, isDone, type Job } from "../../src/tasks/art/draw/jobs.ts";
import { openSession } from "../../src/tasks/art/draw/session.ts";
import { HUES } from "../../src/words/scene/hues.ts";
import { ATTRIBUTES, RELATIONS } from "../../src/words/scene/phrases.ts";

/** Ink of a thing that must be seen. */
const SEEN = 0.15;
const COUNTS = ["a", "a", "a", "two", "three", "a row of five"];

interface Asking {
  prompt(): string;
  limits(): { width: number; maxLines: number };
}

function asking(seed: number): Asking {
  const { next } = random(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
  const words = [...EVERYDAY].map((word) => word.replaceAll("_", " "));
  const qualities = [...ATTRIBUTES, ...Object.keys(HUES)];
  const thing = () => `${one(COUNTS)} ${next() < 0.4 ? `${one(qualities)} ` : ""}${one(words)}`;
  return {
    limits: () => ({ width: 12 + Math.floor(next() * 69), maxLines: 8 + Math.floor(next() * 41) }),
    prompt() {
      let prompt = thing();
      const others = 1 + Math.floor(next() * 3);
      for (let i = 0; i < others; i++) prompt += ` ${next() < 0.25 ? "and" : one(RELATIONS)} ${thing()}`;
      return prompt;
    },
  };
}

/** What came of some scenes. */
interface Tally {
  drawn: number;
  things: number;
  single: number;
  refused: number;
  least: number;
  wrong: string[];
}

/** Draws scenes and tells what was wrong with them. */
export async function scenesBench(count: number, seed: number): Promise<void> {
  const ask = asking(seed), bundle = await openBundle(undefined);
  const session = await openSession(bundle);
  const vocabulary = { labels: bundle.album.labels, thesaurus: bundle.thesaurus };
  const tally: Tally = { drawn: 0, things: 0, single: 0, refused: 0, least: 1, wrong: [] };
  for (let done = 0; done < count; done++) {
    const prompt = ask.prompt(), limits = ask.limits();
    const settings = settingsOf({ ...limits, seed: done, bestOf: 1 });
    const plan = planOf(settings, bundle.tokenizer);
    const jobs = await planned(() => jobsOf(prompt, { settings, plan, vocabulary }));
    if (jobs === undefined) tally.refused++;
    else tell(tally, prompt, limits, drawingOf((await drawJobs(session, plan, jobs))[0]!));
  }
  await session.close();
  const { drawn, things, single, refused, least, wrong } = tally;
  writeOut(
    `${drawn} scenes drawn, ${things} things; ${single} came to one thing; ${refused} refused\n` +
      `the least that a thing shows of its ink: ${Math.round(100 * least)} %\n` +
      `wrong: ${wrong.length}\n${wrong.slice(0, 20).map((line) => `  ${line}\n`).join("")}`,
  );
  for (const prompt of ["cat", "a cat on a chair"]) await timed(prompt);
}

/** The jobs of a prompt; undefined where it is refused. */
async function planned(jobs: () => ReturnType<typeof jobsOf>): Promise<Job[] | undefined> {
  try {
    return (await jobs()).filter((job) => !isDone(job));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Counts a drawing, and what is wrong with it. */
function tell(
  tally: Tally,
  prompt: string,
  { width, maxLines }: ReturnType<Asking["limits"]>,
  { lines, subject, notes }: Drawing,
): void {
  const placed = subject?.things ?? [];
  tally.drawn++;
  tally.things += placed.length;
  if (columnsOf(lines) > width || lines.length > maxLines) {
    tally.wrong.push(`${prompt}: ${columnsOf(lines)}×${lines.length} exceeds ${width}×${maxLines}`);
  }
  for (const { thing, visible } of placed) {
    tally.least = Math.min(tally.least, visible);
    if (visible < SEEN) tally.wrong.push(`${prompt}: ${thing} shows ${visible} of its ink`);
  }
  if (placed.length > 0) return;
  tally.single++;
  // Every prompt names two things at least.
  if (notes.length === 0) tally.wrong.push(`${prompt}: one thing, and nothing was said`);
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
