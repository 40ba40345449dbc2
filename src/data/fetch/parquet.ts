import type { AsyncBuffer } from "hyparquet";
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { plainFileSize } from "../../base/files.ts";
import { classNamesIn } from "./class_names.ts";
import type { Fetcher, GetOptions } from "./fetcher.ts";
import { bounded, withChunks } from "./parquet_pages.ts";

/** A Parquet file whose rows can be read in parts. */
export interface ParquetFile {
  rows: number;
  columns: string[];
  /** Names of the values of columns that number them (ClassLabel of Hugging Face's libraries). */
  classNames: Map<string, string[]>;
  /** Runs of rows that are stored together: first row and the one after the last. */
  groups: { from: number; to: number }[];
  /** Rows `from` to before `to`, with the named columns. */
  read(columns: string[], from: number, to: number): Promise<Record<string, unknown>[]>;
}

/** Servers that know no ranges send the whole file. */
const MAX_FILE_BYTES = 2 ** 29;

const libraryMetadata = z.object({ info: z.object({ features: z.unknown() }) });

/**
 * Reads a Parquet file's footer; rows are read when asked for (any compression). Throws a UserError of kind "input"
 * that calls it `name` where it is none or damaged, here and when rows are read.
 */
export async function openParquet(whole: AsyncBuffer, name: string): Promise<ParquetFile> {
  const file = bounded(whole);
  const { parquetMetadataAsync, parquetReadObjects } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  return await orDamaged(name, async () => {
    const metadata = await parquetMetadataAsync(file);
    let to = 0;
    const groups = metadata.row_groups.map(({ num_rows }) => ({ from: to, to: to += Number(num_rows) }));
    const libraries = metadata.key_value_metadata?.find(({ key }) => key === "huggingface")?.value;
    return {
      rows: to,
      columns: topColumns(metadata.schema),
      classNames: statedClassNames(libraries),
      groups,
      read: (columns, from, to) =>
        orDamaged(
          name,
          async () =>
            parquetReadObjects({
              file: await withChunks(file, metadata, columns, { from, to }),
              ...{ metadata, columns, rowStart: from, rowEnd: to, compressors },
            }),
        ),
    };
  });
}

/** Names of the columns on the first level of a schema, which lists every node before its children. */
function topColumns(schema: readonly { name: string; num_children?: number }[]): string[] {
  const names: string[] = [];
  const skip = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < (schema[at]?.num_children ?? 0); child++) next = skip(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = skip(at)) names.push(schema[at]!.name);
  return names;
}

function statedClassNames(json: string | undefined): Map<string, string[]> {
  try {
    return classNamesIn(libraryMetadata.parse(JSON.parse(json ?? "")).info.features);
  } catch {
    return new Map();
  }
}

async function orDamaged<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof UserError || !(cause instanceof Error) || cause.name === "AbortError") throw cause;
    throw new UserError("input", `${name} is no Parquet file or damaged: ${cause.message}`, { cause });
  }
}

/** A file on a server, read by ranges; whole where the server knows none. */
export async function remoteFile(fetcher: Fetcher, url: string, options: GetOptions): Promise<AsyncBuffer> {
  const part = (first: number, last: number) =>
    fetcher.get(url, { ...options, range: { first, last }, maxBytes: MAX_FILE_BYTES });
  const start = await part(0, 3);
  if (start.status === 200) return inMemory(start.bytes);
  const { totalBytes } = start;
  if (totalBytes === undefined) throw new UserError("io", `${url} does not say how long it is`);
  return {
    byteLength: totalBytes,
    slice: async (from, to = totalBytes) => {
      if (from >= to) return new ArrayBuffer();
      const { bytes } = await part(from, to - 1);
      if (bytes.length === to - from) return bytes.buffer;
      throw new UserError("io", `${url} sends ${bytes.length} bytes where ${to - from} were asked for`);
    },
  };
}

/** A file on disk. Throws a UserError where it cannot be read. */
export async function localFile(path: string): Promise<AsyncBuffer> {
  const size = await plainFileSize(path);
  return {
    byteLength: size,
    slice: async (from, to = size) => {
      using file = await Deno.open(path);
      await file.seek(from, Deno.SeekMode.Start);
      const bytes = new Uint8Array(Math.max(0, to - from));
      for (let filled = 0; filled < bytes.length;) {
        const count = await file.read(bytes.subarray(filled));
        if (count === null) throw new UserError("input", `${path} has become shorter`);
        filled += count;
      }
      return bytes.buffer;
    },
  };
}

function inMemory(bytes: Uint8Array<ArrayBuffer>): AsyncBuffer {
  return { byteLength: bytes.length, slice: (from, to) => bytes.slice(from, to).buffer };
}
