import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import type { Fields } from "../base/fields.ts";
import {
  type CreateInput,
  OVERRIDE_FIELDS,
  PLACE_FIELDS,
  PLAN_FIELDS,
  SIZES,
} from "../operations/create/fields.ts";
import { addFields, readFields } from "./flags.ts";
import { JSON_FIELD } from "./json.ts";
import { runCreate } from "./create/run.ts";

/** How the command goes on. */
const HOW_FIELDS = {
  yes: { type: "switch", short: "y", text: "begin without asking" },
  json: { ...JSON_FIELD.json, text: "print what came of it, or the plan, as JSON" },
} as const satisfies Fields;

const group = "Training, as in train (over what the plan says):";

/** `ascii-gen create`. */
export function command(): Command {
  const command = new Command("create")
    .description(
      'make a model of texts that a description tells of, such as "a fun GPT that writes cooking recipes": plans its words and ' +
        "kinds of texts, writes them, trains, and leaves files for Ollama and others; killed at any point, the same command goes on",
    )
    .argument(
      "[words...]",
      "the description, and with --data files the files and folders of texts behind it",
    );
  addFields(command, { ...PLAN_FIELDS, ...PLACE_FIELDS, ...HOW_FIELDS });
  return withOverrides(command).action(async (words: string[], flags: Record<string, unknown>) => {
    // Without it a description need not be quoted.
    const { data } = readFields(PLAN_FIELDS, flags);
    const [first, ...rest] = words;
    const said = data === "files" ? { description: first, paths: rest } : { description: words.join(" ") };
    await run(flags, said);
  });
}

const ALIASES = {
  prompt: { type: "text", value: "words", text: "the description" },
  modelSize: { ...PLAN_FIELDS.size, text: "as --size of create", choices: SIZES },
} as const satisfies Fields;

/** `ascii-gen generate`. */
export function generateCommand(): Command {
  const { size: _, ...fields } = PLAN_FIELDS;
  const command = new Command("generate")
    .description("as create, by other names: generate --prompt <words> --model-size <size>")
    .argument("[files...]", "with --data files the files and folders of texts");
  addFields(command, { ...ALIASES, ...fields, ...PLACE_FIELDS, ...HOW_FIELDS });
  return withOverrides(command).action(async (paths: string[], flags: Record<string, unknown>) => {
    const { prompt, modelSize } = readFields(ALIASES, flags);
    if (prompt === undefined && flags["plan"] === undefined) {
      throw new UserError("usage", "--prompt is missing: the description, in words");
    }
    await run(flags, { description: prompt, paths, ...modelSize !== undefined && { size: modelSize } });
  });
}

function withOverrides(command: Command): Command {
  const fields = Object.entries(OVERRIDE_FIELDS).map(([name, field]) => [name, { ...field, group }] as const);
  return addFields(command, Object.fromEntries(fields));
}

async function run(flags: Record<string, unknown>, said: Partial<CreateInput>): Promise<void> {
  const input = {
    ...readFields(PLAN_FIELDS, flags),
    ...readFields(PLACE_FIELDS, flags),
    overrides: readFields(OVERRIDE_FIELDS, flags),
    ...said,
  };
  await runCreate(input, readFields(HOW_FIELDS, flags));
}
