/** The commands of the executable as plain data, for completions and the manual page. */
import type { Command, Option } from "commander";
import { type CreateCommand, EXECUTABLE } from "../command_names.ts";

/** An option of a command. */
export interface OptionDefinition {
  /** Such as `--width`, the short name first if there is one. */
  names: string[];
  /** What its value is called, such as `n`; undefined for a switch. */
  value?: string;
  /** All values that it can take, if they are few. */
  choices: readonly string[];
  /** Whether its value is a path. */
  isPath: boolean;
  text: string;
  /** Value unless told otherwise. */
  fallback?: string;
  group: string;
}

/** A command, as it stands after `ascii-gen`. */
export interface CommandDefinition {
  name: string;
  usage: string;
  text: string;
  arguments: { name: string; text: string; choices: readonly string[] }[];
  options: OptionDefinition[];
}

const PATHS = ["file", "folder", "picture"];

/** Definitions of all commands of the executable, in order. */
export function loadDefinitions(create: CreateCommand): Promise<CommandDefinition[]> {
  return Promise.all(EXECUTABLE.map(async (name) => describe(name, await create(name, ""))));
}

/** A commander command as plain data; what its subcommands take counts as its own. */
export function describe(name: string, command: Command): CommandDefinition {
  const help = command.createHelp();
  const subcommands = command.commands.map((each) => each.name());
  const options = [command, ...command.commands].flatMap((each) => help.visibleOptions(each));
  return {
    name,
    usage: `${command.name()} ${command.usage()}`,
    text: command.description(),
    arguments: [
      ...subcommands.length > 0 ? [{ name: "command", text: "what to do", choices: subcommands }] : [],
      ...command.registeredArguments.map((argument) => ({
        name: argument.name(),
        text: argument.description,
        choices: argument.argChoices ?? [],
      })),
    ],
    // An option of several subcommands is told once.
    options: [...new Map(options.map((option) => [option.flags, option])).values()].map(describeOption),
  };
}

function describeOption(option: Option): OptionDefinition {
  const value = /[<[](.+?)[>\]]/.exec(option.flags)?.[1];
  const fallback = option.defaultValueDescription ?? option.defaultValue;
  return {
    names: [option.short, option.long].filter((name) => name !== undefined),
    ...(value === undefined ? {} : { value }),
    choices: option.argChoices ?? [],
    isPath: value !== undefined && PATHS.includes(value),
    text: option.description,
    ...(typeof fallback === "string" ? { fallback } : {}),
    group: option.helpGroupHeading ?? "Options:",
  };
}
