import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { STYLES } from "../../art/styles.ts";
import { UserError } from "../../base/errors.ts";
import { SPACE_RUNS } from "../../tokenizer/grid/grid.ts";
import { tokenizerSchema } from "../../tokenizer/grid/schema.ts";
import { indexPictures } from "./index_pictures.ts";
import { MISLEADING } from "../words/misleading.ts";
import { NAMEABLE } from "../words/nameable.ts";
import { MAX_HEIGHT, MAX_WIDTH } from "../found/normalise.ts";
import { RANKING } from "../words/numbering.ts";
import { ARRAYS, INDEXED_SPLITS, type IndexedSplit, type SplitIndex } from "./split_index.ts";
import { corpusError } from "./sqlite.ts";
import { corpusDigest } from "./store.ts";

/** Raise it when the arrays change, or how they are filled; what RANKING, NAMEABLE and MISLEADING say is looked at as well. */
const FORMAT = 2;
const VERSION = createHash("sha256")
  .update(JSON.stringify([FORMAT, RANKING, NAMEABLE, MISLEADING, STYLES, MAX_WIDTH, MAX_HEIGHT, SPACE_RUNS]))
  .digest();

const headerSchema = z.object({
  /** Of the corpus, as from `corpusDigest`. */
  digest: z.string(),
  /** Fitted to all pieces. */
  tokenizer: tokenizerSchema,
  /** Texts of the numbered labels, and how likely each is asked for. */
  labels: z.array(z.string()),
  popularity: z.array(z.number()),
});

/** What training must know of all pictures at once; arts and sketches are read when they are used. */
export type TrainingIndex = z.infer<typeof headerSchema> & { splits: Record<IndexedSplit, SplitIndex> };

/** Whether the corpus has an index, of this version: one that is out of date is gone. */
export function hasTrainingIndex(db: DatabaseSync): boolean {
  const row = db.prepare("SELECT data FROM training_index WHERE name = 'version'").get();
  return row?.["data"] instanceof Uint8Array && VERSION.equals(row["data"]);
}

/**
 * The index of a corpus as it is stored, or made anew and stored where it is missing, with a line to `log`. Other
 * `spaceRuns` than fitted tokenizers have give an index with their counts of tokens, which is not stored.
 */
export function openTrainingIndex(
  db: DatabaseSync,
  log: (line: string) => void,
  spaceRuns: readonly number[] = SPACE_RUNS,
): TrainingIndex {
  if (spaceRuns.join() !== SPACE_RUNS.join()) {
    log("indexing the corpus for this tokenizer's runs of spaces");
    return parse(blobsOf(db, spaceRuns));
  }
  if (!hasTrainingIndex(db)) {
    log("indexing the corpus: it has changed since that was last done");
    return parse(storeTrainingIndex(db, log));
  }
  const rows = db.prepare("SELECT name, data FROM training_index").all();
  return parse(
    new Map(rows.flatMap(({ name, data }) => data instanceof Uint8Array ? [[String(name), data]] : [])),
  );
}

/** Makes and stores the index unless the corpus has it; where it cannot be stored, a line to `log` says why. */
export function updateTrainingIndex(db: DatabaseSync, log: (line: string) => void): void {
  if (!hasTrainingIndex(db)) storeTrainingIndex(db, log);
}

type Blobs = ReadonlyMap<string, Uint8Array>;

function storeTrainingIndex(db: DatabaseSync, log: (line: string) => void): Blobs {
  // Reads and writes are of one transaction: SQLite refuses the writes if another process has changed the corpus since.
  db.exec("BEGIN");
  try {
    const blobs = blobsOf(db, SPACE_RUNS);
    try {
      db.exec("DELETE FROM training_index");
      const insert = db.prepare("INSERT INTO training_index VALUES (?, ?)");
      for (const [name, data] of blobs) insert.run(name, data);
      db.exec("COMMIT");
    } catch (error) {
      const explained = corpusError(error, db.location() ?? "the corpus in memory");
      if (!(explained instanceof UserError)) throw error;
      log(`the index is not stored: ${explained.message}`);
    }
    return blobs;
  } finally {
    if (db.isTransaction) db.exec("ROLLBACK");
  }
}

function blobsOf(db: DatabaseSync, spaceRuns: readonly number[]): Blobs {
  const { splits, ...header } = indexPictures(db, spaceRuns);
  const text = JSON.stringify({ digest: corpusDigest(db), ...header });
  const blobs = new Map<string, Uint8Array>([["version", VERSION], [
    "header",
    new TextEncoder().encode(text),
  ]]);
  for (const split of INDEXED_SPLITS) {
    for (const [name, array] of Object.entries(splits[split])) {
      blobs.set(`${split}/${name}`, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    }
  }
  return blobs;
}

function parse(blobs: Blobs): TrainingIndex {
  const blob = (name: string): Uint8Array => {
    const found = blobs.get(name);
    if (!found) throw new UserError("corpus", `the corpus is damaged: its training index lacks ${name}`);
    return found;
  };
  const header = headerSchema.parse(JSON.parse(new TextDecoder().decode(blob("header"))));
  return { ...header, splits: { train: splitOf(blob, "train"), validation: splitOf(blob, "validation") } };
}

function splitOf(blob: (name: string) => Uint8Array, split: IndexedSplit): SplitIndex {
  const array = <T>(name: keyof typeof ARRAYS, Kind: new (buffer: SharedArrayBuffer) => T): T => {
    const bytes = blob(`${split}/${name}`);
    const buffer = new SharedArrayBuffer(bytes.length);
    new Uint8Array(buffer).set(bytes);
    return new Kind(buffer);
  };
  return {
    styles: array("styles", ARRAYS.styles),
    pieceStarts: array("pieceStarts", ARRAYS.pieceStarts),
    pieces: array("pieces", ARRAYS.pieces),
    tokens: array("tokens", ARRAYS.tokens),
    widths: array("widths", ARRAYS.widths),
    heights: array("heights", ARRAYS.heights),
    labelStarts: array("labelStarts", ARRAYS.labelStarts),
    labels: array("labels", ARRAYS.labels),
    places: array("places", ARRAYS.places),
  };
}
