/**
 * Compares what two checkouts of this repository do, to the bit, on one machine: for changes that must change nothing. All
 * goes through the command line of each, run in an empty folder; nothing is kept of it, for processors differ.
 *
 *     deno run -A scripts/pins.ts ../before .
 *     deno run -A scripts/pins.ts ../before . --only drawings,help --model weights/float16
 *     deno run -A scripts/pins.ts ../before . --except "/ manifest.json$"
 *
 * Prints a line for each thing compared, and ends with exit code 1 where one differs or could not be taken.
 */
import { Command } from "commander";
import { join, resolve } from "node:path";
import { bundles } from "./pins/bundles.ts";
import { type Checkout, checkout } from "./pins/checkout.ts";
import { corpus } from "./pins/corpus.ts";
import { drawings, help } from "./pins/drawings.ts";
import { handover } from "./pins/handover.ts";
import type { Probe } from "./pins/parts.ts";
import { compareAll } from "./pins/report.ts";
import { training } from "./pins/training.ts";

interface Flags {
  only?: string;
  match?: string;
  except: string[];
  model?: string;
  keep?: boolean;
}

const GROUPS: Readonly<Record<string, (before: Checkout, model: string | undefined) => Probe[]>> = {
  help,
  drawings: (_, model) => drawings(model),
  corpus,
  training,
  export: bundles,
  handover,
};

function groupsOf(only: string | undefined): string[] {
  const names = only?.split(",").map((name) => name.trim()) ?? Object.keys(GROUPS);
  const unknown = names.find((name) => !Object.hasOwn(GROUPS, name));
  if (unknown === undefined) return names;
  throw new Error(`--only "${unknown}": there is ${Object.keys(GROUPS).join(", ")}`);
}

await new Command("pins")
  .description("compare two checkouts to the bit")
  .argument("<before>", "folder of the first checkout, whose files the second must be able to read")
  .argument("<after>", "folder of the second")
  .option("--only <groups>", `some of ${Object.keys(GROUPS).join(", ")}`)
  .option("--match <pattern>", "only probes whose name matches this regular expression")
  .option("--except <patterns...>", "regular expressions of the names of what may differ", [])
  .option("--model <folder>", "what both draw with (default: the built-in model of each)")
  .option("--keep", "leave what was made, and say where")
  .action(async (before: string, after: string, { only, match = "", except, model, keep }: Flags) => {
    const groups = groupsOf(only), pattern = new RegExp(match);
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "ascii-gen-pins-" }));
    const open = async (name: Checkout["name"], path: string) => {
      await Deno.mkdir(join(folder, name));
      return checkout(name, await Deno.realPath(path), join(folder, name));
    };
    try {
      const pair = [await open("before", before), await open("after", after)] as const;
      const probes = groups.flatMap((group) =>
        GROUPS[group]!(pair[0], model && resolve(model))
          .map(({ name, take }) => ({ name: `${group} / ${name}`, take }))
          .filter(({ name }) => pattern.test(name))
      );
      if (!await compareAll(probes, pair, except.map((text) => new RegExp(text)))) Deno.exitCode = 1;
    } finally {
      if (keep) console.error(`kept: ${folder}`);
      else await Deno.remove(folder, { recursive: true });
    }
  })
  .parseAsync(Deno.args, { from: "user" });
