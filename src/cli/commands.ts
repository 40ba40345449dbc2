/** The commands by name, each loaded when it is asked for. */
import type { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { type CreateCommand, type ExecutableCommand, isPacked, type PackedCommand } from "./command_names.ts";
import { addFields, readFields } from "./flags.ts";
import { LOG_FIELDS, startLog } from "./log.ts";

export interface CommandModule {
  /** What tells of other commands is handed the way to make them. */
  command(create: CreateCommand): Command | Promise<Command>;
}

export type Commands<Name extends string = string> = Readonly<Record<Name, () => Promise<CommandModule>>>;

/** The commands of the executable that start at once; the others are in `packed.ts`. */
export const COMMANDS: Commands<Exclude<ExecutableCommand, PackedCommand>> = {
  gen: () => import("./gen.ts"),
  image: () => import("./image.ts"),
  complete: () => import("./complete.ts"),
  console: () => import("./console.ts"),
  labels: () => import("./about/labels.ts"),
  info: () => import("./about/info.ts"),
  version: () => import("./about/version.ts"),
  upgrade: () => import("./upgrade.ts"),
};

/** Makes a command by its name, and its subcommands, with the options of every command: version, help and log. */
export const createCommand: CreateCommand = creatorOf(COMMANDS);

/** What makes the commands of a table. */
export function creatorOf(commands: Commands): CreateCommand {
  const create: CreateCommand = async (name, version) => {
    const load = Object.hasOwn(commands, name) ? commands[name]! : () => loadFromTree(name);
    const command = await (await load()).command(create);
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
  };
  return create;
}

/** Loads a command that only the source tree has at hand. Throws a UserError of kind "usage" in the executable. */
async function loadFromTree(name: string): Promise<CommandModule> {
  if (Deno.build.standalone) {
    throw new UserError(
      "usage",
      `${name} is not part of the binary: run "deno task ${name}" in the source tree`,
    );
  }
  // Computed specifiers keep modules out of the compiled program.
  const load = (file: string) => import(new URL(file, import.meta.url).href);
  if (!isPacked(name)) return await load(`./${name}.ts`);
  const { PACKED_COMMANDS } = await load("./packed.ts");
  return await PACKED_COMMANDS[name]();
}
