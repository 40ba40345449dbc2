/** What a worker works with. */
import { join } from "node:path";
import type { Program } from "../../base/child.ts";
import type { Artifacts } from "../artifacts/store.ts";
import type { Queue } from "./queue.ts";

/** Milliseconds that a job may take to end by itself when it is told to. */
export interface Patience {
  /** When it is cancelled. */
  cancel: number;
  /** When its time is up. */
  timeout: number;
  /** When the worker is to end. */
  drain: number;
}

/** A job ends within a second of being cancelled, of which the queue takes a part. */
export const PATIENCE: Patience = { cancel: 500, timeout: 5000, drain: 20_000 };

/** What a worker works with. */
export interface Workplace {
  queue: Queue;
  artifacts: Artifacts;
  /** The data root, absolute: runs are in `runs/`. */
  root: string;
  /** The folder that corpora are named in, absolute. */
  corpora: string | null;
  /** This program, to be started again. */
  program: Program;
  /** What this worker is called. */
  name: string;
  /** Jobs side by side, and of an operation at most, by its name. */
  concurrency: number;
  kinds: Readonly<Record<string, number>>;
  /** Whether checkpoints are kept as artifacts at each save, so that another machine can go on with a run. */
  keepsCheckpoints: boolean;
  patience: Patience;
  /** A line for the log of the service. */
  log(line: string): void;
}

/** Folder of all runs. */
export const runsOf = ({ root }: Pick<Workplace, "root">): string => join(root, "runs");
