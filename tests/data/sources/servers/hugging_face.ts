import { parquetWriteBuffer } from "hyparquet-writer";
import { type LocalServer, type Page, serve } from "./server.ts";

/** Rows of the dataset's "train" split, made for the tests: a frame with the row's number. */
export const ROWS = Array.from({ length: 230 }, (_, i) => ({
  ascii_art: i === 7 ? "" : `+-----+\r\n| ${String(i).padEnd(3)} |\r\n+-----+`,
  label: i % 2,
  caption: `frame ${i}`,
  tokens: i,
}));
const CLASSES = ["picture frame", "box"];

const features = [
  { feature_idx: 0, name: "ascii_art", type: { dtype: "string", _type: "Value" } },
  { feature_idx: 1, name: "label", type: { names: CLASSES, _type: "ClassLabel" } },
  { feature_idx: 2, name: "caption", type: { dtype: "string", _type: "Value" } },
  { feature_idx: 3, name: "tokens", type: { dtype: "int64", _type: "Value" } },
];

/** A Parquet file of some rows, in groups of 60, as the hub's converter writes them. */
export function parquetFile(rows: typeof ROWS): Uint8Array<ArrayBuffer> {
  const libraries = {
    info: {
      features: {
        label: { names: CLASSES, _type: "ClassLabel" },
        caption: { dtype: "string", _type: "Value" },
      },
    },
  };
  return new Uint8Array(parquetWriteBuffer({
    columnData: [
      { name: "ascii_art", data: rows.map((row) => row.ascii_art), type: "STRING" },
      { name: "label", data: rows.map((row) => BigInt(row.label)), type: "INT64" },
      { name: "caption", data: rows.map((row) => row.caption), type: "STRING" },
      { name: "tokens", data: rows.map((row) => BigInt(row.tokens)), type: "INT64" },
    ],
    rowGroupSize: 60,
    kvMetadata: [{ key: "huggingface", value: JSON.stringify(libraries) }],
  }));
}

/** Serves bytes by ranges, as file servers do. */
export const ranged = (bytes: Uint8Array<ArrayBuffer>): Page => (request) => {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("range") ?? "") ?? [];
  if (first === undefined) return new Response(bytes);
  const part = bytes.slice(Number(first), Number(last) + 1);
  const range = `bytes ${first}-${Number(first) + part.length - 1}/${bytes.length}`;
  return new Response(part, { status: 206, headers: { "content-range": range } });
};

/** Hub and datasets-server in one, built like the real ones, with the dataset "us/frames". */
export function huggingFaceSite(): LocalServer {
  const splits = ["train", "test"].map((split) => ({ dataset: "us/frames", config: "default", split }));
  const files: [string, typeof ROWS][] = [["0000.parquet", ROWS.slice(0, 130)], [
    "0001.parquet",
    ROWS.slice(130),
  ]];
  const path = (name: string) => `/datasets/us/frames/resolve/refs%2Fconvert%2Fparquet/default/train/${name}`;
  const rows: Page = (request) => {
    const query = new URL(request.url).searchParams;
    const from = Number(query.get("offset"));
    if (query.get("split") === "test") {
      return Response.json({ error: "The dataset is too big" }, { status: 501 });
    }
    const page = ROWS.slice(from, from + Number(query.get("length"))).map((row, i) => ({
      row_idx: from + i,
      row,
      truncated_cells: from + i === 9 ? ["ascii_art"] : [],
    }));
    return Response.json({
      features,
      rows: page,
      num_rows_total: ROWS.length,
      num_rows_per_page: 100,
      partial: false,
    });
  };
  const site: LocalServer = serve({
    "/splits": JSON.stringify({ splits, pending: [], failed: [] }),
    "/size": JSON.stringify({
      size: {
        dataset: {},
        configs: [],
        splits: [{ ...splits[0], num_rows: 230 }, { ...splits[1], num_rows: 40 }],
      },
      pending: [],
      failed: [],
      partial: false,
    }),
    "/rows": rows,
    "/parquet": () =>
      Response.json({
        parquet_files: files.toReversed().map(([filename]) => ({
          ...splits[0],
          url: site.url + path(filename),
          filename,
          size: 1,
        })),
        pending: [],
        failed: [],
        partial: false,
      }),
    "/api/datasets/us/frames": JSON.stringify({ id: "us/frames", cardData: { license: "cc0-1.0" } }),
    ...Object.fromEntries(files.map(([name, content]) => [path(name), ranged(parquetFile(content))])),
  });
  return site;
}
