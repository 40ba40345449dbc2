import assert from "node:assert/strict";
import { bounded, type Chunks, withChunks } from "../../../src/data/fetch/parquet_pages.ts";

/** A number as Thrift's compact protocol writes it. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = 2 * Math.abs(value) - Number(value < 0);; rest = Math.floor(rest / 128)) {
    bytes.push(rest % 128 + (rest >= 128 ? 128 : 0));
    if (rest < 128) return bytes;
  }
}

/** A data page of two bytes that claims to hold so many values in so many bytes. */
const page = (values: number, unpacked: number, packed = 2) =>
  Uint8Array.of(
    ...[0x15, 0, 0x15, ...varint(unpacked), 0x15, ...varint(packed)],
    ...[0x2c, 0x15, ...varint(values), 0x15, 0, 0, 0, 7, 7],
  );

const fileOf = (bytes: Uint8Array<ArrayBuffer>) => ({
  byteLength: bytes.length,
  slice: (from: number, to = bytes.length) => bytes.slice(from, to).buffer,
});

function metadata(size: number, unpacked = size): Chunks {
  const meta_data = {
    path_in_schema: ["art"],
    data_page_offset: 0n,
    total_compressed_size: BigInt(size),
    total_uncompressed_size: BigInt(unpacked),
  };
  return { row_groups: [{ num_rows: 2n, columns: [{ meta_data }] }] };
}

const read = (bytes: Uint8Array<ArrayBuffer>, about = metadata(bytes.length), columns = ["art"]) =>
  withChunks(bounded(fileOf(bytes)), about, columns, { from: 0, to: 1 });

Deno.test("withChunks() serves the chunks that it has read", async () => {
  const bytes = Uint8Array.of(...page(3, 40), ...page(4, 50));
  const file = await read(bytes);
  assert.deepEqual(new Uint8Array(await file.slice(3, 9)), bytes.slice(3, 9));
});

Deno.test("withChunks() refuses what claims to be too large before it is unpacked", async () => {
  for (const bytes of [page(2 ** 21, 9), page(3, 2 ** 30), page(-1, 9), page(3, -9), page(3, 9, -20)]) {
    await assert.rejects(read(bytes), /a page of -?\d+ values in -?\d+ bytes is too large/);
  }
  await assert.rejects(read(page(3, 9), metadata(2 ** 28)), /column chunks of \d+ bytes are too large/);
  await assert.rejects(read(page(3, 9), metadata(10, 2 ** 40)), /column chunks of \d+ bytes are too large/);
  await read(page(3, 9), metadata(2 ** 28), ["another"]);
});

Deno.test("bounded() reads no more than 128 MiB at once", () => {
  const huge = bounded({ byteLength: 2 ** 40, slice: () => new ArrayBuffer() });
  assert.throws(() => huge.slice(0), /bytes at once are too many/);
});
