/** A checkout under comparison: its command line, run in a folder of its own where both have files of the same names. */
import { dirname, join } from "node:path";

export interface Checkout {
  name: "before" | "after";
  /** Root of the repository. */
  root: string;
  /** Working directory of its processes; nothing is written outside it. */
  folder: string;
  /** What later probes need of earlier ones, by name, made once. */
  made: Map<string, Promise<void>>;
}

/** What came of a command. */
export interface Outcome {
  code: number;
  stdout: Uint8Array<ArrayBuffer>;
  /** With the folders of the checkout replaced by names that both share. */
  stderr: string;
}

export function checkout(name: Checkout["name"], root: string, folder: string): Checkout {
  return { name, root, folder, made: new Map() };
}

/** Runs `main.ts` of the checkout with these arguments. */
export async function run(of: Checkout, args: readonly string[], input = ""): Promise<Outcome> {
  const child = spawn(of, args, "piped");
  const writer = child.stdin.getWriter();
  // A program that refuses its arguments reads no input.
  const fed = writer.write(new TextEncoder().encode(input)).then(() => writer.close()).catch(() => {});
  const { code, stdout, stderr } = await child.output();
  await fed;
  return { code, stdout, stderr: shared(of, new TextDecoder().decode(stderr)) };
}

/** Runs a command that must succeed, and returns its outcome. Throws an Error with what it said if it fails. */
export async function succeed(of: Checkout, args: readonly string[]): Promise<Outcome> {
  const outcome = await run(of, args);
  if (outcome.code === 0) return outcome;
  throw new Error(`exit code ${outcome.code} of ${args.join(" ")}: ${outcome.stderr.trim()}`);
}

/** Runs a command and ends it by a signal as soon as there is a file of this name, or its log has this text. */
export async function interrupt(
  of: Checkout,
  args: readonly string[],
  { file, text, signal }: { file?: string; text?: string; signal: Deno.Signal },
): Promise<void> {
  const child = spawn(of, args, "null");
  let log = "", ended = false, done = false;
  const decoder = new TextDecoder();
  const reading = (async () => {
    for await (const chunk of child.stderr) log += decoder.decode(chunk, { stream: true });
  })();
  const ending = child.status.then(() => void (ended = true));
  const draining = child.stdout.pipeTo(new WritableStream());
  while (!ended && !done) {
    done = (file !== undefined && await exists(join(of.folder, file))) ||
      (text !== undefined && log.includes(text));
    if (done) end(child, signal);
    else await new Promise((resolve) => setTimeout(resolve, 3));
  }
  await Promise.all([reading, ending, draining]);
  if (!done) throw new Error(`${args.join(" ")} ended before it could be interrupted: ${log.trim()}`);
}

/** Sends a signal to a process that may have ended. */
function end(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // it had ended
  }
}

/** Does `work` the first time it is asked for under this name. */
export function once(of: Checkout, name: string, work: () => Promise<void>): Promise<void> {
  const begun = of.made.get(name) ?? work();
  of.made.set(name, begun);
  return begun;
}

/** Copies a file or folder from one checkout's folder to another's. */
export async function hand(from: Checkout, name: string, to: Checkout, as: string): Promise<void> {
  const [source, target] = [join(from.folder, name), join(to.folder, as)];
  await Deno.mkdir(dirname(target), { recursive: true });
  if ((await Deno.stat(source)).isFile) return await Deno.copyFile(source, target);
  for await (const entry of Deno.readDir(source)) {
    await hand(from, join(name, entry.name), to, join(as, entry.name));
  }
}

function spawn(of: Checkout, args: readonly string[], stdin: "piped" | "null"): Deno.ChildProcess {
  const main = [
    "run",
    "-q",
    "-A",
    "--frozen",
    "--config",
    join(of.root, "deno.json"),
    join(of.root, "main.ts"),
  ];
  return new Deno.Command(Deno.execPath(), {
    args: [...main, ...args],
    cwd: of.folder,
    env: { NO_COLOR: "1", COLUMNS: "100" },
    ...{ stdin, stdout: "piped", stderr: "piped" },
  }).spawn();
}

/** Text in which the folders of a checkout have names that both share. */
export function shared({ root, folder }: Checkout, text: string): string {
  return text.replaceAll(folder, "<folder>").replaceAll(root, "<checkout>");
}

function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}
