/**
 * Draws thousands of random requests with the built-in model and checks every limit on what a reader of the format gets:
 *
 *     deno run -A scripts/soak.ts --count 100000 [--seed 1] [--model <folder>]
 */
import { Command } from "commander";
import { Parser } from "commonmark";
import { decode } from "fast-png";
import { stripVTControlCharacters } from "node:util";
import { ALIGNMENTS, BORDERS, CHARSETS } from "../src/art/frame.ts";
import { columnsOf } from "../src/art/lines.ts";
import type { Artwork } from "../src/art/render/artwork.ts";
import { type Format, FORMATS, renderAll } from "../src/art/render/render.ts";
import { readBundle } from "../src/tasks/art/bundle/read.ts";
import { defaultBundle } from "../src/operations/default_bundle.ts";
import { type DrawingPlan, drawJobs, type Job } from "../src/tasks/art/draw/jobs.ts";
import { checkLayout } from "../src/tasks/art/draw/layout.ts";
import { wholeNumber } from "../src/cli/numbers.ts";
import { writeErrorLine, writeOut } from "../src/cli/terminal.ts";
import { UserError } from "../src/base/errors.ts";
import { openSession } from "../src/tasks/art/draw/session.ts";
import { type Random, random } from "../src/base/random.ts";
import { pictureStyles } from "../src/tokenizer/grid/grid.ts";

/** Drawings side by side: they share one plan. */
const BATCH = 24;

/** A request within what the command line allows. */
function randomPlan(rng: Random, grid: DrawingPlan["grid"]): DrawingPlan {
  const pick = <T>(values: readonly T[]): T => values[rng.int(values.length)]!;
  const chance = (probability: number) => rng.next() < probability;
  // Most requests are small; now and then one fills the grid.
  const upTo = (most: number) => 1 + rng.int(chance(0.1) ? most : Math.ceil(most / 3));
  for (;;) {
    const plan: DrawingPlan = {
      layout: {
        align: chance(0.7) ? "left" : pick(ALIGNMENTS),
        border: chance(0.3) ? pick(BORDERS) : undefined,
        charset: chance(0.6) ? "ascii" : pick(CHARSETS),
        invert: chance(0.2),
        sketch: chance(0.1),
      },
      limits: {
        width: upTo(grid.width),
        maxLines: upTo(grid.height),
        maxChars: chance(0.5) ? Infinity : 1 + rng.int(1200),
      },
      grid,
      sampling: {
        temperature: chance(0.1) ? 0 : 2 * rng.next(),
        topK: chance(0.8) ? 0 : 1 + rng.int(50),
        topP: chance(0.5) ? 0.95 : 1 - rng.next(),
        bestOf: 1,
        variation: chance(0.3) ? undefined : 2 * rng.next(),
      },
    };
    try {
      checkLayout(plan);
      return plan;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
}

/** Lines that a reader of the format gets; undefined where it gets a picture. */
async function readBack(format: Format, art: Artwork): Promise<string[] | undefined> {
  const content = await renderAll(format, [art]);
  if (content instanceof Uint8Array) {
    const { width, height } = decode(content);
    if (!(width > 0 && height > 0)) throw new Error("an empty PNG");
    return undefined;
  }
  const lines = (text: string) => text.replace(/\n$/, "").split("\n");
  if (format === "plain") return lines(content);
  if (format === "ansi") return lines(stripVTControlCharacters(content));
  if (format === "json") return JSON.parse(content).lines;
  if (format === "markdown") return lines(new Parser().parse(content).firstChild?.literal ?? "");
  if (!content.startsWith(format === "svg" ? "<svg" : "<!DOCTYPE html>")) throw new Error(`no ${format}`);
  return undefined;
}

interface Flags {
  count: string;
  seed: string;
  model: string;
}

async function soak(flags: Flags): Promise<void> {
  const count = wholeNumber("--count", flags.count, 1, 1e9);
  const seed = wholeNumber("--seed", flags.seed, 0, 2 ** 32 - 1);
  const bundle = await readBundle(flags.model);
  const session = await openSession(bundle);
  const { maxWidth, maxHeight } = bundle.tokenizer.data;
  const styles = pictureStyles(bundle.tokenizer.data.styles);
  const { labels } = bundle.album;
  const formats: Record<string, number> = {};
  let done = 0;
  for (let batch = 0; done < count; batch++) {
    const rng = random(seed, batch);
    const plan = randomPlan(rng, { width: maxWidth, height: maxHeight });
    const jobs = Array.from({ length: Math.min(BATCH, count - done) }, (): Job => {
      const text = labels[rng.int(labels.length)]!;
      return { prompt: text, text, style: styles[rng.int(styles.length)]!, seed: rng.int(2 ** 32) };
    });
    for (const { prompt, style, seed, lines } of await drawJobs(session, plan, jobs)) {
      const format = FORMATS[rng.int(FORMATS.length)]!;
      const art = { lines, prompt, style, seed, width: columnsOf(lines), height: lines.length, model: "" };
      const read = await readBack(format, art) ?? lines;
      const { width, maxLines, maxChars } = plan.limits;
      const broken = read.length > maxLines || columnsOf(read) > width ||
        [...read.join("\n")].length > maxChars || read.join("\n") !== lines.join("\n");
      if (broken) {
        throw new Error(`batch ${batch}, ${prompt}: ${JSON.stringify({ format, plan, style, seed, read })}`);
      }
      formats[format] = (formats[format] ?? 0) + 1;
      done++;
    }
    if (batch % 100 === 99) writeErrorLine(`${done} drawings`);
  }
  await session.close();
  writeOut(`${done} drawings, no limit exceeded: ${JSON.stringify(formats)}\n`);
}

await new Command("soak")
  .option("--count <n>", "drawings", "100000")
  .option("--seed <n>", "seed of the requests", "1")
  .option("--model <folder>", "model folder", defaultBundle())
  .action(soak)
  .parseAsync(Deno.args, { from: "user" });
