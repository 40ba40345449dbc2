/** The sketches of a corpus, learned into a run folder. */
import { join } from "node:path";
import { checked } from "../base/check.ts";
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import type { Fields, Given } from "../base/fields.ts";
import { parseAs } from "../base/schema.ts";
import { openCorpus } from "../data/store/store.ts";
import type { SketchCheckpoint } from "../tasks/art/album/checkpoint.ts";
import { DECODER_FIELDS } from "../tasks/art/album/decoder.ts";
import { beginSketches, resumeSketches, startSketchBackend } from "../tasks/art/album/learn.ts";
import { SKETCH_CHECKPOINT, trainSketches } from "../tasks/art/album/loop.ts";
import { SKETCH_FIELDS, sketchOptionsSchema, USUAL_MINUTES } from "../tasks/art/album/options.ts";
import { type Album, readAlbum } from "../tasks/art/album/pictures.ts";
import { DEFAULT_RUN } from "../tasks/kind.ts";
import { budgetOf, refuseCheckpoint } from "./runs.ts";

const RUN_FIELDS = {
  data: SKETCH_FIELDS.data,
  out: { type: "text", value: "folder", short: "o", fallback: DEFAULT_RUN, text: "run folder" },
  resume: { type: "switch", text: "go on from the run folder's checkpoint" },
} as const satisfies Fields;

export const LEARN_SKETCHES_FIELDS = {
  ...RUN_FIELDS,
  ...SKETCH_FIELDS,
  ...DECODER_FIELDS,
} as const satisfies Fields;
export type LearnSketchesInput = Given<typeof LEARN_SKETCHES_FIELDS>;

/** Sketches that have been learned, as far as the budget or the signal let them be. */
export interface LearnSketchesResult {
  /** File of the checkpoint. */
  path: string;
  step: number;
  minutes: number;
}

/** What may change when a run goes on: its budget, and where the corpus is. */
const FREE: readonly string[] = [...Object.keys(RUN_FIELDS), "steps", "minutes"];

/** Learns until the budget is used up or the signal is aborted; either way a checkpoint is left. */
export async function learnSketches(
  input: LearnSketchesInput,
  { log, signal }: Context,
): Promise<LearnSketchesResult> {
  const { data, out, resume } = checked(LEARN_SKETCHES_FIELDS, input);
  using db = openCorpus(data, { mustExist: true });
  const album = readAlbum(db, log);
  const path = join(out, SKETCH_CHECKPOINT);
  const state = resume ? await resumed(path, input, data, album) : await fresh(path, input, album);
  await Deno.mkdir(out, { recursive: true });
  await startSketchBackend(log);
  await trainSketches(out, state, album, { log, stopped: () => signal.aborted });
  return { path, step: state.step, minutes: state.minutes };
}

async function fresh(path: string, input: LearnSketchesInput, album: Album): Promise<SketchCheckpoint> {
  await refuseCheckpoint(path);
  const { out: _o, resume: _r, code, hidden, blocks, steps, minutes, ...options } = checked(
    LEARN_SKETCHES_FIELDS,
    input,
  );
  const budget = budgetOf({ steps, minutes }, { minutes: USUAL_MINUTES });
  return beginSketches({ code, hidden, blocks }, optionsOf({ ...options, ...budget }), album);
}

/** A run that goes on: all as it was, but for its budget and where the corpus is. */
async function resumed(
  path: string,
  input: LearnSketchesInput,
  data: string,
  album: Album,
): Promise<SketchCheckpoint> {
  const fixed = Object.keys(input).filter((name) => !FREE.includes(name));
  if (fixed.length > 0) {
    throw new UserError("usage", `--resume keeps the run's settings; leave out ${fixed.join(", ")}`);
  }
  const state = await resumeSketches(path, album);
  const { steps, minutes, ...rest } = state.options;
  return { ...state, options: optionsOf({ ...rest, data, ...budgetOf(input, { steps, minutes }) }) };
}

const optionsOf = (values: unknown) => parseAs(sketchOptionsSchema, values, "usage", "option");
