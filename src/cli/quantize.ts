import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { fallbacks, type Fields } from "../base/fields.ts";
import { DEFAULT_CORPUS } from "../data/store/store.ts";
import { quantize, QUANTIZE_FIELDS } from "../operations/quantize.ts";
import { addFields, readFields } from "./flags.ts";
import { tabulateFormats } from "./quantize_table.ts";
import { writeErrorLine, writeOut } from "./terminal.ts";

const TABLE_FIELDS = {
  table: {
    type: "text",
    value: "model",
    text: "instead: compare all number formats of this model, and print a table",
  },
  data: {
    type: "text",
    value: "file",
    fallback: DEFAULT_CORPUS,
    text: "--table: corpus whose test pictures are measured",
  },
  pictures: {
    type: "integer",
    least: 1,
    most: 1_000_000,
    fallback: 100,
    text: "--table: pictures whose likelihood is measured",
  },
  steps: {
    type: "integer",
    least: 10,
    most: 1_000_000,
    fallback: 400,
    text: "--table: decoding steps that are timed",
  },
  seed: {
    type: "integer",
    least: 0,
    most: 2 ** 32 - 1,
    fallback: 1,
    short: "s",
    text: "--table: seed that chooses the pictures",
  },
} as const satisfies Fields;

/** `ascii-gen quantize`. */
export function command(): Command {
  const command = new Command("quantize")
    .description("round a model's weights to 8 or 4 bits; see docs/quantisation.md")
    .argument("[model]", "model folder, not quantised yet");
  return addFields(command, { ...QUANTIZE_FIELDS, ...TABLE_FIELDS }).action(run);
}

async function run(model: string | undefined, flags: Record<string, unknown>): Promise<void> {
  const given = readFields(QUANTIZE_FIELDS, flags);
  const { table, data, ...options } = { ...fallbacks(TABLE_FIELDS), ...readFields(TABLE_FIELDS, flags) };
  if (table !== undefined) {
    if (model !== undefined || given.scheme !== undefined || given.out !== undefined) {
      throw new UserError("usage", "--table takes no other model, no --scheme and no --out");
    }
    return writeOut(await tabulateFormats(table, data, options, writeErrorLine));
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
