import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { keepNeeded } from "./permissions.ts";
import { compareCommand } from "./runs/compare.ts";
import { listCommand } from "./runs/list.ts";
import { plotCommand } from "./runs/plot.ts";
import { showCommand } from "./runs/show.ts";

/** `ascii-gen runs`: training runs beside each other. */
export function command(): Command {
  const runs = new Command("ascii-gen runs")
    .description("Lists training runs, shows and plots them, and tells which is better (docs/runs.md).");
  for (const make of [listCommand, showCommand, compareCommand, plotCommand]) runs.addCommand(make());
  runs.allowExcessArguments().action(() => {
    const names = runs.commands.map((each) => each.name()).join(", ");
    const [word] = runs.args;
    const said = word === undefined ? "say what to do" : `there is no ${JSON.stringify(word)}`;
    throw new UserError("usage", `runs: ${said}, one of ${names}`);
  });
  runs.hook("preAction", (_, action) => keepNeeded(`runs ${action.name()}`));
  return runs;
}
