import assert from "node:assert/strict";
import { join } from "node:path";
import { type Context, quietly } from "../../../src/base/context.ts";
import { corpusDigest, openCorpus } from "../../../src/data/store/store.ts";
import { add } from "../../../src/operations/data/add.ts";
import { build } from "../../../src/operations/data/build.ts";
import { dataLines, exportData } from "../../../src/operations/data/export.ts";
import { search, show } from "../../../src/operations/data/pieces.ts";
import { report } from "../../../src/operations/data/report.ts";
import { review } from "../../../src/operations/data/review.ts";
import { distinct, stats } from "../../../src/operations/data/stats.ts";
import { writeTinyCorpus } from "../../tasks/art/corpus.ts";
import { withFolder } from "../../data/browse/made.ts";

const withTiny = (work: (data: string, folder: string) => Promise<void>) =>
  withFolder((folder) => {
    const data = join(folder, "corpus.db");
    writeTinyCorpus(data);
    return work(data, folder);
  });

/** A context whose signal is aborted at the first progress. */
function stoppedSoon(): Context {
  const stop = new AbortController();
  return { ...quietly, signal: stop.signal, progress: () => stop.abort() };
}

const aborted: Context = { ...quietly, signal: AbortSignal.abort() };

Deno.test("build() draws pictures, and none the second time", () =>
  withFolder(async (folder) => {
    const input = { data: join(folder, "corpus.db"), limit: 3, workers: 1 };
    const told: string[] = [];
    const progress: Context["progress"] = (part, done, total, detail) =>
      told.push(`${part} ${done}/${total}: ${detail}`);
    const { pictures, rejected, pieces, interrupted } = await build(input, { ...quietly, progress });
    assert.deepEqual([pictures + rejected, interrupted], [3, false]);
    assert.equal(told.at(-1), `pictures 3/3: ${pieces} pieces`);
    assert.equal((await stats(input)).pieces, pieces);
    assert.equal((await build(input, quietly)).pictures, 0);
    const more = await build({ ...input, limit: 50 }, stoppedSoon());
    assert.ok(more.interrupted && more.pictures < 47);
  }));

Deno.test("add() draws banners, tells what a dry run would add, and is stopped by its signal", () =>
  withFolder(async (folder) => {
    const input = {
      ...{ source: "figlet", names: ["cat", "dog"], fonts: "standard,big", workers: 1 },
      data: join(folder, "corpus.db"),
    };
    assert.equal((await add({ ...input, dryRun: true }, quietly)).added, 4);
    const stopped = await add(input, aborted);
    assert.deepEqual([stopped.added, stopped.interrupted], [0, true]);
    assert.equal((await add(input, quietly)).added, 4);
    await assert.rejects(add({ ...input, label: ["pet"] }, quietly), {
      kind: "usage",
      message: /^--label, /,
    });
    await assert.rejects(add({ ...input, fontsPerWord: 0 }, quietly), {
      kind: "usage",
      message: /^--fonts-per-word 0 is not a whole number from 1 up$/,
    });
  }));

Deno.test("show(), search() and stats() tell of a corpus, and refuse what is not there", () =>
  withTiny(async (data) => {
    const pieces = await show({ data, label: "Cat", limit: 2 });
    assert.deepEqual(pieces.map(({ label, style }) => [label, style]), [["cat", "line"], ["cat", "line"]]);
    assert.equal((await show({ data, label: "animal" })).length, 4);
    assert.equal((await search({ data, query: "tre" })).length, 5);
    await assert.rejects(show({ data, label: "cat", style: "solid" }), {
      kind: "input",
      message: `no solid for "cat" in ${data}; "data stats" lists labels`,
    });
    await assert.rejects(search({ data, query: "cat", limit: 0 }), {
      kind: "usage",
      message: /^--limit 0 is not/,
    });
    await assert.rejects(stats({ data: `${data}.none` }), { kind: "corpus", message: /no corpus at/ });
    const { pictures, styles, splits, digest } = await stats({ data });
    using db = openCorpus(data);
    assert.deepEqual([pictures, digest], [20, corpusDigest(db)]);
    assert.deepEqual([styles["line"]!.pictures, splits["train"]!.pictures], [10, 12]);
    assert.ok((await distinct({ data })).words > 100);
  }));

Deno.test("exportData() writes what dataLines() hands on, and no file where it is stopped", () =>
  withTiny(async (data, folder) => {
    const output = join(folder, "pieces.jsonl");
    await assert.rejects(exportData({ data, output }, aborted), { name: "AbortError" });
    assert.ok([...Deno.readDirSync(folder)].every(({ name }) => name.startsWith("corpus.db")));
    const count = await exportData({ data, output, split: "test" }, quietly);
    let lines = "";
    await dataLines({ data, split: "test" }, (some) => lines += some);
    assert.equal(await Deno.readTextFile(output), lines);
    assert.equal(lines.trimEnd().split("\n").length, count);
  }));

Deno.test("report() writes a page, review() has nothing where nothing was found", () =>
  withTiny(async (data, folder) => {
    const output = join(folder, "page.html");
    assert.deepEqual(await report({ data, output, sample: 3 }, quietly), { output, pieces: 3 });
    assert.match(await Deno.readTextFile(output), /<\/html>\n$/);
    await assert.rejects(report({ data, output: join(folder, "b.html") }, aborted), { name: "AbortError" });
    await assert.rejects(review({ data }), { kind: "input", message: /nothing to review/ });
    await assert.rejects(review({ data, accepted: true, rejected: true }), {
      kind: "usage",
      message: /^--accepted does not go with --rejected/,
    });
  }));
