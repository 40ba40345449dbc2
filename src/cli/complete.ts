import { Command } from "commander";
import { complete, COMPLETE_FIELDS, type CompleteInput } from "../operations/complete.ts";
import { addFields, readFields } from "./flags.ts";
import { endInterrupted, interruptible } from "./interrupt.ts";
import { contextOf } from "./progress.ts";
import { writeErrorLine, writeOut } from "./terminal.ts";

/** `ascii-gen complete`: goes on from a text as a language model says. */
export function command(): Command {
  const command = new Command("ascii-gen complete")
    .description(
      "Goes on from a text as a language model says that was trained with `deno task train notes.txt`.",
    )
    .argument("[prompt...]", "beginning of the text");
  addFields(command, COMPLETE_FIELDS)
    .option("--json", "print one JSON object when all is there", false)
    .option("-v, --verbose", "also tell the seed and the number of tokens, on standard error", false);
  return command.action((prompt: string[], flags: Record<string, unknown>) =>
    run({ ...readFields(COMPLETE_FIELDS, flags), prompt: prompt.join(" ") }, flags)
  );
}

async function run(input: CompleteInput, { json, verbose }: Record<string, unknown>): Promise<void> {
  const alone = !json && (input.count ?? 1) === 1;
  const interrupted = await interruptible(async (signal) => {
    let begun = false;
    // Where there is no model, nothing is printed.
    const begin = () => {
      if (!begun) writeOut(input.prompt ?? "");
      begun = true;
    };
    const onText = (text: string) => {
      begin();
      writeOut(text);
    };
    const { seed, completions } = await complete({ ...input, ...alone && { onText } }, contextOf(signal));
    if (alone) {
      begin();
      writeOut("\n");
    } else if (json) writeOut(`${JSON.stringify({ prompt: input.prompt, seed, completions }, null, 2)}\n`);
    else writeOut(completions.map(({ text }) => `${input.prompt}${text}\n`).join("\n"));
    if (verbose) writeErrorLine(`seed ${seed}, ${completions.map(({ tokens }) => tokens).join(", ")} tokens`);
    return signal.aborted;
  });
  if (interrupted) endInterrupted();
}
