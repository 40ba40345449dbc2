/** What a worker and the process that does a job tell each other: lines of JSON. */
import * as z from "zod";
import { type Json, parseJson } from "../../../base/json.ts";
import type { ArtifactKind } from "../../artifacts/store.ts";

/** The command of this program that does a job; it is in no list of commands. */
export const JOB_COMMAND = "run-job";

const assignmentSchema = z.strictObject({
  /** Of the job, and of its folder. */
  id: z.string().regex(/^[0-9a-z]{16,32}$/),
  operation: z.string(),
  input: z.json(),
  /** The folder that corpora are named in. */
  corpora: z.string().nullable(),
  /** Milliseconds after being told to stop until it ends whatever it is at. */
  patience: z.number(),
});
/** What the process is told first, on its standard input, whose end tells it to stop. It works in the folder of all runs. */
export type Assignment = z.infer<typeof assignmentSchema>;

/** The assignment that a line holds; undefined where it is none. */
export function readAssignment(line: string): Assignment | undefined {
  try {
    return assignmentSchema.safeParse(parseJson(line)).data;
  } catch {
    return undefined;
  }
}

/** A folder that a job leaves, below that of its run. */
export interface LeftFolder {
  /** What it is of the job, such as "evaluation". */
  name: string;
  kind: ArtifactKind;
  folder: string;
}

/** What came of a job. */
export interface Outcome {
  left: LeftFolder[];
  /** Figures of it, flat. */
  metrics: Record<string, number>;
  /** What it was made of and what came of it, all of which is the same where the inputs are. */
  made: { [name: string]: Json };
}

/** What the process tells on its standard output. */
export type ChildEvent =
  | { type: "log"; line: string }
  | { type: "progress"; part: string; done: number; total?: number; detail?: string }
  | { type: "metrics"; values: Record<string, string | number> }
  /** A checkpoint was written from which it could go on. */
  | { type: "saved"; step: number }
  | { type: "done"; outcome: Outcome }
  /** It stopped as it was told to. */
  | { type: "stopped" }
  /** `kind` is an ErrorKind, or "internal". */
  | { type: "failed"; kind: string; message: string };

/** Characters of a line of a log at most. */
const LONGEST = 4000;

const TYPES: readonly string[] = ["log", "progress", "metrics", "saved", "done", "stopped", "failed"];

/** A line of its standard output; what a library has written there is a line of its log. */
export function readEvent(line: string): ChildEvent {
  try {
    const value: unknown = JSON.parse(line);
    if (
      typeof value === "object" && value !== null && "type" in value && TYPES.includes(String(value.type))
    ) {
      // cast: it is this very program that wrote it.
      return value as ChildEvent;
    }
  } catch {
    // No JSON.
  }
  return logOf(line);
}

/** A line of the log, cut where it is too long. */
export const logOf = (line: string): ChildEvent => ({ type: "log", line: line.slice(0, LONGEST) });
