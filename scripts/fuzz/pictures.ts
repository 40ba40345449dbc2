/**
 * Damages small pictures of every format and has them drawn: `deno run -A scripts/fuzz/pictures.ts --count 600 --seed 1`.
 * A crash, an undocumented exit code, more than ten seconds without a word, a gigabyte of memory, a control character on
 * standard error, or a line there that is no note fails, and the picture is kept.
 */
import { Command } from "commander";
import { join } from "node:path";
import { EXIT_CODES } from "../../src/cli/errors.ts";
import { wholeNumber } from "../../src/cli/numbers.ts";
import { writeErrorLine } from "../../src/cli/terminal.ts";
import { random } from "../../src/base/random.ts";
import { mutants } from "./mutants.ts";
import { CONTROL, peakMemory, SOURCE } from "./run.ts";

/** Pictures that one process draws. */
const BATCH = 30;
/** Milliseconds without output, and bytes of memory, at most. */
const MAX_SILENCE = 10_000, MAX_MEMORY = 1 << 30;
const MIB = 1 << 20;
/** Milliseconds between looks at a process's memory. */
const LOOK = 50;

/** What became of a process. */
interface Outcome {
  code: number;
  stderr: string;
  /** Bytes at most; 0 where the system does not tell. */
  memory: number;
  /** The longest time without output, in milliseconds. */
  silence: number;
}

/** What became of the pictures of a run. */
export interface FuzzCounts {
  pictures: number;
  drawn: number;
  refused: number;
  /** Pictures that were drawn in part. */
  noted: number;
  /** Most bytes of a process, and longest silence in milliseconds. */
  memory: number;
  silence: number;
  /** What was wrong, with the picture's name. */
  failures: string[];
}

/** Runs the program; one that is silent for too long is killed. */
async function runProgram(args: readonly string[]): Promise<Outcome> {
  const [program, ...first] = SOURCE;
  const process = new Deno.Command(program, {
    args: [...first, ...args],
    ...{ stdin: "null", stdout: "piped", stderr: "piped", env: { NO_COLOR: "1" } },
  }).spawn();
  let memory = 0, silence = 0, last = performance.now();
  const heard = () => {
    silence = Math.max(silence, performance.now() - last);
    last = performance.now();
  };
  const watch = setInterval(() => {
    memory = Math.max(memory, peakMemory(process.pid));
    if (performance.now() - last > MAX_SILENCE || memory > MAX_MEMORY) process.kill("SIGKILL");
  }, LOOK);
  const [, stderr, { code }] = await Promise.all([
    read(process.stdout, heard),
    read(process.stderr, heard),
    process.status,
  ]);
  clearInterval(watch);
  heard();
  return { code, stderr, memory, silence };
}

async function read(stream: ReadableStream<Uint8Array>, heard: () => void): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    heard();
    text += decoder.decode(bytes, { stream: true });
  }
  return text;
}

/** What is wrong with an outcome, if anything. */
function faultOf({ code, stderr, memory, silence }: Outcome): string | undefined {
  if (silence > MAX_SILENCE) return `it was silent for ${Math.round(silence / 1000)} s`;
  if (memory > MAX_MEMORY) return `it took ${Math.round(memory / MIB)} MiB`;
  if (code !== 0 && code !== EXIT_CODES.input) return `exit code ${code}: ${stderr.slice(0, 300)}`;
  if (CONTROL.test(stderr)) {
    return `control characters: ${JSON.stringify(stderr.slice(0, 300))}`;
  }
  const stray = stderr.split("\n").find((line) => line !== "" && !line.startsWith("ascii-gen: "));
  return stray === undefined ? undefined : `a line of another program: ${stray.slice(0, 300)}`;
}

/** Draws `count` damaged pictures, by `image` and some by `--from`; those that fail are kept in the folder `kept`. */
export async function fuzz(count: number, seed: number, kept: string): Promise<FuzzCounts> {
  const { next } = random(seed);
  const counts: FuzzCounts = {
    ...{ pictures: 0, drawn: 0, refused: 0, noted: 0, memory: 0, silence: 0 },
    failures: [],
  };
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-fuzz-" });
  const tally = async (paths: readonly string[], args: readonly string[]): Promise<void> => {
    const outcome = await runProgram(args);
    counts.memory = Math.max(counts.memory, outcome.memory);
    counts.silence = Math.max(counts.silence, Math.round(outcome.silence));
    const fault = faultOf(outcome);
    if (fault === undefined) {
      const notes = outcome.stderr.split("\n").filter((line) =>
        line.includes("drawn as far as it goes")
      ).length;
      const refused = outcome.stderr.split("\n").length - 1 - notes;
      counts.noted += notes;
      counts.refused += refused;
      counts.drawn += paths.length - refused;
    } else if (paths.length > 1) {
      for (const path of paths) await tally([path], ["image", path, ...SMALL]);
    } else {
      await Deno.mkdir(kept, { recursive: true });
      const path = join(kept, `${seed}-${paths[0]!.split("/").at(-1)}`);
      await Deno.copyFile(paths[0]!, path);
      counts.failures.push(`${path}: ${fault}`);
    }
  };
  try {
    const all = mutants(next);
    while (counts.pictures < count) {
      const paths: string[] = [];
      while (paths.length < Math.min(BATCH, count - counts.pictures)) {
        const { name, bytes } = all.next().value;
        const path = join(folder, `${counts.pictures + paths.length}-${name}`);
        await Deno.writeFile(path, bytes);
        paths.push(path);
      }
      counts.pictures += paths.length;
      await tally(paths, ["image", ...paths, ...SMALL]);
      const one = paths[Math.floor(next() * paths.length)]!;
      const { drawn, refused, noted } = counts;
      await tally([one], ["--from", one, ...SMALL, "--best-of", "1"]);
      Object.assign(counts, { drawn, refused, noted });
      for (const path of paths) await Deno.remove(path);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return counts;
}

const SMALL = ["--width", "16", "--max-lines", "8"];

if (import.meta.main) {
  const { count, seed, keep } = new Command("pictures")
    .description("Damages small pictures of every format and has them drawn.")
    .option("--count <n>", "pictures", "600")
    .option("--seed <n>", "of what is done to them", "1")
    .option("--keep <folder>", "where pictures that fail go", ".cache/fuzz")
    .parse(Deno.args, { from: "user" }).opts<{ count: string; seed: string; keep: string }>();
  const counts = await fuzz(
    wholeNumber("--count", count, 1, 1_000_000),
    wholeNumber("--seed", seed, 0, 2 ** 32 - 1),
    keep,
  );
  for (const failure of counts.failures) writeErrorLine(failure);
  console.log(
    `${counts.pictures} pictures: ${counts.drawn} drawn (${counts.noted} in part), ${counts.refused} refused, ` +
      `${counts.failures.length} failed; at most ${Math.round(counts.memory / MIB)} MiB, ` +
      `${(counts.silence / 1000).toFixed(1)} s without output`,
  );
  if (counts.failures.length > 0) Deno.exit(1);
}
