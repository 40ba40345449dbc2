import assert from "node:assert/strict";
import fc from "fast-check";
import { quietly } from "../../../src/base/context.ts";
import { decodingStream, stoppingStream } from "../../../src/tasks/text/streaming.ts";
import { tokenizerKind } from "../../../src/tokenizer/tokenizers.ts";

/** A tokenizer as byte-level ones are: an id is a byte. */
const bytes = {
  decode: (ids: Iterable<number>) =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(ids)),
};
/** One as SentencePiece has them: the space before the first piece is left out. */
const pieces = ["▁a", "▁", "b", "▁c", "d"];
const spaced = {
  decode: (ids: Iterable<number>) =>
    Array.from(ids, (id) => pieces[id]!.replace("▁", " ")).join("").replace(/^ /, ""),
};

/** A string that is no prefix of something unpaired. */
const unicode = fc.string({ unit: "binary", maxLength: 200 });

Deno.test("decodingStream() gives whole characters, and in the end the text, U+FFFD and broken bytes included", () => {
  fc.assert(
    fc.property(fc.oneof(unicode, fc.string({ unit: fc.constantFrom("\ufffd", "é", "😀", "a") })), (text) => {
      const stream = decodingStream(bytes);
      let told = "";
      for (const byte of new TextEncoder().encode(text)) {
        told += stream.push(byte);
        assert.ok(text.startsWith(told) && told.isWellFormed());
        assert.ok(new TextEncoder().encode(told).length <= new TextEncoder().encode(text).length);
      }
      assert.equal(told + stream.end(), text);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (broken) => {
    const stream = decodingStream(bytes);
    const told = Array.from(broken, stream.push).join("") + stream.end();
    assert.equal(told, bytes.decode(broken));
  }));
});

Deno.test("decodingStream() gives the text of byte-level BPE, whose tokens may be parts of characters", async () => {
  const learned = "😀 smiles, 😃 laughs: 𝕒𝕓𝕔 日本語 日本 naïve café";
  const bpe = await tokenizerKind("bpe").fit([learned.repeat(20)], { vocabulary: 290, seed: 1 }, quietly);
  const text = fc.string({ unit: fc.constantFrom(...new Set(learned), "\ufffd", "🙃", "\n"), maxLength: 60 });
  fc.assert(fc.property(text, (text) => {
    const stream = decodingStream(bpe);
    const told = bpe.encode(text).map(stream.push);
    assert.equal(told.join("") + stream.end(), text);
    assert.ok(told.every((piece) => piece.isWellFormed()));
  }));
});

Deno.test("decodingStream() holds back no more than one character", () => {
  const stream = decodingStream(bytes);
  const replacement = [0xef, 0xbf, 0xbd];
  const told = [...replacement, ...replacement, ...replacement, 0x61].map(stream.push);
  assert.equal(told.slice(0, 6).join(""), "\ufffd");
  assert.equal(told.join(""), "\ufffd\ufffd\ufffda");
});

Deno.test("decodingStream() keeps the spaces of tokenizers that leave out the first", () => {
  fc.assert(fc.property(fc.array(fc.nat(pieces.length - 1), { maxLength: 300 }), (ids) => {
    const stream = decodingStream(spaced);
    assert.equal(ids.map(stream.push).join("") + stream.end(), spaced.decode(ids));
  }));
});

Deno.test("stoppingStream() stops at the same place in whatever pieces a text comes", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "😀"), maxLength: 30 });
  const stops = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "😀"), minLength: 1, maxLength: 4 }), {
    maxLength: 3,
  });
  fc.assert(fc.property(letters, stops, fc.array(fc.nat(30), { maxLength: 6 }), (text, stops, cuts) => {
    const run = (pieces: string[]) => {
      const stream = stoppingStream(stops);
      let told = "";
      for (const piece of pieces) {
        told += stream.push(piece);
        assert.ok(told.isWellFormed());
      }
      return { text: told + stream.end(), stopped: stream.stopped };
    };
    const characters = [...text];
    const at = [0, ...cuts.toSorted((a, b) => a - b), characters.length];
    const whole = run(characters);
    assert.deepEqual(run(at.slice(1).map((end, i) => characters.slice(at[i], end).join(""))), whole);
    assert.deepEqual(run([text]), whole);
    assert.equal(whole.stopped, stops.some((stop) => text.includes(stop)));
    if (!whole.stopped) assert.equal(whole.text, text);
    else {
      assert.ok(text.startsWith(whole.text) && stops.every((stop) => !whole.text.includes(stop)));
      assert.ok(stops.some((stop) => text.startsWith(whole.text + stop)));
    }
  }));
});

Deno.test("stoppingStream() holds back the beginning of a stop only", () => {
  const stream = stoppingStream(["\n\n", "END"]);
  assert.deepEqual(["one E", "N", "d\n", "two", "\n", "\nthree"].map(stream.push), [
    ...["one ", "", "ENd", "\ntwo", "", ""],
  ]);
  assert.ok(stream.stopped);
});
