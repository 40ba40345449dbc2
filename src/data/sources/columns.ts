import { UserError } from "../../base/errors.ts";

/** What a row of a table can tell, with the names of its column that are tried in this order where none is given. */
const USUAL_NAMES = {
  art: ["ascii_art", "ascii", "art", "drawing", "text", "content", "output", "response"],
  title: ["title", "name", "caption"],
  labels: ["labels", "label", "tags", "category", "class", "prompt", "instruction"],
  author: ["author", "artist", "creator"],
  url: ["url", "link"],
  licence: ["licence", "license"],
  id: ["id"],
} as const;
export type Field = keyof typeof USUAL_NAMES;
/** Every field that a column can be named for. */
export const FIELDS = Object.keys(USUAL_NAMES).filter((name): name is Field => name in USUAL_NAMES);

/** Which column holds a field. */
export type Columns = Partial<Record<Field, string>>;

/**
 * The column of each field of a table: the one that is asked for, else one of a usual name; capital letters make no
 * difference. Throws a UserError of kind "input" where one that is asked for is missing, or the art.
 */
export function chooseColumns(
  present: readonly string[],
  asked: Columns,
  table: string,
): Columns & { art: string } {
  const byName = new Map(present.map((name) => [name.toLowerCase(), name]));
  const find = (field: Field): string | undefined => {
    const names: readonly string[] = asked[field] === undefined ? USUAL_NAMES[field] : [asked[field]];
    const found = names.map((name) => byName.get(name.toLowerCase())).find((name) => name !== undefined);
    if (found !== undefined || (asked[field] === undefined && field !== "art")) return found;
    const missing = asked[field] === undefined ? "no column for the art" : `no column "${asked[field]}"`;
    throw new UserError(
      "input",
      `${table} has ${missing}; it has ${present.join(", ")}: name one by --column ${field}=<name>`,
    );
  };
  const columns: Columns & { art: string } = { art: find("art")! };
  for (const field of FIELDS) {
    const column = find(field);
    if (column !== undefined) columns[field] = column;
  }
  return columns;
}

/** Names of the values of columns that number them, by column. */
export type ClassNames = ReadonlyMap<string, readonly string[]>;

/** What a row tells; empty where it has no such column, or nothing in it. */
export type RowTexts = Record<Exclude<Field, "labels">, string> & { labels: string[] };

/** Reads the chosen columns of a row. Labels are a list, or words with commas, semicolons or bars between them. */
export function readRow(
  row: Record<string, unknown>,
  columns: Columns,
  classNames: ClassNames = new Map(),
): RowTexts {
  const textsIn = (field: Field) => {
    const column = columns[field];
    return column === undefined ? [] : textsOf(row[column], classNames.get(column));
  };
  const joined = (field: Field, separator = " ") => textsIn(field).join(separator);
  return {
    art: joined("art", "\n").replace(/\r\n?/g, "\n"),
    title: joined("title"),
    labels: textsIn("labels").flatMap((text) => text.split(/[,;|]/)).map((word) => word.trim())
      .filter((word) => word !== ""),
    author: joined("author", ", "),
    url: joined("url"),
    licence: joined("licence", ", "),
    id: joined("id"),
  };
}

/** Lists within lists that a cell may hold. */
const MAX_DEPTH = 8;

/** Texts of a cell: a list's own, a number's class name where it has one. */
function textsOf(cell: unknown, classNames: readonly string[] | undefined, depth = MAX_DEPTH): string[] {
  if (Array.isArray(cell)) {
    return depth === 0 ? [] : cell.flatMap((part) => textsOf(part, classNames, depth - 1));
  }
  if (typeof cell === "string") return cell === "" ? [] : [cell];
  if (typeof cell !== "number" && typeof cell !== "bigint") return [];
  return [classNames?.[Number(cell)] ?? String(cell)];
}
