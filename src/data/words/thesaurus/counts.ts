import type { DatabaseSync } from "node:sqlite";

/** A picture that is only tagged with a label is a quarter of one. */
const TAGGED = 0.25;

/** How many training pictures show each label. */
export function pictureCounts(db: DatabaseSync): Map<string, number> {
  const rows = db.prepare(
    `SELECT label, sum(weight) AS n FROM (
       SELECT label, 1.0 AS weight FROM pictures WHERE split = 'train'
       UNION ALL
       SELECT picture_labels.label, ${TAGGED} FROM picture_labels JOIN pictures ON id = picture_id
       WHERE split = 'train'
     ) GROUP BY label`,
  );
  return new Map(rows.all().map(({ label, n }) => [String(label), Number(n)]));
}

/** How many training pictures have each label as their main one. */
export function ownCounts(db: DatabaseSync): Map<string, number> {
  const rows = db.prepare("SELECT label, count(*) AS n FROM pictures WHERE split = 'train' GROUP BY label");
  return new Map(rows.all().map(({ label, n }) => [String(label), Number(n)]));
}
