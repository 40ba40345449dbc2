import type { Finding, FindOptions } from "../found/finding.ts";
import { type ClassNames, type Columns, readRow } from "./columns.ts";

/** A table whose rows are pieces. */
export interface Table {
  source: string;
  /** What stands before the row's number in ids. */
  prefix: string;
  columns: Columns & { art: string };
  classNames: ClassNames;
  /** Of rows that state none. */
  licence: string;
  attribution: string;
  /** Where a row can be seen that has no address of its own. */
  urlOf: (row: number) => string;
}

/** The first row from `from` to before `to` that is not known; `to` where all are. */
export function firstUnknown(prefix: string, from: number, to: number, { isKnown }: FindOptions): number {
  let row = from;
  while (row < to && isKnown(idOf(prefix, row))) row++;
  return row;
}

/** The finding in a row, unless it is known or has no art. */
export function* findInRow(
  row: Record<string, unknown>,
  index: number,
  table: Table,
  { isKnown, onProblem }: FindOptions,
): Generator<Finding> {
  const sourceId = idOf(table.prefix, index);
  if (isKnown(sourceId)) return;
  const { art, title, labels, author, url, licence } = readRow(row, table.columns, table.classNames);
  if (art.trim() === "") return onProblem(sourceId, `column "${table.columns.art}" holds no text`);
  yield {
    ...{ source: table.source, sourceId, art, title, labels, author },
    url: url || table.urlOf(index),
    licence: licence || table.licence,
    attribution: table.attribution,
  };
}

const idOf = (prefix: string, row: number): string => `${prefix}/${row}`;
