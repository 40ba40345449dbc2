/** What a stage of the line is, and what it is given to work with. */
import type { Ended, Program, Running } from "./child.ts";

/** Something that a stage measured and, where `must` says so, what it had to be. */
export interface Finding {
  what: string;
  measured: string;
  must?: string;
  /** Whether it is as it must be; undefined where nothing is asked of it. */
  holds?: boolean;
}

/** What a stage is given. */
export interface Work {
  /** Whether it has to be over soon: small sizes, no large downloads. */
  readonly quick: boolean;
  /** An empty folder of this attempt's own; what is put there is kept. */
  readonly folder: string;
  readonly signal: AbortSignal;
  log(line: string): void;
  /** Tells what was measured. */
  note(what: string, measured: string | number): void;
  /** Tells what was measured and what it must be. Throws a StageError where it is not. */
  check(what: string, measured: string | number, must: string, holds: boolean): void;
  /** Runs a program to its end, its lines in the log. Throws a StageError for another exit code than `expected` (0). */
  run(program: Program, expected?: number): Promise<Ended>;
  /** Runs a task of deno.json as a user would type it, in the repository's root. */
  task(name: string, ...args: readonly string[]): Promise<Ended>;
  /** Starts a program, which is ended with the stage at the latest. */
  start(program: Program): Running;
  /** Hands a file or a folder on to later stages. */
  give(name: string, path: string): void;
  /** What a stage before handed on. Throws a StageError that names the stage to run where it is not there. */
  take(stage: string, name: string): string;
}

export interface Stage {
  name: string;
  /** What it does, in a line. */
  about: string;
  run(work: Work): Promise<void>;
}
