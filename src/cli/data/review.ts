import { Command } from "commander";
import type { RejectionRow } from "../../data/browse/review.ts";
import { review, REVIEW_FIELDS } from "../../operations/data/review.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { visibleLine, writeOut } from "../terminal.ts";
import { formatPiece } from "./pieces.ts";

const FLAGS = { ...REVIEW_FIELDS, ...JSON_FIELD } as const;

/** Lines of a refused piece that are shown: enough to see what it is. */
const MAX_LINES = 30;

/** `ascii-gen data review`. */
export function command(): Command {
  const command = new Command("review")
    .description("show samples of added art and of what the checks refused, with the reasons");
  return addFields(command, FLAGS).action(async (flags: Record<string, unknown>) => {
    const { json, ...input } = readFields(FLAGS, flags);
    const { accepted, rejected, refused } = await review(input);
    if (json) return writeJson({ accepted, rejected });
    const summary = refused.map(({ check, count }) => `${check} ${count}`).join(", ");
    writeOut([
      ...accepted.map(formatPiece),
      ...rejected.map(formatRejection),
      ...input.accepted ? [] : [`refused by check: ${summary || "nothing"}\n`],
    ].join("\n"));
  });
}

function formatRejection({ art, check_name, reason, source, source_id, title }: RejectionRow): string {
  const lines = art.split("\n");
  const shown = lines.slice(0, MAX_LINES).join("\n");
  const more = lines.length > MAX_LINES ? `\n… ${lines.length - MAX_LINES} more lines` : "";
  const name = title === "" ? "" : `, ${JSON.stringify(title)}`;
  const facts = visibleLine(`refused by ${check_name}: ${reason}; ${source}/${source_id}${name}`);
  return `${shown}${more}\n\n-- ${facts}\n`;
}
