import { Command } from "commander";
import { join } from "node:path";
import type { ZodType } from "zod";
import { DEFAULT_CORPUS, openCorpus } from "../data/store/store.ts";
import { UserError } from "../base/errors.ts";
import { decoderShapeSchema } from "../tasks/art/album/decoder.ts";
import { type SketchCheckpoint, sketchOptionsSchema } from "../tasks/art/album/checkpoint.ts";
import {
  beginSketches,
  resumeSketches,
  SKETCH_DEFAULTS,
  SKETCH_SHAPE,
  startSketchBackend,
} from "../tasks/art/album/learn.ts";
import { SKETCH_CHECKPOINT, trainSketches } from "../tasks/art/album/loop.ts";
import { type Album, readAlbum } from "../tasks/art/album/pictures.ts";
import { stoppable } from "./interrupt.ts";
import { refuseCheckpoint } from "../operations/new_run.ts";
import { writeErrorLine } from "./terminal.ts";

interface Flags {
  data: string;
  out: string;
  resume?: boolean;
  [name: string]: string | boolean | undefined;
}

const NUMBERS = {
  batch: ["--batch <n>", "sketches in a step"],
  learningRate: ["--learning-rate <x>", "highest learning rate of the decoder"],
  codeRate: ["--code-rate <x>", "highest learning rate of the codes"],
  noise: ["--noise <x>", "added to codes of unit variance, so that rounded ones are as good"],
  seed: ["--seed <n>", "seed of every random choice"],
} as const;
const SHAPE = {
  code: ["--code <n>", "numbers of a code"],
  hidden: ["--hidden <n>", "width of the decoder"],
  blocks: ["--blocks <n>", "residual blocks of the decoder"],
} as const;

/** `ascii-gen sketches`: trains the network that remembers sketches. */
export function command(): Command {
  const command = new Command("sketches")
    .description(
      "learn the sketches of a corpus: a code for each picture and the decoder that draws it; " +
        "Ctrl-C saves, --resume goes on exactly where it stood",
    )
    .option("--data <file>", "corpus", DEFAULT_CORPUS)
    .option("--out <folder>", "run folder", "runs/default")
    .option("--minutes <n>", "budget in minutes of training (default 20 unless --steps is given)")
    .option("--steps <n>", "budget in steps")
    .option("--resume", "go on from the run folder's checkpoint");
  const usual: Readonly<Record<string, number>> = { ...SKETCH_DEFAULTS, ...SKETCH_SHAPE };
  for (const [name, [flag, text]] of Object.entries({ ...NUMBERS, ...SHAPE })) {
    command.option(flag, text, String(usual[name]));
  }
  return command.action((flags: Flags) => run(flags, command));
}

async function run(flags: Flags, command: Command): Promise<void> {
  const { out, data } = flags;
  using db = openCorpus(data, { mustExist: true });
  const album = readAlbum(db, writeErrorLine);
  const path = join(out, SKETCH_CHECKPOINT);
  const state = flags.resume ? await resumed(path, flags, command, album) : await fresh(path, flags, album);
  await Deno.mkdir(out, { recursive: true });
  await startSketchBackend(writeErrorLine);
  await stoppable(async (signal) => {
    await trainSketches(out, state, album, { log: writeErrorLine, stopped: () => signal.aborted });
  });
  writeErrorLine(`wrote ${path}`);
}

async function fresh(path: string, flags: Flags, album: Album): Promise<SketchCheckpoint> {
  await refuseCheckpoint(path);
  const budget = budgetOf(flags);
  const options = parse(sketchOptionsSchema, {
    data: flags.data,
    ...(Object.keys(budget).length > 0 ? budget : { minutes: 20 }),
    ...numbers(flags, NUMBERS),
  });
  return beginSketches(parse(decoderShapeSchema, numbers(flags, SHAPE)), options, album);
}

/** A run that goes on: all as it was, but for its budget and where the corpus is. */
async function resumed(
  path: string,
  flags: Flags,
  command: Command,
  album: Album,
): Promise<SketchCheckpoint> {
  const given = (name: string) => command.getOptionValueSource(name) === "cli";
  const fixed = [...Object.keys(NUMBERS), ...Object.keys(SHAPE)].filter(given);
  if (fixed.length > 0) {
    throw new UserError("usage", `--resume keeps the run's settings; leave out ${fixed.join(", ")}`);
  }
  const state = await resumeSketches(path, album);
  const { steps, minutes, ...rest } = state.options;
  const budget = budgetOf(flags);
  const kept = steps === undefined ? { minutes } : { steps };
  const options = { ...rest, data: flags.data, ...(Object.keys(budget).length > 0 ? budget : kept) };
  return { ...state, options: parse(sketchOptionsSchema, options) };
}

const budgetOf = (flags: Flags) => numbers(flags, { steps: ["--steps"], minutes: ["--minutes"] });

/** The flags of a table that are given, as numbers. */
function numbers(flags: Flags, table: Readonly<Record<string, readonly string[]>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, [option = ""]]) => {
      const text = flags[name];
      if (text === undefined) return [];
      const value = Number(text);
      if (Number.isFinite(value) && String(text).trim() !== "") return [[name, value]];
      throw new UserError("usage", `${option.split(" ")[0]} takes a number, not "${text}"`);
    }),
  );
}

function parse<T>(schema: ZodType<T>, values: unknown): T {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UserError("usage", `option ${issue?.path.join(".")}: ${issue?.message}`);
}
