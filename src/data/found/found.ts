import type { DatabaseSync } from "node:sqlite";
import { openDuplicates, packHashes } from "./duplicates.ts";
import type { Finding } from "./finding.ts";
import { hash01 } from "../../base/hash.ts";
import type { Prepared } from "./prepare.ts";
import type { Accepted, Rejected } from "../quality/assess.ts";
import { labelWriter } from "../store/store.ts";

/** Share of the clusters of found art that is held out for validation. */
const HELD_OUT = 0.03;

/** An accepted piece. */
export type FoundPiece = { finding: Finding } & Extract<Prepared, { verdict: Accepted }>;

/** What became of a piece: new, new but nearly the same as another, or the same as one that was there. */
export type Outcome = "added" | "near" | "seen";

/** Writes found art, inside a transaction of the caller. */
export interface FoundWriter {
  /** Whether a finding was stored or rejected before. */
  isKnown(source: string, sourceId: string): boolean;
  add(piece: FoundPiece): Outcome;
  reject(finding: Finding, verdict: Rejected): void;
}

/**
 * A writer of found art: each art once, every sighting of it, near-duplicates in one cluster and so in one split. With
 * `dryRun` it tells what it would do and writes nothing.
 */
export function foundWriter(db: DatabaseSync, { dryRun = false } = {}): FoundWriter {
  const duplicates = openDuplicates(db, dryRun ? { keep: Infinity } : {});
  const known = db.prepare(
    `SELECT 1 FROM rejections WHERE source = $source AND source_id = $id
     UNION ALL SELECT 1 FROM sightings JOIN pieces USING (sha256) WHERE source = $source AND source_id = $id`,
  );
  const hasArt = db.prepare("SELECT 1 FROM pieces WHERE sha256 = ?");
  const planned = new Set<string>();
  const writeSighting = sightingWriter(db);
  const writePicture = pictureInserter(db);
  const reject = db.prepare("INSERT OR REPLACE INTO rejections VALUES (?, ?, ?, ?, ?, ?)");
  return {
    isKnown: (source, id) => known.get({ $source: source, $id: id }) !== undefined,
    add(piece) {
      const hex = dryRun ? piece.digest.toHex() : "";
      if (hasArt.get(piece.digest) || planned.has(hex)) {
        if (!dryRun) writeSighting(piece);
        return "seen";
      }
      const near = duplicates.find(piece.signature);
      if (dryRun) planned.add(hex);
      else writeSighting(piece);
      duplicates.add(dryRun ? -planned.size : writePicture(piece, near), piece.signature);
      return near.length > 0 ? "near" : "added";
    },
    reject({ source, sourceId }, { check, reason, title, art }) {
      if (!dryRun) reject.run(source, sourceId, check, reason, title, art);
    },
  };
}

function sightingWriter(db: DatabaseSync): (piece: FoundPiece) => void {
  // One of this name remains where its piece was deleted. To replace costs more than to insert, and is seldom needed.
  const insert = db.prepare("INSERT OR IGNORE INTO sightings VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  const replace = db.prepare("INSERT OR REPLACE INTO sightings VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  return (
    { finding: { source, sourceId, url, licence, attribution }, verdict: { title, author }, digest },
  ) => {
    const row = [source, sourceId, digest, title, author, url, licence, attribution] as const;
    if (insert.run(...row).changes === 0) replace.run(...row);
  };
}

/** Inserts a picture with its piece into the cluster of its near-duplicates; returns its id. */
function pictureInserter(db: DatabaseSync): (piece: FoundPiece, near: number[]) => number {
  const nextId = db.prepare("SELECT coalesce(max(id), 0) + 1 AS id FROM pictures");
  const insertPicture = db.prepare(
    `INSERT OR IGNORE INTO pictures
       (id, source, source_id, label, style, licence, attribution, split, cluster, sketch)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const removePicture = db.prepare("DELETE FROM pictures WHERE source = ? AND source_id = ? AND style = ?");
  const insertPiece = db.prepare(
    "INSERT INTO pieces (picture_id, art, width, height, mirrored, sha256) VALUES (?, ?, ?, ?, 0, ?)",
  );
  const insertBands = db.prepare("INSERT INTO bands VALUES (?, ?)");
  const writeLabels = labelWriter(db);
  const clusterOf = db.prepare("SELECT cluster, split FROM pictures WHERE id = ?");
  const merge = db.prepare("UPDATE pictures SET cluster = ?, split = ? WHERE cluster = ?");
  return ({ finding, verdict, digest, sketch, signature }, near) => {
    const clusters = near.map((id) => clusterOf.get(id)).filter((row) => row !== undefined)
      .map(({ cluster, split }) => ({ cluster: Number(cluster), split: String(split) }))
      .sort((a, b) => a.cluster - b.cluster);
    const [first, ...others] = clusters;
    const split = first?.split ?? (hash01(digest.toHex(), 0) < HELD_OUT ? "validation" : "train");
    const { source, sourceId, licence, attribution } = finding;
    const id = Number(nextId.get()?.["id"]);
    const row = [
      ...[id, source, sourceId, verdict.label, verdict.style, licence, attribution, split],
      ...[first?.cluster ?? id, sketch],
    ];
    if (insertPicture.run(...row).changes === 0) {
      // One of this name remains where only its piece was deleted.
      removePicture.run(source, sourceId, verdict.style);
      insertPicture.run(...row);
    }
    for (const { cluster } of others) {
      if (cluster !== first!.cluster) merge.run(first!.cluster, split, cluster);
    }
    writeLabels(id, verdict);
    insertPiece.run(id, verdict.art, verdict.width, verdict.height, digest);
    insertBands.run(id, packHashes(signature));
    return id;
  };
}
