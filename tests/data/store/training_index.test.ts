import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { weighLabels } from "../../../src/data/drawn/build.ts";
import { MIGRATIONS } from "../../../src/data/store/schema.ts";
import { corpusDigest, openCorpus, transaction } from "../../../src/data/store/store.ts";
import {
  hasTrainingIndex,
  openTrainingIndex,
  updateTrainingIndex,
} from "../../../src/data/store/training_index.ts";
import { writeTinyCorpus } from "../../tasks/art/corpus.ts";

async function withTiny(work: (path: string) => void | Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    writeTinyCorpus(`${folder}/corpus.db`);
    await work(`${folder}/corpus.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What opening the index says. */
function linesOf(db: DatabaseSync): string[] {
  const lines: string[] = [];
  openTrainingIndex(db, (line) => lines.push(line));
  return lines;
}

const MADE = ["indexing the corpus: it has changed since that was last done"];

Deno.test("openTrainingIndex() makes the index once, and reads again what it made", () =>
  withTiny((path) => {
    using db = openCorpus(path);
    assert.equal(hasTrainingIndex(db), false);
    const lines: string[] = [];
    const made = openTrainingIndex(db, (line) => lines.push(line));
    assert.deepEqual(lines, MADE);
    assert.equal(made.digest, corpusDigest(db));
    assert.equal(made.splits.train.styles.length, 12);
    assert.equal(made.splits.validation.pieces.length, 24);
    assert.deepEqual(openTrainingIndex(db, (line) => lines.push(line)), made);
    assert.deepEqual(lines, MADE);
  }));

Deno.test("any change of what is learned from outdates the index, one that is rolled back does not", () =>
  withTiny((path) => {
    const changes = [
      "DELETE FROM pieces WHERE id = 1",
      "INSERT INTO pieces VALUES (NULL, 1, 'art', 3, 1, 0, randomblob(32))",
      "UPDATE pieces SET art = 'new' WHERE id = 2",
      "UPDATE pictures SET split = 'test' WHERE id = 2",
      "DELETE FROM pictures WHERE id = 3",
      "INSERT OR REPLACE INTO picture_labels VALUES (1, 'pet')",
      "UPDATE labels SET popularity = 7",
    ];
    for (const change of changes) {
      {
        using db = openCorpus(path);
        updateTrainingIndex(db, assert.fail);
        // As when the process is killed in the middle.
        db.exec(`BEGIN; ${change}`);
        assert.equal(hasTrainingIndex(db), false, change);
      }
      using db = openCorpus(path);
      assert.equal(hasTrainingIndex(db), true, change);
      assert.throws(() => transaction(db, () => (db.exec(change), assert.fail("later"))), /later/);
      assert.equal(hasTrainingIndex(db), true, change);
      db.exec(change);
      assert.deepEqual(linesOf(db), MADE, change);
      assert.deepEqual(linesOf(db), [], change);
    }
  }));

Deno.test("weighLabels() leaves the index alone where no weight changes", () =>
  withTiny((path) => {
    using db = openCorpus(path);
    weighLabels(db);
    updateTrainingIndex(db, assert.fail);
    weighLabels(db);
    assert.equal(hasTrainingIndex(db), true);
    db.exec("UPDATE pictures SET label = 'bird' WHERE id = 1");
    weighLabels(db);
    assert.equal(hasTrainingIndex(db), false);
  }));

Deno.test("openTrainingIndex() makes the index anew where another version of the ranking made it", () =>
  withTiny((path) => {
    using db = openCorpus(path);
    updateTrainingIndex(db, assert.fail);
    db.exec("UPDATE training_index SET data = x'00' WHERE name = 'version'");
    assert.deepEqual(linesOf(db), MADE);
    assert.deepEqual(linesOf(db), []);
  }));

Deno.test("openTrainingIndex() indexes a corpus of an older version", () =>
  withTiny((path) => {
    using made = openCorpus(path);
    const expected = openTrainingIndex(made, () => {});
    const older = `${path}.old`;
    {
      using db = new DatabaseSync(older);
      for (const sql of MIGRATIONS.slice(0, 3)) if (sql !== null) db.exec(sql);
      db.exec(`PRAGMA user_version = 3; ATTACH '${path}' AS made`);
      for (const table of ["pictures", "picture_labels", "pieces", "labels"]) {
        const columns = db.prepare("SELECT group_concat(name) AS names FROM pragma_table_info(?, 'main')")
          .get(table);
        db.exec(`INSERT INTO main.${table} SELECT ${columns?.["names"]} FROM made.${table}`);
      }
    }
    using db = openCorpus(older);
    const lines: string[] = [];
    assert.deepEqual(openTrainingIndex(db, (line) => lines.push(line)), expected);
    assert.deepEqual(lines, MADE);
  }));

Deno.test("openTrainingIndex() works without storing where the file is locked or cannot be written", () =>
  withTiny((path) => {
    openCorpus(path).close();
    using other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    const check = (db: DatabaseSync, why: RegExp) => {
      const lines = linesOf(db);
      assert.deepEqual(lines.slice(0, -1), MADE);
      assert.match(lines.at(-1)!, why);
      assert.equal(db.isTransaction, false);
      assert.equal(hasTrainingIndex(db), false);
    };
    using locked = openCorpus(path, { busyTimeout: 1 });
    check(locked, /the index is not stored: .* is in use by another process/);
    using readOnly = new DatabaseSync(path, { readOnly: true });
    check(readOnly, /the index is not stored: .* cannot be written/);
    other.exec("ROLLBACK");
    assert.deepEqual(linesOf(locked), MADE);
  }));

Deno.test("openTrainingIndex() counts tokens for a tokenizer with other runs of spaces, and stores nothing", () =>
  withTiny((path) => {
    using db = openCorpus(path);
    const lines: string[] = [];
    const { tokens } = openTrainingIndex(db, (line) => lines.push(line), []).splits.train;
    assert.deepEqual(lines, ["indexing the corpus for this tokenizer's runs of spaces"]);
    assert.equal(hasTrainingIndex(db), false);
    const fewer = openTrainingIndex(db, () => {}).splits.train.tokens;
    assert.ok(tokens.every((count, i) => count >= fewer[i]!) && tokens.some((count, i) => count > fewer[i]!));
  }));
