import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { collectCommand } from "./artifacts/collect.ts";
import { listCommand, restoreCommand, showCommand } from "./artifacts/look.ts";
import { keepNeeded } from "./permissions.ts";

/** `ascii-gen artifacts`: what the jobs of a service have left. */
export function command(): Command {
  const artifacts = new Command("ascii-gen artifacts")
    .description(
      "Lists, shows and restores what the jobs of a service have left, and removes what nothing needs.",
    );
  for (const make of [listCommand, showCommand, restoreCommand, collectCommand]) artifacts.addCommand(make());
  artifacts.allowExcessArguments().action(() => {
    const names = artifacts.commands.map((each) => each.name()).join(", ");
    const [word] = artifacts.args;
    const said = word === undefined ? "say what to do" : `there is no ${JSON.stringify(word)}`;
    throw new UserError("usage", `artifacts: ${said}, one of ${names}`);
  });
  artifacts.hook("preAction", (_, action) => keepNeeded(`artifacts ${action.name()}`));
  return artifacts;
}
