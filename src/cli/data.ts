import { Command } from "commander";
import * as add from "./data/add.ts";
import * as build from "./data/build.ts";
import * as exporting from "./data/export.ts";
import * as report from "./data/report.ts";
import * as review from "./data/review.ts";
import * as search from "./data/search.ts";
import * as show from "./data/show.ts";
import * as stats from "./data/stats.ts";
import * as text from "./data/text.ts";
import { keepNeeded } from "./permissions.ts";

/** `ascii-gen data`: builds the corpus, adds art to it, counts it, shows and exports pieces of it. */
export function command(): Command {
  const data = new Command("data").description(
    "build, extend and inspect the corpus of ASCII art; text: fetch texts to train on",
  );
  data.addCommand(build.command(), { isDefault: true });
  for (const { command } of [add, stats, show, search, exporting, report, review, text]) {
    data.addCommand(command());
  }
  // Not before: what draws loads an addon.
  data.hook("preAction", (_, action) => keepNeeded(`data ${action.name()}`));
  return data;
}
