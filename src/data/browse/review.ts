import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { parsePiece, PIECE_COLUMNS, PIECE_TABLES, type PieceRow, sampleKeys } from "./selection.ts";

const rejection = z.object({
  source: z.string(),
  source_id: z.string(),
  check_name: z.string(),
  reason: z.string(),
  title: z.string(),
  art: z.string(),
});
/** A finding that a check refused. */
export type RejectionRow = z.infer<typeof rejection>;

const keyName = ({ source, id }: { source: string; id: string }) => `${source}/${id}`;

function* keys(rows: Iterable<Record<string, unknown>>) {
  for (const row of rows) yield { source: String(row["source"]), id: String(row["source_id"]) };
}

/** How many findings each check refused, most first. */
export function countRejections(db: DatabaseSync): { check: string; count: number }[] {
  return db.prepare(
    "SELECT check_name, count(*) AS n FROM rejections GROUP BY check_name ORDER BY n DESC, check_name",
  ).all().map((row) => ({ check: String(row["check_name"]), count: Number(row["n"]) }));
}

/** A sample of what was refused, by one check or any. */
export function sampleRejections(
  db: DatabaseSync,
  options: { check?: string; count: number; seed: number },
): RejectionRow[] {
  const all = db.prepare(
    "SELECT source, source_id FROM rejections WHERE $check IS NULL OR check_name = $check",
  )
    .iterate({ $check: options.check ?? null });
  const one = db.prepare("SELECT * FROM rejections WHERE source = ? AND source_id = ?");
  return sampleKeys(keys(all), keyName, options.count, options.seed)
    .map(({ source, id }) => rejection.parse(one.get(source, id)));
}

/** A sample of the found art that passed all checks. */
export function sampleAccepted(db: DatabaseSync, options: { count: number; seed: number }): PieceRow[] {
  const all = db.prepare(
    "SELECT sightings.source, sightings.source_id FROM sightings JOIN pictures USING (source, source_id)",
  ).iterate();
  const one = db.prepare(
    `SELECT ${PIECE_COLUMNS} FROM ${PIECE_TABLES} WHERE corpus.source = ? AND corpus.source_id = ?`,
  );
  return sampleKeys(keys(all), keyName, options.count, options.seed)
    .map(({ source, id }) => one.get(source, id)).filter((row) => row !== undefined).map(parsePiece);
}
