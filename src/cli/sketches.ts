import { Command } from "commander";
import { LEARN_SKETCHES_FIELDS, learnSketches } from "../operations/sketches.ts";
import { addFields, readFields } from "./flags.ts";
import { stoppable } from "./interrupt.ts";
import { contextOf } from "./progress.ts";
import { writeErrorLine } from "./terminal.ts";

/** `ascii-gen sketches`: trains the network that remembers sketches. */
export function command(): Command {
  const command = new Command("sketches")
    .description(
      "learn the sketches of a corpus: a code for each picture and the decoder that draws it; " +
        "Ctrl-C saves, --resume goes on exactly where it stood",
    );
  return addFields(command, LEARN_SKETCHES_FIELDS).action(async (flags: Record<string, unknown>) => {
    const input = readFields(LEARN_SKETCHES_FIELDS, flags);
    const { path } = await stoppable((signal) => learnSketches(input, contextOf(signal)));
    writeErrorLine(`wrote ${path}`);
  });
}
