/** The program that the executable carries besides, for the commands that need more than drawing does. */
import { serveTasks } from "../tasks/worker.ts";
import { COMMANDS, type Commands, creatorOf } from "./commands.ts";
import type { PackedCommand } from "./command_names.ts";
import { runProgram } from "./program.ts";

export const PACKED_COMMANDS: Commands<PackedCommand> = {
  tokenizer: () => import("./tokenizer.ts"),
  create: () => import("./create.ts"),
  generate: () => import("./generate.ts"),
  train: () => import("./train.ts"),
  export: () => import("./export.ts"),
  import: () => import("./import.ts"),
  quantize: () => import("./quantize.ts"),
  prune: () => import("./prune.ts"),
  "draft-model": () => import("./draft_model.ts"),
  teach: () => import("./teach.ts"),
  label: () => import("./label.ts"),
  eval: () => import("./eval.ts"),
  runs: () => import("./runs.ts"),
  serve: () => import("./serve.ts"),
  worker: () => import("./worker.ts"),
  artifacts: () => import("./artifacts.ts"),
  "run-job": () => import("./run_job.ts"),
  completions: () => import("./about/completions.ts"),
  man: () => import("./about/man.ts"),
  help: () => import("./about/help.ts"),
};

/** Runs a command; gives the exit code. */
export const run = (args: string[], version: string): Promise<number> =>
  runProgram(args, version, creatorOf({ ...COMMANDS, ...PACKED_COMMANDS }));

/** Makes this thread a worker of training. */
export const serve = serveTasks;
