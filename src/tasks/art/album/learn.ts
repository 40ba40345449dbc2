import { isThere } from "../../../base/files.ts";
import { initializeSketches } from "./codes.ts";
import { join } from "node:path";
import { openCorpus } from "../../../data/store/store.ts";
import { UserError } from "../../../base/errors.ts";
import { DECODER_SHAPE, type DecoderShape } from "./decoder.ts";
import { initBackend } from "../../../engine/backend.ts";
import { emptyCheckpoint, loadSketchCheckpoint, type SketchCheckpoint } from "./checkpoint.ts";
import { progressOf, SKETCH_CHECKPOINT, type SketchHooks, trainSketches } from "./loop.ts";
import { SKETCH_DEFAULTS, type SketchOptions } from "./options.ts";
import { LEAST_STEPS, SKETCH_EPOCHS } from "../settings.ts";
import { type Album, readAlbum } from "./pictures.ts";

/** Steps that sketches of an album are learned for unless told otherwise. */
export const usualSteps = ({ sketches }: Album): number =>
  Math.max(LEAST_STEPS, Math.round(SKETCH_EPOCHS * sketches.length / SKETCH_DEFAULTS.batch));

/** Starts TensorFlow.js, whose products of matrices then take all cores, and says so. */
export async function startSketchBackend(log: (line: string) => void): Promise<void> {
  const { name, blas, note } = await initBackend("auto", { blasThreads: navigator.hardwareConcurrency });
  log(`backend ${name}, BLAS ${blas ?? "none"}`);
  if (note) log(note);
}

/**
 * The sketches of a run folder, learned or learned on where they are not done yet. Throws a UserError of kind "corpus"
 * where the folder's are those of another corpus.
 */
export async function learnSketches(
  folder: string,
  { data, steps: given, seed }: { data: string; steps: number | undefined; seed: number },
  hooks: SketchHooks,
): Promise<{ state: SketchCheckpoint; album: Album }> {
  using db = openCorpus(data, { mustExist: true });
  const album = readAlbum(db, hooks.log);
  const path = join(folder, SKETCH_CHECKPOINT);
  const steps = given ?? usualSteps(album);
  const begun = await isThere(path);
  const state = begun
    ? await resumeSketches(path, album)
    : beginSketches(DECODER_SHAPE, { ...SKETCH_DEFAULTS, data, steps, seed }, album);
  if (progressOf(state) < 1) {
    await Deno.mkdir(folder, { recursive: true });
    hooks.log(begun ? `goes on learning the sketches of ${path}` : `learns sketches first: ${steps} steps`);
    await startSketchBackend(hooks.log);
    await trainSketches(folder, state, album, hooks);
  }
  return { state, album };
}

/** A state before the first step. */
export function beginSketches(shape: DecoderShape, options: SketchOptions, album: Album): SketchCheckpoint {
  const state = emptyCheckpoint(shape, options, album);
  initializeSketches(state, album);
  return state;
}

/** The state of a checkpoint. Throws a UserError where it is of another corpus than the album. */
export async function resumeSketches(path: string, album: Album): Promise<SketchCheckpoint> {
  const state = await loadSketchCheckpoint(path);
  if (state.corpus === album.corpus && state.pictures === album.sketches.length) return state;
  throw new UserError(
    "corpus",
    `${path} has the sketches of another corpus, or this one has changed; learn them anew in another folder`,
  );
}
