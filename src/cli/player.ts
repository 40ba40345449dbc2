/** What plays frames on a terminal. */
import { sleep } from "../base/sleep.ts";
import { writeRaw } from "./terminal.ts";

/** Makes the cursor invisible and visible; erases what is below (ECMA-48 and DEC private modes). */
const HIDE = "\x1b[?25l", SHOW = "\x1b[?25h", ERASE_BELOW = "\x1b[J";

/** Shows frames, each of so many lines and over the one before, when their times of `performance.now()` have come. */
export function frameWriter(): (text: string, lines: number, time: number) => Promise<void> {
  let height = 0;
  return async (text, lines, time) => {
    await until(time);
    writeRaw((height > 0 ? `\x1b[${height}A\r` : "\r") + ERASE_BELOW + text);
    height = lines;
  };
}

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
