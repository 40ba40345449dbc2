/** The entry: finds the command, loads that one module and no other, and turns every failure into one line. */
import type { Command } from "commander";
import { isCommand } from "./src/cli/command_names.ts";
import { createCommand } from "./src/cli/commands.ts";
import { describeError } from "./src/cli/errors.ts";
import { record } from "./src/cli/log.ts";
import { keepNeeded } from "./src/cli/permissions.ts";
import { writeError, writeErrorLine, writeOut } from "./src/cli/terminal.ts";
import manifest from "./deno.json" with { type: "json" };

/** Makes a command throw instead of exiting, and print nothing on failure itself. */
function tame(command: Command): Command {
  command.exitOverride().configureOutput({ writeOut, writeErr: () => {}, outputError: () => {} });
  command.commands.forEach(tame);
  return command;
}

async function run(args: string[]): Promise<void> {
  const [first = ""] = args;
  if (first === "--version" || first === "-V") return writeOut(`${manifest.version}\n`);
  const named = isCommand(first);
  const name = named ? first : "gen";
  keepNeeded(name, args);
  const command = await createCommand(name, manifest.version);
  await tame(command).parseAsync(named ? args.slice(1) : args, { from: "user" });
}

async function main(args: string[]): Promise<number> {
  try {
    await run(args);
    const code = Deno.exitCode; // a command that was interrupted, or did only a part, sets it
    record("info", "ended", { code });
    return code;
  } catch (error) {
    const { line, code } = describeError(error);
    if (line !== "") writeErrorLine(`ascii-gen: ${line}`, "error");
    if (code === 1) record("error", Deno.inspect(error));
    record("info", "ended", { code });
    if (code === 1 && !Deno.build.standalone && Deno.env.has("ASCII_GEN_DEBUG")) {
      writeError(`${Deno.inspect(error)}\n`);
    }
    return code;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
