/** A program at a terminal of its own, and somebody who types: by Python's module pty, since Deno has none. */

const SCRIPT = `
import fcntl, os, pty, select, struct, sys, termios
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
sources = [terminal, 0]
while True:
    ready, _, _ = select.select(sources, [], [])
    if terminal in ready:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        os.write(1, data)
    if 0 in ready:
        data = os.read(0, 65536)
        if data:
            os.write(terminal, data)
        else:
            sources.remove(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256)
`;

export interface Terminal extends AsyncDisposable {
  /** Types some text. */
  type(text: string): Promise<void>;
  /** What is shown from the last call on until it matches; throws where that takes too long. */
  shows(expected: RegExp, milliseconds?: number): Promise<string>;
  /** Exit code of the program, once it has ended. */
  ended(): Promise<number>;
}

/** Starts a program at a terminal of some columns. */
export function openTerminal(
  command: string[],
  { cwd, env, columns = 80 }: { cwd: string; env: Record<string, string>; columns?: number },
): Terminal {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command("python3", {
      args: ["-c", SCRIPT, String(columns), ...command],
      ...{ cwd, env: { TERM: "xterm", ...env }, stdin: "piped", stdout: "piped", stderr: "inherit" },
    }).spawn();
  } catch (error) {
    throw new Error("this test needs python3: apt-get install python3", { cause: error });
  }
  const keys = child.stdin.getWriter();
  let shown = "", seen = 0, over = false, wake = () => {};
  const reading = (async () => {
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      shown += text;
      wake();
    }
    over = true;
    wake();
  })();
  return {
    type: async (text) => await keys.write(new TextEncoder().encode(text)),
    async shows(expected, milliseconds = 20_000) {
      const deadline = performance.now() + milliseconds;
      for (;;) {
        const fresh = shown.slice(seen), found = expected.exec(fresh);
        if (found !== null) {
          const end = found.index + found[0].length;
          seen += end;
          return fresh.slice(0, end);
        }
        const left = deadline - performance.now();
        if (over || left <= 0) {
          throw new Error(`${expected} does not come; there is ${JSON.stringify(fresh.slice(-500))}`);
        }
        let timer: ReturnType<typeof setTimeout> | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, left);
        });
        clearTimeout(timer);
      }
    },
    async ended() {
      await reading;
      return (await child.status).code;
    },
    async [Symbol.asyncDispose]() {
      await keys.close().catch(() => {});
      try {
        child.kill("SIGTERM");
      } catch {
        // It has ended.
      }
      await reading;
      await child.status;
    },
  };
}
