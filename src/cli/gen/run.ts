import { columnsOf } from "../../art/lines.ts";
import type { Artwork } from "../../art/render/render.ts";
import type { Bundle } from "../../bundle/bundle.ts";
import { UserError } from "../../errors.ts";
import { type ModelSession, openSession } from "../../inference/session.ts";
import { openBundle } from "../default_bundle.ts";
import { describeError } from "../errors.ts";
import { writeErrorLine, writeOut } from "../terminal.ts";
import { batches, type Done, drawJobs, type Given, type Job, streamJob } from "./draw.ts";
import { checkConflicts, type GenOptions, parsePlan, type Plan, seedOf } from "./options.ts";
import { formatOf, openOutput } from "./output.ts";
import { type AskedPrompt, FROM_STDIN, readPrompts, subjectOf } from "./prompts.ts";
import { byLine, streamDrawing, tidyOnInterrupt } from "./stream.ts";

/** Does what `ascii-gen <prompt…>` was asked for. Throws a UserError for what cannot be done. */
export async function run(prompt: string, options: GenOptions): Promise<void> {
  const laps = [performance.now()]; // counts from the start of the process
  const lap = () => void laps.push(performance.now());
  const format = options.format ?? formatOf(options.output);
  checkConflicts(options, format);
  if (prompt === "" && options.from === undefined) {
    throw new UserError("usage", "say what to draw, such as: ascii-gen cat (or see --help)");
  }
  const output = await openOutput(format, options.output);
  const prompts = prompt === FROM_STDIN ? await readPrompts() : [{ text: prompt }];
  const bundle = await openBundle(options.model);
  lap();
  const plan = parsePlan(options, bundle.tokenizer);
  const given = options.from === undefined
    ? undefined
    : await (await import("./picture.ts")).readPicture(options.from, plan.styles);
  const jobs = await jobsOf(prompts, plan, bundle, options);
  if (jobs.length === 0) return;
  const session = await openSession(bundle);
  lap();
  const done = options.stream
    ? streamed(session, plan, jobs, format === "ansi", given)
    : drawn(session, plan, jobs, options.model, given);
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

/**
 * The drawings that prompts ask for. A prompt from standard input that cannot be drawn is reported and left out; the
 * first one decides the exit code.
 */
async function jobsOf(
  prompts: readonly AskedPrompt[],
  plan: Plan,
  bundle: Bundle,
  options: GenOptions,
): Promise<Job[]> {
  const notes = new Set<string>();
  const jobs: Job[] = [];
  for (const { text: prompt, line } of prompts) {
    try {
      for (const style of plan.styles) {
        const { notes: told, ...subject } = await subjectOf(prompt, style, bundle, options);
        for (const note of told) notes.add(note);
        for (let i = 0; i < plan.count; i++) {
          jobs.push({ prompt, text: subject.drawn, subject, style, seed: seedOf(plan, i) });
        }
      }
    } catch (error) {
      if (line === undefined || !(error instanceof UserError)) throw error;
      writeErrorLine(`ascii-gen: line ${line}: ${error.message}`);
      Deno.exitCode ||= describeError(error).code;
    }
  }
  if (!options.quiet) { for (const note of notes) writeErrorLine(`ascii-gen: ${note}`); }
  return jobs;
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
    yield* drawOnCores(parts.map((part) => ({ model, plan, jobs: part, given })), cores);
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
    const write = render === undefined ? writeOut : byLine((line) => render([line], job.style), writeOut);
    const stream = streamDrawing(write);
    const done = await tidyOnInterrupt(() => streamJob(session, plan, job, stream.text, given));
    stream.end();
    yield [done];
  }
}

function artworkOf({ prompt, subject, style, seed, lines }: Done, model: string): Artwork {
  const told = subject === undefined || prompt === "" ? {} : { subject };
  return { lines, prompt, ...told, style, seed, width: columnsOf(lines), height: lines.length, model };
}

function tell({ prompt, style, seed, lines }: Done): void {
  writeErrorLine(`${prompt || "(no words)"}, ${style}, seed ${seed}, ${columnsOf(lines)}×${lines.length}`);
}
