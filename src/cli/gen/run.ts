import { columnsOf } from "../../art/lines.ts";
import type { Artwork } from "../../art/render/artwork.ts";
import type { Bundle } from "../../tasks/art/bundle/read.ts";
import { UserError } from "../../base/errors.ts";
import { loadedLibrary } from "../../inference/runtime/native.ts";
import { type ModelSession, openSession } from "../../tasks/art/draw/session.ts";
import { BANNER } from "../../tokenizer/grid/grid.ts";
import { openBundle } from "../default_bundle.ts";
import { describeError } from "../errors.ts";
import { endInterrupted, interruptible, until } from "../interrupt.ts";
import { giveBack } from "../permissions.ts";
import { isTerminal, writeErrorLine, writeOut, writeRaw } from "../terminal.ts";
import type { Letterer } from "./banner.ts";
import {
  among,
  BATCH,
  batches,
  type Done,
  drawJobs,
  type Given,
  isDone,
  type Job,
  streamJob,
} from "./draw.ts";
import { refuseFile } from "./files.ts";
import { type AskedPrompt, incomingPrompts } from "./incoming.ts";
import {
  asksForBanner,
  asksForBannerOnly,
  checkConflicts,
  type GenOptions,
  parsePlan,
  type Plan,
  seedOf,
} from "./options.ts";
import { formatOf, openOutput, type Output } from "./output.ts";
import { pipedInput } from "./piped.ts";
import { FROM_STDIN, type NotedSubject, subjectOf } from "./prompts.ts";
import { byLine, streamDrawing } from "./stream.ts";

/** What only finding the library and reading pictures takes. */
const ONCE = ["sys", "run"] as const;

/**
 * Does what `ascii-gen <prompt…>` was asked for; without a prompt, what is piped in. Throws a UserError for what cannot be
 * done.
 */
export async function run(prompt: string | undefined, options: GenOptions): Promise<void> {
  const laps = [performance.now()]; // counts from the start of the process
  const lap = () => void laps.push(performance.now());
  const format = options.format ?? formatOf(options.output);
  checkConflicts(options, format);
  const isPicture = options.from !== undefined;
  const piped = prompt === undefined && !isPicture ? await pipedInput() : undefined;
  if (!prompt && !isPicture && piped === undefined) {
    throw new UserError("usage", "say what to draw, such as: ascii-gen cat (or see --help)");
  }
  const letters = asksForBanner(options)
    ? await (await import("./banner.ts")).openLetterer(options)
    : undefined;
  if (prompt && prompt !== FROM_STDIN && !asksForBannerOnly(options)) await refuseFile(prompt);
  const output = await openOutput(format, options.output);
  const groups = piped !== undefined || prompt === FROM_STDIN
    ? incomingPrompts(piped)
    : once([{ text: prompt ?? "" }]);
  if (letters !== undefined && asksForBannerOnly(options)) {
    return await write(letters, groups, options, output);
  }
  const bundle = await openBundle(options.model);
  lap();
  const plan = parsePlan(options, bundle.tokenizer);
  const given = options.from === undefined
    ? undefined
    : await (await import("./picture.ts")).readPicture(options.from, plan.styles, options.quiet);
  const model = bundle.manifest.files["model.onnx"].sha256;
  const told = new Set<string>();
  let session: ModelSession | undefined;
  let follows = false;
  const interrupted = await interruptible(async (signal) => {
    for await (const prompts of until(signal, groups)) {
      const jobs = await jobsOf(prompts, plan, bundle, options, told, letters);
      if (jobs.length === 0) continue;
      if (session === undefined) {
        session = await openSession(bundle);
        // Where threads share no library, each may have to unpack it.
        if (await loadedLibrary() !== undefined) {
          giveBack(options.output === undefined ? ["write", ...ONCE] : ONCE);
        }
        lap();
      }
      const done = options.stream
        ? streamed(session, plan, jobs, { ansi: format === "ansi", follows, given })
        : among(jobs, drawn(session, plan, jobs.filter((job) => !isDone(job)), options.model, given));
      const progress = await progressOf(jobs.length, options, output);
      let count = 0;
      for await (const works of until(signal, done)) {
        progress?.update(count += works.length, "", jobs.length);
        if (!options.stream) await output.add(works.map((work) => artworkOf(work, model)));
        if (options.verbose) works.forEach(tell);
      }
      progress?.stop();
      follows = true;
    }
    // What is there is kept. A drawing that was begun on a terminal ends with its line.
    if (signal.aborted && options.stream && isTerminal()) writeOut("\n");
    await output.end();
    return signal.aborted;
  });
  if (interrupted) endInterrupted();
  if (session === undefined) return;
  lap();
  if (options.verbose) {
    const [start, read, load, draw] = laps.map((time, i) => Math.round(time - (laps[i - 1] ?? 0)));
    writeErrorLine(`${start} ms to start, ${read} to read the model, ${load} to load it, ${draw} to draw`);
  }
}

async function* once<T>(value: T) {
  yield await Promise.resolve(value);
}

/** Progress of many drawings on a terminal, unless they can be seen there themselves. */
async function progressOf(count: number, { quiet, verbose }: GenOptions, { isSeen }: Output) {
  if (count <= BATCH || quiet || verbose || isSeen || !isTerminal("error")) return undefined;
  return (await import("../progress.ts")).showProgress("drawings");
}

/** Writes prompts in letters, for which no model is read. */
async function write(
  letters: Letterer,
  groups: AsyncIterable<AskedPrompt[]>,
  options: GenOptions,
  output: Output,
): Promise<void> {
  for await (const prompts of groups) {
    for (const { text: prompt, line } of prompts) {
      try {
        const work = letters(prompt);
        await output.add([artworkOf(work)]);
        if (options.verbose) tell(work);
      } catch (error) {
        report(error, line);
      }
    }
  }
  await output.end();
}

/**
 * The drawings that prompts ask for; banners, which no seed changes, are there already, one of each prompt. A prompt from
 * standard input that cannot be drawn is reported and left out. Notes that were `told` are not told again.
 */
async function jobsOf(
  prompts: readonly AskedPrompt[],
  plan: Plan,
  bundle: Bundle,
  options: GenOptions,
  told: Set<string>,
  letters?: Letterer,
): Promise<(Job | Done)[]> {
  const notes = new Set<string>();
  const jobs: (Job | Done)[] = [];
  for (const { text: prompt, line } of prompts) {
    try {
      let noted: NotedSubject | undefined;
      for (const style of plan.styles) {
        if (style === BANNER && letters !== undefined) {
          jobs.push(letters(prompt));
          continue;
        }
        noted ??= await subjectOf(prompt, bundle, options);
        const { notes: said, ...subject } = noted;
        for (const note of said) notes.add(note);
        for (let i = 0; i < plan.count; i++) {
          jobs.push({ prompt, text: subject.drawn, subject, style, seed: seedOf(plan, i) });
        }
      }
    } catch (error) {
      report(error, line);
    }
  }
  if (!options.quiet) { for (const note of notes.difference(told)) writeErrorLine(`ascii-gen: ${note}`); }
  for (const note of notes) told.add(note);
  return jobs;
}

/** Tells of a line of standard input that cannot be drawn; the first one decides the exit code. Any other error is thrown. */
function report(error: unknown, line: number | undefined): void {
  if (line === undefined || !(error instanceof UserError)) throw error;
  const { line: told, code } = describeError(error);
  writeErrorLine(`ascii-gen: line ${line}: ${told}`);
  Deno.exitCode ||= code;
}

async function* drawn(
  session: ModelSession,
  plan: Plan,
  jobs: readonly Job[],
  model: string | undefined,
  given?: Given,
) {
  const parts = batches(jobs);
  const cores = Math.min(parts.length, navigator.hardwareConcurrency);
  if (cores > 1) {
    const { drawOnCores } = await import("./cores.ts");
    const library = await loadedLibrary();
    yield* drawOnCores(parts.map((part) => ({ model, plan, jobs: part, given, library })), cores);
  } else {
    for (const part of parts) yield await drawJobs(session, plan, part, given);
  }
}

/** Prints each drawing while it is made, in plain text or line by line in ANSI. */
async function* streamed(
  session: ModelSession,
  plan: Plan,
  jobs: readonly Job[],
  { ansi, follows, given }: { ansi: boolean; follows: boolean; given: Given | undefined },
) {
  const render = ansi ? (await import("../../art/render/ansi.ts")).renderAnsi : undefined;
  for (const [i, job] of jobs.entries()) {
    if (i > 0 || follows) writeOut("\n");
    const write = render === undefined ? writeOut : byLine((line) => render([line], job.style), writeRaw);
    const stream = streamDrawing(write);
    const done = await streamJob(session, plan, job, stream.text, given);
    stream.end();
    yield [done];
  }
}

function artworkOf({ prompt, subject, style, seed, lines, font }: Done, model = "none"): Artwork {
  const size = { width: columnsOf(lines), height: lines.length };
  const told = subject === undefined || prompt === "" ? {} : { subject };
  const by = font === undefined ? { model } : { model: "none", font };
  return { lines, prompt, ...told, style, seed, ...size, ...by };
}

function tell({ prompt, style, seed, lines, font }: Done): void {
  const how = font === undefined ? `seed ${seed}` : `font ${font}`;
  writeErrorLine(`${prompt || "(no words)"}, ${style}, ${how}, ${columnsOf(lines)}×${lines.length}`);
}
