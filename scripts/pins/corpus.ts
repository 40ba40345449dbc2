/** Probes of a small corpus: what it holds, read with SQL, and what the commands tell of it. */
import { join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { type Checkout, once, run, succeed } from "./checkout.ts";
import { type Parts, type Probe, spoken } from "./parts.ts";

export const CORPUS = "corpus.db";
/** Drawn art of icon sets. */
const PICTURES = 200;

/** Tables that are made from others, in a form of their own: of the full-text search, and what training keeps. */
const DERIVED = /^(search|training_index|sqlite_)/;

const FOUND = [
  ` /\\_/\\\n( o.o )\n > ^ <\n/|   |\\\n(_|_|_)`,
  `    __\n___( o)>\n\\ <_. )\n \`---'`,
  `   /\\\n  /  \\\n /____\\\n |    |\n | [] |\n |____|`,
];

const ADDED = [
  "add cowsay --max-items 12",
  "add figlet cat dog house --fonts-per-word 2 --seed 3",
  "add files found --label house --licence CC0-1.0 --attribution nobody",
];

/** A corpus of icons drawn here, and of cows, banners and text files. */
export function makeCorpus(of: Checkout): Promise<void> {
  return once(of, CORPUS, async () => {
    await Deno.mkdir(join(of.folder, "found"));
    for (const [i, art] of FOUND.entries()) {
      await Deno.writeTextFile(join(of.folder, "found", `${i}.txt`), `${art}\n`);
    }
    await succeed(of, ["data", "--data", CORPUS, "--limit", `${PICTURES}`, "--seed", "5"]);
    for (const line of ADDED) await succeed(of, ["data", ...line.split(" "), "--data", CORPUS]);
  });
}

/** Commands that read it. */
const READING = [
  "stats --json",
  "stats --distinct",
  "show cat --limit 3",
  "search house --json",
  "export --split validation",
  "review --json --sample 3",
];

export function corpus(): Probe[] {
  return [
    {
      name: "tables",
      async take(of) {
        await makeCorpus(of);
        return contentOf(join(of.folder, CORPUS));
      },
    },
    ...READING.map((line) => reading(line, CORPUS, makeCorpus)),
  ];
}

/** What a `data` command prints of a corpus. */
export function reading(line: string, path: string, make: (of: Checkout) => Promise<void>): Probe {
  return {
    name: `data ${line}`,
    async take(of) {
      await make(of);
      const outcome = await run(of, ["data", ...line.split(" "), "--data", path]);
      if (outcome.code !== 0) throw new Error(`exit code ${outcome.code}: ${outcome.stderr.trim()}`);
      return spoken(of, outcome);
    },
  };
}

/** Schema and rows of a corpus, a part a table. */
export function contentOf(path: string): Parts {
  using db = new DatabaseSync(path, { readOnly: true });
  const schema = db.prepare("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    .all();
  const version = db.prepare("PRAGMA user_version").get()?.["user_version"];
  const parts: Parts = { schema: [`version ${version}`, ...schema.map(({ sql }) => `${sql}`)].join("\n") };
  for (const { name, type } of schema) {
    if (type !== "table" || DERIVED.test(`${name}`)) continue;
    const rows = db.prepare(`SELECT * FROM "${name}"`).all().map((row) =>
      Object.entries(row).map(([column, value]) => `${column}=${show(value)}`).join(" ")
    );
    // Rows have keys that can be sorted by: the order on disk is nobody's business.
    parts[`${name}`] = `${rows.length} rows\n${rows.sort().join("\n")}`;
  }
  return parts;
}

const show = (value: SQLOutputValue | undefined) =>
  value instanceof Uint8Array
    ? value.toHex()
    : JSON.stringify(value, (_, v) => typeof v === "bigint" ? `${v}` : v);
