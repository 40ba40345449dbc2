import { Command } from "commander";
import { teach, TEACH_FIELDS, type TeachResult } from "../operations/teach.ts";
import { addFields, readFields } from "./flags.ts";
import { RESULT_FIELDS, writeJson } from "./json.ts";
import { operate } from "./operate.ts";
import { writeErrorLine } from "./terminal.ts";

/** `ascii-gen teach`. */
export function command(): Command {
  const command = new Command("teach")
    .description(
      "Teaches a model of drawings pictures of your own: `teach badge.svg acme=logo.png -o models/mine`, then " +
        "`ascii-gen acme --model models/mine`. A picture shows the word that its file is called by (docs/teach.md).",
    )
    .argument("<pictures...>", "SVG, PNG, JPEG, WebP, GIF, BMP or TIFF; or word=file");
  addFields(command, { ...TEACH_FIELDS, ...RESULT_FIELDS });
  return command.action(async (pictures: string[], flags: Record<string, unknown>) => {
    const { json = false, quiet } = readFields(RESULT_FIELDS, flags);
    const input = { ...readFields(TEACH_FIELDS, flags), pictures };
    const result = await operate((context) => teach(input, context), quiet);
    if (result === undefined) return;
    if (json) writeJson(result);
    else writeErrorLine(told(result));
  });
}

function told({ out, words: { known, fresh } }: TeachResult): string {
  const list = (words: readonly string[]) =>
    words.length > 8 ? `${words.slice(0, 8).join(", ")} and ${words.length - 8} more` : words.join(", ");
  const parts = [
    ...fresh.length > 0 ? [`new words: ${list(fresh)}`] : [],
    ...known.length > 0 ? [`drawn by another picture now: ${list(known)}`] : [],
  ];
  return `wrote ${out}; ${parts.join("; ")}`;
}
