import assert from "node:assert/strict";
import { buildCorpus, listCandidates } from "../../../src/data/drawn/build.ts";
import type { Candidate } from "../../../src/data/drawn/picture.ts";
import { normalise } from "../../../src/data/found/normalise.ts";
import { findPieces } from "../../../src/data/browse/show.ts";
import { corpusStats, formatStats } from "../../../src/data/store/report.ts";
import { iconCandidates } from "../../../src/data/sources/icons/icons.ts";
import { corpusDigest, openCorpus } from "../../../src/data/store/store.ts";
import { planViews } from "../../../src/data/drawn/views.ts";

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

  const bytes = "SELECT DISTINCT length(sketch) AS coarse, length(fine) AS fine FROM pictures";
  assert.deepEqual(db.prepare(bytes).all().map((row) => ({ ...row })), [{ coarse: 162, fine: 512 }]);

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
  const first = candidates[0]!, second = candidates[1]!;
  await buildCorpus(db, [{ ...first, label: "renamed", furtherLabels: ["more"] }, second], {
    seed: 1,
    workers: 1,
  });
  const labels = db.prepare("SELECT label FROM pictures ORDER BY id").all().map((row) => row["label"]);
  assert.deepEqual(labels, ["renamed", second.label]);
  assert.ok(db.prepare("SELECT popularity FROM labels WHERE label = 'more'").get());
});

Deno.test("buildCorpus() keeps colours, and draws pictures anew that have some and were drawn before they were kept", async () => {
  const square = (fill: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="${fill}" d="M1 1h7v7l-2-1H1z"/></svg>`;
  const candidate = (sourceId: string, fill: string): Candidate => ({
    ...{
      source: "made",
      sourceId,
      label: "box",
      furtherLabels: [],
      style: "shaded",
      licence: "",
      attribution: "",
    },
    drawing: { kind: "svg", svg: square(fill), colours: square(fill) },
  });
  using db = openCorpus(":memory:");
  const candidates = [candidate("red", "#c00"), candidate("grey", "#666")];
  const build = () => buildCorpus(db, candidates, { seed: 1, workers: 1 });
  await build();
  const sizes = () =>
    db.prepare("SELECT length(colours) AS n FROM pictures ORDER BY source_id").all().map(({ n }) =>
      Number(n)
    );
  assert.equal(sizes()[0], 0, "grey");
  assert.ok(sizes()[1]! > 0, "red");
  db.exec("UPDATE pictures SET colours = NULL");
  assert.equal((await build()).pictures, 2);
  assert.ok(sizes()[1]! > 0);
  assert.equal((await build()).pictures, 0);
});

Deno.test("buildCorpus() refuses clipart that shows nothing or too much", async () => {
  const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90">${body}</svg>`;
  const stripes = Array.from({ length: 30 }, (_, i) => `<path d="M0 ${i * 3}h90" stroke="#000"/>`).join("");
  const disc = '<circle cx="45" cy="45" r="40" fill="#fc0" stroke="#000"/>';
  const clipart = (sourceId: string, svg: string): Candidate => ({
    ...{
      source: "openclipart",
      sourceId,
      label: "sun",
      furtherLabels: [],
      style: "line",
      licence: "",
      attribution: "",
    },
    drawing: { kind: "clipart", svg },
  });
  using db = openCorpus(":memory:");
  const candidates = [
    clipart("sun", svg(disc)),
    clipart("stripes", svg(stripes)),
    clipart("text", "no picture"),
  ];
  const shaded = { ...candidates[0]!, style: "shaded" as const };
  const report = await buildCorpus(db, [...candidates, shaded], { seed: 1, workers: 1 });
  assert.deepEqual([report.pictures, report.rejected], [2, 2]);
  const arts = db.prepare(
    "SELECT style, max(length(replace(art, ' ', ''))) AS ink FROM corpus GROUP BY style",
  ).all();
  const ink = Object.fromEntries(arts.map(({ style, ink }) => [style, Number(ink)]));
  assert.ok(ink["shaded"]! > 2 * ink["line"]!, "tones fill what lines enclose");
});

/** Licences under which drawings may be learned from and the weights given away, with attribution at most. */
const PERMISSIVE = [
  "Apache-2.0",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "LPPL-1.3c",
  "MIT",
  "public domain",
];

Deno.test("listCandidates() offers every everyday thing in several pictures, everyday ones first, all with a permissive licence", async () => {
  const candidates = await listCandidates();
  const names =
    "cat dog fish house tree car rocket sailboat guitar skull flower sword key castle heart umbrella rabbit bird cup star";
  for (const name of names.split(" ")) {
    const pictures = candidates.filter(({ label }) => label === name);
    assert.ok(pictures.length >= 3, `${name}: ${pictures.length}`);
  }
  for (const { source, licence, attribution, style } of candidates) {
    assert.ok(PERMISSIVE.includes(licence), `${source}: ${licence}`);
    assert.ok(attribution !== "", source);
    assert.notEqual(style, "banner");
  }
  assert.ok(candidates.slice(0, 1000).some(({ label }) => label === "cat"));
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
