import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { prune, PRUNE_FIELDS } from "../operations/prune.ts";
import { addFields, readFields } from "./flags.ts";
import { writeErrorLine } from "./terminal.ts";

/** `ascii-gen prune`. */
export function command(): Command {
  const command = new Command("prune")
    .description("leave out weights, heads or hidden units of a model; see docs/compression.md")
    .argument("[model]", "model folder, not quantised");
  return addFields(command, PRUNE_FIELDS).action(run);
}

async function run(model: string | undefined, flags: Record<string, unknown>): Promise<void> {
  if (model === undefined) throw new UserError("usage", "name a model folder to prune");
  const given = readFields(PRUNE_FIELDS, flags);
  const { before, ...after } = await prune({ ...given, model });
  const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;
  const [now, then] = [after, before].map(({ parameters, zeros, manifest }) =>
    `${parameters} weights, ${percent(zeros)} of the layers' zero, ${manifest.files["model.onnx"].size} bytes`
  );
  writeErrorLine(`wrote ${given.out}: ${now}; before: ${then}`);
  const kept = after.zeros > 0 ? " --zeros keep" : "";
  writeErrorLine(`it predicts better after some more steps: train … --init-from ${given.out}${kept}`);
}
