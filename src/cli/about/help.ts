import { Argument, Command } from "commander";
import { UserError } from "../../base/errors.ts";
import { type CreateCommand, EXECUTABLE, isCommand, nearestCommand } from "../command_names.ts";
import { fieldsOfCommand } from "../flags.ts";
import { writeOut } from "../terminal.ts";

/** `ascii-gen help [command]`: what `--help` prints after a command. */
export function command(create: CreateCommand): Command {
  const help = new Command("ascii-gen help");
  return help.description("Prints the help of drawing, or of a command.")
    .addArgument(
      // For completions; there are others, and a subcommand may follow.
      new Argument("[command...]", "which command").choices(EXECUTABLE)
        .argParser((name, names: string[] = []) => [...names, name]),
    )
    .option("--json", "instead, the JSON schema of what it takes", false)
    .action(async (names: string[], { json }: { json: boolean }) => {
      const target = await find(create, names, help.version() ?? "");
      if (!json) return target.configureOutput({ writeOut }).outputHelp();
      const { jsonSchemaOf } = await import("../../base/schema.ts");
      const schema = jsonSchemaOf(fieldsOfCommand(target), target.description());
      writeOut(`${JSON.stringify(schema, null, 2)}\n`);
    });
}

/** The command, or the subcommand, of these names. Throws a UserError of kind "usage" if there is none. */
async function find(
  create: CreateCommand,
  [name = "gen", ...rest]: string[],
  version: string,
): Promise<Command> {
  if (!isCommand(name)) throw unknown([name, ...rest]);
  let found = await create(name, version);
  for (const [i, part] of rest.entries()) {
    const next = found.commands.find((each) => each.name() === part);
    if (next === undefined) throw unknown([name, ...rest.slice(0, i + 1)]);
    found = next;
  }
  return found;
}

function unknown(names: string[]): UserError {
  const [first = ""] = names;
  const nearest = names.length === 1 ? nearestCommand(first) : undefined;
  const advice = nearest === undefined
    ? `to draw it, say: ascii-gen gen help ${names.join(" ")}`
    : `did you mean: ascii-gen help ${nearest}?`;
  return new UserError("usage", `there is no command ${JSON.stringify(names.join(" "))}; ${advice}`);
}
