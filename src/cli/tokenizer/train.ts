import { Command } from "commander";
import { quietly } from "../../base/context.ts";
import { TOKENIZER_TRAIN_FIELDS, trainTokenizer } from "../../operations/tokenizer/train.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { writeErrorLine } from "../terminal.ts";
import { measureLine } from "./stats.ts";

const FLAGS = { ...TOKENIZER_TRAIN_FIELDS, ...JSON_FIELD } as const;

/** `ascii-gen tokenizer train`. */
export function trainCommand(): Command {
  const command = new Command("train")
    .description("fit a tokenizer to texts, and write it as tokenizer.json with a manifest")
    .argument("[files...]", "files or folders of texts, or - for standard input");
  return addFields(command, FLAGS).action(async (files: string[], flags: Record<string, unknown>) => {
    const { json, ...given } = readFields(FLAGS, flags);
    // Nobody is asked to stop: the work does not look up, and nothing is written before its end.
    const context = { ...quietly, log: writeErrorLine, input: Deno.stdin.readable };
    const { out, manifest } = await trainTokenizer({ ...given, files }, context);
    if (json) return writeJson(manifest);
    writeErrorLine(
      `wrote ${out}: ${manifest.kind}, ${manifest.vocabulary} tokens; ${measureLine(manifest.data)}`,
    );
  });
}
