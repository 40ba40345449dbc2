import { lackOf } from "../../art/render/render.ts";
import { UserError } from "../../base/errors.ts";
import { loadedLibrary } from "../../inference/runtime/native.ts";
import { type Drawable, type Drawer, type Drawing, openDrawer } from "../../operations/draw/drawer.ts";
import { asksForLettersOnly, type DrawInput } from "../../operations/draw/fields.ts";
import { BATCH } from "../../tasks/art/draw/jobs.ts";
import { describeError } from "../errors.ts";
import { endInterrupted, interruptible, until } from "../interrupt.ts";
import { giveBack } from "../permissions.ts";
import { isTerminal, roomFor, writeErrorLine, writeOut, writeRaw } from "../terminal.ts";
import { byLine } from "./by_line.ts";
import { checkConflicts } from "./conflicts.ts";
import type { PrintFlags } from "./fields.ts";
import { refuseFile } from "./files.ts";
import { type AskedPrompt, incomingPrompts } from "./incoming.ts";
import { formatOf, openOutput, type Output, refuseInput } from "./output.ts";
import { pipedInput } from "./piped.ts";
import { withSaid } from "./said.ts";
import { refuseSlip } from "./slips.ts";

/** What stands for a prompt on the command line when the prompts come from standard input. */
const FROM_STDIN = "-";
/** What only finding the library and reading pictures takes. */
const ONCE = ["sys", "run"] as const;

/**
 * Does what `ascii-gen <prompt…>` was asked for; without a prompt, what is piped in. Throws a UserError for what cannot be
 * done.
 */
export async function run(prompt: string | undefined, given: DrawInput, printing: PrintFlags): Promise<void> {
  await refuseInput(printing.output, [given.from, given.layout]);
  if (printing.animate) return await moving(prompt, given, printing);
  if (printing.loops !== undefined || printing.motion !== undefined) {
    throw new UserError(
      "usage",
      `--${printing.loops === undefined ? "motion" : "loops"} goes with --animate`,
    );
  }
  const laps = [performance.now()]; // counts from the start of the process
  const lap = () => void laps.push(performance.now());
  const format = printing.format ?? formatOf(printing.output);
  checkConflicts(given, printing, format);
  const needsPrompt = given.from === undefined && given.layout === undefined;
  const input = await withSaid(given, (prompt === undefined && needsPrompt) || prompt === FROM_STDIN);
  const piped = prompt === undefined && needsPrompt ? await pipedInput() : undefined;
  if (!prompt && needsPrompt && piped === undefined) {
    throw new UserError("usage", "say what to draw, such as: ascii-gen cat (or see --help)");
  }
  if (prompt && prompt !== FROM_STDIN && !asksForLettersOnly(input)) await refuseFile(prompt);
  const colour = input.color ? (await import("../colour.ts")).colourFor(format, printing.output) : undefined;
  const inLines = colour?.depth !== undefined;
  const output = await openOutput(inLines ? "plain" : format, printing.output, inLines);
  const groups = piped !== undefined || prompt === FROM_STDIN
    ? incomingPrompts(piped)
    : once([{ text: prompt ?? "" }]);
  const note = (line: string) => printing.quiet || writeErrorLine(`ascii-gen: ${line}`);
  const room = roomFor(input.width);
  const drawer = await openDrawer({
    ...input,
    ...colour && { color: Object.keys(colour).length > 0, ...inLines && { depth: colour.depth } },
    ...room !== undefined && { room },
  }, note);
  lap();
  const told = new Set<string>();
  let follows = false;
  const interrupted = await interruptible(async (signal) => {
    for await (const prompts of until(signal, groups)) {
      const jobs = await jobsOf(prompts, drawer);
      const notes = new Set(jobs.flatMap(({ notes = [] }) => notes));
      notes.difference(told).forEach(note);
      notes.forEach((line) => told.add(line));
      if (jobs.length === 0) continue;
      if (laps.length < 3 && drawer.vocabulary !== undefined) {
        await drawer.load();
        // Where threads share no library, each may have to unpack it.
        if (await loadedLibrary() !== undefined) {
          giveBack(printing.output === undefined ? ["write", ...ONCE] : ONCE);
        }
        lap();
      }
      const done = printing.stream
        ? streamed(drawer, jobs, { ansi: format === "ansi", follows })
        : drawer.draw(jobs);
      const progress = await progressOf(jobs.length, printing, output);
      let count = 0;
      for await (const works of until(signal, done)) {
        // What is known only when it is drawn.
        const lack = await lackOf(format, works);
        for (const line of [...works.flatMap(({ notes }) => notes), ...lack === undefined ? [] : [lack]]) {
          if (!told.has(line)) note(line);
          told.add(line);
        }
        progress?.update(count += works.length, "", jobs.length);
        if (!printing.stream) await output.add(works);
        if (printing.verbose) works.forEach(tell);
      }
      progress?.stop();
      follows = true;
    }
    // What is there is kept. A drawing that was begun on a terminal ends with its line.
    if (signal.aborted && printing.stream && isTerminal()) writeOut("\n");
    await output.end();
    return signal.aborted;
  });
  if (interrupted) endInterrupted();
  if (laps.length < 3) return; // no model was needed
  lap();
  if (printing.verbose) {
    const [start, read, load, draw] = laps.map((time, i) => Math.round(time - (laps[i - 1] ?? 0)));
    writeErrorLine(`${start} ms to start, ${read} to read the model, ${load} to load it, ${draw} to draw`);
  }
}

async function moving(prompt: string | undefined, given: DrawInput, printing: PrintFlags): Promise<void> {
  if (printing.stream) throw new UserError("usage", "--animate does not go with --stream");
  const needsPrompt = given.from === undefined && given.layout === undefined;
  const input = await withSaid(given, (prompt === undefined && needsPrompt) || prompt === FROM_STDIN);
  if ((!prompt && needsPrompt) || prompt === FROM_STDIN) {
    throw new UserError("usage", "--animate needs a prompt on the command line");
  }
  await (await import("./animate.ts")).animate(prompt ?? "", input, printing);
}

async function* once<T>(value: T) {
  yield await Promise.resolve(value);
}

/** Progress of many drawings on a terminal, unless they can be seen there themselves. */
async function progressOf(count: number, { quiet, verbose }: PrintFlags, { isSeen }: Output) {
  if (count <= BATCH || quiet || verbose || isSeen || !isTerminal("error")) return undefined;
  return (await import("../progress.ts")).showProgress("drawings");
}

/** The drawings that prompts ask for. A prompt from standard input that cannot be drawn is reported and left out. */
async function jobsOf(prompts: readonly AskedPrompt[], drawer: Drawer): Promise<Drawable[]> {
  const jobs: Drawable[] = [];
  for (const { text, line } of prompts) {
    try {
      if (drawer.vocabulary !== undefined) await refuseSlip(text, drawer.vocabulary);
      jobs.push(...await drawer.plan(text));
    } catch (error) {
      report(error, line);
    }
  }
  return jobs;
}

/** Tells of a line of standard input that cannot be drawn; the first one decides the exit code. Any other error is thrown. */
function report(error: unknown, line: number | undefined): void {
  if (line === undefined || !(error instanceof UserError)) throw error;
  const { line: told, code } = describeError(error);
  writeErrorLine(`ascii-gen: line ${line}: ${told}`);
  Deno.exitCode ||= code;
}

/** Prints each drawing while it is made, in plain text or line by line in ANSI. */
async function* streamed(
  drawer: Drawer,
  jobs: readonly Drawable[],
  { ansi, follows }: { ansi: boolean; follows: boolean },
) {
  const render = ansi ? (await import("../../art/render/ansi.ts")).renderAnsi : undefined;
  for (const [i, job] of jobs.entries()) {
    if (i > 0 || follows) writeOut("\n");
    const write = render === undefined ? writeOut : byLine((line) => render([line], job.style), writeRaw);
    yield [await drawer.stream(job, write)];
  }
}

function tell({ prompt, style, seed, font, width, height }: Drawing): void {
  const how = font === undefined ? `seed ${seed}` : `font ${font}`;
  writeErrorLine(`${prompt || "(no words)"}, ${style}, ${how}, ${width}×${height}`);
}
