/** The commands by name, each loaded when it is asked for. */
import type { Command } from "commander";
import { UserError } from "../errors.ts";

export interface CommandModule {
  command(): Command;
}

/** Commands of the executable; the first is the one that needs no name. */
export const COMMANDS: Readonly<Record<string, () => Promise<CommandModule>>> = {
  gen: () => import("./gen.ts"),
  image: () => import("./image.ts"),
  labels: () => import("./labels.ts"),
  info: () => import("./info.ts"),
  completions: () => import("./completions.ts"),
  man: () => import("./man.ts"),
  help: () => import("./help.ts"),
  version: () => import("./version.ts"),
};

/** Commands of the workshop need training code and data packages, which the executable leaves out. */
export const WORKSHOP: readonly string[] = ["data", "sketches", "train", "export", "quantize", "eval"];

const NAMES: readonly string[] = [...Object.keys(COMMANDS), ...WORKSHOP];

/** Whether a word is the name of a command, of the executable or of the workshop. */
export function isCommand(word: string): boolean {
  return NAMES.includes(word);
}

/** Loads a command. Throws a UserError of kind "usage" for one that only the source tree has. */
function loadCommand(name: string): Promise<CommandModule> {
  const load = COMMANDS[name];
  if (load !== undefined) return load();
  if (Deno.build.standalone) {
    throw new UserError(
      "usage",
      `${name} is not part of the binary: run "deno task ${name}" in the source tree`,
    );
  }
  // A computed specifier keeps the module out of the compiled binary.
  return import(new URL(`./${name}.ts`, import.meta.url).href);
}

/** A command by name, and its subcommands, with the option that prints the program's version. */
export async function createCommand(name: string, version: string): Promise<Command> {
  const command = (await loadCommand(name)).command();
  const add = (each: Command) => {
    each.version(version, "-V, --version", "print the version").helpOption("-h, --help", "print this help");
    each.commands.forEach(add);
  };
  add(command);
  return command;
}

/** The command that a single word is a slip of the pen for, if any: one letter more, less, changed or swapped. */
export function nearestCommand(word: string): string | undefined {
  return NAMES.find((name) => name.length > 3 && isSlip(word, name));
}

function isSlip(word: string, name: string): boolean {
  let start = 0;
  while (start < name.length && word[start] === name[start]) start++;
  const [typed, meant] = [word.slice(start), name.slice(start)];
  if (typed === meant) return false;
  return typed.slice(1) === meant.slice(1) || typed.slice(1) === meant || typed === meant.slice(1) ||
    (typed[0] === meant[1] && typed[1] === meant[0] && typed.slice(2) === meant.slice(2));
}
