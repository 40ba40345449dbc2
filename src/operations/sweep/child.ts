/** A trial in a process of its own. */
import { join } from "node:path";
import { type Child as Process, type ChildEnd, type Program, startChild } from "../../base/child.ts";

/** How a trial's process ended. */
export interface Ended extends ChildEnd {
  /** The last line that it said. */
  line: string;
}

/** A trial at work. */
export interface Child extends Omit<Process, "ended"> {
  ended: Promise<Ended>;
}

export const LOG_FILE = "log.txt";
/** Characters of a line that are kept. */
const LONGEST = 300;

/**
 * Starts the run of a folder (`ascii-gen train --trial`), to be led to a share of its budget, and keeps what it says in a file.
 * It ends, and saves a checkpoint, when its standard input does: by `stop`, or since this process is gone.
 */
export function startTrial(program: Program, folder: string, share: number): Child {
  const pause = share < 1 ? ["--pause", String(share)] : [];
  const file = Deno.openSync(join(folder, LOG_FILE), { create: true, append: true });
  let last = "";
  const child = startChild(program, ["train", "--trial", folder, ...pause], {
    async error(line) {
      if (line.trim() !== "") last = line;
      await file.write(new TextEncoder().encode(`${line}\n`));
    },
  });
  const ended = child.ended.finally(() => file.close());
  return { ...child, ended: ended.then((end) => ({ ...end, line: last.slice(0, LONGEST) })) };
}
