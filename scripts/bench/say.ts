/** What words at a drawing cost: whole programs by turns, each drawing with its words and the same drawing without. */
import { writeOut } from "../../src/cli/terminal.ts";
import { outputOf } from "../programs.ts";

/** A drawing with words, and the lines that these leave to it; alone it is asked for within as many. */
const SIDES: readonly { words: string[]; lines: number }[] = [
  { words: ["--say", "Hello"], lines: 15 },
  { words: ["--think", "Hello"], lines: 15 },
  { words: ["--caption", "Hello"], lines: 18 },
];

/** Milliseconds of processor time of all that this process started and that has ended; Linux counts in hundredths. */
function childrenTime(): number {
  const fields = Deno.readTextFileSync("/proc/self/stat").split(") ")[1]!.split(" ");
  return 10 * (Number(fields[13]) + Number(fields[14]));
}

/** Milliseconds that a drawing takes, starts and all: by the clock, and of processor time. */
async function timed(args: readonly string[]): Promise<[number, number]> {
  const start = performance.now(), used = childrenTime();
  await outputOf(Deno.execPath(), ["run", "-q", "-A", "main.ts", "cat", "--seed", "1", ...args]);
  return [performance.now() - start, childrenTime() - used];
}

/** Prints medians of so many rounds. Linux only. */
export async function sayBench(rounds: number): Promise<void> {
  for (const { words, lines } of SIDES) {
    const sides = [["--max-lines", `${lines}`], words];
    const times = sides.map((): [number, number][] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, args] of sides.entries()) times[i]!.push(await timed(args));
    }
    const told = times.map((side) =>
      [0, 1].map((which) => median(side.map((time) => time[which]!)).toFixed(0))
    );
    const [alone, said] = told.map(([clock, processor]) => `${clock} ms, ${processor} of processor time`);
    writeOut(`cat ${words.join(" ")}: ${said}; without: ${alone} (medians of ${rounds})\n`);
  }
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!;
