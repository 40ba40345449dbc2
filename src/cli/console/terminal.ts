/** A person at a terminal: lines that can be edited, recalled and completed, by node:readline. */
import { createInterface } from "node:readline";
import process from "node:process";
import { Writable } from "node:stream";
import { terminalColumns, writeOut, writeRaw } from "../terminal.ts";
import type { History } from "./history.ts";

/** A line that was typed, Ctrl-C in the middle of one, or the end (Ctrl-D). */
export type Answer = { line: string } | "cancelled" | "ended";

/** Lines that somebody types. */
export interface Typed {
  /** The next line. What is typed while nobody asks is not shown until somebody does. */
  ask(prompt: string): Promise<Answer>;
  /** Told of Ctrl-C while nobody asks for a line. */
  onInterrupt: () => void;
  close(): void;
}

type Complete = (line: string) => Promise<[string[], string]>;

/** Takes the terminal over, until it is closed. */
export function openTyped(history: History, complete: Complete): Typed {
  let asked: ((answer: Answer) => void) | undefined;
  let ended = false;
  const early: string[] = [];
  const output = new Writable({
    decodeStrings: false,
    write(chunk: unknown, _encoding, done) {
      if (asked !== undefined) writeRaw(String(chunk));
      done();
    },
  });
  Object.defineProperty(output, "columns", { get: () => terminalColumns() ?? 80 });
  const lines = createInterface({
    input: process.stdin,
    output,
    terminal: true,
    history: [...history.lines],
    historySize: Math.max(100, history.lines.length),
    removeHistoryDuplicates: true,
    completer: (line: string, done: (error: Error | null, result: [string[], string]) => void) =>
      void complete(line).then((result) => done(null, result), () => done(null, [[], line])),
  });
  const answer = (answer: Answer) => {
    const resolve = asked;
    asked = undefined;
    resolve?.(answer);
  };
  const typed: Typed = {
    ask(prompt) {
      const { promise, resolve } = Promise.withResolvers<Answer>();
      const line = early.shift();
      if (line !== undefined || ended) {
        if (line !== undefined) writeOut(`${prompt}${line}\n`);
        resolve(line === undefined ? "ended" : { line });
        return promise;
      }
      asked = resolve;
      lines.setPrompt(prompt);
      lines.prompt(true);
      return promise;
    },
    onInterrupt: () => {},
    close: () => lines.close(),
  };
  lines.on("line", (line) => {
    history.add(line);
    if (asked === undefined) return void early.push(line);
    answer({ line });
  });
  lines.on("SIGINT", () => {
    if (asked === undefined) return typed.onInterrupt();
    writeOut("^C\n");
    lines.write(null, { ctrl: true, name: "e" });
    lines.write(null, { ctrl: true, name: "u" });
    answer("cancelled");
  });
  // Else Ctrl-Z would need the permission to run programs.
  lines.on("SIGTSTP", () => {});
  lines.on("close", () => {
    ended = true;
    answer("ended");
  });
  return typed;
}
