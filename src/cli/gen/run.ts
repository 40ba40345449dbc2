import { columnsOf } from "../../art/lines.ts";
import type { Artwork } from "../../art/render/render.ts";
import type { Bundle } from "../../bundle/bundle.ts";
import { UserError } from "../../errors.ts";
import { loadedLibrary } from "../../inference/native.ts";
import { type ModelSession, openSession } from "../../inference/session.ts";
import { BANNER } from "../../tokenizer/character.ts";
import { openBundle } from "../default_bundle.ts";
import { describeError } from "../errors.ts";
import { giveBack } from "../permissions.ts";
import { writeErrorLine, writeOut, writeRaw } from "../terminal.ts";
import type { Letterer } from "./banner.ts";
import { among, batches, type Done, drawJobs, type Given, isDone, type Job, streamJob } from "./draw.ts";
import { refuseFile } from "./files.ts";
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
import { type AskedPrompt, FROM_STDIN, readPrompts, subjectOf } from "./prompts.ts";
import { byLine, streamDrawing, tidyOnInterrupt } from "./stream.ts";

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
  const prompts = piped !== undefined
    ? await readPrompts(piped)
    : prompt === FROM_STDIN
    ? await readPrompts()
    : [{ text: prompt ?? "" }];
  if (letters !== undefined && asksForBannerOnly(options)) {
    return await write(letters, prompts, options, output);
  }
  const bundle = await openBundle(options.model);
  lap();
  const plan = parsePlan(options, bundle.tokenizer);
  const given = options.from === undefined
    ? undefined
    : await (await import("./picture.ts")).readPicture(options.from, plan.styles, options.quiet);
  const jobs = jobsOf(prompts, plan, bundle, options, letters);
  if (jobs.length === 0) return;
  const session = await openSession(bundle);
  // Where threads share no library, each may have to unpack it.
  if (await loadedLibrary() !== undefined) giveBack(options.output === undefined ? ["write", ...ONCE] : ONCE);
  lap();
  const done = options.stream
    ? streamed(session, plan, jobs, format === "ansi", given)
    : among(jobs, drawn(session, plan, jobs.filter((job) => !isDone(job)), options.model, given));
  const model = bundle.manifest.files["model.onnx"].sha256;
  for await (const works of done) {
    if (!options.stream) await output.add(works.map((work) => artworkOf(work, model)));
    if (options.verbose) works.forEach(tell);
  }
  await output.end();
  lap();
  if (options.verbose) {
    const [start, read, load, draw] = laps.map((time, i) => Math.round(time - (laps[i - 1] ?? 0)));
    writeErrorLine(`${start} ms to start, ${read} to read the model, ${load} to load it, ${draw} to draw`);
  }
}

/** Writes prompts in letters, for which no model is read. */
async function write(
  letters: Letterer,
  prompts: readonly AskedPrompt[],
  options: GenOptions,
  output: Output,
): Promise<void> {
  const works = prompts.flatMap(({ text: prompt, line }) => {
    try {
      return [letters(prompt)];
    } catch (error) {
      report(error, line);
      return [];
    }
  });
  await output.add(works.map((work) => artworkOf(work, "none")));
  if (options.verbose) works.forEach(tell);
  await output.end();
}

/**
 * The drawings that prompts ask for; banners, which no seed changes, are there already, one of each prompt. A prompt from
 * standard input that cannot be drawn is reported and left out.
 */
function jobsOf(
  prompts: readonly AskedPrompt[],
  plan: Plan,
  bundle: Bundle,
  options: GenOptions,
  letters?: Letterer,
): (Job | Done)[] {
  const notes = new Set<string>();
  const jobs: (Job | Done)[] = [];
  for (const { text: prompt, line } of prompts) {
    try {
      for (const style of plan.styles) {
        if (style === BANNER && letters !== undefined) {
          jobs.push(letters(prompt));
          continue;
        }
        // A picture needs no words.
        const { notes: told, text } = prompt === ""
          ? { text: "", notes: [] }
          : subjectOf(prompt, style, bundle, options.strict);
        for (const note of told) notes.add(note);
        for (let i = 0; i < plan.count; i++) jobs.push({ prompt, text, style, seed: seedOf(plan, i) });
      }
    } catch (error) {
      report(error, line);
    }
  }
  if (!options.quiet) { for (const note of notes) writeErrorLine(`ascii-gen: ${note}`); }
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
  ansi: boolean,
  given?: Given,
) {
  const render = ansi ? (await import("../../art/render/ansi.ts")).renderAnsi : undefined;
  for (const [i, job] of jobs.entries()) {
    if (i > 0) writeOut("\n");
    const write = render === undefined ? writeOut : byLine((line) => render([line], job.style), writeRaw);
    const stream = streamDrawing(write);
    const done = await tidyOnInterrupt(() => streamJob(session, plan, job, stream.text, given));
    stream.end();
    yield [done];
  }
}

function artworkOf({ prompt, style, seed, lines, font }: Done, model: string): Artwork {
  const size = { width: columnsOf(lines), height: lines.length };
  return { lines, prompt, style, seed, ...size, ...font === undefined ? { model } : { model: "none", font } };
}

function tell({ prompt, style, seed, lines, font }: Done): void {
  const how = font === undefined ? `seed ${seed}` : `font ${font}`;
  writeErrorLine(`${prompt || "(no words)"}, ${style}, ${how}, ${columnsOf(lines)}×${lines.length}`);
}
