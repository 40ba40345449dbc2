import { Command } from "commander";
import { IMPORT_FIELDS, importModel } from "../operations/import.ts";
import { addFields, readFields } from "./flags.ts";
import { operate } from "./operate.ts";
import { writeErrorLine } from "./terminal.ts";

/** `ascii-gen import`. */
export function command(): Command {
  const command = new Command("import")
    .description("make a model folder of a language model of another program; see docs/exchange.md")
    .argument("<model>", "folder with model.safetensors and config.json (GPT-2, Llama), or a GGUF file");
  return addFields(command, IMPORT_FIELDS).action(async (from: string, flags: Record<string, unknown>) => {
    const input = { ...readFields(IMPORT_FIELDS, flags), from };
    const result = await operate((context) => importModel(input, context));
    if (result === undefined) return;
    const { out, manifest } = result;
    writeErrorLine(`wrote ${out}: model.onnx, ${manifest.files["model.onnx"].size} bytes`);
  });
}
