/** Programs that stages start: every line they say is told, and they end where the stage ends. */
import { basename } from "node:path";
import { lines } from "../../src/base/child.ts";
import { sleep } from "../../src/base/sleep.ts";
import { StageError } from "./error.ts";

/** What is run. */
export interface Program {
  command: string;
  args: readonly string[];
  cwd?: string;
  /** Variables besides those of this process, or, with `bare`, instead of them. */
  env?: Readonly<Record<string, string>>;
  bare?: boolean;
  /** Seconds that it may take; half an hour unless given. */
  most?: number;
}

/** How it ended. */
export interface Ended {
  code: number;
  signal: string | null;
  stdout: string;
  stderr: string;
  seconds: number;
  /** Seconds until it wrote something to its standard output; undefined where it did not. */
  first: number | undefined;
  /** Whether it was told to end because its time was up. */
  late: boolean;
}

export interface Running {
  readonly pid: number;
  /** What it said so far. */
  said(stream: Stream): string;
  tell(signal: Deno.Signal): void;
  ended: Promise<Ended>;
}

/** Standard output and standard error. */
export type Stream = "out" | "err";
export type Told = (stream: Stream, line: string) => void;

const MOST = 1800;
/** Milliseconds between being told to end and being ended: what trains saves what it has. */
const GRACE = 60_000;
/** A program leads a group of its own, so that what it started ends with it. */
const GROUPS = Deno.build.os !== "windows";
/** Milliseconds between looks at what a program said. */
const POLL = 50;

/** A program as it would be typed. */
export const typed = ({ command, args }: Program): string =>
  [basename(command), ...args].map((word) => /^[\w./:=,@+-]+$/.test(word) ? word : JSON.stringify(word)).join(
    " ",
  );

/** Who says when programs end. */
export interface Stop {
  /** They are told to, and have a minute. */
  signal: AbortSignal;
  /** They are ended at once. */
  hurry: AbortSignal;
}

/** Starts a program without standard input; an abort, or the end of its time, ends it and all that it started. */
export function start(program: Program, told: Told, { signal, hurry }: Stop): Running {
  const { command, args, cwd, env = {}, bare = false, most = MOST } = program;
  const begun = performance.now(), since = () => (performance.now() - begun) / 1000;
  const child = new Deno.Command(command, {
    args: [...args],
    env: bare ? env : { NO_COLOR: "1", ...env },
    clearEnv: bare,
    ...{ stdin: "null", stdout: "piped", stderr: "piped", detached: GROUPS },
    ...cwd !== undefined && { cwd },
  }).spawn();
  const said = { out: "", err: "" };
  let first: number | undefined, late = false;
  const tell = (name: Deno.Signal) => {
    try {
      child.kill(name);
    } catch {
      // It has ended by itself.
    }
  };
  const kill = () => {
    try {
      Deno.kill(GROUPS ? -child.pid : child.pid, "SIGKILL");
    } catch {
      // All of them have ended.
    }
  };
  let killing: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    tell("SIGTERM");
    killing ??= setTimeout(kill, GRACE);
  };
  const timer = setTimeout(() => {
    late = true;
    end();
  }, most * 1000);
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  hurry.addEventListener("abort", kill);
  const output = read(child.stdout, (line) => told("out", line), (text) => {
    first ??= since();
    said.out += text;
  });
  const errors = read(child.stderr, (line) => told("err", line), (text) => said.err += text);
  const ended = async (): Promise<Ended> => {
    try {
      const [{ code, signal }] = await Promise.all([child.status, output, errors]);
      return { code, signal, stdout: said.out, stderr: said.err, seconds: since(), first, late };
    } finally {
      clearTimeout(timer);
      clearTimeout(killing);
      signal.removeEventListener("abort", end);
      hurry.removeEventListener("abort", kill);
    }
  };
  return { pid: child.pid, said: (stream) => said[stream], tell, ended: ended() };
}

/** Waits until a program says something. Throws a StageError where it ends before. */
export async function heard(running: Running, stream: Stream, pattern: RegExp): Promise<RegExpExecArray> {
  let over = false;
  const ended = () => over = true;
  running.ended.then(ended, ended);
  for (;;) {
    // It may have said so just before its end.
    const last = over, found = pattern.exec(running.said(stream));
    if (found !== null) return found;
    if (last) throw new StageError(`a program ended before it said ${pattern}`);
    await sleep(POLL);
  }
}

async function read(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  told: (line: string) => void,
  came: (text: string) => void,
): Promise<void> {
  const watched = new TransformStream<string, string>({
    transform(text, controller) {
      came(text);
      controller.enqueue(text);
    },
  });
  for await (
    const line of stream.pipeThrough(new TextDecoderStream()).pipeThrough(watched).pipeThrough(lines())
  ) told(line);
}
