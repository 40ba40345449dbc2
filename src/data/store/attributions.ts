import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";

const row = z.object({
  source: z.string(),
  licence: z.string(),
  attribution: z.string(),
  pictures: z.number(),
});

/** Whose work a model trained on this corpus learned from, with the number of pictures in its training split. */
export function attributions(db: DatabaseSync): z.infer<typeof row>[] {
  return db.prepare(`
    SELECT source, licence, attribution, count(*) AS pictures FROM pictures WHERE split = 'train'
    GROUP BY source, licence, attribution ORDER BY source, licence, attribution
  `).all().map((found) => row.parse(found));
}
