/** What the ranks of a run say to each other: rank 0 leads, the others follow its commands. */
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import type { Ranks } from "../../engine/mpi/ranks.ts";

/** A run's ranks, and how they stand. */
export interface Talk {
  readonly ranks: Ranks;
  /** Whether all of them know that it has ended. */
  over: boolean;
  /** Whether rank 0 is in the midst of what it told: the others do not listen then. */
  busy: boolean;
}

const NAMES = ["end", "prepare", "start", "learn", "update", "gather"] as const;

/** What rank 0 tells the others to do next. */
export interface Command {
  name: typeof NAMES[number];
  /** Of a step: its number from 0, its learning rate, and its gradient's norm. */
  step?: number;
  rate?: number;
  norm?: number;
}

/** Rank 0 tells all others. */
export async function tell(talk: Talk, { name, step = 0, rate = 0, norm = 0 }: Command): Promise<void> {
  talk.busy = true;
  await talk.ranks.broadcast(Float64Array.of(NAMES.indexOf(name), step, rate, norm), 0);
}

/** Waits for what rank 0 tells; it may take its time. */
export async function hear(talk: Talk): Promise<Required<Command>> {
  const told = new Float64Array(4);
  await talk.ranks.broadcast(told, 0);
  const [code = -1, step = 0, rate = 0, norm = 0] = told, name = NAMES[code];
  if (name === undefined) throw new Error(`rank 0 told ${code}, which is no command`);
  talk.over = name === "end";
  return { name, step, rate, norm };
}

/** Tells all others that the run has ended, if they do not know. */
export async function end(talk: Talk): Promise<void> {
  if (talk.over) return;
  await tell(talk, { name: "end" });
  talk.over = true;
}

/** A text of rank 0, on every rank. */
export async function textOfFirst({ ranks }: Talk, text = ""): Promise<string> {
  const bytes = ranks.rank === 0 ? new TextEncoder().encode(text) : new Uint8Array();
  const length = Float64Array.of(bytes.length);
  await ranks.broadcast(length, 0);
  const all = ranks.rank === 0 ? bytes : new Uint8Array(length[0]!);
  await ranks.broadcast(all, 0);
  return new TextDecoder().decode(all);
}

/** The texts of all ranks, on every rank. */
async function exchanged({ ranks }: Talk, text: string): Promise<string[]> {
  const own = new TextEncoder().encode(text), lengths = new Float64Array(ranks.size);
  lengths[ranks.rank] = own.length;
  await ranks.sum(lengths);
  const texts: string[] = [];
  for (const [root, length] of lengths.entries()) {
    const bytes = root === ranks.rank ? own : new Uint8Array(length);
    await ranks.broadcast(bytes, root);
    texts.push(new TextDecoder().decode(bytes));
  }
  return texts;
}

/** What must be the same on every rank, by its name in words. */
export type Facts = Readonly<Record<string, string>>;

const reportSchema = z.strictObject({
  facts: z.record(z.string(), z.string()),
  failure: z.strictObject({
    kind: z.enum(["usage", "input", "model", "corpus", "environment", "io"]).optional(),
    message: z.string(),
  }).optional(),
});

/**
 * Does something on every rank. Where it fails on one, or where what must be the same is not, every rank throws a UserError
 * that says so, and the run is over.
 */
export async function together<T>(
  talk: Talk,
  work: () => Promise<{ facts: Facts; value: T }>,
): Promise<T> {
  let done: { facts: Facts; value: T } | undefined, failure: unknown;
  try {
    done = await work();
  } catch (error) {
    failure = error;
  }
  const report: z.infer<typeof reportSchema> = done ? { facts: done.facts } : {
    facts: {},
    failure: {
      message: failure instanceof Error ? failure.message : String(failure),
      ...failure instanceof UserError && { kind: failure.kind },
    },
  };
  const reports = (await exchanged(talk, JSON.stringify(report))).map((text) =>
    reportSchema.parse(JSON.parse(text))
  );
  const wrong = faultOf(reports);
  if (wrong === undefined && done !== undefined) return done.value;
  talk.over = true;
  // What went wrong here is told as it is.
  throw reports.findIndex((each) => each.failure) === talk.ranks.rank ? failure : wrong;
}

/** The first failure, or the first difference from rank 0. */
function faultOf(reports: readonly z.infer<typeof reportSchema>[]): Error | undefined {
  for (const [rank, { failure }] of reports.entries()) {
    if (failure === undefined) continue;
    const message = `rank ${rank}: ${failure.message}`;
    return failure.kind ? new UserError(failure.kind, message) : new Error(message);
  }
  const first = reports[0]!.facts;
  for (const [rank, { facts }] of reports.entries()) {
    const names = Object.keys({ ...first, ...facts }).filter((name) => facts[name] !== first[name]);
    if (names.length === 0) continue;
    const list = names.map((name) => `${name} ${facts[name] ?? "none"}, not ${first[name] ?? "none"}`);
    return new UserError("usage", `rank ${rank} differs from rank 0: ${list.join("; ")}`);
  }
}
