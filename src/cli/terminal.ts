/** What standard output is: a terminal or not, how wide, coloured or not. Results go there and nothing else does. */

/** Whether a person is looking at standard output. */
export function isTerminal(): boolean {
  return Deno.stdout.isTerminal();
}

/** Columns of the terminal (COLUMNS wins), or undefined off a terminal. */
export function terminalColumns(): number | undefined {
  if (!isTerminal()) return undefined;
  const given = givenColumns();
  if (given !== undefined) return given;
  try {
    return Deno.consoleSize().columns || undefined;
  } catch {
    return undefined;
  }
}

/** What the variable COLUMNS says, which holds off a terminal too; undefined if that is no width. */
export function givenColumns(): number | undefined {
  const given = Number(Deno.env.get("COLUMNS"));
  return Number.isInteger(given) && given > 0 ? given : undefined;
}

/** Whether colour is welcome on standard output: a terminal without NO_COLOR. */
export function hasColour(): boolean {
  return isTerminal() && !Deno.noColor;
}

/** `text` in bold where colour is welcome. */
export function bold(text: string): string {
  return hasColour() ? `\x1b[1m${text}\x1b[22m` : text;
}

/** Writes all of a text or of bytes to standard output. Throws BrokenPipe when the reader has gone. */
export function writeOut(content: string | Uint8Array): void {
  writeAll(Deno.stdout, content);
}

/**
 * Writes one line to standard error, if there is still somebody to read it: a terminal that closed must not cost what was
 * made. Control characters, which could come from a prompt or a file, are blanked.
 */
export function writeErrorLine(line: string): void {
  try {
    // deno-lint-ignore no-control-regex -- these are what is to be removed
    writeAll(Deno.stderr, line.replace(/[\x00-\x1f\x7f-\x9f]+/g, " ").trimEnd() + "\n");
  } catch {
    // Nobody is there.
  }
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, content: string | Uint8Array): void {
  let bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
}
