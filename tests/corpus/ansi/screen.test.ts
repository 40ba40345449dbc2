import assert from "node:assert/strict";
import fc from "fast-check";
import { showAnsi } from "../../../src/corpus/ansi/screen.ts";
import { cp437 } from "./files.ts";

const show = (text: string, options = {}) => showAnsi(cp437(text), options);

Deno.test("showAnsi() moves the cursor", () => {
  assert.deepEqual(show("\x1b[2;3Hb\x1b[Aa\x1b[2Dx\x1b[4;1Hend\x1b[1;1f!"), ["! xa", "  b", "", "end"]);
  assert.deepEqual(show("ab\x1b[sc\x1b[3;1Hd\x1b[ue"), ["abe", "", "d"]);
  assert.deepEqual(show("a\x1b[3Cb\x1b[2Bc"), ["a   b", "", "     c"]);
  assert.deepEqual(show("abc\r\x1b[1Cx\n\ty"), ["axc", "        y"]);
});

Deno.test("showAnsi() wraps a character in the last column", () => {
  assert.deepEqual(show("abcdef", { columns: 3 }), ["abc", "def"]);
  assert.deepEqual(show("x".repeat(81)), ["x".repeat(80), "x"]);
  assert.deepEqual(show("ab\x1b[99Cx", { columns: 4 }), ["ab x"]);
});

Deno.test("showAnsi() erases", () => {
  assert.deepEqual(show("gone\x1b[2Jhere"), ["here"]);
  assert.deepEqual(show("abcdef\x1b[3D\x1b[K"), ["abc"]);
  assert.deepEqual(show("abcdef\x1b[3D\x1b[1K"), ["    ef"]);
  assert.deepEqual(show("one\ntwo\nsix\x1b[2;2H\x1b[J"), ["one", "t", ""]);
});

Deno.test("showAnsi() makes ink of colours", () => {
  assert.deepEqual(show("\x1b[44m  \x1b[0m x"), ["██ x"], "a space on a colour is full");
  assert.deepEqual(show("\x1b[30mhidden\x1b[0mx"), ["      x"], "black on black is blank");
  assert.deepEqual(show("\x1b[30;47m▀█a"), ["▄ a"], "black on a colour is what is left around it");
  assert.deepEqual(show("\x1b[1;30mgrey\x1b[37;41m▀"), ["grey▀"]);
  assert.deepEqual(show("\x1b[34;44mx\x1b[0;7m \x1b[0;38;5;0mx\x1b[38;2;0;9;0my"), ["██ y"]);
});

Deno.test("showAnsi() takes blink for a bright background with iCE colours only", () => {
  assert.deepEqual(show("\x1b[5m \x1b[0m."), [" ."]);
  assert.deepEqual(show("\x1b[5m \x1b[0m.", { iceColours: true }), ["█."]);
});

Deno.test("showAnsi() passes over sequences that it does not know", () => {
  assert.deepEqual(show("\x1b[?7ha\x1b[=3hb\x1b[1;2;3tc\x07"), ["abc"]);
});

Deno.test("showAnsi() survives any bytes within its bounds", () => {
  const bytes = fc.array(fc.oneof(fc.nat(255), fc.constantFrom(27, 91, 59, 57, 72, 74, 66)), {
    maxLength: 300,
  });
  fc.assert(fc.property(bytes, (stream) => {
    const lines = showAnsi(Uint8Array.from(stream), { columns: 10, maxRows: 20 });
    assert.ok(lines.length <= 20 && lines.every((line) => line.length <= 10));
  }));
  assert.deepEqual(show("\x1b[99999999;1Hfar\x1b[1;1Hnear"), ["near"]);
});
