import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { UserError } from "../../errors.ts";
import type { Source } from "../finding.ts";
import { chooseColumns, type Columns, readRow } from "./columns.ts";
import { lastingId, plainFinding } from "./local.ts";

/** Names of the sources by the ending of the file. */
const FORMATS = { jsonl: "jsonl", ndjson: "jsonl", json: "jsonl", csv: "csv", tsv: "csv" } as const;

type Row = Record<string, unknown>;

/** JSON Lines or CSV with a header line: a piece a record. */
export function records({ path, columns = {} }: { path: string; columns?: Columns }): Source {
  const ending = path.toLowerCase().split(".").at(-1)!;
  const format = Object.entries(FORMATS).find(([name]) => name === ending)?.[1];
  if (!format) {
    const known = Object.keys(FORMATS).map((name) => `.${name}`).join(", ");
    throw new UserError("usage", `${path} is no file of records; these end in ${known}`);
  }
  const file = path.split(/[\\/]/).at(-1)!;
  return {
    name: format,
    async *find({ signal, isKnown, onProblem }) {
      const rows = format === "csv" ? csvRows(path, ending === "tsv" ? "\t" : ",") : jsonRows(path);
      let chosen: Columns & { art: string } | undefined;
      for await (const { line, row, problem } of rows) {
        if (signal?.aborted) return;
        const place = `${file}:${line}`;
        if (problem !== undefined) {
          onProblem(place, problem);
          continue;
        }
        chosen ??= chooseColumns(Object.keys(row), columns, path);
        const { id, ...texts } = readRow(row, chosen);
        if (texts.art.trim() === "") {
          onProblem(place, `has nothing in "${chosen.art}"`);
          continue;
        }
        const sourceId = id === "" ? await lastingId(file, texts.art) : `${file}#${id}`;
        if (!isKnown(sourceId)) {
          yield plainFinding({ source: format, sourceId, ...texts, attribution: texts.author });
        }
      }
    },
  };
}

interface ReadRow {
  line: number;
  row: Row;
  problem?: string;
}

async function* jsonRows(path: string): AsyncGenerator<ReadRow> {
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      line++;
      if (text.trim() === "") continue;
      const row = parseObject(text.replace(/^\uFEFF/, ""));
      yield row ? { line, row } : { line, row: {}, problem: "is no JSON object on one line" };
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

function parseObject(text: string): Row | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

async function* csvRows(path: string, delimiter: string): AsyncGenerator<ReadRow> {
  const { parse } = await import("csv-parse");
  const parser = createReadStream(path).on("error", (error) => parser.destroy(error)).pipe(
    parse({
      delimiter,
      columns: true,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }),
  );
  try {
    for await (const { record, info } of parser) yield { line: info.lines, row: record };
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  return new UserError("io", `cannot read ${path}: ${error instanceof Error ? error.message : error}`, {
    cause: error,
  });
}
