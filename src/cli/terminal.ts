/** What standard output is: a terminal or not, how wide, coloured or not. Results go there and nothing else does. */

/** Whether a person is looking at standard output. */
export function isTerminal(): boolean {
  return Deno.stdout.isTerminal();
}

/** Columns of the terminal (COLUMNS wins), or undefined off a terminal. */
export function terminalColumns(): number | undefined {
  if (!isTerminal()) return undefined;
  const given = Number(Deno.env.get("COLUMNS"));
  if (Number.isInteger(given) && given > 0) return given;
  try {
    return Deno.consoleSize().columns || undefined;
  } catch {
    return undefined;
  }
}

/** Whether colour is welcome on standard output: a terminal without NO_COLOR. */
export function hasColour(): boolean {
  return isTerminal() && !Deno.noColor;
}

/** `text` in bold where colour is welcome. */
export function bold(text: string): string {
  return hasColour() ? `\x1b[1m${text}\x1b[22m` : text;
}

/** Writes all of `text` to standard output. Throws BrokenPipe when the reader has gone. */
export function writeOut(text: string): void {
  writeAll(Deno.stdout, text);
}

/** Writes one line to standard error; control characters, which could come from a prompt or a file, are blanked. */
export function writeErrorLine(line: string): void {
  // deno-lint-ignore no-control-regex -- these are what is to be removed
  writeAll(Deno.stderr, line.replace(/[\x00-\x1f\x7f-\x9f]+/g, " ").trim() + "\n");
}

function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  for (let bytes = new TextEncoder().encode(text); bytes.length > 0;) {
    bytes = bytes.subarray(stream.writeSync(bytes));
  }
}
