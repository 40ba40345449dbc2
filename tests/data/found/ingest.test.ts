import assert from "node:assert/strict";
import { buildCorpus } from "../../../src/data/drawn/build.ts";
import type { Finding, FindOptions, Source } from "../../../src/data/found/finding.ts";
import { ingest } from "../../../src/data/found/ingest.ts";
import { bannerCandidates } from "../../../src/data/sources/figlet.ts";
import { plainFinding } from "../../../src/data/sources/local.ts";
import { corpusDigest, openCorpus } from "../../../src/data/store/store.ts";
import { UserError } from "../../../src/base/errors.ts";
import { random } from "../../../src/base/random.ts";

const CAT = [
  "    /\\_____/\\    ",
  "   /  o   o  \\   ",
  "  ( ==  ^  == )  ",
  "   )         (   ",
  "  (           )  ",
  " ( (  )   (  ) ) ",
  "(__(__)___(__)__)",
].join("\n");
const HOUSE = "    /\\\n   /  \\\n  /    \\\n /______\\\n |  __  |\n | |  | |\n |_|__|_|";
const BLANK = "  \n ";

const finding = (sourceId: string, art: string, more: Partial<Finding> = {}): Finding =>
  plainFinding({ source: "made", sourceId, art, labels: ["cat"], ...more });

function sourceOf(findings: Finding[], name = "made"): Source {
  return {
    name,
    async *find({ isKnown }: FindOptions) {
      for (const one of findings) if (!isKnown(one.sourceId)) yield await Promise.resolve(one);
    },
  };
}

const PIECES = [
  finding("1", CAT, { title: "first", author: "ann", licence: "CC0-1.0" }),
  finding("2", CAT, { author: "bob" }),
  finding("3", CAT.replace("(           )", "(     .     )")),
  finding("4", HOUSE, { labels: ["house"] }),
  finding("5", BLANK),
];

Deno.test("ingest() keeps each art once with all sightings, clusters near-duplicates, notes rejections", async () => {
  using db = openCorpus(":memory:");
  const report = await ingest(db, sourceOf(PIECES));
  assert.deepEqual(report, {
    ...{
      found: 5,
      added: 2,
      nearDuplicates: 1,
      seen: 1,
      rejected: { size: 1 },
      problems: 0,
      interrupted: false,
    },
  });
  const rows = db.prepare("SELECT source_id, label, cluster, split, width FROM corpus ORDER BY id").all();
  const [cat, almost, house] = rows;
  assert.deepEqual(rows.map((row) => row["source_id"]), ["1", "3", "4"]);
  assert.deepEqual([cat?.["cluster"], cat?.["split"]], [almost?.["cluster"], almost?.["split"]]);
  assert.notEqual(cat?.["cluster"], house?.["cluster"]);
  const sightings = db.prepare(
    "SELECT author FROM sightings JOIN pieces USING (sha256) WHERE picture_id = 1 ORDER BY source_id",
  ).all();
  assert.deepEqual(sightings.map(({ author }) => author), ["ann", "bob"]);
  const found = db.prepare("SELECT rowid FROM search WHERE search MATCH 'house'").all();
  assert.deepEqual(found.map(({ rowid }) => rowid), [3]);
  assert.ok(db.prepare("SELECT popularity FROM labels WHERE label = 'house'").get());
});

Deno.test("ingest() adds nothing the second time, and the rest after it was stopped or limited", async () => {
  using whole = openCorpus(":memory:");
  await ingest(whole, sourceOf(PIECES));
  const digest = corpusDigest(whole);
  const again = await ingest(whole, sourceOf(PIECES));
  assert.deepEqual([again.found, again.seen, again.added, corpusDigest(whole)], [5, 5, 0, digest]);

  using parts = openCorpus(":memory:");
  for (const maxItems of [1, 1, 3]) {
    const { found } = await ingest(parts, sourceOf(PIECES), { maxItems });
    assert.equal(found, maxItems);
  }
  const stop = new AbortController();
  stop.abort();
  const stopped = await ingest(parts, sourceOf(PIECES), { signal: stop.signal });
  assert.deepEqual([stopped.interrupted, stopped.added], [true, 0]);
  await ingest(parts, sourceOf(PIECES));
  assert.equal(corpusDigest(parts), digest);
});

Deno.test("ingest() stores many pieces, prepared in workers, as it stores a few at a time", async () => {
  const { int } = random(1);
  const row = () => Array.from({ length: 9 }, () => int(3) === 0 ? "/\\|_-()'.oO#*"[int(13)] : " ").join("");
  const pieces = Array.from(
    { length: 4700 },
    (_, i) => finding(`${i}`, i % 50 === 0 ? BLANK : `|${Array.from({ length: 5 }, row).join("|\n|")}|`),
  );
  using whole = openCorpus(":memory:");
  const { added, rejected } = await ingest(whole, sourceOf(pieces));
  assert.deepEqual([added > 4000, rejected], [true, { size: 94 }]);
  using parts = openCorpus(":memory:");
  for (let from = 0; from < pieces.length; from += 1000) {
    await ingest(parts, sourceOf(pieces.slice(from, from + 1000)));
  }
  const rows = (db: typeof whole) =>
    db.prepare("SELECT id, source_id, label, split, cluster, hex(sketch) AS sketch FROM pictures ORDER BY id")
      .all();
  assert.deepEqual(rows(parts), rows(whole));
  assert.equal(corpusDigest(parts), corpusDigest(whole));
});

Deno.test("ingest() looks at no more than maxItems, however many known pieces a source asks of at once", async () => {
  using db = openCorpus(":memory:");
  await ingest(db, sourceOf(PIECES));
  const asked: boolean[] = [];
  const source: Source = {
    name: "made",
    async *find({ isKnown }: FindOptions) {
      asked.push(...PIECES.map(({ sourceId }) => isKnown(sourceId)));
      yield* await Promise.resolve([finding("6", HOUSE)]);
    },
  };
  const { found, seen } = await ingest(db, source, { maxItems: 3 });
  assert.deepEqual([found, seen, asked], [3, 3, PIECES.map(() => true)]);
});

Deno.test("ingest() stores what a source gave before it failed", async () => {
  using db = openCorpus(":memory:");
  const source: Source = {
    name: "made",
    async *find({ onProblem }) {
      yield await Promise.resolve(PIECES[0]!);
      onProblem("9", "is unreadable");
      throw new UserError("io", "the host is gone");
    },
  };
  await assert.rejects(ingest(db, source), /the host is gone/);
  assert.equal(db.prepare("SELECT count(*) AS n FROM pieces").get()?.["n"], 1);
});

Deno.test("ingest() says with dryRun what it would add, and writes nothing", async () => {
  using db = openCorpus(":memory:");
  const before = corpusDigest(db);
  const { added, nearDuplicates, seen, rejected } = await ingest(db, sourceOf(PIECES), { dryRun: true });
  assert.deepEqual({ added, nearDuplicates, seen, rejected }, {
    ...{ added: 2, nearDuplicates: 1, seen: 1, rejected: { size: 1 } },
  });
  assert.equal(corpusDigest(db), before);
  assert.equal(db.prepare("SELECT count(*) AS n FROM rejections").get()?.["n"], 0);
});

Deno.test("ingest() joins the clusters that a piece stands between, and their splits", async () => {
  using db = openCorpus(":memory:");
  const rows = Array.from({ length: 12 }, (_, i) => `${"/\\|_-o#=".repeat(3).slice(i, i + 14)}${i}${i}`);
  const mixed = (from: number) =>
    [...rows.slice(0, from).map((row) => `${row}@@`), ...rows.slice(from)].join("\n");
  // 0 and 4 differ in four rows, 2 lies between them.
  await ingest(db, sourceOf([finding("0", mixed(0)), finding("4", mixed(4))]));
  await ingest(db, sourceOf([finding("2", mixed(2))]));
  const splits = db.prepare("SELECT DISTINCT split FROM pictures").all();
  const clusters = db.prepare("SELECT DISTINCT cluster FROM pictures").all();
  assert.deepEqual([splits.length, clusters.length], [1, 1]);
});

Deno.test("buildCorpus() leaves found art alone, and found art leaves drawn pictures alone", async () => {
  using db = openCorpus(":memory:");
  const banners = await bannerCandidates(1, {
    ...{
      source: "figlet-words",
      words: ["cat", "dog"],
      fonts: ["Standard"],
      fontsPerWord: 1,
      anyFont: false,
    },
  });
  await ingest(db, sourceOf(PIECES));
  await buildCorpus(db, banners, { seed: 1, workers: 1 });
  const digest = corpusDigest(db);
  const found = () =>
    db.prepare("SELECT id, label, split, cluster FROM pictures WHERE source = 'made' ORDER BY id").all();
  const before = found();
  await buildCorpus(db, banners.slice(0, 1), { seed: 2, workers: 1 });
  assert.deepEqual(found(), before);
  await buildCorpus(db, banners, { seed: 1, workers: 1 });
  assert.equal((await ingest(db, sourceOf(PIECES))).added, 0);
  assert.equal(corpusDigest(db), digest);
});
