import { Command } from "commander";
import { searchPieces } from "../../corpus/browse/search.ts";
import type { PieceRow } from "../../corpus/browse/selection.ts";
import { DEFAULT_CORPUS, STYLES, withCorpus } from "../../corpus/store.ts";
import { UserError } from "../../errors.ts";
import { writeOut } from "../terminal.ts";
import { positive, style } from "./options.ts";

interface Flags {
  data: string;
  style?: string;
  width?: number;
  limit: number;
  json?: boolean;
}

/** `ascii-gen data search`. */
export function command(): Command {
  return new Command("search")
    .description("find pieces by words of their labels, title and author, or how these begin")
    .argument("<query...>", "words, all of which must occur")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--style <style>", `one of ${STYLES.join(", ")}`, style)
    .option("--width <n>", "show the views nearest to this width", positive)
    .option("--limit <n>", "how many pieces", positive, 8)
    .option("--json", "as JSON")
    .action((words: string[], flags: Flags) =>
      withCorpus(flags.data, { mustExist: true }, (db) => {
        const query = words.join(" ");
        const { style, width, limit } = flags;
        const pieces = searchPieces(db, query, {
          limit,
          ...(style === undefined ? {} : { style }),
          ...(width === undefined ? {} : { width }),
        });
        if (pieces.length === 0) {
          throw new UserError(
            "input",
            `no ${style ?? "piece"} for ${JSON.stringify(query)} in ${flags.data}`,
          );
        }
        writeOut(flags.json ? JSON.stringify(pieces, null, 2) + "\n" : pieces.map(formatPiece).join("\n"));
      })
    );
}

/** A piece with what is known of it, for a terminal. */
export function formatPiece(piece: PieceRow): string {
  const { label, style, width, height, split, source, source_id, title, author, attribution } = piece;
  const facts = [label || "no label", `${style} ${width}x${height}`, split, `${source}/${source_id}`];
  if (title !== "") facts.push(JSON.stringify(title));
  if (author !== "") facts.push(`by ${author}`);
  return `${piece.art}\n\n-- ${[...facts, attribution].join(", ")}\n`;
}
