/** What rank 0 of a run tells the others of it, before they train together. */
import * as z from "zod";
import { quoted } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { STDIN } from "../../data/text/files.ts";
import { lockDigest } from "../../experiment/lock.ts";
import { placeOf } from "../../experiment/places.ts";
import { networkConfigSchema } from "../../network/config.ts";
import { configHash } from "../../training/checkpoint.ts";
import type { Lead } from "../../training/distributed/lead.ts";
import { type Facts, type Talk, tell, textOfFirst, together } from "../../training/distributed/talk.ts";
import { type TrainingOptions, trainingOptionsSchema } from "../../training/options.ts";
import { type Prepared, valuesSchema } from "../../training/task.ts";
import { RANK_FIELDS, type TrainInput } from "./fields.ts";
import { type RecordedRun, tokenizerDigest } from "./record.ts";

/** A run that this process leads, and what was given for it. */
export interface Leading extends Lead {
  /** Tells the others of it once it is prepared. Throws where one of them cannot, or has something else before it. */
  announce(run: RecordedRun): Promise<void>;
}

const announcedSchema = z.strictObject({
  task: z.string(),
  network: networkConfigSchema,
  model: valuesSchema,
  settings: valuesSchema,
  options: trainingOptionsSchema,
});
/** A run as the other ranks are told of it. */
export type Announced = z.infer<typeof announcedSchema>;

/** Rank 0: tells of a run and what was given for it, and waits for the others to prepare it (`Leading.announce`). */
export async function announce(
  talk: Talk,
  given: TrainInput,
  { kind, prepared, options }: RecordedRun,
): Promise<void> {
  const { network, model, settings } = prepared;
  await tell(talk, { name: "prepare" });
  const announced: Announced = { task: kind.task.name, network, model, settings, options };
  await textOfFirst(talk, JSON.stringify(announced));
  await together(talk, async () => ({ facts: await factsOf(given, prepared, options), value: undefined }));
  talk.busy = false;
}

/** Other ranks: what rank 0 tells of the run. */
export const heardOf = async (talk: Talk): Promise<Announced> =>
  announcedSchema.parse(JSON.parse(await textOfFirst(talk)));

/** What says where things are, which may be elsewhere on each machine. */
const PLACES: readonly string[] = ["files", "name", "out", "settings", "callbacks", "composed", "like"];

const short = (digest: string | null | undefined): string => digest?.slice(0, 12) ?? "none";

/** What must be the same on every rank: what was given, the data, what comes of both, and the program. */
export async function factsOf(
  given: TrainInput,
  prepared: Prepared,
  options: TrainingOptions,
): Promise<Facts> {
  const { data: _, ...settings } = given.settings ?? {};
  const values = Object.entries({ ...given, ...settings })
    .filter(([name, value]) => !PLACES.includes(name) && value !== undefined)
    .map(([name, value]) => [placeOf(name) ?? name, JSON.stringify(value)]);
  const callbacks = Object.entries(given.callbacks ?? {})
    .map(([name, value]) => [`callbacks.${name}`, JSON.stringify(value)]);
  return {
    ...Object.fromEntries([...values, ...callbacks]),
    corpus: `sha256 ${short(prepared.digest)}`,
    tokenizer: `sha256 ${short(tokenizerDigest(prepared.model))}`,
    teacher: `sha256 ${short(prepared.teacher?.digest)}`,
    configuration: `sha256 ${short(configHash({ ...prepared, options }))}`,
    deno: Deno.version.deno,
    "deno.lock": `sha256 ${short(await lockDigest())}`,
  };
}

/** Throws a UserError of kind "usage" for what only ranks of a run have. */
export function refuseRanks(input: TrainInput): void {
  if (input.distributed === true) throw notLaunched();
  const name = Object.keys(RANK_FIELDS).find((name) => Reflect.get(input, name) !== undefined);
  if (name !== undefined) {
    throw new UserError("usage", `${placeOf(name)} is of use with --distributed only (docs/distributed.md)`);
  }
}

export const notLaunched = (): UserError =>
  new UserError(
    "usage",
    "--distributed is for processes that mpirun started, as in: mpirun -n 2 deno task train notes.txt --distributed",
  );

/** What rank 0 trains: `workers` are those of all ranks. Throws a UserError of kind "usage" for what ranks cannot do. */
export function forRanks(input: TrainInput, { size, local }: { size: number; local: number }): TrainInput {
  const { files = [], memory, resume = false, workers } = input;
  if (files.includes(STDIN)) {
    throw new UserError("usage", "--distributed: standard input reaches one process alone; name a file");
  }
  if (memory !== undefined) {
    throw new UserError(
      "usage",
      `--memory ${quoted(memory)} is of one process; with --distributed give --workers and --accumulate`,
    );
  }
  if (resume) return input;
  if (workers !== undefined && workers < size) {
    throw new UserError("usage", `--workers ${workers} are those of all ${size} ranks: give ${size} or more`);
  }
  return {
    ...input,
    workers: workers ?? size * Math.max(1, Math.floor(navigator.hardwareConcurrency / local)),
  };
}
