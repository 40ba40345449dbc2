import { basename } from "node:path";
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { classNamesIn } from "../fetch/class_names.ts";
import type { Fetcher } from "../fetch/fetcher.ts";
import { localFile, openParquet, type ParquetFile, remoteFile } from "../fetch/parquet.ts";
import { getJson, orProblem } from "../fetch/read.ts";
import type { Finding, FindOptions, Source } from "../found/finding.ts";
import { chooseColumns, type Columns } from "./columns.ts";
import { findInRow, firstUnknown, type Table } from "./table_rows.ts";

/** Which dataset, or which Parquet file, is read. */
export interface HuggingFaceOptions {
  fetcher: Fetcher;
  /** "owner/name" on the hub; or else `file`. */
  dataset?: string;
  /** A Parquet file: a path, or an http(s) URL. */
  file?: string;
  /** Only this configuration ("subset") and this split. */
  config?: string | undefined;
  split?: string | undefined;
  /** Default: the first column with a usual name for each. */
  columns?: Columns;
  /** "rows" asks for a hundred rows at a time, "parquet" reads the converted files by ranges. Default "rows". */
  via?: "rows" | "parquet" | undefined;
  /** A mirror of datasets-server and hub in one; by default the two sites. */
  baseUrl?: string;
  /** Default: what the dataset's card says. */
  licence?: string | undefined;
}

const NAME = "huggingface.co";
const PAGE_ROWS = 100;
/** Domains that the hub redirects downloads to. */
const DOWNLOADS = ["huggingface.co", "hf.co"];

const splitsAnswer = z.object({ splits: z.array(z.object({ config: z.string(), split: z.string() })) });
const sizeAnswer = z.object({
  size: z.object({
    splits: z.array(z.object({ config: z.string(), split: z.string(), num_rows: z.number() })),
  }),
});
const rowsAnswer = z.object({
  features: z.array(z.object({ name: z.string(), type: z.unknown() })),
  rows: z.array(z.object({
    row_idx: z.number(),
    row: z.record(z.string(), z.unknown()),
    truncated_cells: z.array(z.string()).default([]),
  })),
  num_rows_total: z.number(),
});
const parquetAnswer = z.object({
  parquet_files: z.array(z.object({
    config: z.string(),
    split: z.string(),
    url: z.string(),
    filename: z.string(),
  })),
});
const datasetAnswer = z.object({
  cardData: z.object({ license: z.union([z.string(), z.array(z.string())]).optional() }).optional(),
});

/** A table before its columns are known. */
type About = Omit<Table, "columns" | "classNames">;

/** One split as ids and links name it. */
interface Split {
  config: string;
  split: string;
}

/**
 * A dataset of the Hugging Face hub by its datasets-server, or a Parquet file. A row is known by its number: pages and
 * row groups of which every row is known are not fetched again.
 */
export function huggingFace(options: HuggingFaceOptions): Source {
  const { fetcher, dataset, file, baseUrl, columns = {}, via = "rows" } = options;
  if ((dataset === undefined) === (file === undefined)) {
    throw new UserError("usage", "a dataset of the hub or a Parquet file is needed, and not both");
  }
  if (dataset !== undefined && !/^\w[\w.-]*(?:\/\w[\w.-]*)?$/.test(dataset)) {
    throw new UserError("usage", `"${dataset}" is no dataset of the hub: their names are like owner/name`);
  }
  const origin = (site: string) => (baseUrl ?? site).replace(/\/$/, "");
  const hub = origin("https://huggingface.co");
  const server = (endpoint: string, query: Record<string, string | number>) =>
    `${origin("https://datasets-server.huggingface.co")}/${endpoint}?${new URLSearchParams(
      Object.entries({ dataset: dataset!, ...query }).map(([key, value]) => [key, String(value)]),
    )}`;

  return {
    name: NAME,
    find: (asked) => file === undefined ? findInDataset(asked) : findInFile(file, asked),
  };

  async function* findInFile(path: string, asked: FindOptions): AsyncGenerator<Finding> {
    const remote = /^https?:/.test(path);
    const name = remote ? path : basename(path);
    const parquet = await openParquet(
      remote
        ? await remoteFile(fetcher, path, { signal: asked.signal, redirectTo: DOWNLOADS })
        : await localFile(path),
      name,
    );
    yield* findInParquet(parquet, 0, {
      prefix: name,
      source: NAME,
      columns: chooseColumns(parquet.columns, columns, name),
      classNames: parquet.classNames,
      licence: options.licence ?? "not stated",
      attribution: name,
      urlOf: () => name,
    }, asked);
  }

  async function* findInDataset(asked: FindOptions): AsyncGenerator<Finding> {
    const { signal } = asked;
    const { splits } = await getJson(fetcher, server("splits", {}), splitsAnswer, { signal });
    const wanted = splits.filter(({ config, split }) =>
      config === (options.config ?? config) && split === (options.split ?? split)
    );
    if (wanted.length === 0) {
      const there = splits.map(({ config, split }) => `${config}/${split}`).join(", ");
      throw new UserError("input", `${dataset} has no such split; there are: ${there || "none"}`);
    }
    const licence = options.licence ?? await licenceOf(asked);
    const read = via === "rows" ? findByRows : findByParquet;
    for (const split of wanted) {
      yield* read(split, asked, {
        source: NAME,
        prefix: `${dataset}/${split.config}/${split.split}`,
        licence,
        attribution: `${dataset} (${NAME})`,
        urlOf: (row) =>
          `${hub}/datasets/${dataset}/viewer/${encodeURIComponent(split.config)}/${
            encodeURIComponent(split.split)
          }?row=${row}`,
      });
    }
  }

  async function licenceOf(asked: FindOptions): Promise<string> {
    const url = `${hub}/api/datasets/${dataset}`;
    const answer = await orProblem(
      dataset!,
      asked,
      () => getJson(fetcher, url, datasetAnswer, { signal: asked.signal }),
    );
    return [answer?.cardData?.license ?? []].flat().join(", ") || "not stated";
  }

  async function* findByRows(
    { config, split }: Split,
    asked: FindOptions,
    about: About,
  ): AsyncGenerator<Finding> {
    const { signal } = asked;
    const sizes = await orProblem(
      about.prefix,
      asked,
      () => getJson(fetcher, server("size", {}), sizeAnswer, { signal }),
    );
    let total = sizes?.size.splits.find((size) => size.config === config && size.split === split)?.num_rows ??
      1;
    for (let offset = 0; offset < total; offset += PAGE_ROWS) {
      const to = Math.min(total, offset + PAGE_ROWS);
      const unknown = firstUnknown(about.prefix, offset, to, asked);
      if (unknown === to) continue;
      const url = server("rows", { config, split, offset, length: PAGE_ROWS });
      const page = await orProblem(
        `${about.prefix}/${offset}`,
        asked,
        () => getJson(fetcher, url, rowsAnswer, { signal }),
      );
      if (!page) continue;
      total = page.num_rows_total;
      const classNames = classNamesIn(page.features);
      const chosen = chooseColumns(page.features.map(({ name }) => name), columns, dataset!);
      const table = { ...about, columns: chosen, classNames };
      for (const { row_idx, row, truncated_cells } of page.rows) {
        if (row_idx < unknown) continue;
        if (truncated_cells.includes(chosen.art)) {
          asked.onProblem(`${about.prefix}/${row_idx}`, "the piece is too long for the server: use Parquet");
        } else yield* findInRow(row, row_idx, table, asked);
      }
    }
  }

  async function* findByParquet(
    { config, split }: Split,
    asked: FindOptions,
    about: About,
  ): AsyncGenerator<Finding> {
    const { signal } = asked;
    const listed = await getJson(fetcher, server("parquet", {}), parquetAnswer, { signal });
    const files = listed.parquet_files.filter((found) => found.config === config && found.split === split)
      .toSorted((a, b) => a.filename < b.filename ? -1 : 1);
    let first = 0;
    for (const { url } of files) {
      const parquet = await orProblem(
        `${about.prefix}/${first}`,
        asked,
        async () => openParquet(await remoteFile(fetcher, url, { signal, redirectTo: DOWNLOADS }), url),
      );
      // Without the rows of this file those of the next have no number.
      if (!parquet) return;
      const table = {
        ...about,
        columns: chooseColumns(parquet.columns, columns, dataset!),
        classNames: parquet.classNames,
      };
      yield* findInParquet(parquet, first, table, asked);
      first += parquet.rows;
    }
  }

  /** The rows of a file whose first row has the number `first`. */
  async function* findInParquet(
    parquet: ParquetFile,
    first: number,
    table: Table,
    asked: FindOptions,
  ): AsyncGenerator<Finding> {
    const columns = [...new Set(Object.values(table.columns))];
    for (const { from, to } of parquet.groups) {
      const unknown = firstUnknown(table.prefix, first + from, first + to, asked);
      if (unknown === first + to) continue;
      const rows = await orProblem(
        `${table.prefix}/${unknown}`,
        asked,
        () => parquet.read(columns, unknown - first, to),
      );
      for (const [i, row] of (rows ?? []).entries()) yield* findInRow(row, unknown + i, table, asked);
    }
  }
}
