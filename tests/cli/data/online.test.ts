import assert from "node:assert/strict";
import { join } from "node:path";
import { corpusDigest, openCorpus } from "../../../src/data/store/store.ts";
import { withFiles } from "../../data/sources/collect.ts";
import { asciiArtEuSite } from "../../data/sources/servers/asciiart_eu.ts";
import { huggingFaceSite, parquetFile, ranged } from "../../data/sources/servers/hugging_face.ts";
import { type LocalServer, serve } from "../../data/sources/servers/server.ts";
import { sixteenColorsSite } from "../../data/sources/servers/sixteen_colors.ts";
import { textfilesSite } from "../../data/sources/servers/textfiles.ts";
import { type Result, ROOT, run } from "../../e2e/binary.ts";

/** Rows with drawings that pass the checks, unlike the frames of the dataset's own. */
const DRAWINGS = [
  " /\\_/\\\n( o.o )\n > ^ <",
  "    /\\\n   /  \\\n  /    \\\n /______\\\n |  __  |\n | |  | |\n |_|__|_|",
  "  __/\\__\n /o     \\  /|\n<        >< |\n \\_v____/  \\|",
].map((ascii_art, i) => ({ ascii_art, label: i % 2, caption: ["cat", "house", "fish"][i]!, tokens: i }));

function drawingsSite(): LocalServer {
  const site = huggingFaceSite();
  site.pages.set(
    "/rows",
    () =>
      Response.json({
        features: ["ascii_art", "caption"].map((name) => ({ name, type: { dtype: "string" } })),
        rows: DRAWINGS.map((row, row_idx) => ({ row_idx, row, truncated_cells: [] })),
        num_rows_total: DRAWINGS.length,
      }),
  );
  return site;
}

/** Every online source: its site, its arguments, and how many pieces of the site are found and added. */
const SOURCES: [string, () => LocalServer, string[], { found: number; added: number }][] = [
  ["asciiart.eu", asciiArtEuSite, [], { found: 5, added: 3 }],
  ["16colo.rs", sixteenColorsSite, ["--years", "1996"], { found: 3, added: 3 }],
  ["textfiles.com", textfilesSite, [], { found: 6, added: 1 }],
  [
    "huggingface.co",
    drawingsSite,
    ["us/frames", "--split", "train", "--column", "labels=caption"],
    { found: 3, added: 3 },
  ],
];

const withFolder = (work: (folder: string) => Promise<void>) => withFiles({}, work);

/** Runs `data add` as a user does, into `folder`. */
function add(folder: string, ...args: string[]): Promise<Result> {
  const options = ["--delay", "0", "--cache", join(folder, "pages"), "--data", join(folder, "corpus.db")];
  const program = ["run", "-q", "-A", join(ROOT, "main.ts")];
  return run(Deno.execPath(), [...program, "data", "add", ...args, ...options, "--json"], {
    inherit: true,
    env: { NO_COLOR: "1" },
  });
}

const mirror = (site: LocalServer) => ["--base-url", site.url];

function digestOf(folder: string): string {
  using db = openCorpus(join(folder, "corpus.db"));
  return corpusDigest(db);
}

/** The count that a run reports; fails where it did not end well. */
function reported({ code, stdout, stderr }: Result): { found: number; added: number; seen: number } {
  assert.equal(code, 0, stderr);
  const { found, added, nearDuplicates, seen } = JSON.parse(stdout);
  return { found, added: added + nearDuplicates, seen };
}

for (const [source, open, args, { found, added }] of SOURCES) {
  Deno.test(`data add ${source} adds what a mirror has, and nothing the second time`, () =>
    withFolder(async (folder) => {
      await using site = open();
      const once = () => add(folder, source, ...args, ...mirror(site));
      assert.deepEqual(reported(await once()), { found, added, seen: 0 });
      const digest = digestOf(folder);
      assert.deepEqual(reported(await once()), { found, added: 0, seen: found });
      assert.equal(digestOf(folder), digest);
    }));
}

Deno.test("data add --dry-run counts what a mirror has and writes no corpus", () =>
  withFolder(async (folder) => {
    await using site = asciiArtEuSite();
    const result = await add(folder, "asciiart.eu", "animals/cats", ...mirror(site), "--dry-run");
    assert.deepEqual(reported(result), { found: 2, added: 1, seen: 0 });
    await assert.rejects(Deno.stat(join(folder, "corpus.db")), Deno.errors.NotFound);
  }));

Deno.test("data add reads a Parquet file from a host that the user names", () =>
  withFolder(async (folder) => {
    await using site = serve({ "/drawings.parquet": ranged(parquetFile(DRAWINGS)) });
    const result = await add(folder, "huggingface.co", `${site.url}/drawings.parquet`, "--max-items", "2");
    assert.deepEqual(reported(result), { found: 2, added: 2, seen: 0 });
    using db = openCorpus(join(folder, "corpus.db"));
    const licences = db.prepare("SELECT DISTINCT licence FROM sightings").all();
    assert.deepEqual(licences.map(({ licence }) => licence), ["not stated"]);
  }));

const failure = () => new Response("", { status: 500 });

Deno.test("data add gets through a server that fails for a while", () =>
  withFolder(async (folder) => {
    await using site = drawingsSite();
    const splits = String(site.pages.get("/splits"));
    site.pages.set("/splits", (_, times) => times < 3 ? failure() : new Response(splits));
    const result = await add(folder, "huggingface.co", "us/frames", "--split", "train", ...mirror(site));
    assert.deepEqual([reported(result).added, result.stderr], [3, ""]);
  }));

Deno.test("data add ends with one line when a server fails for good, and a later run adds the rest", () =>
  withFolder(async (folder) => {
    {
      await using site = asciiArtEuSite();
      const working = ["/gallery", "/animals", "/animals/cats"];
      for (const path of site.pages.keys()) if (!working.includes(path)) site.pages.set(path, failure);
      const { code, stdout, stderr } = await add(folder, "asciiart.eu", ...mirror(site));
      assert.deepEqual([code, stdout], [7, ""]);
      const lines = stderr.trim().split("\n");
      assert.match(
        lines.at(-1)!,
        /^ascii-gen: 127\.0\.0\.1:\d+ is given up after 4 failed requests in a row/,
      );
      for (const line of lines.slice(0, -1)) assert.match(line, /^[\w/-]+: .*the server answers 500/);
    }
    await using site = asciiArtEuSite();
    assert.deepEqual(reported(await add(folder, "asciiart.eu", ...mirror(site))), {
      ...{ found: 5, added: 2, seen: 2 },
    });
  }));

Deno.test("data add asks for nothing when a site's robots.txt cannot be had", () =>
  withFolder(async (folder) => {
    await using site = textfilesSite();
    site.pages.set("/robots.txt", failure);
    const { code, stdout, stderr } = await add(folder, "textfiles.com", ...mirror(site));
    assert.deepEqual([code, stdout, stderr.trim().split("\n").length], [7, "", 1], stderr);
    assert.match(stderr, /^ascii-gen: .*robots\.txt/);
    assert.deepEqual(site.requests, []);
  }));
