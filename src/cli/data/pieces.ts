/** What the commands that print pieces of the corpus share. */
import type { PieceRow } from "../../data/browse/selection.ts";
import { writeJson } from "../json.ts";
import { visibleLine, writeOut } from "../terminal.ts";

/** Prints pieces, as JSON if that is asked for. */
export function printPieces(pieces: readonly PieceRow[], json: boolean | undefined): void {
  if (json) writeJson(pieces);
  else writeOut(pieces.map(formatPiece).join("\n"));
}

/** A piece with what is known of it, for a terminal. */
export function formatPiece(piece: PieceRow): string {
  const { label, style, width, height, split, source, source_id, title, author, attribution } = piece;
  const facts = [label || "no label", `${style} ${width}x${height}`, split, `${source}/${source_id}`];
  if (title !== "") facts.push(JSON.stringify(title));
  if (author !== "") facts.push(`by ${author}`);
  return `${piece.art}\n\n-- ${visibleLine([...facts, attribution].join(", "))}\n`;
}
