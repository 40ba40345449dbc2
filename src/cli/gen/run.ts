import { columnsOf } from "../../art/lines.ts";
import type { Artwork } from "../../art/render/render.ts";
import type { Bundle } from "../../bundle/bundle.ts";
import { UserError } from "../../errors.ts";
import { type ModelSession, openSession } from "../../inference/session.ts";
import { openBundle } from "../default_bundle.ts";
import { describeError } from "../errors.ts";
import { endInterrupted, interruptible, until } from "../interrupt.ts";
import { isTerminal, writeErrorLine, writeOut } from "../terminal.ts";
import { BATCH, batches, type Done, drawJobs, type Given, type Job, streamJob } from "./draw.ts";
import { checkConflicts, type GenOptions, parsePlan, type Plan, seedOf } from "./options.ts";
import { formatOf, openOutput, type Output } from "./output.ts";
import { type AskedPrompt, incomingPrompts } from "./incoming.ts";
import { FROM_STDIN, subjectOf } from "./prompts.ts";
import { byLine, streamDrawing } from "./stream.ts";

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
  const bundle = await openBundle(options.model);
  lap();
  const plan = parsePlan(options, bundle.tokenizer);
  const given = options.from === undefined
    ? undefined
    : await (await import("./picture.ts")).readPicture(options.from, plan.styles);
  const model = bundle.manifest.files["model.onnx"].sha256;
  const groups = prompt === FROM_STDIN ? incomingPrompts() : once([{ text: prompt }]);
  const told = new Set<string>();
  let session: ModelSession | undefined;
  let follows = false;
  const interrupted = await interruptible(async (signal) => {
    for await (const prompts of until(signal, groups)) {
      const jobs = jobsOf(prompts, plan, bundle, options, told);
      if (jobs.length === 0) continue;
      if (session === undefined) {
        session = await openSession(bundle);
        lap();
      }
      const done = options.stream
        ? streamed(session, plan, jobs, { ansi: format === "ansi", follows, given })
        : drawn(session, plan, jobs, options.model, given);
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
  if (count <= BATCH || quiet || verbose || isSeen || !Deno.stderr.isTerminal()) return undefined;
  return (await import("../progress.ts")).showProgress("drawings");
}

/**
 * The drawings that prompts ask for. A prompt from standard input that cannot be drawn is reported and left out; the
 * first one decides the exit code.
 */
function jobsOf(
  prompts: readonly AskedPrompt[],
  plan: Plan,
  bundle: Bundle,
  options: GenOptions,
  told: Set<string>,
): Job[] {
  const notes = new Set<string>();
  const jobs = prompts.flatMap(({ text: prompt, line }) => {
    try {
      return plan.styles.flatMap((style) => {
        // A picture needs no words.
        const subject = prompt === ""
          ? { text: "", notes: [] }
          : subjectOf(prompt, style, bundle, options.strict);
        for (const note of subject.notes) notes.add(note);
        return Array.from(
          { length: plan.count },
          (_, i): Job => ({ prompt, text: subject.text, style, seed: seedOf(plan, i) }),
        );
      });
    } catch (error) {
      if (line === undefined || !(error instanceof UserError)) throw error;
      writeErrorLine(`ascii-gen: line ${line}: ${error.message}`);
      Deno.exitCode ||= describeError(error).code;
      return [];
    }
  });
  if (!options.quiet) { for (const note of notes.difference(told)) writeErrorLine(`ascii-gen: ${note}`); }
  for (const note of notes) told.add(note);
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
  { ansi, follows, given }: { ansi: boolean; follows: boolean; given: Given | undefined },
) {
  const render = ansi ? (await import("../../art/render/ansi.ts")).renderAnsi : undefined;
  for (const [i, job] of jobs.entries()) {
    if (i > 0 || follows) writeOut("\n");
    const write = render === undefined ? writeOut : byLine((line) => render([line], job.style), writeOut);
    const stream = streamDrawing(write);
    const done = await streamJob(session, plan, job, stream.text, given);
    stream.end();
    yield [done];
  }
}

function artworkOf({ prompt, style, seed, lines }: Done, model: string): Artwork {
  return { lines, prompt, style, seed, width: columnsOf(lines), height: lines.length, model };
}

function tell({ prompt, style, seed, lines }: Done): void {
  writeErrorLine(`${prompt || "(no words)"}, ${style}, seed ${seed}, ${columnsOf(lines)}×${lines.length}`);
}
