import type { Command } from "commander";
import { searchPieces } from "../../data/browse/search.ts";
import { piecesCommand } from "./pieces.ts";

/** `ascii-gen data search`. */
export function command(): Command {
  return piecesCommand("search", ["<query...>", "words, all of which must occur"], 8, searchPieces)
    .description("find pieces by words of their labels, title and author, or how these begin");
}
