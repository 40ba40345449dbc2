import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { LEARN_FILE } from "../../../src/synthesis/dataset/files.ts";
import { reportLines } from "../../../src/synthesis/dataset/report.ts";
import { openFiles } from "../../../src/synthesis/files/source.ts";
import { makeDataset } from "../../../src/synthesis/make.ts";
import { inFolder, scanned, utf16, windows1252 } from "../../data/text/made.ts";
import { planOf } from "../ollama/plan.ts";

const { signal } = new AbortController();
const story = (name: string): string =>
  `${name} lived by the river. Each morning ${name} looked for a boat — none came.\n` +
  `“Perhaps tomorrow,” said ${name}'s mother, and cooked a soup of lentils.`;
const NAMES = ["Anna", "Boris", "Clara", "Dmitri", "Emil", "Fatima", "Greta", "Hugo"];
const GERMAN = "Die Suppe wird mit Linsen und Zwiebeln gekocht. Danach gibt man Salz und Pfeffer hinzu.";
const LONG = Array.from(
  { length: 30 },
  (_, i) => `Chapter ${i}: the ${NAMES[i % 8]} who counted ${i * i} boats.`,
).join("\n");

const many = {
  "a.txt": [story("Anna"), story("Boris"), "Hm.", story("Anna").toUpperCase()].join("\n<|endoftext|>\n"),
  "b.txt": utf16(`\ufeff${story("Clara").replaceAll("\n", "\r\n")}`, true),
  "c.md": windows1252(story("Dmitri")),
  "d.txt": `${GERMAN}\n<|endoftext|>\n${
    "and again the same, ".repeat(50)
  }\n<|endoftext|>\n\n\n<|endoftext|>\n${LONG}\u0007`,
  "picture.bin": Uint8Array.from({ length: 500 }, (_, i) => i % 7),
};

Deno.test("files are read as the text task reads them, cleaned, and what was dropped is told with the reason", () =>
  inFolder(many, async (folder) => {
    const log: string[] = [];
    const out = join(folder, ".made");
    const plan = planOf({ source: "files", paths: [folder] });
    const context = { ...quietly, log: (line: string) => void log.push(line) };
    const state = await makeDataset(plan, { folder: out }, context);
    const { documents } = await scanned([join(out, LEARN_FILE)]);
    const expected = [story("Anna"), story("Boris"), story("Clara"), story("Dmitri"), GERMAN, LONG];
    assert.deepEqual(documents, expected.map((text) => `${text}\n`));
    assert.ok(
      log.some((line) => /^b\.txt: UTF-16/.test(line)) &&
        log.some((line) => /^c\.md: Windows-1252/.test(line)),
    );
    assert.ok(log.some((line) => line === "left out (no text): picture.bin"));
    assert.deepEqual(reportLines(state), [
      "10 texts looked at: 6 kept, 4 dropped",
      `to learn from: 6 texts, ${state.learn.characters} characters`,
      "dropped, too short: 1 (3 characters, at least 20)",
      "dropped, there before: 1 (the words of text 1 of those kept)",
      "dropped, the same again and again: 1 (98 % of its runs of 4 words were there before, at most 40 %)",
      "dropped, empty: 1 (no letters)",
      "kept, control characters or spaces at lines' ends taken out: 1",
      "kept, though not English: 1",
    ]);
    const strict = { folder: join(folder, ".english"), checks: { language: "english" } } as const;
    const { dropped, foreign } = await makeDataset(plan, strict, quietly);
    assert.deepEqual([dropped.language, foreign], [1, 0]);
  }));

Deno.test("files that were changed in between are not gone on with; the same ones are, from anywhere", () =>
  inFolder(many, async (folder) => {
    const plan = planOf({ source: "files", paths: [folder] });
    const out = join(folder, ".made");
    const stop = new AbortController();
    const progress = (part: string, done: number) => {
      if (part === "characters of text" && done > 300) stop.abort();
    };
    await assert.rejects(makeDataset(plan, { folder: out }, { ...quietly, progress, signal: stop.signal }));
    const log: string[] = [];
    const context = { ...quietly, log: (line: string) => void log.push(line) };
    await makeDataset(plan, { folder: out }, context);
    assert.match(log.at(-1)!, /goes on behind [1-9] texts/);
    await makeDataset(plan, { folder: join(folder, ".whole") }, quietly);
    const read = (name: string) => Deno.readTextFile(join(folder, name, LEARN_FILE));
    assert.equal(await read(".made"), await read(".whole"));
    await Deno.writeTextFile(join(folder, "a.txt"), story("Emil"));
    await assert.rejects(makeDataset(plan, { folder: out }, quietly), /has texts of another plan/);
  }));

Deno.test("a document longer than what is held in memory is parted at a line's end, and no character is lost", () =>
  inFolder({ "long.txt": LONG.repeat(3), "solid.txt": "🍲".repeat(3000) }, async (folder) => {
    for (const [name, whole] of [["long.txt", LONG.repeat(3)], ["solid.txt", "🍲".repeat(3000)]] as const) {
      await using source = await openFiles([join(folder, name)], quietly, { longest: 1001 });
      const texts = await Array.fromAsync(source.texts(0, signal), ({ text }) => text);
      assert.equal(texts.join(""), whole);
      assert.ok(texts.length > 1 && texts.every((text) => text.length <= 1001 && text.isWellFormed()));
      if (name === "long.txt") assert.ok(texts.slice(0, -1).every((text) => text.endsWith("\n")));
      assert.deepEqual(await Array.fromAsync(source.texts(2, signal), ({ text }) => text), texts.slice(2));
    }
  }));

Deno.test("standard input is read too; what is nowhere, or no text, is an error that says so", () =>
  inFolder(many, async (folder) => {
    const input = new Blob([LONG]).stream();
    const plan = planOf({ source: "files", paths: ["-"] });
    const { learn } = await makeDataset(plan, { folder: join(folder, ".in") }, { ...quietly, input });
    assert.equal(learn.characters, LONG.length + 1);
    const missing = planOf({ source: "files", paths: [join(folder, "aa.txt")] });
    await assert.rejects(
      makeDataset(missing, { folder: join(folder, ".x") }, quietly),
      /there is no such file or folder; did you mean/,
    );
    const picture = planOf({ source: "files", paths: [join(folder, "picture.bin")] });
    await assert.rejects(
      makeDataset(picture, { folder: join(folder, ".x") }, quietly),
      /picture\.bin: it is no text/,
    );
  }));

Deno.test("texts of templates are made of the plan by their number", () =>
  inFolder({}, async (folder) => {
    const sample = (index: number) => ({
      text: story(`${NAMES[index % 8]} ${index}`),
      kind: "story" as const,
      subject: NAMES[index % 8]!,
    });
    const templates = { sample, isHeldOut: (subject: string) => subject === "Emil" };
    const plan = planOf({ source: "template" }, { characters: 20_000 });
    const { learn, heldOut, kinds } = await makeDataset(plan, { folder, templates }, quietly);
    assert.equal(kinds.story, learn.documents + heldOut.documents);
    assert.ok(Math.abs(heldOut.documents - learn.documents / 7) < 2);
    assert.ok(!(await Deno.readTextFile(join(folder, LEARN_FILE))).includes("Emil"));
    const more = planOf({ source: "template" }, { characters: 30_000, name: "other" });
    assert.ok((await makeDataset(more, { folder, templates }, quietly)).learn.documents > learn.documents);
    const other = planOf({ source: "template" }, { seed: 99 });
    await assert.rejects(makeDataset(other, { folder, templates }, quietly), /texts of another plan/);
  }));
