/** Being told to stop: by Ctrl-C, by a TERM signal, or by a terminal that closes. */
import { basename } from "node:path";
import { writeErrorLine } from "./terminal.ts";

const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

let survivesHangup: boolean | undefined;

/** Exit code of what `interruptible` stopped. */
export const INTERRUPTED = 130;

/** Does what a signal does to the work that is running. */
let told: () => void = endInterrupted;

/** Tells the work that is running to stop, as by Ctrl-C: where a terminal is read letter by letter, that is no signal. */
export const interrupt = (): void => told();

/**
 * Runs `work` so that being told to stop, by signals that `also` names too, aborts its signal, and being told twice ends the
 * process. The exit code is then 130. A terminal that closes is no reason to stop for what `nohup` started.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  also: readonly Deno.Signal[] = [],
): Promise<T> {
  // To listen to any signal makes Deno forget that SIGHUP was to be ignored: ask before, and listen to it in any case.
  survivesHangup ??= ignoresHangup();
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) endInterrupted();
    Deno.exitCode = INTERRUPTED;
    stop.abort();
  };
  const listeners = [...SIGNALS, ...also].map((name) =>
    [name, name === "SIGHUP" && survivesHangup ? () => {} : onSignal] as const
  );
  for (const [name, listener] of listeners) Deno.addSignalListener(name, listener);
  const before = told;
  told = onSignal;
  try {
    return await work(stop.signal);
  } finally {
    told = before;
    for (const [name, listener] of listeners) Deno.removeSignalListener(name, listener);
  }
}

/** Like `interruptible`, for work in steps that ends after the one it is at: says so when it is told to stop. */
export function stoppable<T>(
  work: (signal: AbortSignal) => Promise<T>,
  said = "stopping after this step; Ctrl-C again stops at once",
  also: readonly Deno.Signal[] = [],
): Promise<T> {
  return interruptible((signal) => {
    signal.addEventListener("abort", () => writeErrorLine(said));
    return work(signal);
  }, also);
}

/** Yields what comes until the signal is aborted; what is in the making then is left where it is. */
export async function* until<T>(signal: AbortSignal, items: AsyncGenerator<T>): AsyncGenerator<T> {
  const aborted = Promise.withResolvers<undefined>();
  signal.addEventListener("abort", () => aborted.resolve(undefined));
  try {
    while (!signal.aborted) {
      const next = await Promise.race([items.next(), aborted.promise]);
      if (next === undefined || next.done) return;
      yield next.value;
    }
  } finally {
    if (!signal.aborted) await items.return(undefined);
  }
}

/** C libraries, whose functions any program may call. */
const LIBC: Readonly<Record<string, string>> = { linux: "libc.so.6", darwin: "libSystem.B.dylib" };
const SIGINT = 2, DEFAULT_ACTION = 0n;

/**
 * Ends the process as a Ctrl-C does that nobody listens to, so that a loop of the shell ends as well. An exit would take
 * libraries down in which other threads still run; a signal to itself by Deno needs the permission to run programs.
 */
export function endInterrupted(): never {
  const libc = LIBC[Deno.build.os];
  if (libc !== undefined && Deno.permissions.querySync({ name: "ffi" }).state === "granted") {
    const { symbols } = Deno.dlopen(libc, {
      signal: { parameters: ["i32", "usize"], result: "pointer" },
      raise: { parameters: ["i32"], result: "i32" },
    });
    symbols.signal(SIGINT, DEFAULT_ACTION);
    symbols.raise(SIGINT);
  }
  Deno.exit(INTERRUPTED);
}

/**
 * Whether this process was started by `nohup`: with SIGHUP ignored, as Linux tells, or by a shell that says so, where a
 * program in between (`npx` is one) has lost that.
 */
function ignoresHangup(): boolean {
  try {
    if (basename(Deno.env.get("_") ?? "") === "nohup") return true;
    const [, ignored = "0"] = /^SigIgn:\s*([0-9a-f]+)$/m.exec(Deno.readTextFileSync("/proc/self/status")) ??
      [];
    return (BigInt(`0x${ignored}`) & 1n) === 1n; // signal 1
  } catch {
    return false; // no such file, or no permission to look
  }
}
