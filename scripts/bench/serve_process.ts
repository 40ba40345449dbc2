/** A service in a process of its own, whose memory and processor time are read. Linux only. */
import { join } from "node:path";
import { lines } from "../../src/base/child.ts";
import { UserError } from "../../src/base/errors.ts";
import { sleep } from "../../src/base/sleep.ts";

export interface Served extends AsyncDisposable {
  address: string;
  /** Each is a client of its own; none where it was started without. */
  tokens: readonly string[];
  /** What Linux tells of its process in /proc, such as "status". */
  read(file: string): string;
  /** Bytes of memory in use, and seconds of processors so far. */
  memory(): number;
  processor(): number;
  /** Asks a process that can (serve_told.ts) for a line. */
  tell(): Promise<string>;
  /** Megabytes that the last whole collection left in V8's heap of each thread, where V8 has `--trace-gc`. */
  live(): readonly number[];
}

export interface Start {
  /** How many clients have a token of their own; with none, anyone may do anything. */
  clients?: number;
  /** Flags of `serve` besides. */
  flags?: readonly string[];
  /** Flags of V8; with any, it tells of its memory. */
  v8?: string;
}

const CLIENTS = 8;
/** Milliseconds that it may take to be ready. */
const PATIENCE = 120_000;
/** A thread's address, and megabytes behind a whole collection, as V8 tells them. */
const COLLECTED = /^\[\d+:(\w+)\].* Mark-Compact .*-> ([\d.]+) \(/;
/** Ticks of a second in /proc, on every Linux. */
const TICKS = 100;

/** Starts it with a folder for its data; it takes as many requests as come, and does no jobs. */
export async function startService(
  root: string,
  { clients = CLIENTS, flags = [], v8 }: Start = {},
): Promise<Served> {
  const tokens = Array.from({ length: clients }, () => crypto.randomUUID());
  const program = v8 === undefined
    ? [join(import.meta.dirname!, "..", "..", "main.ts")]
    : [`--v8-flags=${v8}`, join(import.meta.dirname!, "serve_told.ts")];
  const own = ["--port", "0", "--root", root, "--limits-rate", "0", "--queue-concurrency", "0", ...flags];
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", ...program, "serve", ...own],
    env: clients === 0 ? {} : { ASCII_GEN__TOKENS__ADMIN: tokens.join(",") },
    ...{ stdin: "null", stdout: "piped", stderr: v8 === undefined ? "inherit" : "piped" },
  }).spawn();
  const end = async () => {
    process.kill("SIGTERM");
    await process.status;
  };
  const said = linesOf(process.stdout), told = v8 === undefined ? undefined : linesOf(process.stderr);
  const address = await nextOf(said, (line) => line.startsWith("http"));
  const live = new Map<string, number>();
  const heard = (async () => {
    for (let line; (line = await said.next()) !== undefined;) {
      const [, thread, megabytes] = COLLECTED.exec(line) ?? [];
      if (thread !== undefined) live.set(thread, Number(megabytes));
    }
  })();
  const until = performance.now() + PATIENCE;
  while (!(await fetch(`${address}/readyz`).then((response) => response.text().then(() => response.ok)))) {
    if (performance.now() > until) {
      await end();
      throw new UserError("environment", "the service did not get ready in two minutes");
    }
    await sleep(200);
  }
  const read = (file: string) => Deno.readTextFileSync(`/proc/${process.pid}/${file}`);
  return {
    ...{ address, tokens, read },
    memory: () => Number(/^VmRSS:\s+(\d+) kB/m.exec(read("status"))?.[1]) * 1024,
    processor() {
      const fields = read("stat").slice(read("stat").lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
    tell() {
      process.kill("SIGUSR2");
      return nextOf(told!, (line) => line.startsWith("{"));
    },
    live: () => [...live.values()],
    async [Symbol.asyncDispose]() {
      await Promise.all([end(), heard, told?.rest()]);
    },
  };
}

interface Lines {
  /** Undefined once the process has closed it. */
  next(): Promise<string | undefined>;
  /** Reads what is left. */
  rest(): Promise<void>;
}

function linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Lines {
  const reader = stream.pipeThrough(new TextDecoderStream()).pipeThrough(lines()).getReader();
  const next = async () => (await reader.read()).value;
  return {
    next,
    async rest() {
      while (await next() !== undefined);
    },
  };
}

async function nextOf(lines: Lines, wanted: (line: string) => boolean): Promise<string> {
  for (let line; (line = await lines.next()) !== undefined;) if (wanted(line)) return line;
  throw new UserError("environment", "the service has ended; its messages are above");
}
