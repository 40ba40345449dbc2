import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { joinLines } from "../console/lines.ts";
import { type Console, openConsole } from "../console/console.ts";
import type { Screen } from "../console/voice.ts";
import { describeError } from "./errors.ts";
import { endInterrupted, interruptible, until } from "./interrupt.ts";
import { modelPlaces, stateFolder } from "./places.ts";
import { movesCursor, terminalColumns, writeErrorLine, writeOut, writeText } from "./terminal.ts";

const PROMPT = "> ", MORE = "… ";
/** Characters that a line of a pipe may have. */
const MAX_LINE = 1 << 20;

/** `ascii-gen console`: speaks to a model, or has it draw, line by line. */
export function command(): Command {
  return new Command("ascii-gen console")
    .description(
      "Speaks to a language model, or has a model draw, line by line; also over a pipe. /help in it tells more.",
    )
    .argument(
      "[model]",
      "a name, folder or file of a model, or built-in (default: the only language model that is found)",
    )
    .action(run);
}

const screen: Screen = {
  text: writeText,
  note: (line) => writeErrorLine(`ascii-gen: ${line}`),
  columns: terminalColumns,
};

async function run(model: string | undefined): Promise<void> {
  const talk = await openConsole(model, modelPlaces(), screen);
  try {
    const isSeen = Deno.stdin.isTerminal() && movesCursor();
    const interrupted = await interruptible(async (signal) => {
      await (isSeen ? atTerminal(talk, signal) : overPipe(talk, signal));
      return signal.aborted;
    });
    if (interrupted) endInterrupted();
  } finally {
    await talk.close();
  }
}

/** Answers what a person types until they end it. */
async function atTerminal(talk: Console, signal: AbortSignal): Promise<void> {
  const { openHistory } = await import("./console/history.ts");
  const { openTyped } = await import("./console/terminal.ts");
  const history = openHistory(stateFolder(), (reason) => screen.note(`no history is kept: ${reason}`));
  const typed = openTyped(history, talk.complete);
  signal.addEventListener("abort", typed.close);
  const lines = joinLines();
  screen.note(talk.title());
  try {
    for (;;) {
      const answer = await typed.ask(lines.open ? MORE : PROMPT);
      if (answer === "ended") return writeOut("\n");
      if (answer === "cancelled") {
        if (lines.end() === undefined) screen.note("Ctrl-D or /quit ends the console");
        continue;
      }
      const entry = lines.push(answer.line);
      if (entry === undefined) continue;
      const stop = new AbortController();
      typed.onInterrupt = () => stop.abort();
      if (!await answered(talk, entry, AbortSignal.any([signal, stop.signal]))) return;
      if (signal.aborted) return;
    }
  } finally {
    typed.close();
  }
}

/** Answers the lines of standard input; the first that cannot be answered decides the exit code. */
async function overPipe(talk: Console, signal: AbortSignal): Promise<void> {
  const lines = joinLines();
  for await (const line of until(signal, incoming())) {
    const entry = lines.push(line);
    if (entry !== undefined && !await answered(talk, entry, signal)) return;
  }
  const rest = lines.end();
  if (rest !== undefined && !signal.aborted) await answered(talk, rest, signal);
}

async function* incoming(): AsyncGenerator<string> {
  let begun = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (begun + text).split("\n");
    begun = lines.pop()!;
    for (const line of lines) yield line.replace(/\r$/, "");
    if (begun.length > MAX_LINE) {
      throw new UserError("input", `a line of standard input has more than ${MAX_LINE} characters`);
    }
  }
  if (begun !== "") yield begun;
}

/** Answers an entry; what is wrong with it is said. False where the console is to end. */
async function answered(talk: Console, entry: string, signal: AbortSignal): Promise<boolean> {
  try {
    return await talk.enter(entry, screen, signal);
  } catch (error) {
    const { line, code } = describeError(error);
    if (!(error instanceof UserError) && code !== 7) throw error;
    writeErrorLine(`ascii-gen: ${line}`, "warn");
    if (!Deno.stdin.isTerminal()) Deno.exitCode ||= code;
    return true;
  }
}
