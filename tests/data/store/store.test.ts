import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { UserError } from "../../../src/base/errors.ts";
import type { Candidate, Drawn } from "../../../src/data/drawn/picture.ts";
import { MIGRATIONS } from "../../../src/data/store/schema.ts";
import {
  corpusDigest,
  digest,
  openCorpus,
  pictureWriter,
  transaction,
  withCorpus,
} from "../../../src/data/store/store.ts";

const candidate = (sourceId: string, label = "cat"): Candidate => ({
  source: "here",
  sourceId,
  label,
  furtherLabels: ["pet"],
  style: "line",
  licence: "MIT",
  attribution: "nobody",
  drawing: { kind: "svg", svg: "" },
});
const drawing = (art: string): Drawn => ({
  sketch: new Uint8Array(162),
  fine: new Uint8Array(512),
  pieces: [{ art, width: 3, height: 1, mirrored: false }],
});

async function withFolder(work: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const isCorpusError = (file: string, pattern: RegExp) => (error: unknown) =>
  error instanceof UserError && error.kind === "corpus" && error.message.includes(file) &&
  pattern.test(error.message);

Deno.test("openCorpus() creates the schema and opens it again when it is there", () =>
  withFolder((folder) => {
    const file = `${folder}/deep/corpus.db`;
    openCorpus(file).close();
    using db = openCorpus(file, { mustExist: true });
    assert.equal(db.prepare("PRAGMA user_version").get()?.["user_version"], MIGRATIONS.length);
    assert.equal(db.prepare("PRAGMA journal_mode").get()?.["journal_mode"], "wal");
  }));

Deno.test("openCorpus() refuses a file that is missing, newer, damaged or something else", () =>
  withFolder((folder) => {
    const file = `${folder}/corpus.db`;
    assert.throws(() => openCorpus(file, { mustExist: true }), isCorpusError(file, /no corpus/));
    openCorpus(file).close();
    const newer = new DatabaseSync(file);
    newer.exec("PRAGMA user_version = 99");
    newer.close();
    assert.throws(() => openCorpus(file), isCorpusError(file, /99/));
    const older = `${folder}/older.db`;
    openCorpus(older).close();
    const first = new DatabaseSync(older);
    first.exec("PRAGMA user_version = 1");
    first.close();
    assert.throws(() => openCorpus(older), isCorpusError(older, /version 1, whose sketches are too coarse/));
    const damaged = `${folder}/damaged.db`;
    Deno.writeTextFileSync(damaged, "this is no database, but long enough to look like one ".repeat(100));
    assert.throws(() => openCorpus(damaged), isCorpusError(damaged, /is damaged/));
    const other = `${folder}/other.db`;
    const foreign = new DatabaseSync(other);
    foreign.exec("CREATE TABLE recipes (id INTEGER)");
    foreign.close();
    assert.throws(() => openCorpus(other), isCorpusError(other, /not a corpus/));
  }));

Deno.test("pictureWriter() keeps the first of two pieces when their art is equal", () => {
  using db = openCorpus(":memory:");
  const writer = pictureWriter(db);
  assert.equal(writer.insert(candidate("a"), drawing("/_\\"), "train"), 1);
  assert.equal(writer.insert(candidate("b", "house"), drawing("/_\\"), "test"), 0);
  assert.deepEqual({ ...db.prepare("SELECT label, source_id, split FROM corpus").get() }, {
    label: "cat",
    source_id: "a",
    split: "train",
  });
});

Deno.test("pictureWriter() refuses a sketch of another size and a picture that is there", () => {
  using db = openCorpus(":memory:");
  const writer = pictureWriter(db);
  for (const odd of [{ sketch: new Uint8Array(71) }, { fine: new Uint8Array(162) }]) {
    assert.throws(() => writer.insert(candidate("a"), { ...drawing("x"), ...odd }, "train"), /CHECK/);
  }
  writer.insert(candidate("a"), drawing("x"), "train");
  assert.throws(() => writer.insert(candidate("a"), drawing("y"), "train"), /UNIQUE/);
});

Deno.test("corpusDigest() depends on the pieces, not on their order", () => {
  using one = openCorpus(":memory:");
  using two = openCorpus(":memory:");
  const arts = ["aaa", "bbb", "ccc"];
  arts.forEach((art, i) => pictureWriter(one).insert(candidate(`${i}`), drawing(art), "train"));
  arts.toReversed().forEach((art, i) => pictureWriter(two).insert(candidate(`${i}`), drawing(art), "train"));
  assert.equal(corpusDigest(one), corpusDigest(two));
  pictureWriter(two).insert(candidate("more"), drawing("ddd"), "train");
  assert.notEqual(corpusDigest(one), corpusDigest(two));
});

Deno.test("openCorpus() converts a corpus of version 2, whose digest stays", () =>
  withFolder((folder) => {
    const file = `${folder}/corpus.db`;
    const arts = ["aaa", "bbb", "ccc"];
    using expected = openCorpus(":memory:");
    arts.forEach((art, i) => pictureWriter(expected).insert(candidate(`${i}`), drawing(art), "train"));
    writeVersion2(file, arts);
    using db = openCorpus(file);
    assert.equal(corpusDigest(db), corpusDigest(expected));
    assert.deepEqual(
      db.prepare("SELECT * FROM corpus").all(),
      expected.prepare("SELECT * FROM corpus").all(),
    );
    assert.equal(db.prepare("SELECT count(*) AS n FROM search WHERE search MATCH 'cat'").get()?.["n"], 3);
    assert.deepEqual({ ...db.prepare("PRAGMA integrity_check").get() }, { integrity_check: "ok" });
  }));

/** A corpus as version 2 wrote it, as far as its content was converted since. */
function writeVersion2(file: string, arts: string[]): void {
  using db = new DatabaseSync(file);
  db.exec(`${MIGRATIONS[1]}; PRAGMA user_version = 2`);
  const picture = db.prepare(
    "INSERT INTO pictures VALUES (?, 'here', ?, 'cat', 'line', 'MIT', 'nobody', 'train', NULL, ?)",
  );
  const piece = db.prepare("INSERT INTO pieces VALUES (?, ?, ?, 3, 1, 0, ?)");
  arts.forEach((art, i) => {
    picture.run(i + 1, `${i}`, new Uint8Array(162));
    piece.run(i + 1, i + 1, art, digest(art).toHex());
  });
}

Deno.test("openCorpus() gives a corpus of version 5 room for fine sketches, which its pictures lack", () =>
  withFolder((folder) => {
    const file = `${folder}/corpus.db`;
    {
      using older = new DatabaseSync(file);
      older.exec(`${MIGRATIONS.slice(1, 5).join(";")}; PRAGMA user_version = 5`);
      older.prepare(
        `INSERT INTO pictures (source, source_id, label, style, licence, attribution, split, sketch)
         VALUES ('here', 'old', 'cat', 'line', 'MIT', 'nobody', 'train', ?)`,
      ).run(new Uint8Array(162));
    }
    using db = openCorpus(file);
    pictureWriter(db).insert(candidate("new"), drawing("aaa"), "train");
    const sizes = db.prepare("SELECT source_id AS name, length(fine) AS bytes FROM pictures ORDER BY id")
      .all();
    assert.deepEqual(sizes.map(({ name, bytes }) => [name, bytes]), [["old", null], ["new", 512]]);
  }));

Deno.test("openCorpus() leaves a foreign database alone, whatever its version", () =>
  withFolder((folder) => {
    for (const version of [0, 3, 4, 99]) {
      const file = `${folder}/${version}.db`;
      {
        using other = new DatabaseSync(file);
        other.exec(`CREATE TABLE mail (id INTEGER, body TEXT); PRAGMA user_version = ${version}`);
      }
      const before = Deno.readFileSync(file);
      assert.throws(() => openCorpus(file), isCorpusError(file, /is a database, but not a corpus/));
      assert.deepEqual(Deno.readFileSync(file), before);
    }
  }));

Deno.test("openCorpus() lets no views or triggers in but its own", () =>
  withFolder((folder) => {
    const endless =
      "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, '' AS split FROM n";
    const spoiled = [
      `DROP VIEW corpus; CREATE VIEW corpus AS ${endless}`,
      "CREATE TRIGGER late AFTER INSERT ON pictures BEGIN DELETE FROM pieces; END",
    ];
    for (const [i, change] of spoiled.entries()) {
      const file = `${folder}/${i}.db`;
      {
        using db = openCorpus(file);
        db.exec(change);
      }
      assert.throws(() => openCorpus(file), isCorpusError(file, /views or triggers are others/));
    }
  }));

Deno.test(
  "openCorpus() refuses a pipe or a device",
  { ignore: Deno.build.os === "windows" },
  () =>
    withFolder(async (folder) => {
      const pipe = `${folder}/pipe.db`;
      await new Deno.Command("mkfifo", { args: [pipe] }).output();
      assert.throws(() => openCorpus(pipe), isCorpusError(pipe, /is no regular file/));
      assert.throws(() => openCorpus("/dev/zero"), isCorpusError("/dev/zero", /is no regular file/));
    }),
);

Deno.test("openCorpus() says that a file is locked", () =>
  withFolder((folder) => {
    const file = `${folder}/corpus.db`;
    openCorpus(file).close();
    using other = new DatabaseSync(file);
    using db = openCorpus(file, { busyTimeout: 1 });
    other.exec("BEGIN EXCLUSIVE");
    const write = () => transaction(db, () => db.exec("DELETE FROM pieces"));
    assert.throws(write, isCorpusError(file, /in use by another process/));
  }));

Deno.test("transaction() says that the disk is full, and keeps what was there", () =>
  withFolder((folder) => {
    const file = `${folder}/corpus.db`;
    using db = openCorpus(file);
    transaction(db, () => pictureWriter(db).insert(candidate("a"), drawing("aaa"), "train"));
    const before = corpusDigest(db);
    const { page_count: pages } = db.prepare("PRAGMA page_count").get()!;
    db.exec(`PRAGMA max_page_count = ${Number(pages) + 4}`);
    const fill = () =>
      transaction(db, () => {
        for (let i = 0; i < 1000; i++) {
          pictureWriter(db).insert(candidate(`${i}`), drawing(`${i}`.repeat(9)), "train");
        }
      });
    assert.throws(fill, (error) =>
      error instanceof UserError && error.kind === "io" && /disk is full/.test(error.message));
    assert.equal(corpusDigest(db), before);
    assert.equal(db.isTransaction, false);
  }));

Deno.test("withCorpus() says that a file is damaged when a later page is", () =>
  withFolder(async (folder) => {
    const file = `${folder}/corpus.db`;
    {
      using db = openCorpus(file);
      transaction(db, () => {
        for (let i = 0; i < 500; i++) {
          pictureWriter(db).insert(candidate(`${i}`), drawing(`${i}`.repeat(40)), "train");
        }
      });
    }
    const bytes = Deno.readFileSync(file);
    bytes.fill(0xff, 4096 * 2);
    Deno.writeFileSync(file, bytes);
    await assert.rejects(withCorpus(file, {}, (db) => corpusDigest(db)), isCorpusError(file, /is damaged/));
  }));
