import { Command } from "commander";
import { EXPORT_FIELDS, exportRun } from "../operations/export.ts";
import { DEFAULT_RUN } from "../tasks/kind.ts";
import { kindOf, TASK_NAMES } from "../tasks/registry.ts";
import { addFields, readFields } from "./flags.ts";
import { contextOf } from "./progress.ts";
import { writeErrorLine } from "./terminal.ts";

/** `ascii-gen export`. */
export async function command(): Promise<Command> {
  const command = new Command("export")
    .description(
      "write a trained run as a model folder (networks, tokenizer, config, manifest), or as other programs read it",
    )
    .argument("[run]", "run folder, or a model folder that other programs are to read", DEFAULT_RUN);
  addFields(command, EXPORT_FIELDS);
  const kinds = await Promise.all(TASK_NAMES.map(kindOf));
  for (const { exportFields } of kinds) addFields(command, exportFields);
  return command.action(async (run: string, flags: Record<string, unknown>) => {
    const settings = Object.assign({}, ...kinds.map(({ exportFields }) => readFields(exportFields, flags)));
    const input = { ...readFields(EXPORT_FIELDS, flags), run, settings };
    const { out, manifest, step } = await exportRun(input, contextOf(new AbortController().signal));
    const size = manifest && `: model.onnx, ${manifest.files["model.onnx"].size} bytes`;
    writeErrorLine(`wrote ${out}${size ?? ""}${step === undefined ? "" : `, step ${step}`}`);
  });
}
