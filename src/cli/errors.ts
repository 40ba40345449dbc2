import { type ErrorKind, UserError, withoutAdvice } from "../base/errors.ts";

/** Documented exit codes: one for each kind of error, 1 for a bug, 130 for Ctrl-C. */
export const EXIT_CODES: Record<ErrorKind, number> = {
  usage: 2,
  input: 3,
  model: 4,
  corpus: 5,
  environment: 6,
  io: 7,
};

const IO_ERRORS = [
  Deno.errors.PermissionDenied,
  Deno.errors.NotFound,
  Deno.errors.NotADirectory,
  Deno.errors.IsADirectory,
  Deno.errors.AlreadyExists,
  Deno.errors.NotCapable,
];

/** One line for standard error (empty: say nothing), and the process's exit code. */
export function describeError(error: unknown): { line: string; code: number } {
  if (error instanceof UserError) return { line: oneLine(error.message), code: EXIT_CODES[error.kind] };
  // The reader of our output has gone, as in `ascii-gen … | head -1`: it has what it wanted.
  if (error instanceof Deno.errors.BrokenPipe) return { line: "", code: 0 };
  if (error instanceof Error) {
    if (isCommanderError(error)) {
      if (error.exitCode === 0) return { line: "", code: 0 };
      return { line: oneLine(error.message.replace(/^error: /, "")), code: EXIT_CODES.usage };
    }
    const system = "code" in error && /^E[A-Z0-9]+$/.test(String(error.code));
    const known = system || IO_ERRORS.some((type) => error instanceof type);
    const line = oneLine(error.message);
    return known ? { line, code: EXIT_CODES.io } : { line: `internal error: ${line}`, code: 1 };
  }
  return { line: `internal error: ${oneLine(String(error))}`, code: 1 };
}

/** By its shape: this file is loaded at every start, commander only with a command. */
function isCommanderError(error: Error): error is Error & { code: string; exitCode: number } {
  return "code" in error && String(error.code).startsWith("commander.") && "exitCode" in error;
}

function oneLine(message: string): string {
  return plainly(withoutAdvice(message.trim())).replace(/\s*\n\s*/g, " ");
}

/** A name of what is not written yet (`temporaryBeside`), by the folder and the file that it is for. */
const UNWRITTEN = /^(|.*[/\\])\.([^/\\]+)\.[\da-f-]{36}\.tmp$/;

/** The commonest messages of the system in plain words, with the name where nothing else tells it. */
const plainly = (message: string): string =>
  message.replace(
    /^(No such file or directory|Not a directory|File exists) \(os error \d+\): (\w+) '(.*?)'(?: -> '(.*)')?$/,
    (_, said: string, did: string, path: string, to: string | undefined) => {
      const [, folder = "", file] = UNWRITTEN.exec(path) ?? [];
      const written = to ?? (file === undefined ? undefined : folder + file);
      const missing = written === undefined ? "there is no such file" : "there is no such folder";
      const reason = said === "Not a directory"
        ? "a part of that path is a file, not a folder"
        : said === "File exists"
        ? "a file is there"
        : missing;
      if (did === "mkdir") return `cannot make the folder ${path}: ${reason}`;
      return written === undefined ? `cannot read ${path}: ${reason}` : `cannot write ${written}: ${reason}`;
    },
  )
    .replace(/No such file or directory \(os error \d+\)(?:: \w+ '[^']*')?/, "there is no such file");
