import { Command } from "commander";
import { findPieces } from "../../corpus/report.ts";
import { DEFAULT_CORPUS, STYLES, withCorpus } from "../../corpus/store.ts";
import { UserError } from "../../errors.ts";
import { positive, style } from "./options.ts";

interface Flags {
  data: string;
  style?: string;
  width?: number;
  limit: number;
  json?: boolean;
}

/** `ascii-gen data show`. */
export function command(): Command {
  return new Command("show")
    .description("print a few pieces of a label with their source")
    .argument("<label>", "what they show")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--style <style>", `one of ${STYLES.join(", ")}`, style)
    .option("--width <n>", "show the views nearest to this width", positive)
    .option("--limit <n>", "how many pieces", positive, 4)
    .option("--json", "as JSON")
    .action(show);
}

async function show(label: string, flags: Flags): Promise<void> {
  const { style, width, limit } = flags;
  const wanted = {
    limit,
    ...(style === undefined ? {} : { style }),
    ...(width === undefined ? {} : { width }),
  };
  const pieces = await withCorpus(
    flags.data,
    { mustExist: true },
    (db) => findPieces(db, label.toLowerCase(), wanted),
  );
  if (pieces.length === 0) {
    throw new UserError(
      "input",
      `no ${style ?? "piece"} of "${label}" in ${flags.data}; "data stats" lists labels`,
    );
  }
  if (flags.json) return console.log(JSON.stringify(pieces, null, 2));
  for (const piece of pieces) {
    const { art, source, sourceId, width, height, split, attribution } = piece;
    console.log(
      `${art}\n\n-- ${piece.label}, ${piece.style} ${width}x${height}, ${split}: ${source}/${sourceId}, ${attribution}\n`,
    );
  }
}
