import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { UserError } from "../../errors.ts";
import type { Finding, Source } from "../finding.ts";
import { lastingId, plainFinding } from "./local.ts";

/** What a record can tell, by the names that are tried when none is given. */
const FIELDS = {
  art: ["art", "ascii", "ascii_art", "text", "content"],
  title: ["title", "name", "caption"],
  labels: ["labels", "label", "tags", "category", "prompt"],
  author: ["author", "artist"],
  url: ["url", "link"],
  licence: ["licence", "license"],
  id: ["id"],
} as const;
export type Field = keyof typeof FIELDS;
/** Fields of a record that a column can be named for. */
export const RECORD_FIELDS = Object.keys(FIELDS).filter((name): name is Field => name in FIELDS);

/** Which column holds a field; those left out are found by their names. */
export type Columns = Partial<Record<Field, string>>;

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
      let names: Columns | undefined;
      for await (const { line, row, problem } of rows) {
        if (signal?.aborted) return;
        const place = `${file}:${line}`;
        if (problem !== undefined) {
          onProblem(place, problem);
          continue;
        }
        names ??= columnsOf(row, columns, path);
        const art = textOf(row, names.art);
        if (art.trim() === "") {
          onProblem(place, `has nothing in "${names.art}"`);
          continue;
        }
        const id = textOf(row, names.id);
        const sourceId = id === "" ? await lastingId(file, art) : `${file}#${id}`;
        if (!isKnown(sourceId)) yield findingOf(format, sourceId, row, names);
      }
    },
  };
}

function findingOf(source: string, sourceId: string, row: Row, names: Columns): Finding {
  const text = (field: Field) => textOf(row, names[field]);
  const author = text("author");
  return plainFinding({
    ...{ source, sourceId, art: text("art"), title: text("title"), author, attribution: author },
    ...{ url: text("url"), licence: text("licence"), labels: listOf(row, names.labels) },
  });
}

/** The column of each field that the first record has. Throws a UserError of kind "input" for one that is missing. */
function columnsOf(row: Row, given: Columns, path: string): Columns {
  const present = new Map(Object.keys(row).map((name) => [name.toLowerCase(), name]));
  const found: Columns = {};
  for (const field of RECORD_FIELDS) {
    const asked = given[field];
    const name = (asked === undefined ? FIELDS[field] : [asked]).map((one) => present.get(one.toLowerCase()))
      .find((one) => one !== undefined);
    if (name !== undefined) found[field] = name;
    else if (asked !== undefined || field === "art") {
      throw new UserError(
        "input",
        `${path} has no column ${asked === undefined ? "for the art" : `"${asked}"`}; it has ${
          Object.keys(row).join(", ")
        }: name one by --column ${field}=<name>`,
      );
    }
  }
  return found;
}

const textOf = (row: Row, column: string | undefined): string => {
  const value = column === undefined ? undefined : row[column];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
};

/** A list of words: an array, or text with commas or semicolons between them. */
function listOf(row: Row, column: string | undefined): string[] {
  const value = column === undefined ? undefined : row[column];
  const words = Array.isArray(value) ? value.map(String) : textOf(row, column).split(/[,;|]/);
  return words.map((word) => word.trim()).filter((word) => word !== "");
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
