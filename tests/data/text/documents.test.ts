import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { readDocuments } from "../../../src/data/text/documents.ts";
import { encodeCorpus } from "../../../src/data/text/corpus.ts";
import { charOf } from "../../../src/tokenizer/char/char.ts";

const LONG = "The cat sat on the mat, as cats do.\r\n".repeat(40) + "naïve — “quoted”\n";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const plain = LONG.replaceAll("\r\n", "\n");

Deno.test("readDocuments() reads UTF-8 and UTF-16 with and without marks, and windows-1252, and says which", async () => {
  await inFolder(async (folder) => {
    const utf16 = (little: boolean) => {
      const units = Array.from(`\ufeff${LONG}`, (character) => character.charCodeAt(0));
      return Uint8Array.from(
        units.flatMap((code) => little ? [code & 255, code >> 8] : [code >> 8, code & 255]),
      );
    };
    // The dash and the quotes have places of their own in windows-1252.
    const codes: Record<string, number> = { "—": 0x97, "“": 0x93, "”": 0x94 };
    const files: Record<string, Uint8Array> = {
      "a.txt": new TextEncoder().encode(LONG),
      "b.txt": new TextEncoder().encode(`\ufeff${LONG}`),
      "c.txt": utf16(true),
      "d.txt": utf16(false),
      "e.txt": Uint8Array.from(LONG, (character) => codes[character] ?? character.charCodeAt(0)),
    };
    for (const [name, bytes] of Object.entries(files)) await Deno.writeFile(join(folder, name), bytes);
    await Deno.writeTextFile(join(folder, ".hidden"), LONG);
    await Deno.writeFile(join(folder, "picture.png"), Uint8Array.of(137, 80, 0, 0));
    const log: string[] = [];
    const documents = await readDocuments([folder], { log: (line) => void log.push(line) });
    assert.deepEqual(documents.map(({ name }) => name), Object.keys(files));
    for (const { name, text } of documents) assert.equal(text, plain, name);
    assert.equal(log.length, 4);
    assert.match(
      log.join("\n"),
      /c\.txt is read as utf-16le\n.*d\.txt .*utf-16be\n.*e\.txt .*windows-1252\nleft out: .*picture/,
    );
  });
});

Deno.test("readDocuments() refuses what is missing, no text, empty or too short in one line", async () => {
  await inFolder(async (folder) => {
    await Deno.writeFile(join(folder, "binary"), new Uint8Array(5000));
    await Deno.writeTextFile(join(folder, "short.txt"), "hardly anything");
    await Deno.writeTextFile(join(folder, "empty.txt"), "");
    const cases: [string, RegExp][] = [
      ["none.txt", /there is no such file/],
      ["binary", /is no text: it has bytes of 0/],
      ["short.txt", /15 characters are too few/],
      ["empty.txt", /0 characters are too few/],
    ];
    for (const [name, expected] of cases) {
      await assert.rejects(readDocuments([join(folder, name)], quietly), (error) => {
        assert.ok(error instanceof UserError && !error.message.includes("\n"));
        return expected.test(error.message);
      });
    }
  });
});

Deno.test("encodeCorpus() never keeps for validation what is learned, whether documents are few or many", () => {
  for (const count of [1, 3, 10, 37]) {
    const documents = Array.from({ length: count }, (_, i) => ({
      name: `${i}`,
      text: Array.from({ length: 30 }, (_, line) => `document ${i}, line ${line} 🐈\n`).join(""),
    }));
    const tokenizer = charOf(documents.map(({ text }) => text));
    const { tokens, split } = encodeCorpus(documents, tokenizer);
    const [learned, kept] = [tokens.subarray(0, split), tokens.subarray(split)].map((part) =>
      tokenizer.decode(part)
    );
    const all = documents.map(({ text }) => text).join("");
    assert.equal(learned!.length + kept!.length, all.length);
    const lines = new Set(kept!.split("\n"));
    assert.ok(learned!.split("\n").every((line) => line === "" || !lines.has(line)));
    const share = kept!.length / all.length;
    assert.ok(share > 0.05 && share < 0.15, `${share}`);
    assert.equal(tokens[0], tokenizer.separator);
    assert.equal(tokens.at(-1), tokenizer.separator);
  }
});

Deno.test('readDocuments() reads "-" from what it is handed, and refuses it where there is nothing', async () => {
  const input = ReadableStream.from([new TextEncoder().encode(LONG)]);
  assert.deepEqual(await readDocuments(["-"], { ...quietly, input }), [{
    name: "standard input",
    text: plain,
  }]);
  await assert.rejects(readDocuments(["-"], quietly), /no standard input/);
});
