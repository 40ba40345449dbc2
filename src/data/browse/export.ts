import type { DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import { fileToWrite, syncFolder, temporaryBeside } from "../../base/files.ts";
import { type Filter, type PieceRow, selectPieces } from "./selection.ts";

/** Formats of an export. */
export const FORMATS = ["jsonl", "parquet"] as const;
export type Format = typeof FORMATS[number];

/** Pieces that are in memory at a time; a row group of Parquet. */
const GROUP = 2000;

/** The selected pieces as JSON, one a line, some lines at a time. */
export function* jsonLines(db: DatabaseSync, filter: Filter): Generator<string> {
  for (const group of groups(selectPieces(db, filter))) {
    yield group.map((piece) => JSON.stringify(piece) + "\n").join("");
  }
}

/** Writes the selected pieces to a file: all of them or, where a signal is aborted as well, no file. Returns how many. */
export async function exportPieces(
  db: DatabaseSync,
  path: string,
  format: Format,
  filter: Filter = {},
  signal?: AbortSignal,
): Promise<number> {
  const target = await fileToWrite(path);
  const temporary = temporaryBeside(target);
  try {
    const count = await (format === "jsonl" ? writeJsonLines : writeParquet)(
      temporary,
      until(signal, selectPieces(db, filter)),
    );
    using file = await Deno.open(temporary, { write: true });
    await file.sync();
    await Deno.rename(temporary, target);
    await syncFolder(dirname(target));
    return count;
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

async function writeJsonLines(path: string, pieces: Iterable<PieceRow>): Promise<number> {
  using file = await Deno.open(path, { write: true, createNew: true });
  let count = 0;
  for (const group of groups(pieces)) {
    let bytes = new TextEncoder().encode(group.map((piece) => JSON.stringify(piece) + "\n").join(""));
    while (bytes.length > 0) bytes = bytes.subarray(await file.write(bytes));
    count += group.length;
  }
  return count;
}

const TEXTS = ["sha256", "art", "style", "label", "split", "source", "source_id"] as const;
const MORE_TEXTS = ["title", "author", "url", "licence", "attribution"] as const;

/** Columns as in the JSON lines; further labels are a JSON array in a text. */
async function writeParquet(path: string, pieces: Iterable<PieceRow>): Promise<number> {
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import("hyparquet-writer");
  const writer = fileWriter(path);
  const columns = (group: readonly PieceRow[]) => [
    ...[...TEXTS, ...MORE_TEXTS].map((name) => {
      return { name, type: "STRING" as const, data: group.map((piece) => piece[name]), nullable: false };
    }),
    { name: "labels", type: "JSON" as const, data: group.map(({ labels }) => labels), nullable: false },
    ...(["width", "height"] as const).map((name) => {
      return { name, type: "INT32" as const, data: group.map((piece) => piece[name]), nullable: false };
    }),
    {
      name: "mirrored",
      type: "BOOLEAN" as const,
      data: group.map(({ mirrored }) => mirrored),
      nullable: false,
    },
  ];
  const parquet = new ParquetWriter({ writer, schema: schemaFromColumnData({ columnData: columns([]) }) });
  let count = 0;
  for (const group of groups(pieces)) {
    await parquet.write({ columnData: columns(group), rowGroupSize: GROUP });
    count += group.length;
  }
  await parquet.finish();
  return count;
}

function* until<T>(signal: AbortSignal | undefined, items: Iterable<T>): Generator<T> {
  for (const item of items) {
    signal?.throwIfAborted();
    yield item;
  }
}

function* groups<T>(items: Iterable<T>): Generator<T[]> {
  let group: T[] = [];
  for (const item of items) {
    if (group.push(item) < GROUP) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
