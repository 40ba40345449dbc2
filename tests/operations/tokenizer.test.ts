import assert from "node:assert/strict";
import { join } from "node:path";
import { type Context, quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { sha256 } from "../../src/base/files.ts";
import { decode, encode } from "../../src/operations/tokenizer/encode.ts";
import { textMeasures } from "../../src/operations/tokenizer/measures.ts";
import { showPieces, tokenizerStats } from "../../src/operations/tokenizer/stats.ts";
import { trainTokenizer } from "../../src/operations/tokenizer/train.ts";
import { charOf } from "../../src/tokenizer/char/char.ts";
import { tokenizerKind } from "../../src/tokenizer/tokenizers.ts";
import { inEmptyFolder } from "../e2e/binary.ts";
import { madeProse, madeTexts } from "../tokenizer/texts.ts";

const prose = madeProse(1500, 13);

const given = (text: string): Context => ({ ...quietly, input: new Blob([text]).stream() });

Deno.test("textMeasures() counts characters, bytes, tokens, what is unknown and what is used", () => {
  assert.deepEqual(textMeasures(charOf(["abcd"]), ["aé🐈", "b"]), {
    ...{ characters: 4, bytes: 8, tokens: 4, bytesPerToken: 2, charactersPerToken: 1 },
    ...{ unknown: 0.5, coverage: 0.5 },
  });
});

Deno.test("who asks for a tokenizer can say stop while it is fitted", async () => {
  const long = madeTexts(5000, 3).join("\n");
  for (const kind of ["bpe", "unigram"]) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new Error("enough")));
    const context = { log() {}, signal: stop.signal };
    const fit = async () => await tokenizerKind(kind).fit([long], { vocabulary: 30_000, seed: 1 }, context);
    await assert.rejects(fit, /enough/, kind);
    clearTimeout(timer);
  }
});

Deno.test("a tokenizer is trained, says what it was made of, and does what the commands ask", () =>
  inEmptyFolder(async (folder) => {
    const [text, out] = [join(folder, "notes.txt"), join(folder, "tok")];
    await Deno.writeTextFile(text, prose);
    const { manifest } = await trainTokenizer({ files: [text], vocabulary: 400, out, gpt2: true }, quietly);
    assert.equal(manifest.vocabulary, 400);
    assert.equal(manifest.data.characters, [...prose].length);
    assert.deepEqual(Object.keys(manifest.files).sort(), ["merges.txt", "tokenizer.json", "vocab.json"]);
    for (const [name, { size, sha256: digest }] of Object.entries(manifest.files)) {
      const bytes = await Deno.readFile(join(out, name));
      assert.deepEqual([bytes.length, await sha256(bytes)], [size, digest]);
    }
    assert.deepEqual(JSON.parse(await Deno.readTextFile(join(out, "manifest.json"))), manifest);
    // Again, the same comes of it, in the same place.
    const again = await trainTokenizer({ files: [text], vocabulary: 400, out, gpt2: true }, quietly);
    assert.deepEqual(again.manifest, manifest);

    const tokenizer = [out];
    const encoded = await encode({ tokenizer, text: " Hé\r\n" }, quietly);
    assert.equal(encoded.pieces.join(""), "ĠHÃ©čĊ");
    assert.deepEqual(await encode({ tokenizer, file: "-" }, given("\ufeff Hé\r\n")), encoded);
    const ids = encoded.ids.map(String);
    assert.deepEqual(await decode({ tokenizer, ids }, quietly), { ids: encoded.ids, text: " Hé\r\n" });
    assert.equal((await decode({ tokenizer }, given(`[${ids.join(",")}]\n`))).text, " Hé\r\n");
    const { ids: meant } = await encode({ tokenizer, text: "<|endoftext|>", specials: true }, quietly);
    assert.deepEqual(meant, [0]);

    const stats = await tokenizerStats({ tokenizer, files: [text], longest: 3 }, quietly);
    const { documents: _documents, sha256: _digest, ...measures } = manifest.data;
    assert.deepEqual(stats.texts, measures);
    assert.deepEqual([stats.kind, stats.vocabulary, stats.special], ["bpe", 400, 1]);
    assert.equal(stats.longest.length, 3);
    const pieces = await showPieces({ tokenizer });
    assert.equal(pieces.length, 400);
    assert.equal(Math.max(...pieces.map(({ bytes }) => bytes)), stats.longest[0]?.bytes);
    assert.deepEqual(
      await showPieces({ tokenizer, ids: ["0", "257-258"] }),
      [0, 257, 258].map((id) => pieces[id]),
    );
  }));

Deno.test("what cannot be done is said in one line, and nothing is written", () =>
  inEmptyFolder(async (folder) => {
    const at = (name: string) => join(folder, name);
    await Deno.writeTextFile(at("notes.txt"), prose);
    await Deno.writeTextFile(at("tiny.txt"), "tiny");
    await Deno.mkdir(at("model"));
    await Deno.writeTextFile(at("model/manifest.json"), '{"format": "ascii-gen-bundle"}');
    const out = at("tok");
    await trainTokenizer({ files: [at("notes.txt")], kind: "char", out: at("char") }, quietly);
    const files = [at("notes.txt")], tokenizer = [at("char")];
    const wrong: [() => Promise<unknown>, RegExp][] = [
      [() => trainTokenizer({ out }, quietly), /name files or folders/],
      [() => trainTokenizer({ files }, quietly), /--out tokenizers/],
      [() => trainTokenizer({ files: [at("tiny.txt")], out }, quietly), /4 characters are too few/],
      [() => trainTokenizer({ files, out, vocabulary: 100 }, quietly), /vocabulary of 100 is too small/],
      [() => trainTokenizer({ files, out, vocabulary: 1 }, quietly), /--vocabulary 1 is not/],
      [() => trainTokenizer({ files, out, kind: "char", gpt2: true }, quietly), /--gpt2 is for --kind bpe/],
      [
        () => trainTokenizer({ files, out, kind: "char", vocabulary: 300 }, quietly),
        /--vocabulary 300 is for bpe or unigram/,
      ],
      [() => trainTokenizer({ files, out: at("model") }, quietly), /holds a model, which would be damaged/],
      [() => encode({ text: "a" }, quietly), /name a tokenizer/],
      [() => encode({ tokenizer }, quietly), /give one text/],
      [() => encode({ tokenizer, text: "a", file: "b" }, quietly), /give one text/],
      [() => encode({ tokenizer, file: "-" }, quietly), /no standard input/],
      [() => decode({ tokenizer, ids: ["1", "x"] }, quietly), /"x" is no id of this tokenizer/],
      [() => decode({ tokenizer, ids: ["-1"] }, quietly), /"-1" is no id/],
      [() => showPieces({ tokenizer, ids: ["5000"] }), /"5000" is no id/],
      [() => showPieces({ tokenizer, ids: ["3-"] }), /"" is no id/],
    ];
    for (const [run, expected] of wrong) {
      await assert.rejects(
        run,
        (error) =>
          error instanceof UserError && expected.test(error.message) && !error.message.includes("\n"),
        String(expected),
      );
    }
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      ...["char", "model", "notes.txt", "tiny.txt"],
    ]);
  }));
