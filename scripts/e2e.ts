/**
 * `deno task e2e [--quick]`: the whole line from data to a service, by the commands that people type, each stage with a log of
 * its own in a folder that is kept. docs/e2e.md tells what the stages hold to be right.
 */
import { Command } from "commander";
import { join, relative } from "node:path";
import { describeError } from "../src/cli/errors.ts";
import { tableSpans } from "../src/cli/table.ts";
import { writeErrorLine, writeOut, writeSpans } from "../src/cli/terminal.ts";
import { chosenStages, placeOf } from "./e2e/choose.ts";
import { runLine } from "./e2e/line.ts";
import { STAGES } from "./e2e/stages.ts";
import { tableOf } from "./e2e/summary.ts";

const HOME = join(import.meta.dirname!, "..", "e2e");

interface Flags {
  quick: boolean;
  only?: string;
  from?: string;
  out?: string;
  keepGoing: boolean;
  list: boolean;
}

/** Milliseconds after which being told to stop counts anew: a task and a terminal both tell of one Ctrl-C. */
const ONCE = 1000;

/** Being told to stop, by Ctrl-C or SIGTERM, and once more. */
function listen(): { signal: AbortSignal; hurry: AbortSignal } {
  const stop = new AbortController(), hurry = new AbortController();
  let first: number | undefined;
  const interrupted = () => {
    if (first !== undefined && performance.now() - first > ONCE) hurry.abort();
    if (first === undefined) writeErrorLine("e2e: stopping; Ctrl-C again ends all at once");
    first ??= performance.now();
    stop.abort(new Error("stopped"));
  };
  Deno.addSignalListener("SIGINT", interrupted);
  Deno.addSignalListener("SIGTERM", interrupted);
  return { signal: stop.signal, hurry: hurry.signal };
}

/** Runs what is asked for; gives the exit code. */
async function main(flags: Flags): Promise<number> {
  if (flags.list) {
    STAGES.forEach(({ name, about }) => writeOut(`${name.padEnd(10)} ${about}\n`));
    return 0;
  }
  const chosen = chosenStages(STAGES, flags);
  const some = chosen.length < STAGES.length;
  const place = await placeOf(HOME, { out: flags.out, some, quick: flags.quick, now: new Date() });
  const within = relative(Deno.cwd(), place.folder),
    shown = within.startsWith("..") ? place.folder : within || ".";
  writeErrorLine(
    `e2e: ${place.summary.quick ? "quick" : "full"}, ${place.kept ? "goes on in" : "in"} ${shown}`,
  );
  const stop = listen();
  const good = await runLine({
    ...{ all: STAGES, chosen, keepGoing: flags.keepGoing, ...stop },
    place: { ...place, folder: shown },
    told: (line) => writeErrorLine(`e2e: ${line}`),
  });
  writeSpans(tableSpans(tableOf(place.summary, STAGES.map(({ name }) => name))));
  writeErrorLine(`e2e: logs, results and summary.md are in ${shown}`);
  return stop.signal.aborted ? 130 : good ? 0 : 1;
}

if (import.meta.main) {
  const program = new Command("e2e")
    .description(
      "Runs the whole line: data, training, export, parity, rounding, use, executable, service, lint.",
    )
    .option("--quick", "in minutes: small sizes, no downloads of data", false)
    .option("--only <stages>", "only these, with commas between, on what the others left in the folder")
    .option("--from <stage>", "this one and all behind it, on what those before left in the folder")
    .option(
      "--out <folder>",
      "where all is kept (default: e2e/ and the time; for some stages the newest there)",
    )
    .option("--keep-going", "go on where a stage fails", false)
    .option("--list", "only say which stages there are", false)
    .exitOverride().configureOutput({ writeErr: () => {} });
  try {
    Deno.exit(await main(program.parse(Deno.args, { from: "user" }).opts<Flags>()));
  } catch (error) {
    const { line, code } = describeError(error);
    if (line !== "") writeErrorLine(`e2e: ${line}`);
    Deno.exit(code);
  }
}
