import assert from "node:assert/strict";
import fc from "fast-check";
import { type Font, parseFont } from "../../../src/art/banner/font.ts";
import { FONT_NAMES, fontNamed, loadFont } from "../../../src/art/banner/fonts.ts";
import { writeBanner } from "../../../src/art/banner/write.ts";
import { UserError } from "../../../src/base/errors.ts";

const ROOM = { width: 80, maxLines: 100 };
const PRINTABLE = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 32 + i));

/** A font whose letters are boxes of themselves, two columns by two lines; x is left blank, y has five columns. */
const boxes: Font = parseFont(
  "boxes",
  [
    "flf2a$ 2 1 9 -1 0",
    ...Array.from({ length: 102 }, (_, i) => {
      const letter = String.fromCharCode(
        [...Array.from({ length: 95 }, (_, i) => 32 + i), 196, 214, 220, 228, 246, 252, 223][i]!,
      );
      const row = letter === " " || letter === "x" ? "$$" : letter === "y" ? "yyyyy" : letter.repeat(2);
      const end = letter === "@" ? "#" : "@";
      return `${row}${end}\n${row}${end}${end}`;
    }),
  ].join("\n"),
);

const write = (text: string, width: number, maxLines = 100) => writeBanner(text, boxes, { width, maxLines });
const refuses = (text: string, width: number, maxLines: number, message: RegExp) =>
  assert.throws(
    () => write(text, width, maxLines),
    (error) => error instanceof UserError && error.kind === "input" && message.test(error.message),
  );

Deno.test("writeBanner() wraps at words, and within a word that is too wide alone", () => {
  assert.deepEqual(write("ab cd", 10), ["aabb  ccdd", "aabb  ccdd"]);
  assert.deepEqual(write("ab cd", 9), ["aabb", "aabb", "", "ccdd", "ccdd"]);
  assert.deepEqual(write("a bcde f", 6), ["aa", "aa", "", "bbccdd", "bbccdd", "", "ee  ff", "ee  ff"]);
  assert.deepEqual(write("  a\t b\n\nc ", 80), ["aa  bb", "aa  bb", "", "cc", "cc"]);
  assert.deepEqual(write("", 5), []);
});

Deno.test("writeBanner() says which letter does not fit, or that the text does not", () => {
  refuses("ay", 4, 9, /^"y" is 5 columns wide in the font boxes, and there are 4: /);
  refuses("ab", 4, 1, /^"ab" in the font boxes does not fit in 4×1: /);
  refuses("ab ab", 4, 4, /does not fit in 4×4: /);
  assert.equal(write("ab ab", 4, 5).length, 5);
});

Deno.test("writeBanner() names a letter that the font lacks or leaves blank", async () => {
  refuses("a日b", 80, 9, /^the font boxes has no letter "日" \(U\+65E5\)$/);
  refuses("wax", 80, 9, /^the font boxes has no letter "x" \(U\+0078\)$/);
  refuses("a\x1b[2J", 80, 9, /^the font boxes has no letter \(U\+001B\)$/);
  refuses("😀", 80, 9, /no letter "😀" \(U\+1F600\)$/);
  assert.equal((await loadFont("soft")).lacking("Fuß"), "ß");
  // An accent that stands by itself is put on its letter first.
  const standard = await loadFont("standard");
  assert.deepEqual(writeBanner("e\u0301", standard, ROOM), writeBanner("é", standard, ROOM));
});

Deno.test("built-in fonts have every printable ASCII character, in printable ASCII, capitals unlike small letters", async () => {
  for (const name of FONT_NAMES) {
    const font = await loadFont(name);
    assert.equal(font.lacking(PRINTABLE), undefined, name);
    const others = Array.from({ length: 0x200 }, (_, i) => String.fromCodePoint(0xa1 + i));
    for (
      const character of [
        ...PRINTABLE.trim(),
        ...others.filter((each) => font.lacking(each) === undefined),
      ]
    ) {
      const lines = writeBanner(character, font, ROOM);
      assert.ok(lines.length > 0 && lines.every((line) => /^[ -~]*$/.test(line)), `${name} ${character}`);
    }
    const [small, capital] = ["abgq", "ABGQ"].map((text) => writeBanner(text, font, ROOM).join("\n"));
    assert.notEqual(small, capital, name);
  }
});

Deno.test("writeBanner() keeps within its box or refuses, whatever the text, the font and the box", async () => {
  const fonts = new Map(
    await Promise.all(FONT_NAMES.map(async (name) => [name, await loadFont(name)] as const)),
  );
  let written = 0;
  fc.assert(
    fc.property(
      fc.string({ maxLength: 30, unit: fc.constantFrom(...PRINTABLE, ..."\n\t  aeiouéßñ日") }),
      fc.constantFrom(...FONT_NAMES),
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 60 }),
      (text, name, width, maxLines) => {
        let lines: string[];
        try {
          lines = writeBanner(text, fonts.get(name)!, { width, maxLines });
        } catch (error) {
          if (error instanceof UserError && error.kind === "input") return;
          throw error;
        }
        written++;
        assert.ok(lines.length <= maxLines);
        assert.ok(lines.every((line) => line.length <= width && !line.endsWith(" ")));
        assert.equal(lines.length === 0, text.trim() === "");
      },
    ),
    { numRuns: 300, seed: 1 },
  );
  assert.ok(written > 60, `${written}`);
});

Deno.test("fontNamed() takes names in any case, with blanks or hyphens", () => {
  assert.deepEqual(
    ["Small Slant", "small-slant", " DOOM ", "", "constructor", "nix"].map(fontNamed),
    ["small-slant", "small-slant", "doom", undefined, undefined, undefined],
  );
});
