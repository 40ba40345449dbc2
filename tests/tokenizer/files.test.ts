import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { bpe } from "../../src/tokenizer/bpe/bpe.ts";
import { toGpt2 } from "../../src/tokenizer/bpe/gpt2.ts";
import { charOf } from "../../src/tokenizer/char/char.ts";
import { readTokenizer } from "../../src/tokenizer/files.ts";
import { inEmptyFolder } from "../e2e/binary.ts";
import { madeProse } from "./texts.ts";

const prose = madeProse(500, 9);
const fitted = await bpe.fit([prose], { vocabulary: 320, seed: 1 }, quietly);

Deno.test("tokenizers are read from a folder, a file, and GPT-2's two files", () =>
  inEmptyFolder(async (folder) => {
    const at = (...names: string[]) => join(folder, ...names);
    for (const name of ["whole", "two", "char", "published"]) await Deno.mkdir(at(name));
    await Deno.writeTextFile(at("whole", "tokenizer.json"), JSON.stringify(fitted.toJSON()));
    const { "vocab.json": vocab = "", "merges.txt": merges = "" } = toGpt2(fitted);
    assert.match(merges, /^#version: 0\.2\n\S+ \S+\n/);
    await Deno.writeTextFile(at("two", "vocab.json"), vocab);
    await Deno.writeTextFile(at("two", "merges.txt"), merges.replaceAll("\n", "\r\n"));
    await Deno.writeTextFile(at("my-vocab.json"), vocab);
    await Deno.writeTextFile(at("my-merges.txt"), merges);
    await Deno.writeTextFile(at("published", "encoder.json"), vocab);
    await Deno.writeTextFile(at("published", "vocab.bpe"), merges);
    const ways = [
      [at("published")],
      [at("whole")],
      [at("whole", "tokenizer.json")],
      [at("two")],
      [at("two", "vocab.json")],
      [at("my-vocab.json")],
      [at("two", "vocab.json"), at("my-merges.txt")],
    ];
    for (const paths of ways) {
      const read = await readTokenizer(...paths);
      assert.deepEqual(read.encode(prose), fitted.encode(prose), paths.join());
      assert.equal(read.separator, fitted.separator);
      assert.equal(read.size, fitted.size);
    }
    await Deno.writeTextFile(at("char", "tokenizer.json"), JSON.stringify(charOf(["abc"]).toJSON()));
    assert.equal((await readTokenizer(at("char"))).type, "char");
    // Without a separator among the pieces, one comes behind them.
    const { "<|endoftext|>": _, ...rest } = JSON.parse(vocab);
    const shifted = Object.fromEntries(Object.entries(rest).map(([piece, id]) => [piece, Number(id) - 1]));
    await Deno.writeTextFile(at("two", "vocab.json"), JSON.stringify(shifted));
    assert.equal((await readTokenizer(at("two"))).separator, fitted.size - 1);
  }));

Deno.test("what is no tokenizer is refused in one line that says where", () =>
  inEmptyFolder(async (folder) => {
    const at = (...names: string[]) => join(folder, ...names);
    await Deno.mkdir(at("empty"));
    const { "vocab.json": vocab = "" } = toGpt2(fitted);
    await Deno.writeTextFile(at("vocab.json"), vocab);
    await Deno.writeTextFile(at("broken.json"), "{");
    await Deno.writeFile(at("latin.json"), Uint8Array.of(0x22, 0xe9, 0x22));
    await Deno.writeTextFile(at("other.json"), '{"model": {"type": "Unknown"}}');
    await Deno.writeTextFile(at("notes.txt"), "a b\n");
    await Deno.writeTextFile(at("bad-vocab.json"), "[]");
    await Deno.writeTextFile(at("bad-merges.txt"), "");
    const wrong: [string[], RegExp][] = [
      [
        ["empty"],
        /empty holds no tokenizer: that is encoder\.json with vocab\.bpe, or tokenizer\.json, or tokenizer\.model, or vocab\.json with merges\.txt$/,
      ],
      [["nowhere"], /there is no such file or folder/],
      [["vocab.json"], /merges\.txt: there is no such file/],
      [["broken.json"], /tokenizer\.json is not JSON \(in /],
      [["latin.json"], /tokenizer\.json is not UTF-8/],
      [["other.json"], /model "Unknown" is not known here/],
      [["notes.txt"], /notes\.txt is not named as a tokenizer is/],
      [["bad-vocab.json"], /vocab\.json: (?!root)\S/],
      [["vocab.json", "notes.txt"], /number 1 makes "ab"|"a b"/],
      [["vocab.json", "a", "b"], /no more/],
    ];
    for (const [names, expected] of wrong) {
      await assert.rejects(
        readTokenizer(...names.map((name) => at(name))),
        (error) =>
          error instanceof UserError && expected.test(error.message) && !error.message.includes("\n"),
        names.join(),
      );
    }
  }));
