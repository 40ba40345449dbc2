/** What `data show` and `data search` share: the options that narrow pieces down, and how these are printed. */
import { Command } from "commander";
import type { DatabaseSync } from "node:sqlite";
import { STYLES } from "../../art/styles.ts";
import type { PieceRow } from "../../data/browse/selection.ts";
import { DEFAULT_CORPUS, withCorpus } from "../../data/store/store.ts";
import { UserError } from "../../base/errors.ts";
import { visibleLine, writeOut } from "../terminal.ts";
import { positive, style } from "./options.ts";

interface Flags {
  data: string;
  style?: string;
  width?: number;
  limit: number;
  json?: boolean;
}

/** Finds pieces; how many at most, in what style and near what width. */
type Find = (
  db: DatabaseSync,
  words: string,
  options: { style?: string; width?: number; limit: number },
) => PieceRow[];

/** A command that prints the pieces which `find` finds for its words, `limit` unless told otherwise. */
export function piecesCommand(
  name: string,
  argument: [name: string, text: string],
  limit: number,
  find: Find,
) {
  return new Command(name)
    .argument(...argument)
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--style <style>", `one of ${STYLES.join(", ")}`, style)
    .option("-w, --width <n>", "show the views nearest to this width", positive)
    .option("--limit <n>", "how many pieces", positive, limit)
    .option("--json", "as JSON")
    .action(async (asked: string | string[], { data, style, width, limit, json }: Flags) => {
      const words = [asked].flat().join(" ");
      const wanted = {
        limit,
        ...(style === undefined ? {} : { style }),
        ...(width === undefined ? {} : { width }),
      };
      const pieces = await withCorpus(data, { mustExist: true }, (db) => find(db, words, wanted));
      if (pieces.length === 0) {
        const what = `no ${style ?? "piece"} for ${JSON.stringify(words)} in ${data}`;
        throw new UserError("input", `${what}; "data stats" lists labels`);
      }
      writeOut(json ? JSON.stringify(pieces, null, 2) + "\n" : pieces.map(formatPiece).join("\n"));
    });
}

/** A piece with what is known of it, for a terminal. */
export function formatPiece(piece: PieceRow): string {
  const { label, style, width, height, split, source, source_id, title, author, attribution } = piece;
  const facts = [label || "no label", `${style} ${width}x${height}`, split, `${source}/${source_id}`];
  if (title !== "") facts.push(JSON.stringify(title));
  if (author !== "") facts.push(`by ${author}`);
  return `${piece.art}\n\n-- ${visibleLine([...facts, attribution].join(", "))}\n`;
}
