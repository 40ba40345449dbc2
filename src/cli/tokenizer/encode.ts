import { Command } from "commander";
import type { Fields } from "../../base/fields.ts";
import { decode, DECODE_FIELDS, encode, ENCODE_FIELDS } from "../../operations/tokenizer/encode.ts";
import { addFields, readFields } from "../flags.ts";
import { JSON_FIELD, writeJson } from "../json.ts";
import { idColumn } from "./stats.ts";
import { isTerminal, visibleLine, writeOut, writeRaw } from "../terminal.ts";

const ENCODE_FLAGS = {
  ...ENCODE_FIELDS,
  ...JSON_FIELD,
  pieces: { type: "switch", text: "a line for each id, with its piece" },
} as const satisfies Fields;
const DECODE_FLAGS = { ...DECODE_FIELDS, ...JSON_FIELD } as const;

/** `ascii-gen tokenizer encode`. */
export function encodeCommand(): Command {
  const command = new Command("encode")
    .description("print the ids of a text: of words, of a --file, or of standard input")
    .argument("[text...]", "the text");
  return addFields(command, ENCODE_FLAGS).action(async (words: string[], flags: Record<string, unknown>) => {
    const { json, pieces: asPieces, ...given } = readFields(ENCODE_FLAGS, flags);
    const text = words.length > 0 ? { text: words.join(" ") } : {};
    const file = words.length > 0 || given.file !== undefined ? {} : { file: "-" };
    const { ids, pieces } = await encode({ ...given, ...text, ...file }, { input: Deno.stdin.readable });
    if (json) writeJson({ ids, pieces });
    else if (asPieces) writeOut(ids.map((id, i) => `${idColumn(id)}${visibleLine(pieces[i]!)}\n`).join(""));
    else writeOut(`${ids.join(" ")}\n`);
  });
}

/** `ascii-gen tokenizer decode`. */
export function decodeCommand(): Command {
  const command = new Command("decode")
    .description("print the text of ids, those of standard input where none are given")
    .argument("[ids...]", "ids with spaces or commas between");
  return addFields(command, DECODE_FLAGS).action(async (ids: string[], flags: Record<string, unknown>) => {
    const { json, ...given } = readFields(DECODE_FLAGS, flags);
    const decoded = await decode({ ...given, ids }, { input: Deno.stdin.readable });
    if (json) writeJson(decoded);
    else if (isTerminal()) writeOut(`${decoded.text}\n`);
    // To the byte, for what reads it.
    else writeRaw(decoded.text);
  });
}
