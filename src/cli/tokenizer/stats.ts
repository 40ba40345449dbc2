import { Command } from "commander";
import { quietly } from "../../base/context.ts";
import type { TextMeasures } from "../../operations/tokenizer/measures.ts";
import {
  type Piece,
  showPieces,
  STATS_FIELDS,
  type StatsResult,
  tokenizerStats,
} from "../../operations/tokenizer/stats.ts";
import { TOKENIZER_FIELDS } from "../../operations/tokenizer/fields.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { visibleLine, writeErrorLine, writeOut } from "../terminal.ts";

const STATS_FLAGS = { ...STATS_FIELDS, ...JSON_FIELD } as const;
const SHOW_FLAGS = { ...TOKENIZER_FIELDS, ...JSON_FIELD } as const;

/** `ascii-gen tokenizer stats`. */
export function statsCommand(): Command {
  const command = new Command("stats")
    .description("tell what a tokenizer is, and how it cuts texts")
    .argument("[files...]", "files or folders of texts, or - for standard input");
  return addFields(command, STATS_FLAGS).action(async (files: string[], flags: Record<string, unknown>) => {
    const { json, ...given } = readFields(STATS_FLAGS, flags);
    const context = { ...quietly, log: writeErrorLine, input: Deno.stdin.readable };
    const stats = await tokenizerStats({ ...given, files }, context);
    if (json) writeJson(stats);
    else writeOut(statsText(stats));
  });
}

/** `ascii-gen tokenizer show`. */
export function showCommand(): Command {
  const command = new Command("show")
    .description("print ids with their pieces and the bytes that these stand for")
    .argument("[ids...]", "ids, or ranges such as 256-300; all where none is given");
  return addFields(command, SHOW_FLAGS).action(async (ids: string[], flags: Record<string, unknown>) => {
    const { json, ...given } = readFields(SHOW_FLAGS, flags);
    const pieces = await showPieces({ ...given, ids });
    if (json) writeJson(pieces);
    else writeOut(pieces.map((piece) => `${pieceLine(piece)}\n`).join(""));
  });
}

/** How texts are cut, within a line. */
export function measureLine(measures: TextMeasures): string {
  const { characters, bytes, tokens, bytesPerToken, charactersPerToken, unknown, coverage } = measures;
  return [
    `${characters} characters (${bytes} bytes) are ${tokens} tokens`,
    `${bytesPerToken.toFixed(2)} bytes and ${charactersPerToken.toFixed(2)} characters a token`,
    `${percent(unknown)} unknown`,
    `${percent(coverage)} of the vocabulary used`,
  ].join(", ");
}

function statsText({ kind, vocabulary, special, separator, longest, texts }: StatsResult): string {
  return [
    `${kind}, ${vocabulary} tokens, ${special} of them special`,
    `between documents: ${separator.id} ${visibleLine(separator.piece)}`,
    ...texts === undefined ? [] : [measureLine(texts)],
    ...longest.length > 0 ? ["longest pieces (id, bytes, piece):", ...longest.map(pieceLine)] : [],
    "",
  ].join("\n");
}

/** An id in a column of its own. */
export const idColumn = (id: number): string => `${String(id).padStart(7)}  `;

const pieceLine = ({ id, piece, bytes }: Piece): string =>
  `${idColumn(id)}${String(bytes).padStart(3)}  ${visibleLine(piece)}`;

const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.01 ? 3 : 1)} %`;
