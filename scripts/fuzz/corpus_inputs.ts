/** Inputs for `data add`: small honest files of every kind that it reads, spoiled by a seeded mutator. */
import { Buffer } from "node:buffer";
import { parquetWriteBuffer } from "hyparquet-writer";
import { type Random, random } from "../../src/base/random.ts";
import { pick } from "./mutate.ts";

/** One call of `data add`. */
export interface CorpusInput {
  kind: string;
  /** Name of the file that is written. */
  file: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Arguments after `data add`; "FILE" stands for the file's path, "CORPUS" for that of the corpus. */
  args: string[];
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const CAT = "  /\\_/\\\n ( o.o )\n  > ^ <\n /     \\\n(_)---(_)";
const HOUSE = "    /\\\n   /  \\\n  /____\\\n  |  _ |\n  |_|_||";
const FRAME = "╭────────╮\n│ ▄    ▄ │\n│   漢   │\n╰────────╯";
const ARTS = [CAT, HOUSE, FRAME];
const COLOURED = FRAME.split("\n").map((line) => `\x1b[38;2;9;200;30m${line}\x1b[0m`).join("\n");
const COW =
  "$x = \"\\e[48;5;231m  \";\n$eyes = '..' unless ($eyes);\n$the_cow = <<EOC;\n  $thoughts\n ($eyes)$x\\N{U+2584}\n /|\\\\ \\x{6f}\nEOC\n$the_cow .= q{ /\\\\ };\n";
const FONT = [
  "flf2a$ 3 2 8 -1 1",
  "a font of three lines",
  ...Array.from({ length: 95 }, (_, i) => [` ${String.fromCharCode(32 + i)}|@`, " -+@", " ==@@"]).flat(),
].join("\n");

/** Pieces of text that have broken readers before. */
const NASTY = [
  ...[
    "\x1b[1J",
    "\x1b[2J",
    "\x1b[999999999;999999999H",
    "\x1b[38:2::0:0:0m",
    "\x1b]0;title",
    "\x1bP",
    "\x1b_",
    "\x1b(0",
  ],
  ...[
    "\x9b31m",
    "\0",
    "\x1a",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ufffd",
    "\u202e",
    "\u200d",
    "e\u0301",
    "漢",
    "👩‍👩‍👧",
  ],
  ...[
    '"',
    "'",
    "\\",
    "{",
    "[",
    "]",
    "}",
    ",",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "$",
    "@{",
    "<<EOC",
    "q{",
    "&amp;",
    "&#1114112;",
  ],
  ...["\b", "a-", "by ", "__proto__", "constructor", "NaN", "-1", "1e999", "SAUCE00", "COMNT"],
];

const records = (): Record<string, unknown>[] => [
  { id: 1, art: CAT, labels: ["cat"], title: "a cat", author: "me" },
  { id: 2, art: HOUSE, labels: "house, home", title: "house\x1b[31m" },
  { id: 3, art: COLOURED, label: 0, nested: [[["x"]]] },
];
const csv = (separator: string): string =>
  ["art", "label"].join(separator) + "\n" +
  ARTS.map((art) => `"${art.replaceAll('"', '""')}"${separator}cat\n`).join("");

function parquet(chance: Random): Uint8Array<ArrayBuffer> {
  const features = {
    label: { feature: { names: ["cat", "house"], _type: "ClassLabel" }, _type: "Sequence" },
  };
  return new Uint8Array(parquetWriteBuffer({
    columnData: [
      { name: "text", data: Array.from({ length: 12 }, () => pick(chance, ARTS)), type: "STRING" },
      { name: "label", data: Array.from({ length: 12 }, (_, i) => BigInt(i % 3)), type: "INT64" },
    ],
    rowGroupSize: 5,
    kvMetadata: [{ key: "huggingface", value: JSON.stringify({ info: { features } }) }],
  }));
}

const utf16 = (text: string) =>
  new Uint8Array(Uint16Array.from("\ufeff" + text, (c) => c.charCodeAt(0)).buffer);
const file = ["FILE", "--data", "CORPUS"];

/** Honest inputs by kind, before they are spoiled. */
const KINDS: ((chance: Random) => CorpusInput)[] = [
  (chance) => ({
    kind: "text",
    file: "a cat.txt",
    bytes: bytesOf(pick(chance, ARTS)),
    args: ["files", ...file],
  }),
  (chance) => ({
    kind: "collection",
    file: "pets.txt",
    bytes: bytesOf(ARTS.map((art) => `dog\n\n${art}\n`).join(pick(chance, ["\n\n", "%\n", "----------\n"]))),
    args: ["collections", ...file],
  }),
  () => ({ kind: "ansi", file: "c.ans", bytes: bytesOf(COLOURED), args: ["files", ...file] }),
  () => ({ kind: "ansi", file: "w.ans", bytes: utf16(COLOURED), args: ["files", ...file] }),
  () => ({
    kind: "ansi",
    file: "pc.ans",
    bytes: Uint8Array.from(
      "\x1b[2J\x1b[1;33;44m\xda\xc4\xbf\x1b[5C\xdb\xdc\r\n\xc0\xc4\xd9",
      (c) => c.charCodeAt(0),
    ),
    args: ["files", ...file],
  }),
  () => ({
    kind: "json",
    file: "p.json",
    bytes: bytesOf(JSON.stringify(records(), null, 1)),
    args: ["records", ...file],
  }),
  () => ({
    kind: "jsonl",
    file: "train.jsonl",
    bytes: bytesOf(records().map((row) => JSON.stringify(row)).join("\n")),
    args: ["records", ...file],
  }),
  () => ({ kind: "csv", file: "p.csv", bytes: bytesOf(csv(",")), args: ["records", ...file] }),
  () => ({ kind: "tsv", file: "p.tsv", bytes: bytesOf(csv("\t")), args: ["records", ...file] }),
  (chance) => ({
    kind: "parquet",
    file: "p.parquet",
    bytes: parquet(chance),
    args: ["huggingface.co", ...file],
  }),
  () => ({ kind: "cow", file: "cat.cow", bytes: bytesOf(COW), args: ["cowsay", ...file] }),
  () => ({ kind: "font", file: "three.flf", bytes: bytesOf(FONT), args: ["collections", ...file] }),
  () => ({
    kind: "words",
    file: "words.txt",
    bytes: bytesOf("cat\nhouse\n"),
    args: ["figlet", "--words", "FILE", "--fonts", "standard,banner", "--workers", "1", "--data", "CORPUS"],
  }),
  () => ({
    kind: "labels",
    file: "labels.yaml",
    bytes: bytesOf("cat.cow: [tiger, cat]\nhouse: &a castle\nb: *a\n"),
    args: ["cowsay", "--labels", "FILE", "--max-items", "3", "--data", "CORPUS"],
  }),
  () => ({
    kind: "database",
    file: "c.db",
    bytes: bytesOf("SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20\0\0\0\x01\0\0\0\x02" + "\0".repeat(4072)),
    args: ["cowsay", "--max-items", "3", "--data", "FILE"],
  }),
];

/** So many inputs, each kind in turn, from one seed. */
export function* corpusInputs(seed: number, count: number): Generator<CorpusInput> {
  const chance = random(seed);
  for (let i = 0; i < count; i++) {
    const input = KINDS[i % KINDS.length]!(chance);
    yield { ...input, bytes: spoil(input.bytes, chance) };
  }
}

/** Bytes after one to six mutations; one in ten stays as it is. */
function spoil(bytes: Uint8Array<ArrayBuffer>, chance: Random): Uint8Array<ArrayBuffer> {
  if (chance.next() < 0.1) return bytes;
  for (let times = 1 + chance.int(6); times > 0; times--) bytes = mutate(bytes, chance);
  return bytes;
}

function mutate(bytes: Uint8Array<ArrayBuffer>, chance: Random): Uint8Array<ArrayBuffer> {
  const at = chance.int(bytes.length + 1);
  const length = Math.floor(chance.next() ** 3 * Math.min(bytes.length - at, 400));
  const insert = (added: Uint8Array, over = 0) =>
    new Uint8Array(Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + over)]));
  switch (chance.int(8)) {
    case 0:
      return bytes.with(Math.min(at, bytes.length - 1), chance.int(256));
    case 1:
      return bytes.with(
        Math.min(at, bytes.length - 1),
        (bytes[Math.min(at, bytes.length - 1)]! ^ 1 << chance.int(8)) & 255,
      );
    case 2:
      return bytes.slice(0, Math.max(1, at));
    case 3:
      return insert(new Uint8Array(), length);
    case 4:
      return insert(bytes.slice(at, at + length));
    case 5:
      return insert(bytesOf(pick(chance, NASTY).repeat(1 + Math.floor(chance.next() ** 8 * 20_000))));
    case 6:
      return insert(
        Uint8Array.from({ length: chance.int(16) }, () => chance.int(256)),
        length,
      );
    default:
      return insert(bytesOf(pick(chance, NASTY)), length);
  }
}
