/** The journal of a sweep: what it tries, and how far each trial has come. It is the sweep's memory if all is killed. */
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { atomicWrite, isFile, readPlainText } from "../../base/files.ts";
import { parseJsonAs, schemaOf } from "../../base/schema.ts";
import { METHODS, SWEEP_FIELDS } from "./fields.ts";

export const JOURNAL_FILE = "sweep.json";
/** Bytes of a journal that are read. */
const MOST = 1 << 26;

const trialSchema = z.object({
  /** The folder of its run, within that of the sweep. */
  name: z.string(),
  /** A value for each axis, as an override takes it. */
  values: z.array(z.string()),
  /** What it came to at each rung. */
  reached: z.array(z.object({
    rung: z.int().min(0),
    steps: z.number(),
    minutes: z.number(),
    value: z.number(),
  })),
  /** The rung that it was begun for last. */
  target: z.int().min(0).optional(),
  /** Why it failed, in a line, and whether it was killed, which it need not be again. */
  failed: z.string().optional(),
  wasKilled: z.boolean().optional(),
});
export type Trial = z.infer<typeof trialSchema>;

const journalSchema = z.object({
  format: z.literal(1),
  name: z.string(),
  began: z.string(),
  /** Words of the command line that it was begun with. */
  words: z.array(z.string()),
  /** Keys, or groups, that trials differ in. */
  axes: z.array(z.string()),
  method: z.enum(METHODS),
  settings: schemaOf(SWEEP_FIELDS),
  /** Shares of the budget. */
  rungs: z.array(z.number()).min(1),
  /** The whole budget of a run. */
  budget: z.union([z.object({ steps: z.number() }), z.object({ minutes: z.number() })]).optional(),
  /** Processes of each run's workers. */
  workers: z.int().min(1),
  /** Minutes of all sessions so far. */
  minutes: z.number(),
  trials: z.array(trialSchema).min(1),
});
export type Journal = z.infer<typeof journalSchema>;

/** Reads the journal of a sweep's folder. Throws a UserError of kind "usage" where there is none, "input" for a broken one. */
export async function readJournal(folder: string): Promise<Journal> {
  const path = join(folder, JOURNAL_FILE);
  if (!await isFile(path)) {
    throw new UserError("usage", `${folder} is no sweep that could go on: there is no ${path}`);
  }
  return parseJsonAs(journalSchema, await readPlainText(path, MOST), path);
}

/** Writes the journal, so that whoever reads it meets the old one or the new. */
export const writeJournal = (folder: string, journal: Journal): Promise<void> =>
  atomicWrite(join(folder, JOURNAL_FILE), JSON.stringify(journal, null, 2) + "\n");
