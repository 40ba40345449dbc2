import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { DRAFT_FIELDS, learnDraftModel } from "../operations/draft.ts";
import { addFields, readFields } from "./flags.ts";
import { operate } from "./operate.ts";
import { writeErrorLine } from "./terminal.ts";

/** `ascii-gen draft-model`. */
export function command(): Command {
  const command = new Command("draft-model")
    .description(
      "learn to guess what a model of drawings draws next, so that it draws faster; see docs/speculative.md",
    )
    .argument("[model]", "model folder");
  return addFields(command, DRAFT_FIELDS).action(run);
}

async function run(model: string | undefined, flags: Record<string, unknown>): Promise<void> {
  if (model === undefined) throw new UserError("usage", "name the folder of a model of drawings");
  const given = readFields(DRAFT_FIELDS, flags);
  const result = await operate((context) => learnDraftModel({ ...given, model }, context));
  if (result === undefined) return;
  const { size, cells, loss } = result;
  writeErrorLine(
    `wrote ${given.out ?? model}: draft.bin, ${size} bytes; ${cells} cells learned, ${
      loss.toFixed(3)
    } nats each`,
  );
}
