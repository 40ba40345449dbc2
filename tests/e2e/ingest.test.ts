/** `data add` and its like as a user meets them. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { EXIT_CODES } from "../../src/cli/errors.ts";
import { openCorpus } from "../../src/data/store/store.ts";
import { ROOT, run } from "./binary.ts";
import { survive, writePieces } from "./killed.ts";

const KILLS = 6;
const data = (...args: string[]) =>
  run(Deno.execPath(), ["run", "-q", "-A", join(ROOT, "main.ts"), "data", ...args], {
    inherit: true,
    env: { NO_COLOR: "1" },
  });

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-test-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("data add ends with the corpus of an undisturbed run when it was killed again and again", () =>
  withFolder(async (folder) => {
    assert.ok(await survive(folder, KILLS, 7) > 500);
  }));

Deno.test("data add stops cleanly with exit code 130 on Ctrl-C, and a second run completes it", () =>
  withFolder(async (folder) => {
    const pieces = join(folder, "pieces.jsonl"), corpus = join(folder, "corpus.db");
    await writePieces(pieces, 1500, 3);
    const args = [
      "run",
      "-q",
      "-A",
      join(ROOT, "main.ts"),
      "data",
      "add",
      "records",
      pieces,
      "--data",
      corpus,
    ];
    const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "null" }).spawn();
    while (!hasPieces(corpus)) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill("SIGINT");
    const { code, stdout } = await child.output();
    assert.equal(code, 130);
    assert.match(new TextDecoder().decode(stdout), /interrupted, run again to continue/);
    const { stdout: report } = await data("add", "records", pieces, "--data", corpus);
    assert.match(report, /1500 found/);
  }));

function hasPieces(path: string): boolean {
  try {
    using db = new DatabaseSync(path, { readOnly: true });
    return db.prepare("SELECT 1 FROM sightings LIMIT 1").get() !== undefined;
  } catch {
    return false;
  }
}

Deno.test("data add says in one line what is wrong with the corpus, and loses nothing of it", () =>
  withFolder(async (folder) => {
    const pieces = join(folder, "pieces.jsonl"), corpus = join(folder, "corpus.db");
    await writePieces(pieces, 20, 4);
    const fails = async (path: string, code: number, pattern: RegExp) => {
      const result = await data("add", "records", pieces, "--data", path);
      assert.match(result.stderr, pattern);
      assert.equal(result.stderr.trim().split("\n").length, 1, result.stderr);
      assert.equal(result.code, code);
      assert.equal(result.stdout, "");
    };
    const damaged = join(folder, "damaged.db");
    await Deno.writeTextFile(damaged, "no database ".repeat(1000));
    await fails(damaged, EXIT_CODES.corpus, /damaged\.db is damaged/);
    assert.match(await Deno.readTextFile(damaged), /^no database/);

    openCorpus(corpus).close();
    using other = new DatabaseSync(corpus);
    other.exec("BEGIN EXCLUSIVE");
    await fails(corpus, EXIT_CODES.corpus, /corpus\.db is in use by another process/);
    other.exec("ROLLBACK; PRAGMA user_version = 99");
    await fails(corpus, EXIT_CODES.corpus, /schema version 99/);
  }));
