/** Programs that this one starts, whose lines it reads, and that end when it lets go of them. */

/** How this program is started again: what stands before its command. */
export interface Program {
  command: string;
  args: readonly string[];
}

/** How a process ended: its exit code, and what killed it, if anything did. */
export interface ChildEnd {
  code: number;
  signal: string | null;
}

/** A process at work. */
export interface Child {
  pid: number;
  /** When it has ended and all its lines were read; an error that a listener threw, which killed it. */
  ended: Promise<ChildEnd>;
  /** Ends its standard input, upon which it saves what it has and ends; so does the end of this process. */
  stop(): Promise<void>;
  /** Ends it at once (SIGKILL). */
  kill(): void;
}

/** What is done with what a process says. */
export interface ChildWork {
  /** What it is told on its standard input, which stays open. */
  input?: string;
  /** Folder that it works in; that of this process unless told otherwise. */
  cwd?: string;
  /** Lines of its standard output, if anyone reads it, and of its standard error; the next waits for the last. */
  output?(line: string): void | Promise<void>;
  error(line: string): void | Promise<void>;
}

/** Starts a command of a program. */
export function startChild(
  { command, args }: Program,
  words: readonly string[],
  { input, cwd, output, error }: ChildWork,
): Child {
  const child = new Deno.Command(command, {
    args: [...args, ...words],
    ...{ stdin: "piped", stdout: output === undefined ? "null" : "piped", stderr: "piped" },
    ...cwd !== undefined && { cwd },
  }).spawn();
  const kill = () => {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  const read = async (
    stream: ReadableStream<Uint8Array<ArrayBuffer>>,
    told: (line: string) => void | Promise<void>,
  ) => {
    try {
      for await (const line of stream.pipeThrough(new TextDecoderStream()).pipeThrough(lines())) {
        await told(line);
      }
    } catch (reason) {
      kill();
      throw reason;
    }
  };
  // What ended before it had read all has no use for the rest.
  const fed = input === undefined ? Promise.resolve() : feed(child.stdin, input).catch(() => {});
  const ended = async (): Promise<ChildEnd> => {
    const reading = [read(child.stderr, error), ...output === undefined ? [] : [read(child.stdout, output)]];
    const [status, ...said] = await Promise.allSettled([child.status, ...reading]);
    await child.stdin.close().catch(() => {});
    for (const each of [status, ...said]) if (each.status === "rejected") throw each.reason;
    const { code, signal } = await child.status;
    return { code, signal };
  };
  let stopped: Promise<void> | undefined;
  return {
    pid: child.pid,
    ended: ended(),
    // It may be gone already.
    stop: () => stopped ??= fed.then(() => child.stdin.close()).catch(() => {}),
    kill,
  };
}

async function feed(stream: WritableStream<Uint8Array<ArrayBuffer>>, text: string): Promise<void> {
  const writer = stream.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
  } finally {
    writer.releaseLock();
  }
}

/** How a process ended that did not end well, in words; `line` is the last that it said. */
export function howEnded({ code, signal }: ChildEnd, line: string): string {
  if (signal !== null) {
    return `killed by ${signal}${signal === "SIGKILL" ? ", perhaps for want of memory" : ""}`;
  }
  return line.replace(/^ascii-gen: /, "") || `ended with exit code ${code}`;
}

/** Texts cut into lines. */
export function lines(): TransformStream<string, string> {
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
