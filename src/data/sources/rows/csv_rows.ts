import { parse } from "csv-parse/sync";
import { type ReadRow, TOO_LONG } from "./row.ts";
import { MAX_RECORD, textOf } from "./text.ts";

/** So many texts that nothing closes may be passed over; each costs a search for its end. */
const MAX_UNCLOSED = 100;

/**
 * The records of a file of CSV or TSV, by the names of its first line. A quote that nothing closes spoils the line that
 * opens it, not what follows.
 */
export async function* csvRows(path: string, delimiter: string): AsyncGenerator<ReadRow> {
  let names: string[] | undefined, batch: { line: number; text: string }[] = [], size = 0;
  const rows = function* (): Generator<ReadRow> {
    const fields = fieldsOf(batch.map(({ text }) => text), delimiter);
    for (const [i, { line }] of batch.entries()) {
      const own = fields[i];
      if (own === undefined) yield { line, problem: "is no line of fields" };
      else if (!names) names = own;
      else if (own.length === 1 && names.length > 1) {
        yield { line, problem: `has one field where there are ${names.length} columns` };
      } else yield { line, row: Object.fromEntries(names.map((name, at) => [name, own[at] ?? ""])) };
    }
    [batch, size] = [[], 0];
  };
  for await (const { line, text, problem } of recordsOf(textOf(path), delimiter)) {
    if (text !== undefined) {
      batch.push({ line, text: text.replace(/\r$/, "") });
      size += text.length;
    }
    if (batch.length >= BATCH || size > BATCH_SIZE || problem !== undefined) yield* rows();
    if (problem !== undefined) yield { line, problem };
  }
  yield* rows();
}

/** Records, and their characters, that are parsed together, which is much faster. */
const BATCH = 256, BATCH_SIZE = 2 ** 20;

/** Fields of each record; undefined for one that has none. */
function fieldsOf(records: string[], delimiter: string): (string[] | undefined)[] {
  const options = { delimiter, relax_quotes: true, relax_column_count: true };
  try {
    const all: string[][] = parse(records.join("\n"), options);
    if (all.length === records.length) return all;
  } catch {
    // One of them is broken: which one shows when they are parsed alone.
  }
  return records.map((record) => {
    try {
      const [fields]: string[][] = parse(record, options);
      return fields;
    } catch {
      return undefined;
    }
  });
}

const UNCLOSED = "opens a quote that nothing closes";

type CsvRecord = { line: number } & ({ text: string; problem?: never } | { problem: string; text?: never });

/** Texts of the records that are not blank: lines, and what quotes hold together. */
async function* recordsOf(parts: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord> {
  let line = 1, waiting = "", unclosed = 0, skipsLine = false;
  const next = function* (isEnd: boolean): Generator<CsvRecord> {
    let from = 0;
    while (from < waiting.length) {
      const newline = waiting.indexOf("\n", from);
      const lineEnd = newline < 0 ? waiting.length : newline;
      if (skipsLine) {
        if (newline < 0) from = waiting.length;
        else [from, skipsLine, line] = [newline + 1, false, line + 1];
        continue;
      }
      const end = unclosed < MAX_UNCLOSED ? endOfRecord(waiting, from, delimiter) : lineEnd;
      const isOpen = end === undefined;
      if (end === SPOILED) {
        yield { line: line++, problem: UNCLOSED };
        from = lineEnd + 1;
        continue;
      }
      if ((isOpen || end === waiting.length) && !isEnd && waiting.length - from <= MAX_RECORD) break;
      if (isOpen && newline >= 0) {
        unclosed++;
        yield { line: line++, problem: UNCLOSED };
        from = newline + 1;
        continue;
      }
      const text = waiting.slice(from, end);
      if (text.length > MAX_RECORD || isOpen && !isEnd) {
        yield { line, problem: TOO_LONG };
        skipsLine = true;
        continue;
      }
      if (text.trim() !== "") {
        yield isOpen ? { line, problem: UNCLOSED } : { line, text };
      }
      for (let at = from; at < from + text.length + 1; at++) if (waiting.charCodeAt(at) === 10) line++;
      from += text.length + 1;
    }
    waiting = waiting.slice(from);
  };
  for await (const part of parts) {
    waiting += part;
    yield* next(false);
  }
  yield* next(true);
}

/** Instead of a record's end: a quote stands where it neither closes a text nor is doubled. */
const SPOILED = -1;

/** Where a record ends: before a line break outside of quotes, or with the text; undefined within quotes. */
function endOfRecord(text: string, from: number, delimiter: string): number | undefined {
  let isFieldStart = true, inQuotes = false;
  for (let i = from; i < text.length; i++) {
    const character = text[i];
    if (inQuotes) {
      if (character !== '"') continue;
      const after = text[i + 1];
      if (after === '"') i++;
      else if (after === undefined || after === delimiter || after === "\n" || after === "\r") {
        inQuotes = false;
      } else return SPOILED;
    } else if (character === "\n") return i;
    else if (character === '"' && isFieldStart) inQuotes = true;
    isFieldStart = character === delimiter && !inQuotes;
  }
  return inQuotes ? undefined : text.length;
}
