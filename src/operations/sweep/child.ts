/** A trial in a process of its own. */
import { join } from "node:path";

/** How this program is started again: what stands before its command. */
export interface Program {
  command: string;
  args: readonly string[];
}

/** How a process ended. */
export interface Ended {
  code: number;
  /** What killed it, if anything did. */
  signal: string | null;
  /** The last line that it said. */
  line: string;
}

/** A process at work. */
export interface Child {
  pid: number;
  ended: Promise<Ended>;
  /** Lets it save a checkpoint and end. */
  stop(): Promise<void>;
}

export const LOG_FILE = "log.txt";
/** Characters of a line that are kept. */
const LONGEST = 300;

/**
 * Starts the run of a folder (`ascii-gen train --trial`), to be led to a share of its budget. It ends, and saves a checkpoint,
 * when its standard input does: by `stop`, or since this process is gone.
 */
export function startTrial({ command, args }: Program, folder: string, share: number): Child {
  const pause = share < 1 ? ["--pause", String(share)] : [];
  const child = new Deno.Command(command, {
    args: [...args, "train", "--trial", folder, ...pause],
    ...{ stdin: "piped", stdout: "null", stderr: "piped" },
  }).spawn();
  const said = keep(child.stderr, join(folder, LOG_FILE));
  const ended = async (): Promise<Ended> => {
    const [{ code, signal }, line] = await Promise.all([child.status, said]);
    return { code, signal, line: line.slice(0, LONGEST) };
  };
  let stopped: Promise<void> | undefined;
  return {
    pid: child.pid,
    ended: ended(),
    // It may be gone already.
    stop: () => stopped ??= child.stdin.close().catch(() => {}),
  };
}

/** Keeps what a process says in a file; gives its last line. */
async function keep(output: ReadableStream<Uint8Array<ArrayBuffer>>, path: string): Promise<string> {
  using file = await Deno.open(path, { create: true, append: true });
  let last = "";
  for await (const line of output.pipeThrough(new TextDecoderStream()).pipeThrough(lines())) {
    if (line.trim() !== "") last = line;
    await file.write(new TextEncoder().encode(`${line}\n`));
  }
  return last;
}

/** Texts cut into lines. */
function lines(): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(text, controller) {
      const parts = (rest + text).split(/\r?\n/);
      rest = parts.pop() ?? "";
      for (const part of parts) controller.enqueue(part);
    },
    flush(controller) {
      if (rest !== "") controller.enqueue(rest);
    },
  });
}
