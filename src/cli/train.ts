import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { train, TRAIN_FIELDS, type TrainInput } from "../operations/train.ts";
import { kindOf, TASK_NAMES } from "../tasks/registry.ts";
import { CALLBACKS_FIELD, namedCallbacks } from "../training/callbacks/callbacks.ts";
import { addFields, readFields } from "./flags.ts";
import { stoppable } from "./interrupt.ts";
import { nextSteps } from "./next_steps.ts";
import { contextOf } from "./progress.ts";
import { writeErrorLine } from "./terminal.ts";

/** `ascii-gen train`. */
export async function command(): Promise<Command> {
  const command = new Command("train")
    .description(
      "train a model on texts (any files or folders) or on a corpus of drawings; Ctrl-C saves a checkpoint, " +
        "--resume goes on exactly where it stood",
    )
    .argument("[files...]", "texts to learn from, or - for standard input");
  addFields(command, { ...TRAIN_FIELDS, ...CALLBACKS_FIELD });
  const kinds = await Promise.all(TASK_NAMES.map(kindOf));
  for (const { task, fields } of kinds) {
    const group = { group: `For the task ${task.name}:` };
    const own = Object.entries(fields).map(([name, field]) => [name, { ...field, ...group }] as const);
    addFields(command, Object.fromEntries(own));
  }
  return command.action(async (files: string[], flags: Record<string, unknown>) => {
    const given = readFields(TRAIN_FIELDS, flags);
    if (Deno.build.standalone && files.length === 0 && !(given.resume && given.out)) throw needsText();
    const settings = Object.assign({}, ...kinds.map(({ fields }) => readFields(fields, flags)));
    const { callbacks: names } = readFields(CALLBACKS_FIELD, flags);
    await run({ ...given, files, settings, ...names && { callbacks: namedCallbacks(names) } });
  });
}

/** What the executable says that is not told what to learn from: it has no drawings to train on. */
function needsText(): UserError {
  return new UserError(
    "usage",
    "train learns from texts: name files or folders, as in ascii-gen train notes.txt; " +
      "to draw a train, say: ascii-gen gen train",
  );
}

async function run(input: TrainInput): Promise<void> {
  await stoppable(async (signal) => {
    const { stop, log, ...context } = contextOf(signal);
    // A bar of what went before has no place beside these lines.
    const told = (line: string) => {
      stop();
      log(line);
    };
    try {
      const ended = await train(input, { ...context, log: told, input: Deno.stdin.readable });
      for (const line of nextSteps(ended, signal.aborted)) writeErrorLine(line);
    } catch (error) {
      // Told to stop before there was a step.
      if (!signal.aborted || error !== signal.reason) throw error;
      writeErrorLine("stopped before the first step");
    } finally {
      stop();
    }
  });
}
