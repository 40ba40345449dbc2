import { DatabaseSync } from "node:sqlite";
import { UserError } from "../../base/errors.ts";
import { transaction } from "./sqlite.ts";

/**
 * Each entry lifts the schema by one version; `user_version` counts the entries applied. Only ever append. Null: what a
 * version before it held cannot be converted.
 */
export const MIGRATIONS = [
  null, // sketches of 24×24
  `
  CREATE TABLE pictures (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    label TEXT NOT NULL,
    style TEXT NOT NULL CHECK (style IN ('line', 'solid', 'shaded', 'banner')),
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    cluster INTEGER,
    sketch BLOB NOT NULL CHECK (length(sketch) = 162),
    UNIQUE (source, source_id, style)
  ) STRICT;
  CREATE TABLE picture_labels (
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    PRIMARY KEY (picture_id, label)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE pieces (
    id INTEGER PRIMARY KEY,
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    art TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    mirrored INTEGER NOT NULL CHECK (mirrored IN (0, 1)),
    sha256 TEXT NOT NULL UNIQUE
  ) STRICT;
  CREATE INDEX pieces_by_picture ON pieces (picture_id);
  CREATE INDEX pictures_by_label ON pictures (label);
  CREATE INDEX picture_labels_by_label ON picture_labels (label);
  CREATE TABLE labels (label TEXT PRIMARY KEY, popularity REAL NOT NULL) STRICT;
  -- Pictures that gave nothing usable, so that a later run need not try them again.
  CREATE TABLE rejected (
    source TEXT NOT NULL, source_id TEXT NOT NULL, style TEXT NOT NULL, PRIMARY KEY (source, source_id, style)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE VIEW corpus AS
    SELECT pieces.id, picture_id, art, width, height, mirrored, sha256,
           label, style, source, source_id, licence, attribution, split, cluster
    FROM pieces JOIN pictures ON pictures.id = picture_id;
  `,
  `
  -- Digests as 32 bytes: hexadecimal text doubled the table and its index.
  DROP VIEW corpus;
  ALTER TABLE pieces RENAME TO old_pieces;
  DROP INDEX pieces_by_picture;
  CREATE TABLE pieces (
    id INTEGER PRIMARY KEY,
    picture_id INTEGER NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    art TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    mirrored INTEGER NOT NULL CHECK (mirrored IN (0, 1)),
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32)
  ) STRICT;
  INSERT INTO pieces SELECT id, picture_id, art, width, height, mirrored, unhex(sha256) FROM old_pieces ORDER BY id;
  DROP TABLE old_pieces;
  CREATE INDEX pieces_by_picture ON pieces (picture_id);
  CREATE INDEX pictures_by_cluster ON pictures (cluster);
  CREATE VIEW corpus AS
    SELECT pieces.id, picture_id, art, width, height, mirrored, lower(hex(sha256)) AS sha256,
           label, style, source, source_id, licence, attribution, split, cluster
    FROM pieces JOIN pictures ON pictures.id = picture_id;

  -- Where each found piece was seen; the first sighting of an art names its picture.
  CREATE TABLE sightings (
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    url TEXT NOT NULL,
    licence TEXT NOT NULL,
    attribution TEXT NOT NULL,
    PRIMARY KEY (source, source_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sightings_by_art ON sightings (sha256);
  -- Findings that did not pass a check, for a person to look at, and so that a later run need not try them again.
  CREATE TABLE rejections (
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    check_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    title TEXT NOT NULL,
    art TEXT NOT NULL,
    PRIMARY KEY (source, source_id)
  ) STRICT, WITHOUT ROWID;
  -- MinHash bands of found pictures, 8 bytes each: one row a picture, so that a million of them are written in order.
  CREATE TABLE bands (
    picture_id INTEGER PRIMARY KEY REFERENCES pictures (id) ON DELETE CASCADE,
    hashes BLOB NOT NULL
  ) STRICT;
  -- Pictures made from icons and fonts, that is to say all but the found ones.
  CREATE VIEW drawn_pictures AS SELECT * FROM pictures WHERE id NOT IN (SELECT picture_id FROM bands);
  CREATE VIRTUAL TABLE search USING fts5 (labels, title, author, content = '', contentless_delete = 1);
  INSERT INTO search (rowid, labels, title, author)
    SELECT id, concat_ws(' ', label, (SELECT group_concat(label, ' ') FROM picture_labels WHERE picture_id = id)), '', ''
    FROM pictures;
  CREATE TRIGGER pictures_deleted AFTER DELETE ON pictures BEGIN
    DELETE FROM search WHERE rowid = old.id;
  END;
  `,
  `
  -- What training must know of all pictures at once, see training_index.ts. It is there only while it is up to date.
  CREATE TABLE training_index (name TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
  ${
    ["pictures", "picture_labels", "pieces", "labels"].flatMap((table) =>
      ["INSERT", "UPDATE", "DELETE"].map((change) =>
        `CREATE TRIGGER ${table}_${change.toLowerCase()}_outdates_index AFTER ${change} ON ${table}
         WHEN EXISTS (SELECT 1 FROM training_index) BEGIN DELETE FROM training_index; END;`
      )
    ).join("\n")
  }
  `,
  `
  -- Colours of the picture, see rasterise/colours.ts: empty for one without, NULL where nobody has looked.
  ALTER TABLE pictures ADD COLUMN colours BLOB;
  `,
  `
  -- 64×64 bits of the ink box. NULL for what is known by its art alone, and in corpora drawn before this version.
  ALTER TABLE pictures ADD COLUMN fine BLOB CHECK (length(fine) = 512);
  `,
];

/** Tables that every version has. */
const TABLES = ["pictures", "pieces", "labels"];

/** Views and triggers, which act by themselves when a corpus is read or written. */
function actorsOf(db: DatabaseSync): string {
  const actors = db.prepare(
    "SELECT name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY name",
  );
  return JSON.stringify(actors.all());
}

/** What `migrate` makes of them. */
let expectedActors: string | undefined;

/** Throws a UserError of kind "corpus" for a file with views or triggers that `migrate` did not make. */
function checkActors(db: DatabaseSync, path: string): void {
  if (expectedActors === undefined) {
    using fresh = new DatabaseSync(":memory:");
    lift(fresh, 0);
    expectedActors = actorsOf(fresh);
  }
  if (actorsOf(db) === expectedActors) return;
  throw new UserError(
    "corpus",
    `${path} is no corpus of ascii-gen's making: its views or triggers are others`,
  );
}

/** Lifts the schema to the newest version. Throws a UserError for what is no corpus, or none that this version knows. */
export function migrate(db: DatabaseSync, path: string): void {
  const version = versionOf(db);
  const tables = new Set(db.prepare("SELECT name FROM sqlite_schema").all().map(({ name }) => name));
  if (tables.size > 0 && !(version > 0 && TABLES.every((table) => tables.has(table)))) {
    throw new UserError("corpus", `${path} is a database, but not a corpus; name another file by --data`);
  }
  if (version === MIGRATIONS.length) return checkActors(db, path);
  if (version > MIGRATIONS.length) {
    throw new UserError(
      "corpus",
      `${path} has schema version ${version}, newer than the ${MIGRATIONS.length} known here; update ascii-gen`,
    );
  }
  if (version > 0 && version <= MIGRATIONS.lastIndexOf(null) + 1) {
    throw new UserError(
      "corpus",
      `${path} is of version ${version}, whose sketches are too coarse; move it away and run "deno task data"`,
    );
  }
  lift(db, version);
  checkActors(db, path);
}

function lift(db: DatabaseSync, version: number): void {
  for (let next = version; next < MIGRATIONS.length; next++) {
    transaction(db, () => {
      // Another process may have been quicker.
      if (versionOf(db) !== next) return;
      db.exec(`${MIGRATIONS[next] ?? ""}; PRAGMA user_version = ${next + 1};`);
    });
  }
}

const versionOf = (db: DatabaseSync): number =>
  Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);
