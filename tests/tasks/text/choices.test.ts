import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { nameOf } from "../../../src/tasks/named.ts";
import { fittingPreset } from "../../../src/tasks/text/preset.ts";
import { usualTokenizer, usualVocabulary } from "../../../src/tasks/text/settings.ts";
import { fitChosen, readChosen } from "../../../src/tasks/text/fit.ts";
import { sampleTexts } from "../../../src/data/text/sample.ts";
import { inFolder, PLAIN, scanned } from "../../data/text/made.ts";
import { tokenizer as cats } from "./tiny.ts";

Deno.test("a run is named after the first of its files", () => {
  const cases: [string[], string][] = [
    [["shakespeare.txt"], "shakespeare"],
    [["/data/my notes.tar.txt", "b.txt"], "my-notes.tar"],
    [["books/"], "books"],
    [["-"], "text"],
    [["письма.txt"], "письма"],
    [["../.hidden"], "hidden"],
    [["???.txt"], "text"],
    [[], "text"],
  ];
  for (const [files, name] of cases) assert.equal(nameOf(files), name);
  assert.notEqual(nameOf(["."]), ".");
});

Deno.test("a preset fits the text as long as there is time, and the time where there is much text", () => {
  const presetOf = (tokens: number, minutes: number, cores = 2) =>
    fittingPreset({ tokens, vocabulary: 80, minutes, cores, speed: 5e10 }).preset;
  assert.deepEqual([5e3, 1e5, 1e6, 4e6, 1e9].map((tokens) => presetOf(tokens, 10)), [
    ...["nano", "tiny", "small", "small", "small"],
  ]);
  assert.equal(presetOf(1e9, 1), "tiny");
  assert.equal(presetOf(1e9, 6000), "large");
  assert.equal(presetOf(1e9, 60, 1), "small");
  const { why } = fittingPreset({ tokens: 1e6, vocabulary: 80, minutes: 10, cores: 2, speed: 5e10 });
  assert.match(why, /^preset small \(1\.78 million weights .* fits 10 minutes on 2 cores/);
});

Deno.test("the usual vocabulary grows with the text, within limits", () => {
  assert.deepEqual([1e3, 1e6, 2e6, 4e6, 1e9].map(usualVocabulary), [512, 512, 1024, 2048, 8192]);
});

Deno.test("a tokenizer is fitted by its name or read by its path, and else refused", async () => {
  const json = JSON.stringify(cats.toJSON());
  await inFolder({ "a.txt": PLAIN, "tokenizer.json": json, "bad.json": "{}" }, async (folder) => {
    const { scan } = await scanned([join(folder, "a.txt")]);
    const make = (tokenizer: string, vocabulary?: number) => readChosen({ tokenizer, vocabulary }, quietly);
    assert.equal(await make("char"), undefined);
    const fitted = await fitChosen({ tokenizer: "char" }, scan, quietly);
    assert.equal(fitted.decode(fitted.encode(PLAIN)), PLAIN);
    for (const path of [folder, join(folder, "tokenizer.json")]) {
      assert.deepEqual((await make(path))?.toJSON(), cats.toJSON());
    }
    await assert.rejects(
      make("runes"),
      /--tokenizer runes is none of char.*, and no file, folder or model either/,
    );
    await assert.rejects(
      make("char", 500),
      /--vocabulary 500 is for bpe or unigram: char has as many tokens/,
    );
    await assert.rejects(
      fitChosen({ vocabulary: 500 }, scan, quietly),
      /--vocabulary 500 is for bpe or unigram/,
    );
    await assert.rejects(make(folder, 500), /--vocabulary is for a tokenizer that is fitted/);
    await assert.rejects(make(join(folder, "bad.json")), /describes none of these kinds/);
    await assert.rejects(make(join(folder, "a.txt")), /a\.txt is not named as a tokenizer is/);
    await Deno.mkdir(join(folder, "none"));
    await assert.rejects(make(join(folder, "none")), /none holds no tokenizer/);
  });
});

Deno.test("a sample of a large text is from all over it, and has each character", async () => {
  const text =
    Array.from({ length: 40_000 }, (_, i) => `line ${i} of many lines that are all alike\n`).join("") +
    "ß🐈";
  await inFolder({ "a.txt": text.repeat(2) }, async (folder) => {
    const log: string[] = [];
    // Of pieces of a megabyte each, every second or so.
    const { scan: scanOfIt } = await scanned([join(folder, "a.txt")]);
    const file = scanOfIt.texts[0]!;
    const context = { ...quietly, log: (line: string) => void log.push(line) };
    const whole = await sampleTexts(scanOfIt, context);
    assert.equal(whole.join(""), text.repeat(2));
    assert.deepEqual(log, []);
    const part = await sampleTexts({ ...scanOfIt, texts: [file] }, context, text.length);
    const length = part.slice(0, -1).join("").length;
    assert.ok(length > 0 && length < 1.7 * text.length, `${length} of ${2 * text.length}`);
    assert.ok(part.at(-1)!.includes("🐈") && part.at(-1)!.includes("ß"));
    assert.match(log[0]!, /^the tokenizer is fitted to \d+ characters from all over the text/);
  });
});

Deno.test("usualTokenizer() takes characters where words come too seldom to be learned", () => {
  assert.deepEqual([2_000, 99_999, 100_000, 4_000_000].map(usualTokenizer), ["char", "char", "bpe", "bpe"]);
});
