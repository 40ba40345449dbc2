import assert from "node:assert/strict";
import { parquetReadObjects } from "hyparquet";
import { exportPieces } from "../../../src/data/browse/export.ts";
import { renderGallery } from "../../../src/data/browse/gallery.ts";
import { countRejections, sampleAccepted, sampleRejections } from "../../../src/data/browse/review.ts";
import { searchPieces } from "../../../src/data/browse/search.ts";
import { samplePieces, selectPieces } from "../../../src/data/browse/selection.ts";
import { corpusStats } from "../../../src/data/store/report.ts";
import { UserError } from "../../../src/base/errors.ts";
import { DRAWINGS } from "../quality/drawings.ts";
import { makeCorpus, withFolder } from "./made.ts";

Deno.test("searchPieces() finds drawn pictures and added ones by label, title, author and beginnings", async () => {
  using db = await makeCorpus(":memory:");
  const labels = (query: string, options = {}) =>
    searchPieces(db, query, { limit: 50, ...options }).map(({ label }) => label);
  assert.deepEqual(labels("zebra"), ["zebra"]);
  assert.deepEqual(labels("Umbr"), ["umbrella"]);
  assert.deepEqual(labels("cat more"), ["cat"]);
  assert.equal(labels("jo DOE").length, DRAWINGS.length);
  assert.deepEqual(labels("cat", { style: "solid" }), []);
  assert.equal(searchPieces(db, "zebra", { limit: 1, width: 19 })[0]?.width, 20);
  assert.deepEqual(labels('cat" OR "zebra'), []);
  assert.throws(() => labels("*-()"), UserError);
});

Deno.test("selectPieces() keeps to style, source, split and label", async () => {
  using db = await makeCorpus(":memory:");
  const count = (filter: Parameters<typeof selectPieces>[1]) => [...selectPieces(db, filter)].length;
  assert.equal(count({}), DRAWINGS.length + 2);
  assert.equal(count({ source: "icons" }), 2);
  assert.equal(count({ label: "animal" }), 2);
  assert.equal(count({ label: "cat", split: "test" }), 0);
  assert.deepEqual(samplePieces(db, {}, 5, 1), samplePieces(db, {}, 5, 1));
  assert.notDeepEqual(samplePieces(db, {}, 5, 1), samplePieces(db, {}, 5, 2));
  assert.equal(samplePieces(db, { source: "icons" }, 5, 1).length, 1);
});

Deno.test("exportPieces() writes JSON lines and Parquet that read back the same", () =>
  withFolder(async (folder) => {
    using db = await makeCorpus(`${folder}/corpus.db`);
    const expected = [...selectPieces(db)];
    assert.equal(await exportPieces(db, `${folder}/a.jsonl`, "jsonl"), expected.length);
    const lines = (await Deno.readTextFile(`${folder}/a.jsonl`)).trimEnd().split("\n");
    assert.deepEqual(lines.map((line) => JSON.parse(line)), expected);
    assert.equal(await exportPieces(db, `${folder}/a.parquet`, "parquet"), expected.length);
    const bytes = await Deno.readFile(`${folder}/a.parquet`);
    assert.deepEqual(
      (await parquetReadObjects({ file: bytes.buffer })).map((row) => ({ ...row })),
      expected,
    );
    assert.equal(await exportPieces(db, `${folder}/none.parquet`, "parquet", { label: "nothing" }), 0);
    await assert.rejects(exportPieces(db, `${folder}/missing/a.jsonl`, "jsonl"));
    assert.deepEqual([...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".tmp")), []);
  }));

Deno.test("sampleRejections() and sampleAccepted() tell what became of findings", async () => {
  using db = await makeCorpus(":memory:");
  assert.deepEqual(countRejections(db), [{ check: "prose", count: 1 }, { check: "size", count: 1 }]);
  const [page] = sampleRejections(db, { check: "size", count: 9, seed: 1 });
  assert.equal(page?.source_id, "page");
  assert.match(page.reason, /lines, at most 48/);
  const accepted = sampleAccepted(db, { count: 4, seed: 1 });
  assert.equal(accepted.length, 4);
  assert.ok(accepted.every(({ author, source }) => author === "Jo Doe" && source === "drawn"));
});

Deno.test("renderGallery() makes one page with every piece, escaped, that loads nothing", async () => {
  using db = await makeCorpus(":memory:");
  const pieces = samplePieces(db, {}, 1000, 1);
  const page = renderGallery("A <corpus>", corpusStats(db), pieces);
  assert.equal(page.match(/<figure /g)?.length, pieces.length);
  assert.ok(page.includes("&lt;A&gt; cat &amp; &quot;more&quot;") && page.includes("A &lt;corpus&gt;"));
  assert.ok(!/<(link|img|iframe)|src=|href=|url\(|fetch\(|@import/.test(page));
  for (const name of ["style", "source", "split", "label"]) {
    assert.ok(page.includes(`<select name="${name}">`));
  }
  assert.ok(page.includes("prefers-color-scheme: dark"));
});
