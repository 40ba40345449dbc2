/** Other programs that a benchmark measures: how they are made ready, started and asked. */
import { join } from "node:path";
import { writeErrorLine } from "../../src/cli/terminal.ts";
import { UserError } from "../../src/base/errors.ts";

/** A running program that answers each line with a line. */
export interface Peer {
  /** Sends a line, if any, and returns the next answer. Throws when the program has ended. */
  ask(line?: string): Promise<string>;
  /** Waits until the program has seen that no more lines come and ends. */
  close(): Promise<void>;
}

/** Starts a program, its messages on standard error. */
export function startPeer(command: string, args: string[]): Peer {
  const child = new Deno.Command(command, { args, stdin: "piped", stdout: "piped", stderr: "inherit" })
    .spawn();
  const lines = child.stdin.getWriter();
  const answers = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async ask(line) {
      // A program that reads no more does not answer either.
      if (line !== undefined) await lines.write(new TextEncoder().encode(line + "\n")).catch(() => {});
      for (;;) {
        const end = text.indexOf("\n");
        if (end >= 0) {
          const answer = text.slice(0, end);
          text = text.slice(end + 1);
          return answer;
        }
        const { value, done } = await answers.read();
        if (done) throw new Error(`${command} ended before it answered; its messages are above`);
        text += value;
      }
    },
    async close() {
      await lines.close().catch(() => {});
      await answers.cancel();
      await child.status;
    },
  };
}

/** Compiles a C program for this very machine; undefined without a compiler, which is said. */
export async function compileC(source: string, program: string): Promise<string | undefined> {
  if (await succeeds("cc", ["-Ofast", "-march=native", "-o", program, source, "-lm"])) return program;
  writeErrorLine(
    'bench: the C program is left out: "cc" does not compile it. A compiler comes with "apt-get install gcc libc6-dev" ' +
      '(Debian), "xcode-select --install" (macOS)',
  );
  return undefined;
}

/**
 * A Python that has packages, each named as its module, "==" and a version behind it if need be: the `given` one, of
 * any version, or that of a virtual environment made in `folder`; undefined where neither is to be had, which is said.
 * Throws a UserError of kind "environment" when the given one lacks a module.
 */
export async function pythonWith(
  packages: readonly string[],
  given: string | undefined,
  folder: string,
): Promise<string | undefined> {
  const modules = packages.map((name) => name.split("==")[0]!);
  if (given !== undefined) {
    if (await succeeds(given, ["-c", `import ${modules}`])) return given;
    throw new UserError(
      "environment",
      `--python ${given}: lacks ${modules.join(" or ")}; leave the option out to install them`,
    );
  }
  const windows = Deno.build.os === "windows";
  const venv = join(folder, "venv");
  const python = windows ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python3");
  const list = packages.join(" ");
  writeErrorLine(`bench: installing ${list} for this run; --python <path> uses a Python that has them`);
  if (
    await succeeds(windows ? "python" : "python3", ["-m", "venv", venv]) &&
    await succeeds(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages])
  ) return python;
  writeErrorLine(
    `bench: Python is left out: ${list} could not be installed. ` +
      `"python3 -m venv venv && venv/bin/pip install ${list}" brings them; then --python venv/bin/python3`,
  );
  return undefined;
}

/** Runs with a new folder that is removed afterwards, also when the user interrupts. */
export async function inTemporaryFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-bench-" });
  const interrupted = () => {
    Deno.removeSync(folder, { recursive: true });
    Deno.exit(130);
  };
  Deno.addSignalListener("SIGINT", interrupted);
  try {
    return await run(folder);
  } finally {
    Deno.removeSignalListener("SIGINT", interrupted);
    await Deno.remove(folder, { recursive: true });
  }
}

/** Whether a command runs and ends well; its messages on standard error. */
async function succeeds(command: string, args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(command, { args, stdout: "null", stderr: "inherit" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
