/** Writes texts of a source into a folder, checked, so that it can be killed at any moment and goes on where it was. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { isFile, statOf } from "../../base/files.ts";
import { paceOf } from "../../base/pace.ts";
import { DOCUMENT_LINE } from "../../data/text/documents.ts";
import { assess } from "../checks/assess.ts";
import type { CheckOptions } from "../checks/options.ts";
import { type Growing, HELD_OUT_FILE, LEARN_FILE, lockFolder, openGrowing, SEEN_FILE } from "./files.ts";
import { openSeen, type Seen } from "./seen.ts";
import type { Made, TextSource } from "./source.ts";
import { type DatasetState, emptyState, keptOf, readState, tell, tellDropped, writeState } from "./state.ts";

/** What is written. */
export interface DatasetRequest {
  folder: string;
  source: TextSource;
  checks: CheckOptions;
  /** Characters after which it ends; without, when the source does. */
  characters?: number;
  /** Whether texts of a subject are for measuring alone. */
  isHeldOut?: (subject: string) => boolean;
  /** Dropped texts in a row after which there will be no more that pass. */
  patience?: number;
  /** Dropped texts for each that was kept, after which it is no use to look for more. */
  waste?: number;
  /** Characters to learn from; with fewer, one that found no more that pass looks for them again when it is called again. */
  least?: number;
  /** Bytes and milliseconds after which what was made is put on the disk. */
  commitBytes?: number;
  commitMs?: number;
}

const PATIENCE = 5000, COMMIT_BYTES = 1 << 22, COMMIT_MS = 5000;

/** A data set that is being written. */
interface Open {
  state: DatasetState;
  learn: Growing;
  heldOut: Growing;
  seenFile: Growing;
  seen: Seen;
}

/**
 * Writes a data set, or goes on with one: the files are the same, to the byte, as if nothing had come between. Returns its
 * state. What is in memory does not grow with the texts, but by some bytes for each.
 *
 * Throws a UserError of kind "usage" where the folder has other texts or is being written to, of kind "input" where its
 * files were changed or nothing was kept, what the source throws, and the signal's reason; what has been made is kept.
 */
export async function writeDataset(request: DatasetRequest, context: Context): Promise<DatasetState> {
  const { folder, source, checks } = request;
  await Deno.mkdir(folder, { recursive: true });
  using _lock = await lockFolder(folder);
  const key = keyOf(source, checks);
  const state = await readState(folder) ?? emptyState(key);
  if (state.key !== key) {
    throw new UserError(
      "usage",
      `${folder} has texts of another plan, or of another version of this program: name another folder, or remove it`,
    );
  }
  // Before anything else is written, so that nothing is there that is nobody's.
  if (state.next === 0) await writeState(folder, state);
  await goOn(request, state, context);
  if (state.learn.documents === 0) throw nothingKept(folder, state);
  // An empty file is no text to measure with.
  if (state.heldOut.bytes === 0) await Deno.remove(join(folder, HELD_OUT_FILE));
  return state;
}

/** The state of a folder whose source came to its end and whose files are as they were written; undefined for any other. */
export async function wholeState(folder: string): Promise<DatasetState | undefined> {
  const state = await readState(folder);
  if (state?.ended !== "end" || state.learn.documents === 0) return undefined;
  const path = join(folder, LEARN_FILE);
  return await isFile(path) && (await statOf(path)).size === state.learn.bytes ? state : undefined;
}

/** Opens the files, and fills them unless they are whole. */
async function goOn(request: DatasetRequest, state: DatasetState, context: Context): Promise<void> {
  const { folder, checks } = request;
  using learn = openGrowing(join(folder, LEARN_FILE), state.learn.bytes);
  using heldOut = openGrowing(join(folder, HELD_OUT_FILE), state.heldOut.bytes);
  using seenFile = openGrowing(join(folder, SEEN_FILE), state.seen);
  if (isDone(state, request)) return;
  if (state.ended === "exhausted") state.idle = 0;
  delete state.ended;
  if (state.next > 0) context.log(`${folder}: goes on behind ${state.next} texts`);
  const open = { state, learn, heldOut, seenFile, seen: openSeen(seenFile, checks.nearDuplicates) };
  try {
    await fill(open, request, context);
  } finally {
    await commit(folder, open);
  }
}

const keyOf = ({ key }: TextSource, checks: CheckOptions): string =>
  createHash("sha256").update(`${key}\n${JSON.stringify(Object.entries(checks).sort())}`).digest("hex");

/** Whether a data set that ended needs no more: one that is asked for more characters goes on, and one of which too little was kept. */
function isDone(state: DatasetState, request: DatasetRequest): boolean {
  switch (state.ended) {
    case "characters":
      return isFull(state, request);
    case "exhausted":
      return state.learn.characters >= (request.least ?? 0);
    default:
      return state.ended !== undefined;
  }
}

const charactersOf = ({ learn, heldOut }: DatasetState): number => learn.characters + heldOut.characters;

const isFull = (state: DatasetState, { characters = Infinity }: DatasetRequest): boolean =>
  charactersOf(state) >= characters;

/** Takes texts until there are enough. */
async function fill(open: Open, request: DatasetRequest, context: Context): Promise<void> {
  const { state } = open;
  const { patience = PATIENCE, commitBytes = COMMIT_BYTES, commitMs = COMMIT_MS } = request;
  const pace = paceOf(context);
  const total = request.characters ?? request.source.characters ?? 0;
  let committed = sizeOf(open), at = performance.now();
  for await (const made of request.source.texts(state.next, context.signal)) {
    take(open, made, request);
    if (isFull(state, request)) state.ended = "characters";
    else if (state.idle >= patience || isWasteful(state, request)) state.ended = "exhausted";
    await pace("characters of text", charactersOf(state), total);
    if (state.ended !== undefined) return;
    if (sizeOf(open) - committed < commitBytes && performance.now() - at < commitMs) continue;
    await commit(request.folder, open);
    [committed, at] = [sizeOf(open), performance.now()];
  }
  // A source that was told to stop may just end.
  context.signal.throwIfAborted();
  state.ended = "end";
}

/** Whether too little of what was made was new, which the first texts cannot tell. */
function isWasteful(state: DatasetState, { waste = Infinity }: DatasetRequest): boolean {
  const { next } = state, kept = keptOf(state);
  return next >= PATIENCE && next - kept > waste * kept;
}

const sizeOf = ({ learn, heldOut }: Open): number => learn.size() + heldOut.size();

/** Checks a text and puts it where it belongs. */
function take({ state, learn, heldOut, seen }: Open, made: Made, request: DatasetRequest): void {
  const index = state.next;
  const assessed = assess(made.text, request.checks, made.unfinished);
  const before = assessed.kept ? seen.before(assessed.text) : undefined;
  // What throws was not taken.
  state.next++;
  if (!assessed.kept) {
    const { check, reason } = assessed;
    return tellDropped(state, check, { index, reason, text: made.text });
  }
  if (before !== undefined) {
    const reason = `${before.near ? "nearly the words" : "the words"} of text ${
      before.number + 1
    } of those kept`;
    const check = before.near ? "near-duplicate" : "duplicate";
    return tellDropped(state, check, { index, reason, text: assessed.text });
  }
  state.idle = 0;
  for (const repair of assessed.repairs) tell(state.repaired, repair);
  if (made.kind !== undefined) tell(state.kinds, made.kind);
  if (assessed.foreign !== undefined) state.foreign++;
  const isHeldOut = made.subject !== undefined && request.isHeldOut?.(made.subject) === true;
  const [file, part] = isHeldOut ? [heldOut, state.heldOut] : [learn, state.learn];
  file.append(new TextEncoder().encode(`${assessed.text}\n${DOCUMENT_LINE}\n`));
  part.documents++;
  part.characters += assessed.text.length + 1;
}

/** Puts what was made on the disk, the texts first: what the state does not know of is cut off and made again. */
async function commit(folder: string, { state, learn, heldOut, seenFile }: Open): Promise<void> {
  for (const file of [learn, heldOut, seenFile]) await file.flush();
  [state.learn.bytes, state.heldOut.bytes, state.seen] = [learn.size(), heldOut.size(), seenFile.size()];
  await writeState(folder, state);
}

function nothingKept(folder: string, { next, dropped, examples, heldOut }: DatasetState): UserError {
  if (heldOut.documents > 0) {
    return new UserError(
      "input",
      `${folder}: all ${heldOut.documents} texts are held out; none is left to learn from`,
    );
  }
  const [worst] = Object.entries(dropped).sort(([, a], [, b]) => b - a);
  const example = Object.entries(examples).find(([check]) => check === worst?.[0])?.[1][0];
  const told = example === undefined ? "" : `, most as ${worst?.[0]} (${example.reason})`;
  return new UserError("input", `${folder}: of ${next} texts none can be learned from${told}`);
}
