import { Command, Option } from "commander";
import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import type { Fields } from "../base/fields.ts";
import { atomicWrite, isThere } from "../base/files.ts";
import { explained } from "../experiment/explain.ts";
import { configSchemas } from "../experiment/json_schema.ts";
import { isOverride, namesSection } from "../experiment/overrides.ts";
import { composedYaml } from "../experiment/write.ts";
import { SWEEP_FIELDS } from "../operations/sweep.ts";
import { train, TRAIN_FIELDS, type TrainInput } from "../operations/train.ts";
import { composeTrain, trainInput } from "../operations/train/compose.ts";
import { trainSchema } from "../operations/train/fields.ts";
import { kindOf, TASK_NAMES } from "../tasks/registry.ts";
import { CALLBACKS_FIELD, namedCallbacks } from "../training/callbacks/callbacks.ts";
import { runRank } from "./train/rank.ts";
import { addFields, readFields } from "./flags.ts";
import { stoppable } from "./interrupt.ts";
import { nextSteps } from "./next_steps.ts";
import { contextOf } from "./progress.ts";
import { printSweep, runSweep } from "./sweep/command.ts";
import { runTrial } from "./sweep/trial.ts";
import { writeErrorLine, writeOut } from "./terminal.ts";

const group = "Configurations (docs/experiments.md):";

const MULTIRUN_FIELDS = {
  multirun: {
    type: "switch",
    short: "m",
    group: "Sweeps (docs/experiments.md):",
    text: "try several values, as in -m lr=0.001,0.0003 seed=range(4): a run each, in sweeps/",
  },
} as const satisfies Fields;

/** What is told of a configuration in the place of training. */
const TOLD_FIELDS = {
  printConfig: { type: "switch", group, text: "print the whole configuration instead, as YAML" },
  explain: {
    type: "text",
    value: "key",
    group,
    text: "print a key's value instead, and where it comes from",
  },
  configSchema: {
    type: "text",
    value: "folder",
    group,
    text: "write the JSON schemas of configuration files into a folder instead, for editors",
  },
} as const satisfies Fields;

/** `ascii-gen train`. */
export async function command(): Promise<Command> {
  const command = new Command("train")
    .description(
      "train a model on texts (any files or folders), on a folder of pictures by class or on a corpus of drawings; " +
        "Ctrl-C saves a checkpoint, --resume goes on exactly where it stood",
    )
    .argument(
      "[files...]",
      "texts to learn from, or - for standard input, or a folder with a folder of pictures for each class; key=value, as in experiment=austen optimizer.learningRate=0.001",
    );
  addFields(command, { ...TRAIN_FIELDS, ...CALLBACKS_FIELD });
  const kinds = await Promise.all(TASK_NAMES.map(kindOf));
  for (const { fields } of kinds) {
    const own = Object.entries(fields).map(([name, field]) => {
      const tasks = kinds.filter((kind) => Object.hasOwn(kind.fields, name)).map(({ task }) => task.name);
      const group = `For the ${tasks.length > 1 ? "tasks" : "task"} ${tasks.join(" and ")}:`;
      return [name, { ...field, group }] as const;
    });
    addFields(command, Object.fromEntries(own));
  }
  addFields(command, MULTIRUN_FIELDS);
  addFields(command, SWEEP_FIELDS);
  addFields(command, TOLD_FIELDS);
  // How a sweep starts its runs.
  command.addOption(new Option("--trial <folder>").hideHelp()).addOption(
    new Option("--pause <share>").hideHelp(),
  );
  return command.action(async (words: string[], flags: Record<string, unknown>) => {
    const { callbacks: names } = readFields(CALLBACKS_FIELD, flags);
    const callbacks = names && { callbacks: namedCallbacks(names) };
    const given: TrainInput = { ...readFields(TRAIN_FIELDS, flags), ...callbacks };
    const settings = Object.assign({}, ...kinds.map(({ fields }) => readFields(fields, flags)));
    const { printConfig, explain, configSchema } = readFields(TOLD_FIELDS, flags);
    if (configSchema !== undefined) return await writeSchemas(configSchema);
    const { trial, pause } = flags;
    if (typeof trial === "string") {
      return await runTrial(trial, pause === undefined ? undefined : Number(pause), run);
    }
    const { overrides, files } = await parted(words);
    const { multirun } = readFields(MULTIRUN_FIELDS, flags), sweep = readFields(SWEEP_FIELDS, flags);
    if (multirun) {
      const request = { words: overrides, given, settings, files, sweep };
      return await (printConfig ? printSweep(request) : runSweep(request));
    }
    const [stray] = Object.keys(sweep);
    if (stray !== undefined) throw new UserError("usage", `sweep.${stray} says how to sweep: add -m`);
    const told = printConfig || explain !== undefined;
    if (overrides.length === 0 && given.like === undefined && !told) {
      return await run({ ...given, files, settings });
    }
    const composed = await composeTrain(overrides, { given, settings, files });
    const { composition, schema } = composed;
    if (explain !== undefined) return writeOut(`${explained(explain, composition, schema).join("\n")}\n`);
    if (printConfig) return writeOut(composedYaml(composition));
    await run(await trainInput(composed, overrides, given, (name) => Deno.env.get(name)));
  });
}

/** Words of the command line: overrides, and files. What could be either is a file where there is one. */
async function parted(words: readonly string[]): Promise<{ overrides: string[]; files: string[] }> {
  const overrides: string[] = [], files: string[] = [];
  for (const word of words) {
    const changes = isOverride(word) && (namesSection(word) || !await isThere(word));
    (changes ? overrides : files).push(word);
  }
  return { overrides, files };
}

/** Writes a schema for the files of each group. */
async function writeSchemas(folder: string): Promise<void> {
  const schemas = Object.entries(configSchemas(await trainSchema()));
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, schema] of schemas) {
    await atomicWrite(join(folder, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
  }
  writeErrorLine(`${schemas.length} schemas written to ${folder}`);
}

/** What the executable says that is not told what to learn from: it has no drawings to train on. */
function needsText(): UserError {
  return new UserError(
    "usage",
    "train learns from texts and from pictures: name files or folders, as in ascii-gen train notes.txt; " +
      "to draw a train, say: ascii-gen gen train",
  );
}

async function run(input: TrainInput, end?: AbortSignal): Promise<void> {
  if (Deno.build.standalone && !input.files?.length && !(input.resume && (input.out ?? input.name))) {
    throw needsText();
  }
  if (input.distributed) return await runRank(input);
  await stoppable(async (told) => {
    const signal = end === undefined ? told : AbortSignal.any([told, end]);
    const { stop, log, ...context } = contextOf(signal);
    // A bar of what went before has no place beside these lines.
    const tell = (line: string) => {
      stop();
      log(line);
    };
    try {
      const ended = await train(input, { ...context, log: tell, input: Deno.stdin.readable });
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
