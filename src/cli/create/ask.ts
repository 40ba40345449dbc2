/** Questions to a person at a terminal. */
import { openHistory } from "../console/history.ts";
import { openTyped } from "../console/terminal.ts";
import { interrupt, INTERRUPTED } from "../interrupt.ts";
import { writeErrorLine, writeOut } from "../terminal.ts";

/** An answer to choose, and what it means. */
export interface Choice<Name extends string = string> {
  name: Name;
  text: string;
}

/** Asks at the terminal; what was answered is undefined where the person wants no more (Ctrl-C, Ctrl-D). */
export interface Asker {
  /** A line; the usual one where nothing is typed. Asked again until `fault` finds none. */
  line(
    question: string,
    usual?: string,
    fault?: (line: string) => string | undefined | Promise<string | undefined>,
  ): Promise<string | undefined>;
  /** One of several, by its name or number; the first is the usual one unless told otherwise. */
  choice<Name extends string>(
    question: string,
    choices: readonly Choice<Name>[],
    usual?: Name,
  ): Promise<Name | undefined>;
}

/** Takes the terminal over while `work` asks; Ctrl-C while it computes aborts the signal. */
export async function asking<T>(signal: AbortSignal, work: (asker: Asker) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const typed = openTyped(openHistory(undefined, () => {}), (line) => Promise.resolve([[], line]));
  typed.onInterrupt = interrupt;
  signal.addEventListener("abort", typed.close);
  const line: Asker["line"] = async (question, usual, fault = () => undefined) => {
    for (;;) {
      const answer = await typed.ask(usual === undefined ? `${question}: ` : `${question} [${usual}]: `);
      if (typeof answer === "string") {
        // The cursor stands behind the question.
        writeOut("\n");
        if (answer === "cancelled") Deno.exitCode = INTERRUPTED;
        return undefined;
      }
      const said = answer.line.trim() || usual;
      const wrong = said === undefined ? "say something, or Ctrl-C to end" : await fault(said);
      if (wrong === undefined) return said;
      writeErrorLine(wrong, "warn");
    }
  };
  const choice: Asker["choice"] = async (question, choices, usual = choices[0]?.name) => {
    choices.forEach(({ name, text }, i) => writeErrorLine(`  ${i + 1}  ${name.padEnd(10)}${text}`));
    const meant = (said: string) =>
      choices.find(({ name }, i) => said === String(i + 1) || name.toLowerCase() === said.toLowerCase());
    const names = choices.map(({ name }) => name).join(", ");
    const fault = (said: string) =>
      meant(said) === undefined ? `${JSON.stringify(said)} is none of ${names}` : undefined;
    const said = await line(question, usual, fault);
    return said === undefined ? undefined : meant(said)?.name;
  };
  try {
    return await work({ line, choice });
  } finally {
    signal.removeEventListener("abort", typed.close);
    typed.close();
  }
}
