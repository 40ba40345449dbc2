import type { AsyncBuffer } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";

/** Bytes that are read or unpacked at once, of one page, and values of one page: what a file claims is not yet there. */
const MAX_BYTES = 2 ** 27, MAX_PAGE_BYTES = 2 ** 26, MAX_PAGE_VALUES = 2 ** 20;

/** What of a file's metadata says where its column chunks are. */
export interface Chunks {
  row_groups: {
    num_rows: bigint;
    columns: {
      meta_data?: {
        path_in_schema: string[];
        data_page_offset: bigint;
        dictionary_page_offset?: bigint;
        total_compressed_size: bigint;
        total_uncompressed_size: bigint;
      };
    }[];
  }[];
}

/** A file of which no more than 128 MiB are read at once. */
export function bounded(file: AsyncBuffer): AsyncBuffer {
  return {
    byteLength: file.byteLength,
    slice: (from, to = file.byteLength) => {
      if (to - from > MAX_BYTES) throw new Error(`${to - from} bytes at once are too many`);
      return file.slice(from, to);
    },
  };
}

/**
 * The file with the chunks of some columns in memory, for the rows `from` to before `to`. Throws an Error where they, or
 * what their pages claim to unpack to, are too large.
 */
export async function withChunks(
  file: AsyncBuffer,
  metadata: Chunks,
  columns: readonly string[],
  { from, to }: { from: number; to: number },
): Promise<AsyncBuffer> {
  const chunks: { start: number; end: number; bytes: ArrayBuffer }[] = [];
  let row = 0, total = 0;
  for (const group of metadata.row_groups) {
    const first = row;
    row += Number(group.num_rows);
    if (row <= from || first >= to) continue;
    for (const { meta_data: chunk } of group.columns) {
      if (!chunk || !columns.includes(chunk.path_in_schema[0] ?? "")) continue;
      const data = Number(chunk.data_page_offset), dictionary = Number(chunk.dictionary_page_offset ?? 0);
      const start = dictionary > 0 && dictionary < data ? dictionary : data;
      const end = start + Number(chunk.total_compressed_size);
      total += Math.max(end - start, Number(chunk.total_uncompressed_size));
      if (!(total <= MAX_BYTES)) throw new Error(`column chunks of ${total} bytes are too large`);
      const bytes = await file.slice(start, end);
      checkPages(bytes);
      chunks.push({ start, end, bytes });
    }
  }
  return {
    byteLength: file.byteLength,
    slice: (from, to = file.byteLength) => {
      const chunk = chunks.find(({ start, end }) => start <= from && to <= end);
      return chunk ? chunk.bytes.slice(from - chunk.start, to - chunk.start) : file.slice(from, to);
    },
  };
}

function checkPages(chunk: ArrayBuffer): void {
  const reader = { view: new DataView(chunk), offset: 0 };
  while (reader.offset < chunk.byteLength) {
    const page = parquetHeader(reader);
    const { num_values: values = 0 } = page.data_page_header ?? page.data_page_header_v2 ??
      page.dictionary_page_header ?? {};
    const [packed, unpacked] = [page.compressed_page_size, page.uncompressed_page_size];
    if (
      !(packed >= 0 && unpacked >= 0 && unpacked <= MAX_PAGE_BYTES && values >= 0 &&
        values <= MAX_PAGE_VALUES)
    ) {
      throw new Error(`a page of ${values} values in ${unpacked} bytes is too large`);
    }
    reader.offset += packed;
  }
}
