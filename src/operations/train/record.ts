/** What a run's folder tells of the run: its whole configuration, and what it was made of. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { atomicWrite, isFile, readPlainText } from "../../base/files.ts";
import { parseJsonAs } from "../../base/schema.ts";
import type { BackendInfo } from "../../engine/backend.ts";
import { processor } from "../../engine/processor.ts";
import { compose, type RunValues, valuesOf } from "../../experiment/compose.ts";
import { lockDigest } from "../../experiment/lock.ts";
import { schemaOf } from "../../experiment/keys.ts";
import type { Plain } from "../../experiment/tree.ts";
import { valuesYaml } from "../../experiment/write.ts";
import { NETWORK_FIELDS } from "../../network/config.ts";
import { FORM_FIELDS } from "../../network/form.ts";
import { networkKind } from "../../network/kinds.ts";
import type { Kind } from "../../tasks/kind.ts";
import type { TrainingOptions } from "../../training/options.ts";
import type { Prepared, Values } from "../../training/task.ts";
import { CONFIG_FILE, folderOf } from "./compose.ts";
import { RANK_FIELDS, TRAIN_FIELDS, type TrainInput } from "./fields.ts";

export const RECORD_FILE = "run.json";
/** Bytes of a record that are read. */
const MOST = 1 << 20;

const engineSchema = z.object({
  backend: z.string(),
  /** Library that multiplies matrices. */
  blas: z.string().nullable(),
  kernels: z.boolean(),
  precision: z.string(),
  processor: z.string().nullable(),
  abilities: z.array(z.string()),
  system: z.string(),
  deno: z.string(),
});
/** What computes a run: where it is the same, and the rest too, the same weights come of it. */
export type EngineFingerprint = z.infer<typeof engineSchema>;

const recordSchema = z.object({
  format: z.literal(1),
  task: z.string(),
  seed: z.number(),
  /** SHA-256 of deno.lock, of the data and of the tokenizer; null for what there is not. */
  lock: z.string().nullable(),
  corpus: z.string(),
  tokenizer: z.string().nullable(),
  /** As checkpoints have it. */
  configHash: z.string(),
  /** What it was composed of. */
  choices: z.record(z.string(), z.array(z.string())).optional(),
  overrides: z.array(z.string()).optional(),
  notes: z.string().optional(),
  /** The run that it repeats. */
  like: z.string().optional(),
  /** Each time that it was begun or went on, and what was changed then. */
  sessions: z.array(z.object({
    began: z.string(),
    step: z.number(),
    engine: engineSchema,
    changed: z.array(z.string()).optional(),
  })),
});
export type RunRecord = z.infer<typeof recordSchema>;

/** A run as far as its folder tells of it. */
export interface RecordedRun {
  kind: Kind;
  prepared: Prepared;
  options: TrainingOptions;
}

/** SHA-256 of a model's tokenizer. */
export const tokenizerDigest = ({ tokenizer }: Values): string | null =>
  tokenizer === undefined ? null : createHash("sha256").update(JSON.stringify(tokenizer)).digest("hex");

/** What computes. */
export function fingerprint({ name, blas, kernels, precision }: BackendInfo): EngineFingerprint {
  const { model, abilities } = processor();
  const { os, arch } = Deno.build;
  return {
    ...{ backend: name, blas, kernels, precision, processor: model, abilities },
    ...{ system: `${os} ${arch}`, deno: Deno.version.deno },
  };
}

/** The record in a run's folder; undefined where there is none. Throws a UserError of kind "input" for one that is damaged. */
export async function readRecord(folder: string): Promise<RunRecord | undefined> {
  const path = join(folder, RECORD_FILE);
  if (!await isFile(path)) return undefined;
  return parseJsonAs(recordSchema, await readPlainText(path, MOST), path);
}

/** What is new of a session. */
export interface NewSession {
  step: number;
  configHash: string;
  backend: BackendInfo;
  changed: readonly string[];
}

/** Writes the record of a run that begins, or that goes on. */
export async function writeRecord(
  out: string,
  { composed, like }: TrainInput,
  { kind, prepared, options }: RecordedRun,
  { step, configHash, backend, changed }: NewSession,
): Promise<void> {
  const before = step > 0 ? await readRecord(out) : undefined;
  const { choices, overrides, notes } = composed ?? before ?? {};
  const session = {
    ...{ began: new Date().toISOString(), step, engine: fingerprint(backend) },
    ...changed.length > 0 && { changed: [...changed] },
  };
  const record = {
    ...{ format: 1, task: kind.task.name, seed: options.seed, lock: await lockDigest() },
    ...{ corpus: prepared.digest, tokenizer: tokenizerDigest(prepared.model), configHash },
    ...{ choices, overrides, notes, like: like ?? before?.like },
    sessions: [...before?.sessions ?? [], session],
  };
  await atomicWrite(join(out, RECORD_FILE), JSON.stringify(record, null, 2) + "\n");
}

/** Lines that tell what is not as it was, in a run that goes on or that repeats another: the engine, and the data. */
export async function strangeLines(
  out: string,
  { like }: TrainInput,
  prepared: Prepared,
  backend: BackendInfo,
): Promise<string[]> {
  const folder = like === undefined ? out : folderOf(like);
  const record = await readRecord(folder);
  if (record === undefined) return [];
  const lines: string[] = [];
  const compare = (what: string, before: unknown, now: unknown) => {
    const [was, is] = [before, now].map((value) => JSON.stringify(value));
    if (was !== is) lines.push(`${what} is another than in ${folder}: ${was} → ${is}`);
  };
  const was = record.sessions.at(-1)?.engine, is = fingerprint(backend);
  for (const [name, value] of Object.entries(is)) {
    compare(`engine: ${name}`, was && Reflect.get(was, name), value);
  }
  if (like === undefined) return lines;
  compare("data", record.corpus, prepared.digest);
  compare("tokenizer", record.tokenizer, tokenizerDigest(prepared.model));
  return lines;
}

/** The schema of the configuration of a task's runs. */
const schemaFor = ({ task, fields }: Kind) => schemaOf({ run: TRAIN_FIELDS, tasks: { [task.name]: fields } });

/** Fields that say where a run is and by how many processes, which another one does not share, and what decides nothing any more. */
const LEFT_OUT = ["name", "out", "epochs", ...Object.keys(RANK_FIELDS)];

/** Writes the whole configuration of a run: what was given, and all that was worked out. */
export async function writeConfig(
  out: string,
  input: TrainInput,
  run: RecordedRun,
  before?: RunValues,
): Promise<void> {
  const { kind } = run, task = kind.task.name;
  const values = wholeValues(input, run, before);
  const comment = `The whole configuration of this run; deno task train --like ${out} repeats it.`;
  await atomicWrite(join(out, CONFIG_FILE), valuesYaml(values, schemaFor(kind), task, comment));
}

/** All values that decide what comes of a run. */
export function wholeValues(input: TrainInput, run: RecordedRun, before?: RunValues): RunValues {
  const { prepared: { network, settings }, options, kind } = run;
  // cast: what is given for fields is plain.
  const given = Object.fromEntries(
    Object.entries({ ...before?.run, ...input }).filter(([name, value]) =>
      Object.hasOwn(TRAIN_FIELDS, name) && !LEFT_OUT.includes(name) && value !== undefined
    ),
  ) as Record<string, Plain>;
  for (const budget of ["steps", "minutes"]) delete given[budget];
  const sizes = given["initFrom"] === undefined ? sizesOf(network, given) : {};
  const { data, ...own } = settings;
  const all: Record<string, Plain> = { ...own, ...before?.settings, ...input.settings };
  if (Object.hasOwn(kind.fields, "data") && data !== undefined) all["data"] = data;
  const files = Object.hasOwn(kind.fields, "data")
    ? undefined
    : Array.isArray(data)
    ? data.map(String)
    : input.files;
  const callbacks = input.callbacks ?? before?.callbacks;
  return {
    // cast: options are numbers and names.
    run: { ...given, ...sizes, task: kind.task.name, ...options as unknown as Record<string, Plain> },
    settings: all,
    files,
    callbacks,
    sweep: {},
    notes: input.composed?.notes ?? before?.notes,
  };
}

/** Sizes and form of a network, as fields have them. */
function sizesOf(
  network: Prepared["network"],
  given: Readonly<Record<string, Plain>>,
): Record<string, Plain> {
  const sizes = Object.keys(NETWORK_FIELDS).map((name) => [name, Reflect.get(network, name)] as const)
    .filter(([, value]) => value !== undefined);
  const isOwn = network.form === undefined;
  const isSaid = given["form"] !== undefined || given["preset"] !== undefined;
  const parts = isOwn
    ? isSaid && networkKind(network.architecture).formed ? [["form", "own"] as const] : []
    : Object.keys(FORM_FIELDS).map((name) => {
      const value: unknown = Reflect.get(network.form ?? {}, name);
      return [name, typeof value === "boolean" ? (value ? "yes" : "no") : value] as const;
    });
  // cast: numbers and names.
  return Object.fromEntries([...sizes, ...parts]) as Record<string, Plain>;
}

/** The configuration that a run's folder holds; undefined where there is none, as in those of older versions. */
export async function readConfig(folder: string, kind: Kind): Promise<RunValues | undefined> {
  const base = join(folder, CONFIG_FILE);
  if (!await isFile(base)) return undefined;
  const schema = schemaFor(kind);
  return valuesOf(await compose({ overrides: [], schema, folders: [], base }), schema);
}
