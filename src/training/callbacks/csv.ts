import { join } from "node:path";
import { atomicWrite, isFile } from "../../base/files.ts";
import { callback, type Figures } from "./callback.ts";

export const CSV_FILE = "metrics.csv";
const FIRST = ["type", "step", "minutes", "tokens"];

/** A table of all figures; what a row does not have is empty. */
export const csv = callback(`${CSV_FILE}: a table of all figures`, {}, async (_, { out }) => {
  const path = join(out, CSV_FILE);
  if (!await isFile(path)) await Deno.writeTextFile(path, FIRST.join() + "\n");
  let columns = (await Deno.readTextFile(path)).split("\n")[0]!.split(",");

  /** Puts columns at the right of all rows. */
  const widen = async (names: readonly string[]) => {
    const [, ...rows] = (await Deno.readTextFile(path)).trimEnd().split("\n");
    columns = [...columns, ...names];
    const wider = rows.map((row) => row + ",".repeat(names.length));
    await atomicWrite(path, [columns.join(), ...wider].map((row) => `${row}\n`).join(""));
  };
  const record = async (type: "train" | "validation", figures: Figures) => {
    const row: Record<string, string | number> = { type, ...figures };
    const added = Object.keys(row).filter((name) => !columns.includes(name));
    if (added.length > 0) await widen(added);
    await Deno.writeTextFile(path, columns.map((name) => row[name] ?? "").join() + "\n", { append: true });
  };
  return {
    step: ({ figures }) => figures && record("train", figures),
    validated: ({ figures }) => record("validation", figures),
  };
});
