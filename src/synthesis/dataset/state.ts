/** How far a data set has come: its memory if all is killed, and what is told of it. */
import { join } from "node:path";
import * as z from "zod";
import { atomicWrite, isFile, readPlainText } from "../../base/files.ts";
import { parseJsonAs } from "../../base/schema.ts";
import { type Check, CHECKS, REPAIRS } from "../checks/options.ts";
import { TEXT_KINDS } from "../plan.ts";
import { STATE_FILE } from "./files.ts";

/** Bytes of a state that are read. */
const MOST = 1 << 22;
/** Dropped texts of a check that are kept as examples, and characters of each. */
const EXAMPLES = 3, SHOWN = 120;

const count = z.int().min(0);
const partSchema = z.strictObject({
  bytes: count,
  documents: count,
  /** UTF-16 code units, without the lines between documents. */
  characters: count,
});
export type Part = z.infer<typeof partSchema>;

const stateSchema = z.strictObject({
  format: z.literal(1),
  /** What decides the texts. */
  key: z.string(),
  /** The first text that is not in it yet. */
  next: count,
  learn: partSchema,
  heldOut: partSchema,
  /** Bytes of what texts are known by. */
  seen: count,
  /** Texts that checks dropped. */
  dropped: z.partialRecord(z.enum(CHECKS), count),
  examples: z.partialRecord(
    z.enum(CHECKS),
    z.array(z.strictObject({ index: count, reason: z.string(), text: z.string() })),
  ),
  /** Kept texts that something was cut off. */
  repaired: z.partialRecord(z.enum(REPAIRS), count),
  /** Kept texts by kind, and those that are not English. */
  kinds: z.partialRecord(z.enum(TEXT_KINDS), count),
  foreign: count,
  /** Texts in a row that were dropped last. */
  idle: count,
  /** Why no more were made: there were the characters that were asked for, no more texts, or no more that pass. */
  ended: z.enum(["characters", "end", "exhausted"]).optional(),
});
/** A data set's state, which is its report as well. */
export type DatasetState = z.infer<typeof stateSchema>;

/** Texts that were kept, to learn from or to measure with. */
export const keptOf = ({ learn, heldOut }: DatasetState): number => learn.documents + heldOut.documents;

const part = (): Part => ({ bytes: 0, documents: 0, characters: 0 });

export const emptyState = (key: string): DatasetState => ({
  ...{ format: 1, key, next: 0, learn: part(), heldOut: part(), seen: 0 },
  ...{ dropped: {}, examples: {}, repaired: {}, kinds: {}, foreign: 0, idle: 0 },
});

/** Adds one to a count by name. */
export function tell<Name extends string>(counts: Partial<Record<Name, number>>, name: Name): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Notes that a text was dropped, with some examples. */
export function tellDropped(
  state: DatasetState,
  check: Check,
  example: { index: number; reason: string; text: string },
): void {
  tell(state.dropped, check);
  state.idle++;
  const examples = state.examples[check] ??= [];
  if (examples.length === EXAMPLES) return;
  const text = example.text.slice(0, SHOWN).toWellFormed();
  examples.push({ ...example, reason: example.reason.toWellFormed(), text });
}

/** The state of a folder; undefined where it has none. Throws a UserError of kind "input" for a broken one. */
export async function readState(folder: string): Promise<DatasetState | undefined> {
  const path = join(folder, STATE_FILE);
  if (!await isFile(path)) return undefined;
  return parseJsonAs(stateSchema, await readPlainText(path, MOST), path);
}

/** Writes the state, so that whoever reads it meets the old one or the new. */
export const writeState = (folder: string, state: DatasetState): Promise<void> =>
  atomicWrite(join(folder, STATE_FILE), JSON.stringify(state, null, 2) + "\n");
