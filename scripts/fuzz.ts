/**
 * Gives the program hostile inputs and checks how it takes them: a documented exit code, one line of error, no control
 * character, less than ten seconds and a gigabyte, no signal.
 *
 *     deno run -A scripts/fuzz.ts bundles [--count 1500] [--seed 1] [--binary dist/ascii-gen] [--keep <folder>]
 *     deno run -A scripts/fuzz.ts library --binary dist/ascii-gen
 */
import { Argument, Command } from "commander";
import { join } from "node:path";
import { describeError } from "../src/cli/errors.ts";
import { wholeNumber } from "../src/cli/numbers.ts";
import { writeErrorLine, writeOut } from "../src/cli/terminal.ts";
import { UserError } from "../src/base/errors.ts";
import { bundles } from "./fuzz/bundles.ts";
import { race } from "./fuzz/library.ts";
import { faultsOf, type Kind, runCase, SOURCE } from "./fuzz/run.ts";

const KINDS: Readonly<Record<string, Kind>> = { bundles };
/** Not inputs, but a planter of libraries beside the executable, so many times. */
const RACE = "library", TRIES = 100;

/** What a round of cases gave. */
interface Round {
  codes: Map<number, number>;
  names: Map<string, number>;
  faults: string[];
  /** Milliseconds of the slowest run, and of the one that kept a core busy for longest. */
  slowest: number;
  busiest: number;
  /** Most memory of a run, in bytes. */
  largest: number;
}

/** Tries the cases of a kind whose seeds begin with `seed`; `keep` gets the folders of those at fault. */
async function fuzz(
  kind: Kind,
  binary: string | undefined,
  { count, seed, lanes, keep }: { count: number; seed: number; lanes: number; keep?: string },
): Promise<Round> {
  const round: Round = { codes: new Map(), names: new Map(), faults: [], slowest: 0, busiest: 0, largest: 0 };
  const add = <K>(counts: Map<K, number>, key: K) => counts.set(key, (counts.get(key) ?? 0) + 1);
  let [next, stopped] = [0, false];
  // What was tried is reported all the same.
  Deno.addSignalListener("SIGINT", () => stopped = true);
  const lane = async () => {
    while (next < count && !stopped) {
      const own = seed + next++;
      const folder = await Deno.makeTempDir({ prefix: "ascii-gen-fuzz-" });
      try {
        const made = await kind.make(own, folder);
        const outcome = await runCase(binary === undefined ? SOURCE : [binary], made, folder);
        add(round.codes, outcome.code);
        add(round.names, made.name);
        round.slowest = Math.max(round.slowest, outcome.milliseconds);
        round.busiest = Math.max(round.busiest, outcome.busy);
        round.largest = Math.max(round.largest, outcome.memory);
        const faults = faultsOf(outcome, kind.codes);
        if (faults.length > 0) {
          const what = `seed ${own}, ${made.name}: ${faults.join("; ")}: ${outcome.stderr.slice(0, 300)}`;
          round.faults.push(what);
          writeErrorLine(what);
          if (keep !== undefined) {
            await new Deno.Command("cp", { args: ["-R", folder, join(keep, `${own}`)] }).output();
          }
        }
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
      if (next % 100 === 0) writeErrorLine(`${next} of ${count}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (stopped) Deno.exitCode = 130;
  return round;
}

function report(name: string, { codes, names, faults, slowest, busiest, largest }: Round): string {
  const counts = (map: Map<string | number, number>) =>
    [...map].sort().map(([key, count]) => `  ${String(count).padStart(5)}  ${key}\n`).join("");
  const tried = codes.values().reduce((sum, count) => sum + count, 0);
  return `${name}: ${faults.length} faults in ${tried}; a run took ${
    Math.round(slowest)
  } ms at most, ${busiest} ms of them busy;\nthe largest had ${Math.round(largest / 1e6)} MB\nexit codes\n${
    counts(codes)
  }cases\n${counts(names)}`;
}

if (import.meta.main) {
  const program = new Command("fuzz")
    .addArgument(new Argument("<kind>", "of inputs").choices([...Object.keys(KINDS), RACE]))
    .option("--count <n>", "how many (default: as many as the kind has)")
    .option("--seed <n>", "of the first case", "1")
    .option("--at-a-time <n>", "runs side by side", `${navigator.hardwareConcurrency}`)
    .option("--binary <file>", "the executable; without one, the source tree runs")
    .option("--keep <folder>", "where to copy the inputs of faults")
    .action(
      async (
        name: string,
        flags: { count?: string; seed: string; atATime: string; binary?: string; keep?: string },
      ) => {
        const binary = flags.binary === undefined ? undefined : await Deno.realPath(flags.binary);
        if (name === RACE) {
          if (binary === undefined) throw new UserError("usage", `${RACE} needs --binary <file>`);
          const { tries, planted, failed, swaps } = await race(
            binary,
            wholeNumber("--count", flags.count ?? `${TRIES}`, 1, 1e6),
          );
          writeOut(
            `${planted} of ${tries} starts loaded a planted library, ${failed} failed; ${swaps} were planted\n`,
          );
          if (planted + failed > 0) Deno.exitCode = 1;
          return;
        }
        const kind = KINDS[name]!;
        if (flags.keep !== undefined) await Deno.mkdir(flags.keep, { recursive: true });
        const round = await fuzz(kind, binary, {
          count: wholeNumber("--count", flags.count ?? `${kind.count}`, 1, 1e6),
          lanes: wholeNumber("--at-a-time", flags.atATime, 1, 64),
          seed: wholeNumber("--seed", flags.seed, 0, 2 ** 31),
          ...flags.keep === undefined ? {} : { keep: flags.keep },
        });
        writeOut(report(name, round));
        if (round.faults.length > 0) Deno.exitCode = 1;
      },
    );
  try {
    await program.parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    const { line, code } = describeError(error);
    writeErrorLine(`fuzz: ${line}`);
    Deno.exit(code);
  }
}
