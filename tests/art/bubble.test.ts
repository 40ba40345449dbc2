import assert from "node:assert/strict";
import fc from "fast-check";
import {
  captionLetters,
  loadWords,
  sizeOfWords,
  withWords,
  type Words,
  wrapped,
} from "../../src/art/bubble.ts";
import { charset } from "../../src/art/charset.ts";
import { columnsOf, widthOf } from "../../src/art/lines.ts";

await loadWords([{ kind: "say", text: "世界" }, { kind: "caption", text: "", font: "mini" }]);

const BOX = ["   ____", "  /    \\", "  \\____/"];

Deno.test("a bubble points from its words to the head", () => {
  assert.deepEqual(withWords(BOX, { kind: "say", text: "Hello!" }, 40), [
    ".--------.",
    "| Hello! |",
    "'--------'",
    "    |",
    "    |",
    ...BOX,
  ]);
  const far = BOX.map((line) => " ".repeat(20) + line);
  assert.deepEqual(withWords(far, { kind: "think", text: "fish" }, 40).slice(0, 5), [
    "                  .~~~~~~.",
    "                  ( fish )",
    "                  '~~~~~~'",
    "                      o",
    "                       o",
  ]);
});

Deno.test("a bubble finds the head in Braille, too, whose blanks are no spaces", () => {
  const far = BOX.map((line) => " ".repeat(20) + line);
  for (const kind of ["say", "think"] as const) {
    const words = { kind, text: "fish" };
    assert.deepEqual(
      withWords(charset(far, "braille"), words, 60).slice(0, 5),
      withWords(far, words, 60).slice(0, 5),
    );
  }
});

Deno.test("what is said by one of several stands over that one, and so does its sleep", () => {
  const wide = ["#".repeat(40)];
  const tailOf = (head: number) => withWords(wide, { kind: "say", text: "Hi", head }, 40)[3]!.search(/\S/);
  assert.ok(tailOf(0.1) < 8 && tailOf(0.9) > 30);
  assert.deepEqual(
    withWords(wide, { kind: "sleep", text: "", head: 0.5 }, 40).slice(0, 3).map((line) => line.search(/\S/)),
    [
      25,
      23,
      21,
    ],
  );
  assert.ok(withWords(wide, { kind: "sleep", text: "", head: 1 }, 40).every((line) => line.length <= 40));
});

Deno.test("a caption stands in the middle below", () => {
  assert.deepEqual(withWords(BOX, { kind: "caption", text: "A small box" }, 40), [
    "    ____",
    "   /    \\",
    "   \\____/",
    "",
    "A small box",
  ]);
});

Deno.test("a caption in letters has its rows in the middle, and is plain where they do not fit", () => {
  const words: Words = { kind: "caption", text: "Hi you", font: "mini" };
  const rows = withWords(BOX, words, 10);
  assert.deepEqual(rows, [
    "    ____",
    "   /    \\",
    "   \\____/",
    "",
    "  |_| o",
    "  | | |",
    "",
    "    _",
    "\\/ (_) |_|",
    "/",
  ]);
  assert.deepEqual(sizeOfWords(words, 10), { width: 10, height: rows.length - BOX.length, marks: 0 });
  for (const plain of [{ ...words, text: "Hi 世界" }, { ...words, text: "extraordinarily" }]) {
    assert.deepEqual(withWords(BOX, plain, 20).slice(3), ["", plain.text]);
  }
});

Deno.test("words are wrapped by what they take on a terminal, and what cannot be seen is left out", () => {
  assert.deepEqual(wrapped("a bc def", 4), ["a bc", "def"]);
  assert.deepEqual(wrapped("世界世界 hi", 5), ["世界", "世界", "hi"]);
  assert.deepEqual(wrapped("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 4), ["👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"]);
  assert.deepEqual(wrapped("one\n\n  two\r\nthree\n", 9), ["one", "", "two", "three"]);
  assert.deepEqual(wrapped("\x1b[31mred\x1b[0m\x07 \x1b]0;title\x07x", 20), ["red x"]);
  assert.deepEqual(wrapped("\u202e\u2066ab\u2069\u200f\u2028cd", 20), ["ab", "cd"]);
});

Deno.test("words keep within the page and the size that was told, and none is lost", () => {
  const words: fc.Arbitrary<Words> = fc.record({
    kind: fc.constantFrom("say", "think", "caption"),
    font: fc.constantFrom("mini"),
    head: fc.double({ min: 0, max: 1, noNaN: true }),
    text: fc.oneof(
      fc.array(fc.constantFrom("cat", "on", "chairs", "a", "extraordinarily", "世界", "\n"), { minLength: 1 })
        .map((parts) => parts.join(" ")),
      fc.string({ unit: "grapheme", minLength: 1 }),
    ),
  });
  const drawing = fc.array(fc.integer({ min: 0, max: 20 }).map((indent) => `${" ".repeat(indent)}/##\\`), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(fc.property(words, drawing, fc.integer({ min: 24, max: 90 }), (words, drawing, columns) => {
    const lines = withWords(drawing, words, columns), size = sizeOfWords(words, columns);
    assert.ok(columnsOf(lines) <= columns, `${columnsOf(lines)} columns`);
    assert.equal(lines.length, drawing.length + size.height);
    assert.ok(size.width <= columns);
    if (captionLetters(words, columns) !== undefined) return;
    const shown = lines.join("").replace(/\s/g, "");
    for (const line of wrapped(words.text, 10)) {
      for (const piece of line.split(/\s+/)) assert.ok(shown.includes(piece) || widthOf(piece) >= 10, piece);
    }
  }));
});
