import { UserError } from "../../errors.ts";
import type { Finding, FindOptions } from "../finding.ts";

/** Names of the columns that hold a piece and what is said of it. */
export interface Columns {
  art?: string;
  label?: string;
  title?: string;
  author?: string;
}

/** A table whose rows are pieces. */
export interface Table {
  source: string;
  /** What stands before the row's number in ids. */
  prefix: string;
  columns: Columns & { art: string };
  /** Names of the values of columns that number them. */
  classNames: ReadonlyMap<string, readonly string[]>;
  licence: string;
  attribution: string;
  urlOf: (row: number) => string;
}

const USUAL: Record<keyof Columns, readonly string[]> = {
  art: ["ascii_art", "ascii", "art", "drawing", "text", "content", "output", "response"],
  label: ["label", "labels", "category", "class", "tags", "prompt", "instruction", "caption", "name"],
  title: ["title", "name", "caption"],
  author: ["author", "artist", "creator"],
};

/** The finding in a row, unless it is known or has no art. */
export function* findInRow(
  row: Record<string, unknown>,
  index: number,
  table: Table,
  { isKnown, onProblem }: FindOptions,
): Generator<Finding> {
  const sourceId = `${table.prefix}/${index}`;
  if (isKnown(sourceId)) return;
  const wordsIn = (use: keyof Columns) => {
    const name = table.columns[use];
    return name === undefined ? [] : wordsOf(row[name], table.classNames.get(name));
  };
  const art = wordsIn("art").join("\n");
  if (art.trim() === "") return onProblem(sourceId, `column "${table.columns.art}" holds no text`);
  yield {
    source: table.source,
    sourceId,
    art: art.replace(/\r\n?/g, "\n"),
    title: wordsIn("title").join(" "),
    labels: wordsIn("label"),
    author: wordsIn("author").join(", "),
    url: table.urlOf(index),
    licence: table.licence,
    attribution: table.attribution,
  };
}

/** Which columns to read. Throws a UserError of kind "input" that lists them where one that is asked for is missing. */
export function chooseColumns(there: readonly string[], asked: Columns = {}): Columns & { art: string } {
  const chosen: Columns = {};
  for (const use of ["art", "label", "title", "author"] as const) {
    const name = asked[use] ?? USUAL[use].find((usual) => there.includes(usual));
    if (name !== undefined && there.includes(name)) chosen[use] = name;
    else if (name !== undefined) {
      throw new UserError("input", `no column "${name}"; there are: ${there.join(", ")}`);
    }
  }
  const { art } = chosen;
  if (art !== undefined) return { ...chosen, art };
  throw new UserError("input", `no column has a usual name for art; name one of ${there.join(", ")}`);
}

/** Texts of a cell: a list's own, a number's class name where it has one. */
function wordsOf(cell: unknown, classNames?: readonly string[]): string[] {
  if (Array.isArray(cell)) return cell.flatMap((part) => wordsOf(part, classNames));
  if (typeof cell === "string") return cell === "" ? [] : [cell];
  if (typeof cell !== "number" && typeof cell !== "bigint") return [];
  return [classNames?.[Number(cell)] ?? String(cell)];
}
