/** Runs `work` so that Ctrl-C (or a TERM signal) aborts its signal; the process then ends with exit code 130. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const onInterrupt = () => {
    Deno.exitCode = 130;
    stop.abort();
  };
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  for (const name of signals) Deno.addSignalListener(name, onInterrupt);
  try {
    return await work(stop.signal);
  } finally {
    for (const name of signals) Deno.removeSignalListener(name, onInterrupt);
  }
}
