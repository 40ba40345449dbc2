import assert from "node:assert/strict";
import { buildCorpus, listCandidates } from "../../src/corpus/build.ts";
import { normalise } from "../../src/corpus/normalise.ts";
import { findPieces } from "../../src/corpus/browse/show.ts";
import { corpusStats, formatStats } from "../../src/corpus/report.ts";
import { iconCandidates } from "../../src/corpus/sources/icons.ts";
import { corpusDigest, openCorpus } from "../../src/corpus/store.ts";
import { planViews } from "../../src/corpus/views.ts";

Deno.test("buildCorpus() adds nothing when it runs again, and continues when it was limited", async () => {
  const candidates = (await iconCandidates("lucide")).slice(0, 26);
  using db = openCorpus(":memory:");
  const first = await buildCorpus(db, candidates, { seed: 1, workers: 1, limit: 20 });
  assert.ok(first.pieces > 60 && !first.interrupted);
  const digest = corpusDigest(db);
  const again = await buildCorpus(db, candidates, { seed: 1, workers: 1, limit: 20 });
  assert.deepEqual([again.pictures, again.pieces, corpusDigest(db)], [0, 0, digest]);
  const rest = await buildCorpus(db, candidates, { seed: 1, workers: 2 });
  assert.equal(first.pictures + first.rejected + rest.pictures + rest.rejected, candidates.length);

  using whole = openCorpus(":memory:");
  await buildCorpus(whole, candidates, { seed: 1, workers: 2 });
  assert.equal(corpusDigest(whole), corpusDigest(db));

  const stats = corpusStats(db);
  assert.deepEqual(Object.keys(stats.splits).sort(), ["test", "train", "validation"]);
  assert.match(formatStats(stats), /lucide/);
  const label = candidates[0]!.label;
  const [piece] = findPieces(db, label, { limit: 1, width: 20 });
  assert.equal(piece?.label, label);
  assert.match(piece.attribution, /Lucide/);
});

Deno.test("buildCorpus() stops with whole pictures when it is aborted", async () => {
  const candidates = (await iconCandidates("lucide")).slice(0, 60);
  using db = openCorpus(":memory:");
  const stop = new AbortController();
  const options = { seed: 1, workers: 1, signal: stop.signal, onProgress: () => stop.abort() };
  const report = await buildCorpus(db, candidates, options);
  assert.ok(report.interrupted && report.pictures > 0);
  const bare = db.prepare("SELECT count(*) AS n FROM pictures WHERE split IS NULL OR cluster IS NULL").get();
  assert.equal(bare?.["n"], 0);
});

Deno.test("buildCorpus() relabels earlier pictures and drops those no longer offered", async () => {
  const candidates = (await iconCandidates("lucide")).slice(0, 3);
  using db = openCorpus(":memory:");
  await buildCorpus(db, candidates, { seed: 1, workers: 1 });
  const [first, second] = candidates as [typeof candidates[0], typeof candidates[0]];
  await buildCorpus(db, [{ ...first, label: "renamed", furtherLabels: ["more"] }, second], {
    seed: 1,
    workers: 1,
  });
  const labels = db.prepare("SELECT label FROM pictures ORDER BY id").all().map((row) => row["label"]);
  assert.deepEqual(labels, ["renamed", second.label]);
  assert.ok(db.prepare("SELECT popularity FROM labels WHERE label = 'more'").get());
});

Deno.test("listCandidates() offers every everyday thing in several pictures, everyday ones first", async () => {
  const candidates = await listCandidates();
  const names =
    "cat dog fish house tree car rocket sailboat guitar skull flower sword key castle heart umbrella rabbit bird cup star";
  for (const name of names.split(" ")) {
    const pictures = candidates.filter(({ label }) => label === name);
    assert.ok(pictures.length >= 3, `${name}: ${pictures.length}`);
  }
  assert.ok(candidates.slice(0, 300).some(({ label }) => label === "cat"));
  assert.ok(candidates.every(({ style }) => style !== "banner"));
  assert.equal(
    new Set(candidates.map((c) => `${c.source}/${c.sourceId}/${c.style}`)).size,
    candidates.length,
  );
});

Deno.test("normalise() trims art and refuses what is blank, too large or not ASCII", () => {
  assert.deepEqual(normalise(["", "  /--\\  ", "  \\--/", "   "]), {
    art: "/--\\\n\\--/",
    width: 4,
    height: 2,
  });
  for (
    const lines of [[], ["   "], ["█████", "█████"], ["x".repeat(81), "x"], Array(49).fill("xxx"), [
      "x x",
      "x",
    ]]
  ) {
    assert.equal(normalise(lines), undefined);
  }
});

Deno.test("planViews() covers small and large widths, the same for the same seed", () => {
  const plan = planViews("lucide/cat/line", 3, "line");
  assert.deepEqual(plan, planViews("lucide/cat/line", 3, "line"));
  const columns = new Set(
    Array.from({ length: 400 }, (_, i) => planViews(`${i}`, 1, "solid")).flat().map((view) => view.columns),
  );
  for (let width = 10; width <= 80; width++) assert.ok(columns.has(width), `${width}`);
});
