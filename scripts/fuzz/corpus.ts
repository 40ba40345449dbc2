/** Text art, records, tables, cow files and foreign databases, sound and spoilt, for `data add`. */
import { parquetWriteBuffer } from "hyparquet-writer";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Random, random } from "../../src/random.ts";
import { deepJson, HOSTILE, mutateBytes, mutateJson, pick } from "./mutate.ts";
import type { Case, Kind } from "./run.ts";

const FISH = "  /\\_/\\\n ( o.o )\n  > ^ <\n /|   |\\\n(_|   |_)";
/** A line that never ends and a record that fills memory, in bytes; a terminal's sequences, so many times. */
const HUGE = 1 << 27, SEQUENCES = 40_000;

const bytesOf = (text: string) => new TextEncoder().encode(text);
const art = (rng: Random) =>
  `${FISH}\n${pick(rng, ["", HOSTILE, "猫 é ▀▄", "\x1b[31m@@\x1b[0m", "\t| |\n"])}`;

/** What a file is called, what it holds, and how it is added. */
interface Input {
  file: string;
  bytes: Uint8Array;
  source: string;
  flags?: string[];
}

const record = (rng: Random) => ({
  ...{ art: art(rng), title: pick(rng, ["cat", HOSTILE]), label: "cat", author: "Jo" },
  ...{ licence: pick(rng, ["CC0-1.0", HOSTILE]), url: "https://example.org/" },
});

const MAKERS: Readonly<Record<string, (rng: Random) => Input>> = {
  text: (rng) => ({ file: "cat.txt", bytes: bytesOf(art(rng)), source: pick(rng, ["files", "collections"]) }),
  ansi: (rng) => {
    const sequence = pick(rng, [
      "\x1b[1J",
      "\x1b[99999C",
      "\x1b[99999B#",
      "\x1b[65535;65535H#",
      "\x1b]0;",
      "\x1bP",
      "\x1b[?7l",
    ]);
    return {
      file: "cat.ans",
      bytes: bytesOf(`\x1b[32m${FISH}\x1b[0m${sequence.repeat(SEQUENCES)}`),
      source: "files",
    };
  },
  "text in UTF-16": (rng) => {
    const units = Uint16Array.from(`\ufeff${art(rng)}`, (character) => character.charCodeAt(0));
    return { file: "cat.txt", bytes: new Uint8Array(units.buffer), source: "files" };
  },
  "JSON lines": (rng) => {
    const lines = [record(rng), mutateJson(rng, record(rng)), record(rng)].map((value) =>
      JSON.stringify(value)
    );
    if (rng.int(4) === 0) lines.push(deepJson(50_000));
    return { file: "cats.jsonl", bytes: bytesOf(lines.join("\n")), source: "records" };
  },
  "a JSON array": (rng) => {
    const text = JSON.stringify(mutateJson(rng, [record(rng), record(rng)]));
    return { file: "cats.json", bytes: bytesOf(text), source: "records" };
  },
  CSV: (rng) => {
    const row = Object.values(record(rng)).map((value) => `"${value.replaceAll('"', '""')}"`).join(",");
    return {
      file: "cats.csv",
      bytes: bytesOf(`art,title,label,author,licence,url\n${row}\n"open`),
      source: "records",
    };
  },
  "an endless line": (rng) => {
    const bytes = new Uint8Array(HUGE).fill(pick(rng, [32, 65, 91, 34]));
    const [file, source] = pick(rng, [["cat.txt", "files"], ["cats.jsonl", "records"], [
      "cats.csv",
      "records",
    ]]);
    return { file: file!, bytes, source: source! };
  },
  Parquet: (rng) => {
    const records = [record(rng), record(rng)];
    const columnData = (["art", "title", "label"] as const).map((name) => ({
      name,
      data: records.map((row) => row[name]),
    }));
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData }));
    return { file: "cats.parquet", bytes, source: "huggingface.co" };
  },
  cow: (rng) => {
    const line = pick(rng, [
      '$eyes = "${HOSTILE}";',
      "$x = `touch owned`;",
      'system("touch owned");',
      "@{[ 1 ]}",
      "$thoughts",
    ]);
    return {
      file: "cat.cow",
      bytes: bytesOf(`${line}\n$the_cow = <<EOC;\n${art(rng)}\nEOC\n`),
      source: "cowsay",
    };
  },
  labels: (rng) => ({
    ...{
      file: "labels.yaml",
      bytes: bytesOf(pick(rng, [deepJson(2000), "a: &a [*a, *a]", `"${HOSTILE}": cat`])),
    },
    ...{ source: "files", flags: ["--labels", "labels.yaml"] },
  }),
};

/** Other things than a file. */
const STRANGERS: Readonly<Record<string, (path: string) => void>> = {
  "a pipe": (path) => void new Deno.Command("mkfifo", { args: [path] }).outputSync(),
  "a device": (path) => Deno.symlinkSync("/dev/zero", path),
  "a link to itself": (path) => Deno.symlinkSync(path, path),
  "a file of the system": (path) => Deno.symlinkSync("/proc/self/mem", path),
};

/** A corpus that is none of ours. */
function foreignDatabase(rng: Random, path: string): void {
  if (rng.int(2) === 0) return Deno.writeFileSync(path, mutateBytes(rng, new Uint8Array(4096), 9));
  using db = new DatabaseSync(path);
  db.exec(
    "CREATE TABLE pictures (id INTEGER, art BLOB); CREATE VIEW corpus AS SELECT 1; PRAGMA user_version = 4",
  );
}

/** Inputs of `data add`, which the source tree alone has. */
export const corpus: Kind = {
  count: 100,
  codes: [0, 2, 3, 5, 7],
  async make(seed, folder): Promise<Case> {
    const rng = random(seed);
    const kind = pick(rng, Object.keys(MAKERS));
    const { file, bytes, source, flags = [] } = MAKERS[kind]!(rng);
    const path = join(folder, file);
    const how = pick(rng, ["sound", "spoilt", "spoilt", "spoilt", "stranger", "database"]);
    const [stranger, put] = pick(rng, Object.entries(STRANGERS));
    if (how === "stranger") put(path);
    else {await Deno.writeFile(
        path,
        how === "spoilt" && bytes.length < 1 << 17 ? mutateBytes(rng, bytes, 4) : bytes,
      );}
    if (how === "database") foreignDatabase(rng, join(folder, "corpus.db"));
    const what = how === "stranger" ? stranger : how === "database" ? "into a foreign database" : how;
    return {
      name: `${kind}: ${what}`,
      args: ["data", "add", source, file, ...flags, "--label", "cat", "--data", "corpus.db"],
      inSource: true,
    };
  },
};
