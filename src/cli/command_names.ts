/** The names of the commands: what commands know of one another, without loading them. */
import type { Command } from "commander";

/** Commands of the executable; the first is the one that needs no name. */
export const EXECUTABLE = [
  "gen",
  "image",
  "complete",
  "console",
  "tokenizer",
  "labels",
  "info",
  "completions",
  "man",
  "create",
  "train",
  "export",
  "import",
  "quantize",
  "prune",
  "draft-model",
  "teach",
  "label",
  "eval",
  "runs",
  "serve",
  "worker",
  "artifacts",
  "help",
  "version",
  "upgrade",
] as const;
export type ExecutableCommand = typeof EXECUTABLE[number];

/**
 * Those that need the code of training, and those that tell of all commands. The executable carries a program of its own
 * for them, compressed, so that no other start has to do with it.
 */
export const PACKED = [
  "tokenizer",
  "create",
  "generate",
  "train",
  "export",
  "import",
  "quantize",
  "prune",
  "draft-model",
  "teach",
  "label",
  "eval",
  "runs",
  "serve",
  "worker",
  "artifacts",
  "run-job",
  "completions",
  "man",
  "help",
] as const;
export type PackedCommand = typeof PACKED[number];

/** Commands of the workshop need data packages, which the executable leaves out. */
export const WORKSHOP: readonly string[] = ["data", "sketches"];

/** What is in no list of commands: what this program starts itself, and another way to say create. */
const HIDDEN: readonly string[] = ["run-job", "generate"];

const NAMES: readonly string[] = [...EXECUTABLE, ...WORKSHOP, ...HIDDEN];

/** Makes the command of a name; the version is what its option `--version` prints. */
export type CreateCommand = (name: string, version: string) => Promise<Command>;

/** Whether a word is the name of a command, of the executable or of the workshop. */
export function isCommand(word: string): boolean {
  return NAMES.includes(word);
}

/** Whether a command is in the program of its own. */
export function isPacked(name: string): boolean {
  return PACKED.some((each) => each === name);
}

/** The command that a single word is a slip of the pen for, if any: one letter more, less, changed or swapped. */
export function nearestCommand(word: string): string | undefined {
  if (isCommand(word)) return undefined;
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
