/** What plays frames on a terminal. */
import { sleep } from "../base/sleep.ts";
import { writeRaw } from "./terminal.ts";

/** Makes the cursor invisible and visible; erases what is below (ECMA-48 and DEC private modes). */
const HIDE = "\x1b[?25l", SHOW = "\x1b[?25h", ERASE_BELOW = "\x1b[J";

/** What is written before a frame that comes over one of so many lines. */
export const over = (lines: number): string => (lines > 0 ? `\x1b[${lines}A\r` : "\r") + ERASE_BELOW;

/** Waits for a time of `performance.now()`. */
export const until = (time: number) => sleep(Math.max(0, time - performance.now()));

/** Runs `work` with the cursor hidden; however it ends, the cursor is there again. */
export async function withoutCursor(work: () => Promise<void>): Promise<void> {
  const signals: [Deno.Signal, number][] = Deno.build.os === "windows"
    ? [["SIGINT", 130]]
    : [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]];
  const listeners = signals.map(([name, code]) => {
    const end = () => {
      try {
        writeRaw(`${SHOW}\n`);
      } finally {
        Deno.exit(code);
      }
    };
    Deno.addSignalListener(name, end);
    return () => Deno.removeSignalListener(name, end);
  });
  try {
    writeRaw(HIDE);
    await work();
  } finally {
    for (const remove of listeners) remove();
    writeRaw(SHOW);
  }
}
