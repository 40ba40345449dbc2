import { UserError } from "../../base/errors.ts";
import type { FindOptions, Source } from "../found/finding.ts";
import { chooseColumns, type Columns, readRow } from "./columns.ts";
import { lastingId, plainFinding } from "./local.ts";
import { csvRows } from "./rows/csv_rows.ts";
import { jsonDocument, jsonLines } from "./rows/json_rows.ts";
import type { ReadRow } from "./rows/row.ts";

type Read = (path: string) => AsyncGenerator<ReadRow>;

/** Names of the sources by the ending of the file, and what reads them. */
const FORMATS: Record<string, { name: string; read: Read }> = {
  jsonl: { name: "jsonl", read: jsonLines },
  ndjson: { name: "jsonl", read: jsonLines },
  json: { name: "jsonl", read: jsonDocument },
  csv: { name: "csv", read: (path) => csvRows(path, ",") },
  tsv: { name: "csv", read: (path) => csvRows(path, "\t") },
};
/** A file whose first so many records have no art has none. */
const MAX_WITHOUT = 100;
/** So many kinds of records, by the columns they have, are remembered with what was chosen for them. */
const MAX_KNOWN = 100;

/** JSON Lines, an array of JSON, or CSV with a header line: a piece a record. */
export function records({ path, columns = {} }: { path: string; columns?: Columns }): Source {
  const format = FORMATS[path.toLowerCase().split(".").at(-1)!];
  if (!format) {
    const known = Object.keys(FORMATS).map((name) => `.${name}`).join(", ");
    throw new UserError("usage", `${path} is no file of records; these end in ${known}`);
  }
  return { name: format.name, find: (asked) => findIn(path, format, columns, asked) };
}

async function* findIn(
  path: string,
  { name, read }: { name: string; read: Read },
  columns: Columns,
  { signal, isKnown, onProblem }: FindOptions,
) {
  const file = path.split(/[\\/]/).at(-1)!;
  const choose = columnChooser(columns, path);
  for await (const found of read(path)) {
    if (signal?.aborted) return;
    const place = `${file}:${found.line}`;
    if ("problem" in found) {
      onProblem(place, found.problem);
      continue;
    }
    const chosen = choose(Object.keys(found.row));
    if (chosen instanceof UserError) {
      onProblem(place, chosen.message);
      continue;
    }
    const { id, ...texts } = readRow(found.row, chosen);
    if (texts.art.trim() === "") {
      onProblem(place, `has nothing in "${chosen.art}"`);
      continue;
    }
    const sourceId = id === "" ? await lastingId(file, texts.art) : `${file}#${id}`;
    if (!isKnown(sourceId)) {
      yield plainFinding({ source: name, sourceId, ...texts, attribution: texts.author });
    }
  }
  const none = choose.none();
  if (none) throw none;
}

/**
 * Chooses the columns of records, which need not all have the same. An error is a record's own, unless it is that of all
 * of them: then it is thrown.
 */
function columnChooser(columns: Columns, path: string) {
  const known = new Map<string, Columns & { art: string } | UserError>();
  let without = 0, isFound = false, first: UserError | undefined;
  const chooseFor = (present: string[]) => {
    try {
      return chooseColumns(present, columns, path);
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
  };
  const choose = (present: string[]) => {
    const key = JSON.stringify(present);
    const chosen = known.get(key) ?? chooseFor(present);
    if (known.size < MAX_KNOWN) known.set(key, chosen);
    if (!(chosen instanceof UserError)) isFound = true;
    else {
      first ??= chosen;
      if (!isFound && ++without >= MAX_WITHOUT) throw first;
    }
    return chosen;
  };
  /** The error of all records, if none had art. */
  choose.none = () => isFound ? undefined : first;
  return choose;
}
