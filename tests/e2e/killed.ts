/**
 * Kills `ascii-gen data add` at random points until it has come through, and compares the corpus with that of an
 * undisturbed run. `deno run -A tests/e2e/killed.ts 50` does it with 50 kills.
 */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { random } from "../../src/base/random.ts";
import { corpusDigest } from "../../src/data/store/store.ts";
import { ROOT, run } from "./binary.ts";

const MARKS = "/\\|_-()'.oO#*^~=+<>";
/** A run is killed at most so long after it began, or after its first transaction, in milliseconds. */
const MAX_DELAY = 400;

/** Writes small pieces as JSON Lines; each tenth repeats an earlier one, each fifth nearly does. */
export async function writePieces(path: string, count: number, seed: number): Promise<void> {
  const { int } = random(seed);
  const pieces: string[] = [];
  for (let i = 0; i < count; i++) {
    const earlier = i > 10 ? pieces[int(i)]! : undefined;
    if (earlier !== undefined && i % 10 === 0) pieces.push(earlier);
    else if (earlier !== undefined && i % 5 === 0) pieces.push(`${earlier}%`);
    else {
      const row = () =>
        Array.from({ length: 9 }, () => int(3) === 0 ? MARKS[int(MARKS.length)] : " ").join("");
      pieces.push(`|${Array.from({ length: 5 }, row).join("|\n|")}|`);
    }
  }
  const lines = pieces.map((art, i) => JSON.stringify({ id: i, art, label: ["cat", "dog", "house"][i % 3] }));
  await Deno.writeTextFile(path, lines.join("\n") + "\n");
}

/** What a corpus holds, in a form that two of them can be compared by. */
function contentOf(path: string) {
  using db = new DatabaseSync(path);
  const all = (sql: string) => db.prepare(sql).all().map((row) => ({ ...row }));
  assert.deepEqual(all("PRAGMA integrity_check"), [{ integrity_check: "ok" }]);
  return {
    digest: corpusDigest(db),
    pictures: all("SELECT id, source_id, label, split, cluster FROM pictures ORDER BY id"),
    sightings: all("SELECT source_id, hex(sha256) AS art FROM sightings ORDER BY source_id"),
    rejections: all("SELECT source_id, check_name FROM rejections ORDER BY source_id"),
    labels: all("SELECT * FROM labels ORDER BY label"),
    found: all("SELECT count(*) AS n FROM search WHERE search MATCH 'cat'"),
  };
}

/** Kills runs until `kills` were hit while they wrote, then lets one finish. Returns how many pieces the corpus has. */
export async function survive(folder: string, kills: number, seed: number): Promise<number> {
  const pieces = join(folder, "pieces.jsonl");
  await writePieces(pieces, 200 * kills + 600, seed);
  const args = (
    data: string,
  ) => ["run", "-q", "-A", join(ROOT, "main.ts"), "data", "add", "records", pieces, "--data", data];
  const undisturbed = join(folder, "undisturbed.db"), disturbed = join(folder, "disturbed.db");
  const add = async (data: string) => {
    const { code, stderr } = await run(Deno.execPath(), args(data), { inherit: true });
    assert.equal(code, 0, stderr);
  };
  await add(undisturbed);
  const { int } = random(seed, 1);
  for (let kill = 0; kill < kills; kill++) {
    await killOnce(args(disturbed), disturbed, { progress: int(3) > 0, delay: int(MAX_DELAY) });
  }
  await add(disturbed);
  assert.deepEqual(contentOf(disturbed), contentOf(undisturbed));
  await add(disturbed);
  const { digest, pictures } = contentOf(disturbed);
  assert.equal(digest, contentOf(undisturbed).digest);
  return pictures.length;
}

/** Starts a run and kills it a while after it began, or after it has written something. */
async function killOnce(
  args: string[],
  data: string,
  when: { progress: boolean; delay: number },
): Promise<void> {
  const before = countOf(data);
  const child = new Deno.Command(Deno.execPath(), { args, stdin: "null", stdout: "null", stderr: "null" })
    .spawn();
  let ended = false;
  const status = child.status.then(() => ended = true);
  while (when.progress && !ended && countOf(data) === before) await sleep(5);
  await sleep(when.delay);
  if (!ended) child.kill("SIGKILL");
  await status;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Findings that a corpus has; 0 as long as it cannot be read. */
function countOf(path: string): number {
  try {
    using db = new DatabaseSync(path, { readOnly: true, timeout: 100 });
    const count = "SELECT (SELECT count(*) FROM sightings) + (SELECT count(*) FROM rejections) AS n";
    return Number(db.prepare(count).get()?.["n"]);
  } catch {
    return 0;
  }
}

if (import.meta.main) {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-kills-" });
  try {
    const kills = Number(Deno.args[0] ?? 50);
    console.log(`${kills} kills, ${await survive(folder, kills, 1)} pictures, the same as undisturbed`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
