import assert from "node:assert/strict";
import fc from "fast-check";
import { charset, CHARSETS, invert } from "../../src/art/charset.ts";
import { inkLevel } from "../../src/art/ink.ts";
import { UserError } from "../../src/base/errors.ts";
import { drawings, PRINTABLE } from "./render/artworks.ts";

const blank = (character: string) => " \u2800".includes(character);

/** The characters that a repertoire may hold. */
const REPERTOIRES = {
  ascii: /^[ -~]$/,
  box: /^[ -~\u2500-\u257f]$/,
  blocks: /^[ \u2580-\u259f]$/,
  shades: /^[ ░▒▓█]$/,
  braille: /^[\u2800-\u28ff]$/,
};

Deno.test("charset() gives one character of the repertoire for each cell, and loses no ink", () => {
  fc.assert(fc.property(drawings, fc.constantFrom(...CHARSETS), (lines, name) => {
    const drawn = charset(lines, name);
    assert.equal(drawn.length, lines.length);
    lines.forEach((line, row) => {
      const characters = Array.from(drawn[row]!);
      assert.equal(characters.length, line.length);
      characters.forEach((character, column) => {
        assert.match(character, REPERTOIRES[name]);
        assert.equal(blank(character), line[column] === " ");
      });
    });
  }));
});

Deno.test("charset() leaves what is not ASCII as it is", () => {
  for (const name of CHARSETS) assert.deepEqual(charset(["é─"], name), ["é─"]);
});

Deno.test("charset() refuses another name, listing those it knows", () => {
  assert.throws(
    () => charset(["a"], "latin1"),
    (error) =>
      error instanceof UserError && error.kind === "usage" &&
      error.message === 'charset "latin1" is not one of ascii, box, blocks, shades, braille',
  );
});

Deno.test("charset() joins the strokes of line art in box drawing", () => {
  assert.deepEqual(
    charset(["+-+-+", "| | |", "+-+-+", "/   \\", "+-+-+"], "box"),
    ["┌─┬─┐", "│ │ │", "└─┴─┘", "╱   ╲", "+─┼─+"],
  );
  assert.deepEqual(
    charset([" | ", "-+-", " | ", ".--.", "|..|", "`--'"], "box"),
    [" │ ", "─┼─", " │ ", "╭──╮", "│..│", "╰──╯"],
  );
});

Deno.test("charset() puts blocks and dots where the glyph has its ink", () => {
  assert.deepEqual(charset(["`'_8dbPY|/\\"], "blocks"), ["▘▝▁█▟▙▛▀▌▞▚"]);
  assert.deepEqual(charset(["`'_8 /\\|"], "braille"), ["⠁⠈⣀⣿⠀⡜⢣⡇"]);
});

Deno.test("charset() shades by density, never lighter for more ink", () => {
  const characters = Array.from(PRINTABLE.join(""));
  const shade = (character: string) => " ░▒▓█".indexOf(charset([character], "shades")[0]!);
  for (const a of characters) {
    for (const b of characters) if (inkLevel(a)! <= inkLevel(b)!) assert(shade(a) <= shade(b), a + b);
  }
  assert.deepEqual(charset([" .x8@"], "shades"), [" ░▒██"]);
});

Deno.test("invert() makes dense glyphs light and light ones dense", () => {
  for (const character of PRINTABLE.join("")) {
    const before = inkLevel(character)!, after = inkLevel(invert([character])[0]!)!;
    assert(before + after >= 5 && before + after <= 13, `${character}: ${before} becomes ${after}`);
    if (before <= 2) assert(after >= 5, character);
    if (before >= 8) assert(after <= 3, character);
  }
});
