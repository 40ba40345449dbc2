import { valuesOf } from "./json_values.ts";
import { type ReadRow, TOO_LONG } from "./row.ts";
import { linesOf, textOf } from "./text.ts";

/** Lists within lists; what is nested more is no record of art. */
const MAX_DEPTH = 64;

/** The records of a file of JSON Lines. */
export async function* jsonLines(path: string): AsyncGenerator<ReadRow> {
  for await (const { line, text } of linesOf(textOf(path))) {
    if (text?.trim() !== "") yield { line, ...parseRow(text, "is no JSON object on one line") };
  }
}

/** The records of a JSON file: an array, objects one after the other, or JSON Lines under that name. */
export async function* jsonDocument(path: string): AsyncGenerator<ReadRow> {
  const isLines = await hasObjectPerLine(path);
  if (isLines) return yield* jsonLines(path);
  for await (const { line, text } of valuesOf(textOf(path))) {
    yield { line, ...parseRow(text, "is no JSON object") };
  }
}

/** Whether the first line that is not blank is an object by itself. */
async function hasObjectPerLine(path: string): Promise<boolean> {
  for await (const { text } of linesOf(beginningOf(path))) {
    if (text?.trim() !== "") return text !== undefined && "row" in parseRow(text, "");
  }
  return true;
}

/** The text of a file, but nothing of one that begins with something else than an object. */
async function* beginningOf(path: string): AsyncGenerator<string> {
  let isObject: boolean | undefined;
  for await (const part of textOf(path)) {
    isObject ??= /^[\s\ufeff]*(\S)/.exec(part)?.[1] === "{";
    if (!isObject) return yield "no object";
    yield part;
  }
}

function parseRow(
  text: string | undefined,
  problem: string,
): { row: Record<string, unknown> } | { problem: string } {
  if (text === undefined) return { problem: TOO_LONG };
  if (isNestedDeeply(text)) return { problem: `is nested more than ${MAX_DEPTH} levels deep` };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string") return { row: { art: value } };
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { row: { ...value } };
  } catch {
    // Told below.
  }
  return { problem };
}

function isNestedDeeply(text: string): boolean {
  let depth = 0, inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}
