/** The commands by name, each loaded when it is asked for. */
import type { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { addFields, readFields } from "./flags.ts";
import { LOG_FIELDS, startLog } from "./log.ts";
import { type CreateCommand, type ExecutableCommand, isExecutableCommand } from "./command_names.ts";

export interface CommandModule {
  /** What tells of other commands is handed the way to make them. */
  command(create: CreateCommand): Command | Promise<Command>;
}

/** The commands of the executable. */
export const COMMANDS: Readonly<Record<ExecutableCommand, () => Promise<CommandModule>>> = {
  gen: () => import("./gen.ts"),
  image: () => import("./image.ts"),
  complete: () => import("./complete.ts"),
  console: () => import("./console.ts"),
  tokenizer: () => import("./tokenizer.ts"),
  labels: () => import("./about/labels.ts"),
  info: () => import("./about/info.ts"),
  completions: () => import("./about/completions.ts"),
  man: () => import("./about/man.ts"),
  help: () => import("./about/help.ts"),
  version: () => import("./about/version.ts"),
};

/** Loads a command. Throws a UserError of kind "usage" for one that only the source tree has. */
function loadCommand(name: string): Promise<CommandModule> {
  if (isExecutableCommand(name)) return COMMANDS[name]();
  if (Deno.build.standalone) {
    throw new UserError(
      "usage",
      `${name} is not part of the binary: run "deno task ${name}" in the source tree`,
    );
  }
  // A computed specifier keeps the module out of the compiled binary.
  return import(new URL(`./${name}.ts`, import.meta.url).href);
}

/** A command by name, and its subcommands, with the options of every command: version, help and log. */
export async function createCommand(name: string, version: string): Promise<Command> {
  const command = await (await loadCommand(name)).command(createCommand);
  const add = (each: Command) => {
    each.version(version, "-V, --version", "print the version").helpOption("-h, --help", "print this help");
    each.commands.forEach(add);
    if (each.commands.length > 0) return;
    addFields(each, LOG_FIELDS).hook("preAction", (_, action) => {
      const log = readFields(LOG_FIELDS, action.opts());
      // Nothing is waited for where there is nothing to do.
      if (Object.keys(log).length > 0) return startLog(log, name);
    });
  };
  add(command);
  return command;
}
