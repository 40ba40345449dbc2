import type { Finding } from "../../../src/data/found/finding.ts";
import type { CheckName } from "../../../src/data/quality/assess.ts";
import type { RepairName } from "../../../src/data/quality/options.ts";
import { renderBanner } from "../../../src/data/sources/figlet.ts";
import { type Random, random } from "../../../src/base/random.ts";
import { DRAWINGS } from "./drawings.ts";

/** A finding with its right answer. */
export interface Item {
  finding: Finding;
  /** The check that must refuse it; undefined for art. */
  check?: CheckName;
  /** The repair that it needs, and the art after it. */
  repair?: RepairName;
  art?: string;
  author?: string;
  label?: string;
  banner?: true;
}

const finding = (art: string, title = ""): Finding => ({
  source: "made",
  sourceId: "0",
  art,
  title,
  labels: [],
  author: "",
  url: "",
  licence: "CC0-1.0",
  attribution: "nobody",
});
const pick = <T>(rng: Random, items: readonly T[]): T => items[rng.int(items.length)]!;
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const NOUNS =
  "river garden window teacher morning letter market winter story kitchen bridge sailor candle village".split(
    " ",
  );
const VERBS = "found carried remembered painted followed opened watched answered forgot crossed".split(" ");
const ADJECTIVES = "old quiet green little strange heavy golden empty narrow gentle".split(" ");
const IDENTIFIERS = "total index buffer result count offset value node user width".split(" ");

const clause = (rng: Random) =>
  `the ${pick(rng, ADJECTIVES)} ${pick(rng, NOUNS)} ${pick(rng, VERBS)} a ${pick(rng, NOUNS)}`;
const sentence = (rng: Random) => {
  const text = `${clause(rng)}${rng.int(2) ? `, and ${clause(rng)}` : ""}.`;
  return text[0]!.toUpperCase() + text.slice(1);
};

function prose(rng: Random): string {
  const words = times(3 + rng.int(6), () => sentence(rng)).join(" ").split(" ");
  const lines = [""];
  for (const word of words) {
    if (lines.at(-1)!.length + word.length > 60) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines.join("\n");
}

const verse = (rng: Random) =>
  times(8, (i) => i === 4 ? "" : `${rng.int(2) ? "    " : ""}Oh ${clause(rng)}${rng.int(3) ? "," : "!"}`)
    .join("\n");

const mail = (rng: Random) =>
  `From: ${pick(rng, NOUNS)}@example.org\nTo: all@example.org\nSubject: ${clause(rng)}\n` +
  `Date: Mon, ${1 + rng.int(28)} Jan 1996 10:00:00\n\n${pick(rng, DRAWINGS).art}`;

const CODE: ((rng: Random) => string)[] = [
  (rng) => {
    const [a, b] = [pick(rng, IDENTIFIERS), pick(rng, IDENTIFIERS)];
    return `int ${a}_of(int ${b}) {\n    int ${a} = 0;\n    for (int i = 0; i < ${b}; i++) {\n` +
      `        ${a} += i * ${rng.int(9)};\n    }\n    return ${a};\n}`;
  },
  (rng) => {
    const a = pick(rng, IDENTIFIERS);
    return `def ${a}(items):\n    """Return the ${a}."""\n    ${a} = []\n    for item in items:\n` +
      `        if item > ${rng.int(99)}:\n            ${a}.append(item)\n    return ${a}`;
  },
  (rng) => {
    const a = pick(rng, IDENTIFIERS);
    return `<ul class="${a}">\n  <li><a href="/${a}">${a}</a></li>\n  <li>${rng.int(99)}</li>\n</ul>\n<p>${
      clause(rng)
    }</p>`;
  },
  (rng) =>
    `{\n${
      times(5, (i) => `  "${pick(rng, IDENTIFIERS)}${i}": ${rng.int(999)},`).join("\n")
    }\n  "last": true\n}`,
  (rng) =>
    `@@ -${rng.int(90)},4 +${rng.int(90)},5 @@\n ${pick(rng, IDENTIFIERS)} = 1\n-${
      pick(rng, IDENTIFIERS)
    } = 2\n` +
    `+${pick(rng, IDENTIFIERS)} = 3\n+print(${pick(rng, IDENTIFIERS)})\n return`,
  (rng) =>
    times(
      6,
      (i) =>
        `2024-03-0${1 + i} 12:0${i}:17 ${pick(rng, ["INFO", "WARN", "ERROR"])} ${pick(rng, NOUNS)} ${
          pick(rng, VERBS)
        }`,
    )
      .join("\n"),
  (rng) =>
    `| name | count |\n|------|-------|\n${
      times(5, () => `| ${pick(rng, NOUNS)} | ${rng.int(500)} |`).join("\n")
    }`,
  (rng) =>
    times(
      6,
      () => `${pick(rng, NOUNS).padEnd(12)}${String(rng.int(5000)).padStart(6)}   ${pick(rng, ADJECTIVES)}`,
    ).join("\n"),
  (rng) =>
    times(6, () => `${pick(rng, NOUNS)},${rng.int(900)},${pick(rng, ADJECTIVES)},${rng.int(90)}`).join("\n"),
];

const noise = (rng: Random) =>
  times(12, () => times(40, () => String.fromCharCode(33 + rng.int(94))).join("")).join("\n");

function framed(art: string): string {
  const lines = art.split("\n"), width = Math.max(...lines.map((line) => line.length));
  return [
    `┌${"─".repeat(width)}┐`,
    ...lines.map((line) => `│${line.padEnd(width)}│`),
    `└${"─".repeat(width)}┘`,
  ].join("\n");
}

const plainFrame = (art: string) =>
  framed(art).replace(/[┌┐└┘]/g, "+").replaceAll("─", "-").replaceAll("│", "|");

/** UTF-8 bytes read as another encoding. */
function misread(text: string, encoding: "latin1" | "windows-1252" | "cp437"): string {
  const bytes = new TextEncoder().encode(text);
  if (encoding === "latin1") return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  if (encoding === "windows-1252") return new TextDecoder(encoding).decode(bytes);
  const high = new Map([[0xe2, "Γ"], [0x94, "ö"], [0x80, "Ç"], [0x82, "é"], [0x8c, "î"], [0x90, "É"], [
    0x98,
    "ÿ",
  ]]);
  return Array.from(bytes, (byte) => high.get(byte) ?? String.fromCharCode(byte)).join("");
}

const SIGNATURES: [mark: string, author: string][] = [
  ["jgs", "jgs"],
  ["hjw", "hjw"],
  ["-bug-", "bug"],
  ["ejm98", "ejm"],
  [
    "[nabs]",
    "nabs",
  ],
  ["fsc", "fsc"],
  ["dcr", "dcr"],
  ["Krgg", "Krgg"],
];
const FONTS = ["Standard", "Big", "Small", "Slant", "Doom", "Ogre", "Shadow", "Banner"];

/** Art and all that is none, each with its right answer, the same for the same seed. */
export async function mixedCorpus(seed: number): Promise<Item[]> {
  const rng = random(seed);
  const art = DRAWINGS.map(({ label, art }): Item => ({
    finding: finding(art, `A ${label}.txt`),
    art,
    label,
  }));
  const framedBy = (encoding: Parameters<typeof misread>[1]) =>
    DRAWINGS.slice(0, 6).map(({ art }): Item => {
      return { finding: finding(misread(framed(art), encoding)), repair: "mojibake", art: plainFrame(art) };
    });
  const repaired = (repair: RepairName, spoil: (art: string) => string, from: number, count: number) =>
    DRAWINGS.slice(from, from + count).map(({ art }): Item => ({
      finding: finding(spoil(art)),
      repair,
      art,
    }));
  const signed = DRAWINGS.map(({ art }, i): Item => {
    const [mark, author] = SIGNATURES[(i + seed) % SIGNATURES.length]!;
    const lines = art.split("\n"), width = Math.max(...lines.map((line) => line.length));
    const row = i % 3 === 0 ? lines.length : lines.length - 1;
    lines[row] = `${(lines[row] ?? "").padEnd(width + 3)}${mark}`;
    return { finding: finding(lines.join("\n")), repair: "signature", art, author };
  });
  const captioned = DRAWINGS.map(({ label, art }, i): Item => {
    const caption = pick(rng, [
      `My little ${label}`,
      `The ${label} of the ${pick(rng, NOUNS)}`,
      `A ${label}`,
    ]);
    const text = i % 2 === 0 ? `${art}\n\n   ${caption}` : `${caption}\n\n\n${art}`;
    return { finding: finding(text), repair: "caption", art, label };
  });
  const refused = (check: CheckName, count: number, make: (i: number) => string) =>
    times(count, (i): Item => ({ finding: finding(make(i)), check }));
  const banners = await Promise.all(times(24, async (i): Promise<Item> => {
    const text = i % 2 === 0 ? pick(rng, NOUNS).slice(0, 7) : pick(rng, IDENTIFIERS).toUpperCase();
    return {
      finding: finding((await renderBanner(text, FONTS[i % FONTS.length]!)).join("\n")),
      banner: true,
    };
  }));
  return [
    ...art,
    ...signed,
    ...captioned,
    ...framedBy("latin1"),
    ...framedBy("windows-1252"),
    ...framedBy("cp437"),
    ...repaired(
      "entities",
      (art) => art.replace(/[<>"&_]/g, (c) => `&#${c.charCodeAt(0)};`),
      0,
      8,
    ),
    ...repaired("tabs", (art) => art.split("\n").map((line) => `\t${line}`).join("\n"), 8, 8),
    ...repaired("lineEndings", (art) => `\ufeff${art.replaceAll("\n", "\r\n")}`, 16, 8),
    ...repaired(
      "ansi",
      (art) => `\x1b[2J\x1b[31m${art.replace(/ {3,}/g, (run) => `\x1b[${run.length}C`)}\x1b[0m`,
      4,
      8,
    ),
    ...repaired("spaces", (art) => art.replace(/^/gm, "\u00a0 "), 10, 6),
    ...DRAWINGS.filter(({ art }) => (art.match(/\\/g)?.length ?? 0) > 4 && !/\/\/|\\\\/.test(art)).map(
      ({ art }): Item => {
        return { finding: finding(art.replaceAll("\\", "\\\\")), repair: "escapes", art };
      },
    ),
    ...banners,
    ...refused("prose", 24, () => prose(rng)),
    ...refused("prose", 12, () => verse(rng)),
    ...refused("header", 12, () => mail(rng)),
    ...refused("code", 36, (i) => CODE[i % CODE.length]!(rng)),
    ...refused("entropy", 8, () => noise(rng)),
    ...refused(
      "collapsed",
      8,
      (i) => DRAWINGS[[1, 4, 8, 9, 10, 11, 18, 21][i]!]!.art.replace(/ +/g, " ").replace(/^ /gm, ""),
    ),
    ...refused("repetition", 6, (i) => times(8, () => "=-#*+~".charAt(i).repeat(40)).join("\n")),
    ...refused(
      "size",
      6,
      (i) =>
        i % 2 === 0 ? "x-o|".repeat(30) + "\n|" : times(60, (row) => "/".padStart(row % 9 + 1)).join("\n"),
    ),
    ...refused("size", 4, (i) => [" ", "o", "\n\n .\n", "--"][i]!),
  ];
}
