import assert from "node:assert/strict";
import { type Accepted, assess, CHECKS, type Verdict } from "../../../src/data/quality/assess.ts";
import { qualityOptions } from "../../../src/data/quality/options.ts";
import { UserError } from "../../../src/base/errors.ts";
import { DRAWINGS } from "./drawings.ts";
import { type Item, mixedCorpus } from "./mixed.ts";

type Judged = { item: Item; verdict: Verdict };

const finding = (art: string, given: Partial<Item["finding"]> = {}) => ({
  ...{
    source: "made",
    sourceId: "1",
    art,
    title: "",
    labels: [],
    author: "",
    url: "",
    licence: "",
    attribution: "",
  },
  ...given,
});
const cat = DRAWINGS[0]!.art;

function accepted(verdict: Verdict): Accepted {
  assert.ok(verdict.accepted, verdict.accepted ? "" : `${verdict.check}: ${verdict.reason}`);
  return verdict;
}

/** Hits, and shares of them among what was flagged and what should have been. */
function score(
  judged: readonly Judged[],
  wanted: (item: Item) => boolean,
  flagged: (one: Judged) => boolean,
) {
  const should = judged.filter(({ item }) => wanted(item)), did = judged.filter(flagged);
  const hits = should.filter(flagged).length;
  return {
    items: should.length,
    precision: hits / Math.max(1, did.length),
    recall: hits / Math.max(1, should.length),
  };
}

Deno.test("assess() tells art from what is none in a mixed corpus", async () => {
  const judged = (await mixedCorpus(2)).map((item) => ({ item, verdict: assess(item.finding) }));
  assert.ok(judged.length >= 200);
  const checks = CHECKS.filter((check) => judged.some(({ item }) => item.check === check));
  const repairs = [...new Set(judged.map(({ item }) => item.repair))].filter((name) => name !== undefined);
  const rows = new Map([
    ["all checks", score(judged, ({ check }) => check !== undefined, ({ verdict }) => !verdict.accepted)],
    ...checks.map((check) =>
      [
        check,
        score(judged, (item) =>
          item.check === check, ({ verdict }) =>
          !verdict.accepted && verdict.check === check),
      ] as const
    ),
    ...repairs.map((name) =>
      [
        `repair: ${name}`,
        score(judged, (item) => item.repair === name, ({ verdict }) => verdict.repairs.includes(name)),
      ] as const
    ),
    [
      "style: banner",
      score(
        judged,
        ({ banner }) => banner ?? false,
        ({ verdict }) => verdict.accepted && verdict.style === "banner",
      ),
    ],
  ]);
  const restored = judged.filter(({ item }) => item.art !== undefined);
  const exact = restored.filter(({ item, verdict }) => verdict.accepted && verdict.art === item.art).length /
    restored.length;
  const labelled = judged.filter(({ item }) => item.label !== undefined);
  const named =
    labelled.filter(({ item, verdict }) => verdict.accepted && verdict.label === item.label).length /
    labelled.length;
  const signed = judged.filter(({ item }) => item.author !== undefined);
  const credited =
    signed.filter(({ item, verdict }) => verdict.accepted && verdict.author === item.author).length /
    signed.length;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(10);
  console.log([
    `${judged.length} items            items  precision    recall`,
    ...[...rows].map(([name, { items, precision, recall }]) =>
      `${name.padEnd(20)}${String(items).padStart(6)} ${percent(precision)}${percent(recall)}`
    ),
    `art exactly as drawn${String(restored.length).padStart(6)} ${" ".repeat(10)}${percent(exact)}`,
    `right label         ${String(labelled.length).padStart(6)} ${" ".repeat(10)}${percent(named)}`,
    `right author        ${String(signed.length).padStart(6)} ${" ".repeat(10)}${percent(credited)}`,
  ].join("\n"));
  if (Deno.env.has("ASCII_GEN_DEBUG")) {
    for (const { item, verdict } of judged) {
      const wrong = verdict.accepted
        ? item.check ?? (item.art !== undefined && item.art !== verdict.art ? "art" : undefined)
        : verdict.check === item.check
        ? undefined
        : verdict.reason;
      if (wrong !== undefined) {
        console.log(
          `${wrong} ${item.repair ?? ""} ${item.check ?? ""}\n${item.finding.art}\n--\n${verdict.art}`,
        );
      }
    }
  }
  for (const [name, { precision, recall }] of rows) {
    assert.ok(precision >= 0.8 && recall >= 0.8, `${name}: precision ${precision}, recall ${recall}`);
  }
  assert.ok(rows.get("all checks")!.precision >= 0.97 && rows.get("all checks")!.recall >= 0.95);
  assert.ok(exact >= 0.95 && named >= 0.9 && credited >= 0.9, `${exact} ${named} ${credited}`);
});

Deno.test("assess() says what was wrong with its value and bound", () => {
  const wide = assess(finding("-o-".repeat(40) + "\n|"));
  assert.deepEqual(wide.accepted ? [] : [wide.check, wide.reason], ["size", "120 columns, at most 80"]);
  const named = assess(finding(cat, { title: "Katze" }), qualityOptions({ label: { required: true } }));
  assert.deepEqual(named.accepted ? [] : [named.check, named.reason], [
    "label",
    'no drawable English noun in "Katze"',
  ]);
});

Deno.test("assess() lets pass what a switched-off check or wider bound allows", () => {
  const prose = "It was a quiet morning in the village\nand the old teacher opened a window.";
  assert.ok(!assess(finding(prose)).accepted);
  for (const options of [{ prose: { enabled: false } }, { prose: { max: 1 } }]) {
    accepted(assess(finding(prose), qualityOptions(options)));
  }
  const signed = accepted(
    assess(finding(`${cat}\n            jgs`), qualityOptions({ repairs: { signature: false } })),
  );
  assert.ok(signed.art.endsWith("jgs") && signed.author === "");
});

Deno.test("assess() keeps the finding's own author and title when the art names others", () => {
  const { author, title, repairs } = accepted(
    assess(finding(`${cat}\n            jgs\n\n  A fat cat`, { author: "Someone", title: "Tom" })),
  );
  assert.deepEqual([author, title, repairs], ["Someone", "Tom", ["caption", "signature"]]);
});

Deno.test("assess() labels with English nouns in the singular: given ones, title", () => {
  const labelOf = (given: Partial<Item["finding"]>) => {
    const { label, furtherLabels } = accepted(assess(finding(cat, given)));
    return [label, ...furtherLabels];
  };
  assert.deepEqual(labelOf({ labels: ["comics", "wolves"], title: "Dog" }), ["comic", "wolf", "dog"]);
  assert.equal(labelOf({ title: "Two mice on a fence" })[0], "mouse");
  assert.deepEqual(labelOf({ title: "sitting_dog.txt" }), ["dog", "sitting dog"]);
  for (
    const sourceId of ["train.jsonl#1", "owner/cats/default/train/0", "pieces.parquet/3", "http://x/cat.txt"]
  ) {
    assert.deepEqual(labelOf({ sourceId }), [""], "where a piece was found is not what it shows");
  }
  assert.deepEqual(labelOf({ title: "01.drawing" }), [""], "nor is a file's ending");
  assert.deepEqual(labelOf({ title: "https://example.org/cat/dog.html" }), [""], "nor an address");
  assert.deepEqual(labelOf({ title: "Schmetterling" }), [""]);
});

Deno.test("assess() takes a fish of one line, and no word, number or rule", () => {
  for (const art of ["><(((º>", "<°)))><", "(=^.^=)", "  ~~~~(__^·>", "@}->--"]) {
    const { height } = accepted(assess(finding(art)));
    assert.equal(height, 1);
  }
  for (
    const art of [
      "hello there",
      "555-123-4567",
      "----------",
      "- - - - - -",
      "a@b.example",
      "Chapter 1: Cats",
    ]
  ) {
    assert.ok(!assess(finding(art)).accepted, art);
  }
});

Deno.test("assess() guesses the style from the characters", () => {
  const square = (fill: (i: number) => string) =>
    Array.from(
      { length: 12 },
      (_, y) => Array.from({ length: 24 + y % 3 }, (_, x) => fill(x * 7 + y * 3 + x * y)).join(""),
    ).join("\n");
  const styleOf = (art: string) =>
    accepted(assess(finding(art), qualityOptions({ repetition: { max: 1 } }))).style;
  assert.equal(styleOf(cat), "line");
  assert.equal(styleOf(` ${square(() => "8").replace(/^8/gm, " d")}`), "solid");
  assert.equal(styleOf(square((i) => "@#%*+=-:."[i % 9]!)), "shaded");
});

Deno.test("assess() does not fail on any text", () => {
  const nasty = [
    "",
    "\0",
    "\ud800",
    "\x1b[",
    "\x1b[999999999;999999999H#",
    "\t".repeat(5000),
    "&#1114112;&#x0;",
    "Ã\u00a4".repeat(99),
    "\\".repeat(9),
    "x".repeat(200_000),
    `${"-".repeat(100_000)}x`,
    `by ${"- ".repeat(50_000)}x`,
  ];
  for (const art of nasty) {
    assert.equal(typeof assess(finding(art, { title: art, labels: [art] })).accepted, "boolean");
  }
});

Deno.test("qualityOptions() names the option that is wrong", () => {
  assert.throws(
    () => qualityOptions({ size: { maxWidth: 100 } }),
    (error) => error instanceof UserError && /size\.maxWidth/.test(error.message),
  );
  assert.throws(() => qualityOptions({ sizes: {} }), UserError);
});
