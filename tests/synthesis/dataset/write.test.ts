import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { random } from "../../../src/base/random.ts";
import { checkOptions } from "../../../src/synthesis/checks/options.ts";
import { HELD_OUT_FILE, LEARN_FILE, SEEN_FILE, STATE_FILE } from "../../../src/synthesis/dataset/files.ts";
import { type Made, numbered, type TextSource } from "../../../src/synthesis/dataset/source.ts";
import { writeDataset } from "../../../src/synthesis/dataset/write.ts";
import { scanned } from "../../data/text/made.ts";
import { contents, surviving } from "./killed.ts";
import { isHeldOut, made, requestIn } from "./made.ts";

const FILES = [LEARN_FILE, HELD_OUT_FILE, SEEN_FILE, STATE_FILE];

/** Works in a folder of its own. */
async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "dataset-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Texts of a list, each a document. */
const listed = (texts: readonly (string | Made)[], key = "list"): TextSource => ({
  key,
  *texts(first) {
    for (const text of texts.slice(first)) yield typeof text === "string" ? { text } : text;
  },
});

const SENTENCES = [
  "The bear finds a warm soup beside the river.",
  "A quiet boat sails under the golden moon.",
];

Deno.test("the text task reads what is written: each text a document, held-out subjects in a file of their own", () =>
  inFolder(async (folder) => {
    const state = await writeDataset(requestIn(folder), quietly);
    const { learn, heldOut, next, dropped, kinds } = state;
    assert.equal(state.ended, "characters");
    const [learned, kept] = await Promise.all(
      [LEARN_FILE, HELD_OUT_FILE].map((name) => scanned([join(folder, name)])),
    );
    assert.deepEqual([learned!.documents.length, kept!.documents.length], [
      learn.documents,
      heldOut.documents,
    ]);
    assert.equal(learned!.scan.characters, learn.characters);
    assert.equal(kept!.scan.characters, heldOut.characters);
    assert.ok(learn.characters + heldOut.characters >= 120_000);
    // As they were made, in their order, but for those that were dropped.
    const [first, second] = [false, true].map((held) => {
      const seen = new Set<string>();
      return Array.from({ length: next }, (_, i) => made(i)).filter(({ text, subject }) => {
        if (text === "Short." || seen.has(text)) return false;
        seen.add(text);
        return isHeldOut(subject ?? "") === held;
      }).map(({ text }) => `${text}\n`);
    });
    assert.deepEqual(learned!.documents, first);
    assert.deepEqual(kept!.documents, second);
    assert.equal(dropped.short, Math.floor((next + 0) / 11));
    assert.ok(dropped.duplicate !== undefined && dropped.duplicate > 0);
    const droppedAll = Object.values(dropped).reduce((sum, count) => sum + count, 0);
    assert.equal(learn.documents + heldOut.documents + droppedAll, next);
    assert.equal((kinds.recipe ?? 0) + (kinds.story ?? 0), learn.documents + heldOut.documents);
    assert.deepEqual(state.examples.short?.[0], {
      index: 10,
      reason: "6 characters, at least 10",
      text: "Short.",
    });
  }));

Deno.test("killed 16 times with SIGKILL at random, the files are the same as of an unbroken run, to the byte", () =>
  inFolder(async (root) => {
    const [whole, broken] = [join(root, "whole"), join(root, "broken")];
    await writeDataset(requestIn(whole, { commitBytes: 1 << 20 }), quietly);
    const script = join(import.meta.dirname!, "writer.ts");
    const { killed, errors } = await surviving(script, [broken], {
      kills: 16,
      longestMs: 25,
      random: random(1),
    });
    assert.deepEqual(errors, []);
    assert.equal(killed, 16);
    assert.deepEqual(await contents(broken, FILES), await contents(whole, FILES));
  }));

Deno.test("what is aborted keeps what it has and goes on; what is whole is left; what is asked for more grows", () =>
  inFolder(async (root) => {
    const [whole, parts] = [join(root, "whole"), join(root, "parts")];
    await writeDataset(requestIn(whole), quietly);
    const stop = new AbortController();
    const reason = new Error("enough");
    const source = numbered("made", (index) => {
      if (index === 100) stop.abort(reason);
      return made(index);
    });
    await assert.rejects(
      writeDataset(requestIn(parts, { source }), { ...quietly, signal: stop.signal }),
      reason,
    );
    const log: string[] = [];
    const context = { ...quietly, log: (line: string) => void log.push(line) };
    await writeDataset(requestIn(parts, { characters: 60_000 }), context);
    assert.deepEqual(log, [`${parts}: goes on behind 101 texts`]);
    const before = await contents(parts, FILES);
    await writeDataset(requestIn(parts, { characters: 60_000 }), quietly);
    assert.deepEqual(await contents(parts, FILES), before);
    await writeDataset(requestIn(parts), quietly);
    assert.deepEqual(await contents(parts, FILES), await contents(whole, FILES));
  }));

Deno.test("a folder of another plan, one that is written to, and one whose files were changed are refused", () =>
  inFolder(async (folder) => {
    await writeDataset(requestIn(folder, { characters: 5000 }), quietly);
    const other = requestIn(folder, { source: numbered("other", made) });
    await assert.rejects(writeDataset(other, quietly), /has texts of another plan/);
    const stricter = requestIn(folder, { checks: checkOptions("template", { least: 50 }) });
    await assert.rejects(writeDataset(stricter, quietly), /has texts of another plan/);
    const twice = [1, 2].map(() => writeDataset(requestIn(folder, { characters: 20_000 }), quietly));
    const [one, refused] = (await Promise.allSettled(twice)).sort((a, b) => a.status < b.status ? -1 : 1);
    assert.equal(one?.status, "fulfilled");
    assert.ok(refused?.status === "rejected" && /being written there already/.test(String(refused.reason)));
    await Deno.truncate(join(folder, LEARN_FILE), 100);
    await assert.rejects(writeDataset(requestIn(folder), quietly), /learn\.txt has 100 bytes, and had \d+/);
    await Deno.writeTextFile(join(folder, STATE_FILE), "{");
    await assert.rejects(writeDataset(requestIn(folder), quietly), /dataset\.json is not JSON/);
  }));

Deno.test("a text that throws is not taken: it comes again", () =>
  inFolder(async (root) => {
    const [whole, parts] = [join(root, "whole"), join(root, "parts")];
    await writeDataset(requestIn(whole), quietly);
    const source = numbered("made", (index) => {
      if (index === 40) throw new Error("no text now");
      return made(index);
    });
    await assert.rejects(writeDataset(requestIn(parts, { source }), quietly), /no text now/);
    await writeDataset(requestIn(parts), quietly);
    assert.deepEqual(await contents(parts, FILES), await contents(whole, FILES));
  }));

Deno.test("texts that come again are dropped, whatever their case and marks; nearly the same ones where asked", () =>
  inFolder(async (root) => {
    const long = Array.from({ length: 40 }, (_, i) => `${made(i).text}`).join(" ");
    const texts = [
      ...SENTENCES,
      SENTENCES[0]!.toUpperCase(),
      `«${SENTENCES[1]}»`,
      long,
      long.replace("soup", "sauce"),
    ];
    for (const nearDuplicates of [true, false]) {
      const folder = join(root, String(nearDuplicates));
      const checks = checkOptions("template", { nearDuplicates });
      const { dropped, learn } = await writeDataset({ folder, source: listed(texts), checks }, quietly);
      assert.deepEqual(dropped, { duplicate: 2, ...nearDuplicates && { "near-duplicate": 1 } });
      assert.equal(learn.documents, nearDuplicates ? 3 : 4);
    }
  }));

Deno.test("texts alike in a third of their words are no near-duplicates", () =>
  inFolder(async (folder) => {
    const frame = "Stir the pot well, wait until it boils, and serve it warm with bread.";
    const good = Array.from({ length: 300 }, (_, i) => made(i).text).filter((text, i, all) =>
      text !== "Short." && all.indexOf(text) === i
    );
    const texts = Array.from({ length: 100 }, (_, i) => `${good[2 * i]} ${frame} ${good[2 * i + 1]}`);
    const checks = checkOptions("template", { nearDuplicates: true });
    const { dropped } = await writeDataset({ folder, source: listed(texts), checks }, quietly);
    assert.equal(dropped["near-duplicate"], undefined);
  }));

Deno.test("a source that makes nothing new ends, and one of which nothing can be kept is an error that tells why", () =>
  inFolder(async (root) => {
    const source = numbered("two", (index) => ({ text: SENTENCES[index % 2]! }));
    const { ended, learn, next } = await writeDataset(
      requestIn(join(root, "a"), { source, patience: 30 }),
      quietly,
    );
    assert.deepEqual([ended, learn.documents, next], ["exhausted", 2, 32]);
    const short = requestIn(join(root, "b"), { source: listed(["No.", "", "Yes."]) });
    await assert.rejects(
      writeDataset(short, quietly),
      /of 3 texts none can be learned from, most as short \(3 characters/,
    );
    const held = requestIn(join(root, "c"), { source: listed([{ text: SENTENCES[0]!, subject: "pie" }]) });
    await assert.rejects(writeDataset(held, quietly), /all 1 texts are held out/);
  }));

Deno.test("a source that makes ever less that is new ends where too much is dropped, at the same text when it goes on", () =>
  inFolder(async (root) => {
    const source = numbered(
      "few",
      (index) => ({ text: `This is text number ${random(1, index).int(3000)} of all.` }),
    );
    const request = (name: string) => requestIn(join(root, name), { source, characters: 1e9, waste: 3 });
    const whole = await writeDataset(request("a"), quietly);
    assert.equal(whole.ended, "exhausted");
    const kept = whole.learn.documents + whole.heldOut.documents;
    assert.ok(
      kept > 2900 && kept <= 3000 && Math.abs(whole.next / kept - 4) < 0.01,
      `${kept} of ${whole.next}`,
    );
    const stopped = await writeDataset({ ...request("b"), characters: 20_000 }, quietly);
    assert.equal(stopped.ended, "characters");
    const { next } = await writeDataset(request("b"), quietly);
    assert.equal(next, whole.next);
  }));

Deno.test("without held-out texts there is no file of them", () =>
  inFolder(async (folder) => {
    for (let again = 0; again < 2; again++) {
      const state = await writeDataset(
        requestIn(folder, { source: listed(SENTENCES), characters: 1000 }),
        quietly,
      );
      assert.equal(state.ended, "end");
      assert.equal(
        await Deno.readTextFile(join(folder, LEARN_FILE)),
        SENTENCES.map((text) => `${text}\n<|endoftext|>\n`).join(""),
      );
      await assert.rejects(Deno.stat(join(folder, HELD_OUT_FILE)), Deno.errors.NotFound);
    }
  }));

Deno.test("a text of millions of letters without a space is kept once", () =>
  inFolder(async (folder) => {
    const { int } = random(1, 2);
    const text = Array.from({ length: 4e6 }, () => String.fromCharCode(0x430 + int(30))).join("");
    const checks = checkOptions("files");
    const { learn, dropped } = await writeDataset({ folder, source: listed([text, text]), checks }, quietly);
    assert.deepEqual([learn.documents, dropped], [1, { duplicate: 1 }]);
  }));
