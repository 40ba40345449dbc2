/** How work that takes its time tells of itself, and is told to stop. */
export interface Context {
  /** A line for the log. */
  log(line: string): void;
  /** What "-" stands for, where there is such a thing. */
  input?: ReadableStream<Uint8Array>;
  /** How much of a part is done, and what else there is to say of it. */
  progress(part: string, done: number, total?: number, detail?: string): void;
  /** Aborted when the work is to end: what has been done is kept. */
  signal: AbortSignal;
}

/** A context that tells nothing and is never stopped. */
export const quietly: Context = { log: () => {}, progress: () => {}, signal: new AbortController().signal };
