import { Command, Option } from "commander";
import {
  countRejections,
  type RejectionRow,
  sampleAccepted,
  sampleRejections,
} from "../../data/browse/review.ts";
import { CHECKS } from "../../data/quality/assess.ts";
import { DEFAULT_CORPUS, withCorpus } from "../../data/store/store.ts";
import { UserError } from "../../base/errors.ts";
import { visibleLine, writeOut } from "../terminal.ts";
import { positive, wholeNumber } from "./options.ts";
import { formatPiece } from "./pieces.ts";

interface Flags {
  data: string;
  accepted?: boolean;
  rejected?: boolean;
  check?: string;
  sample: number;
  seed: number;
  json?: boolean;
}

/** Lines of a refused piece that are shown: enough to see what it is. */
const MAX_LINES = 30;

/** `ascii-gen data review`. */
export function command(): Command {
  return new Command("review")
    .description("show samples of added art and of what the checks refused, with the reasons")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .addOption(new Option("--accepted", "only art that passed the checks").conflicts(["rejected", "check"]))
    .option("--rejected", "only what was refused")
    .addOption(new Option("--check <name>", "only what this check refused").choices(CHECKS))
    .option("--sample <n>", "how many of each", positive, 5)
    .option("-s, --seed <n>", "seed of the sample", wholeNumber, 1)
    .option("--json", "as JSON")
    .action((flags: Flags) =>
      withCorpus(flags.data, { mustExist: true }, (db) => {
        const { check, sample: count, seed } = flags;
        const options = { count, seed, ...(check === undefined ? {} : { check }) };
        const accepted = flags.rejected || check !== undefined ? [] : sampleAccepted(db, options);
        const rejected = flags.accepted ? [] : sampleRejections(db, options);
        if (accepted.length + rejected.length === 0) {
          throw new UserError("input", `nothing to review in ${flags.data}; "data add" adds and judges art`);
        }
        if (flags.json) return writeOut(JSON.stringify({ accepted, rejected }, null, 2) + "\n");
        const summary = countRejections(db).map(({ check, count }) => `${check} ${count}`).join(", ");
        writeOut([
          ...accepted.map(formatPiece),
          ...rejected.map(formatRejection),
          ...flags.accepted ? [] : [`refused by check: ${summary || "nothing"}\n`],
        ].join("\n"));
      })
    );
}

function formatRejection({ art, check_name, reason, source, source_id, title }: RejectionRow): string {
  const lines = art.split("\n");
  const shown = lines.slice(0, MAX_LINES).join("\n");
  const more = lines.length > MAX_LINES ? `\n… ${lines.length - MAX_LINES} more lines` : "";
  const name = title === "" ? "" : `, ${JSON.stringify(title)}`;
  const facts = visibleLine(`refused by ${check_name}: ${reason}; ${source}/${source_id}${name}`);
  return `${shown}${more}\n\n-- ${facts}\n`;
}
