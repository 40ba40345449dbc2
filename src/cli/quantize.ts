import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import type { Fields } from "../base/fields.ts";
import { formatsTable } from "../evaluation/report/formats.ts";
import { quantize, QUANTIZE_FIELDS } from "../operations/quantize.ts";
import { tabulate, TABULATE_FIELDS } from "../operations/tabulate.ts";
import { addFields, readFields } from "./flags.ts";
import { operate } from "./operate.ts";
import { writeErrorLine, writeOut } from "./terminal.ts";

const TABLE_FIELD = {
  table: {
    type: "text",
    value: "model",
    text: "instead: compare all number formats of this model, and print a table",
  },
} as const satisfies Fields;

/** `ascii-gen quantize`. */
export function command(): Command {
  const command = new Command("quantize")
    .description("round a model's weights to 8 or 4 bits; see docs/quantisation.md")
    .argument("[model]", "model folder, not quantised yet");
  const table = Object.entries(TABULATE_FIELDS).map(([name, field]) =>
    [name, { ...field, text: `--table: ${field.text}` }] as const
  );
  return addFields(command, { ...QUANTIZE_FIELDS, ...TABLE_FIELD, ...Object.fromEntries(table) }).action(run);
}

async function run(model: string | undefined, flags: Record<string, unknown>): Promise<void> {
  const given = readFields(QUANTIZE_FIELDS, flags);
  const { table } = readFields(TABLE_FIELD, flags);
  if (table !== undefined) {
    if (model !== undefined || given.scheme !== undefined || given.out !== undefined) {
      throw new UserError("usage", "--table takes no other model, no --scheme and no --out");
    }
    const input = { ...readFields(TABULATE_FIELDS, flags), model: table };
    const formats = await operate((context) => tabulate(input, context));
    return formats && writeOut(formatsTable(formats));
  }
  if (model === undefined) {
    throw new UserError(
      "usage",
      "name a model folder, a --scheme and an --out folder; or a model by --table",
    );
  }
  const { manifest, before } = await quantize({ ...given, model });
  const [size, old] = [manifest, before].map(({ files }) => files["model.onnx"].size);
  writeErrorLine(`wrote ${given.out}: model.onnx, ${size} bytes; it had ${old}`);
}
