import assert from "node:assert/strict";
import { makeCorpus, withFolder } from "../../data/browse/made.ts";
import { DRAWINGS } from "../../data/quality/drawings.ts";
import { runData } from "./browse.ts";

Deno.test("ascii-gen data search, export, report and review show a corpus", () =>
  withFolder(async (folder) => {
    const data = `${folder}/corpus.db`;
    (await makeCorpus(data)).close();
    const on = (...args: string[]) => runData(...args, "--data", data);

    const found = await on("search", "sailboat");
    assert.equal(found.code, 0, found.stderr);
    assert.ok(found.stdout.startsWith(DRAWINGS.find(({ label }) => label === "sailboat")!.art));
    assert.match(found.stdout, /-- sailboat, line .*by Jo Doe, drawn for a test/);
    assert.equal(JSON.parse((await on("search", "zebra", "--json")).stdout)[0].label, "zebra");
    const nothing = await on("search", "qqq");
    assert.deepEqual([nothing.code, nothing.stdout], [3, ""]);

    const lines = await on("export", "--label", "zebra");
    assert.equal(lines.stdout.trimEnd().split("\n").length, 2);
    assert.equal((await on("export", "--format", "parquet")).code, 2);
    assert.match(
      (await on("export", "--format", "parquet", "--output", `${folder}/a.parquet`)).stderr,
      /26 pieces/,
    );

    const report = await on("report", "--output", `${folder}/report.html`, "--sample", "10");
    assert.match(report.stderr, /report\.html: 10 pieces/);
    assert.match(await Deno.readTextFile(`${folder}/report.html`), /<\/html>\n$/);

    const review = await on("review", "--sample", "2");
    assert.match(
      review.stdout,
      /-- refused by prose: \d+ % of the ink is in \d+ words, at most 60 %; drawn\/prose/,
    );
    assert.match(review.stdout, /refused by check: prose 1, size 1\n$/);
    assert.doesNotMatch((await on("review", "--accepted")).stdout, /refused/);
    assert.equal(JSON.parse((await on("review", "--check", "size", "--json")).stdout).rejected.length, 1);
    assert.equal((await on("review", "--check", "taste")).code, 2);
  }));
