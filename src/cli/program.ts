/** Runs a command line: finds the command, loads that one module and no other, and turns every failure into one line. */
import type { Command } from "commander";
import { type CreateCommand, isCommand } from "./command_names.ts";
import { describeError } from "./errors.ts";
import { record } from "./log.ts";
import { keepNeeded } from "./permissions.ts";
import { writeError, writeErrorLine, writeOut } from "./terminal.ts";

/** Makes a command throw instead of exiting, and print nothing on failure itself. */
function tame(command: Command): Command {
  command.exitOverride().configureOutput({ writeOut, writeErr: () => {}, outputError: () => {} });
  command.commands.forEach(tame);
  return command;
}

async function run(args: string[], version: string, create: CreateCommand): Promise<void> {
  const [first = ""] = args;
  if (first === "--version" || first === "-V") return writeOut(`${version}\n`);
  const named = isCommand(first);
  const name = named ? first : "gen";
  keepNeeded(name, args);
  const command = await create(name, version);
  await tame(command).parseAsync(named ? args.slice(1) : args, { from: "user" });
}

/** Runs the command that `args` name; gives the exit code. */
export async function runProgram(args: string[], version: string, create: CreateCommand): Promise<number> {
  try {
    await run(args, version, create);
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
