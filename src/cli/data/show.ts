import type { Command } from "commander";
import { findPieces } from "../../data/browse/show.ts";
import { piecesCommand } from "./pieces.ts";

/** `ascii-gen data show`. */
export function command(): Command {
  const find: typeof findPieces = (db, label, options) => findPieces(db, label.toLowerCase(), options);
  return piecesCommand("show", ["<label...>", "what they show"], 4, find)
    .description("print a few pieces of a label with their source");
}
