import assert from "node:assert/strict";
import { join } from "node:path";
import { command } from "../../../src/cli/data.ts";
import { corpusDigest, openCorpus } from "../../../src/data/store/store.ts";
import { UserError } from "../../../src/base/errors.ts";

const CAT =
  "    /\\_____/\\\n   /  o   o  \\\n  ( ==  ^  == )\n   )         (\n  (           )\n ( (  )   (  ) )";
const HOUSE = "    /\\\n   /  \\\n  /    \\\n /______\\\n |  __  |\n | |  | |\n |_|__|_|";
const COW =
  "$the_cow = <<EOC;\n  $thoughts\n   $thoughts  ^__^\n     /($eyes)\\\\__\n     \\\\(__)   )\\\\\n      || ||\nEOC\n";

const FILES = {
  "files/cat.txt": CAT,
  "files/buildings/house.asc": HOUSE,
  "collections/both.txt": `Cat\n\n${CAT}\n\n\n\nHouse\n\n${HOUSE}\n`,
  "pieces.jsonl": [CAT, HOUSE].map((art) => JSON.stringify({ art, label: "cat" })).join("\n"),
  "pieces.csv": `art,label\n"${CAT}",cat\n"${HOUSE}",house\n`,
  "cows/cow.cow": COW,
};

/** Local sources with their arguments; each has at least one piece. */
const LOCAL = [
  ["files", "files"],
  ["collections", "collections"],
  ["records", "pieces.jsonl"],
  ["records", "pieces.csv"],
  ["cowsay", "cows"],
] as const;

async function withFiles(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-test-" });
  try {
    for (const [name, text] of Object.entries(FILES)) {
      await Deno.mkdir(join(folder, name, ".."), { recursive: true });
      await Deno.writeTextFile(join(folder, name), text);
    }
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs `data` with these arguments; returns what it printed. */
async function data(...args: string[]): Promise<string> {
  const chunks: Uint8Array[] = [];
  const writeSync = Deno.stdout.writeSync;
  Deno.stdout.writeSync = (bytes) => chunks.push(bytes.slice()) && bytes.length;
  try {
    await command().exitOverride().parseAsync(args, { from: "user" });
  } finally {
    Deno.stdout.writeSync = writeSync;
  }
  return await new Blob(chunks.map((chunk) => new Uint8Array(chunk))).text();
}

Deno.test("data add adds nothing the second time, from each local source", () =>
  withFiles(async (folder) => {
    for (const [i, [source, name]] of LOCAL.entries()) {
      const corpus = join(folder, `${i}.db`);
      const args = ["add", source, join(folder, name), "--data", corpus, "--json"];
      const first = JSON.parse(await data(...args));
      assert.ok(first.added > 0, `${source} ${name}: ${JSON.stringify(first)}`);
      const digest = () => {
        using db = openCorpus(corpus);
        return corpusDigest(db);
      };
      const before = digest();
      const second = JSON.parse(await data(...args));
      assert.deepEqual([second.found, second.seen, second.added], [first.found, first.found, 0], source);
      assert.equal(digest(), before);
    }
  }));

Deno.test("data add knows a piece again that another source shows, and keeps both sightings", () =>
  withFiles(async (folder) => {
    const corpus = join(folder, "corpus.db");
    await data("add", "files", join(folder, "files"), "--data", corpus);
    const report = await data(
      "add",
      "records",
      join(folder, "pieces.csv"),
      "--data",
      corpus,
      "--licence",
      "CC0-1.0",
    );
    assert.match(report, /2 found; 0 added, of them 0 near-duplicates; 2 seen before/);
    using db = openCorpus(corpus);
    const rows = db.prepare("SELECT source, licence FROM sightings ORDER BY source, source_id").all();
    assert.deepEqual(rows.map(({ source, licence }) => [source, licence]), [
      ...[["csv", "CC0-1.0"], ["csv", "CC0-1.0"], ["files", ""], ["files", ""]],
    ]);
  }));

Deno.test("data add reads every path that is named, and none if one is missing", () =>
  withFiles(async (folder) => {
    const corpus = join(folder, "corpus.db"),
      csv = join(folder, "pieces.csv"),
      json = join(folder, "pieces.jsonl");
    await assert.rejects(
      data("add", "records", csv, join(folder, "none.csv"), "--data", corpus),
      (error) =>
        error instanceof UserError && error.kind === "io" &&
        /none\.csv: there is no such file/.test(error.message),
    );
    await assert.rejects(Deno.stat(corpus), Deno.errors.NotFound);
    const report = JSON.parse(await data("add", "records", csv, json, "--data", corpus, "--json"));
    assert.deepEqual([report.found, report.added, report.seen], [4, 2, 2]);
    const limited = [
      "add",
      "files",
      join(folder, "files"),
      csv,
      "--data",
      join(folder, "b.db"),
      "--max-items",
      "2",
    ];
    assert.match(await data(...limited), /: 2 found; 2 added/);
  }));

Deno.test("data add --dry-run makes no file, --label and --labels name pieces", () =>
  withFiles(async (folder) => {
    const corpus = join(folder, "corpus.db");
    const args = ["add", "files", join(folder, "files"), "--data", corpus];
    assert.match(await data(...args, "--dry-run"), /dry run, nothing written\): 2 found; 2 added/);
    await assert.rejects(Deno.stat(corpus), Deno.errors.NotFound);
    const labels = join(folder, "labels.yaml");
    await Deno.writeTextFile(labels, "cat: [tiger]\nhouse: castle\n");
    await data(...args, "--labels", labels);
    using db = openCorpus(corpus);
    const found = db.prepare("SELECT label FROM pictures ORDER BY label").all();
    assert.deepEqual(found.map(({ label }) => label), ["castle", "tiger"]);
  }));

Deno.test("data add figlet draws words as banners once, beside those of data build", () =>
  withFiles(async (folder) => {
    const args = [
      "add",
      "figlet",
      "cat",
      "dog",
      "--fonts",
      "standard,big",
      "--data",
      join(folder, "c.db"),
      "--workers",
      "1",
    ];
    assert.match(await data(...args, "--dry-run"), /4 found; 4 added/);
    assert.match(await data(...args), /4 found; 4 added/);
    assert.match(await data(...args), /4 found; 0 added, of them 0 near-duplicates; 4 seen before/);
  }));

Deno.test("data add figlet names a letter that a font lacks, before anything is stored", () =>
  withFiles(async (folder) => {
    const corpus = join(folder, "c.db");
    const args = ["add", "figlet", "cat", "café", "--data", corpus, "--workers", "1"];
    await assert.rejects(
      data(...args, "--fonts", "doom"),
      /UserError: "café" cannot be written: the font Doom has no letter "é" \(U\+00E9\)$/,
    );
    await assert.rejects(Deno.stat(corpus), Deno.errors.NotFound);
    assert.match(await data(...args, "--dry-run"), /6 found; 6 added/);
  }));
