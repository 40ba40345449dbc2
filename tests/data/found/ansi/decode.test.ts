import assert from "node:assert/strict";
import { cp437Glyph, decodeCp437 } from "../../../../src/data/found/ansi/cp437.ts";
import { decodeTextArt } from "../../../../src/data/found/ansi/decode.ts";
import { cp437, withSauce } from "./files.ts";

Deno.test("cp437Glyph() has one glyph for each byte", () => {
  const glyphs = Array.from({ length: 256 }, (_, byte) => cp437Glyph(byte));
  assert.equal(new Set(glyphs).size, 255, "0 and 32 are both blank");
  assert.ok(glyphs.every((glyph) => glyph.length === 1));
  assert.equal(
    decodeCp437(Uint8Array.of(0xb0, 0xdb, 0xc9, 0x82, 0x0d, 0x0a, 0x09, 0xff)),
    "░█╔é\r\n\t\u00a0",
  );
});

Deno.test("decodeTextArt() shows ANSI as wide as SAUCE says", () => {
  const file = withSauce(cp437("\x1b[2Jabc░\x1b[2;1H╔═"), { width: 3, author: "me" });
  const art = decodeTextArt(file)!;
  assert.deepEqual(art.lines, ["abc", "╔═"]);
  assert.equal(art.sauce?.author, "me");
});

Deno.test("decodeTextArt() reads lines of UTF-8, else of code page 437", () => {
  assert.deepEqual(decodeTextArt(new TextEncoder().encode("█é\r\nb\n\n"))!.lines, ["█é", "b"]);
  assert.deepEqual(decodeTextArt(cp437("▒█\r\n é"))!.lines, ["▒█", " é"]);
});

const LINES = ["╭────╮", "│ v  │", "╰────╯"];
const coloured = (lines: readonly string[], end = "\n") =>
  lines.map((line) => `\x1b[32m${line}\x1b[39m${end}`).join("");
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) =>
  new Uint8Array(Uint16Array.from("\ufeff" + text, (c) => c.charCodeAt(0)).buffer);

Deno.test("decodeTextArt() reads the same lines in any encoding, with colours and without", () => {
  const frame = LINES.map((line) => line.replace(/[╭╮╰╯]/g, "+"));
  for (const lines of [LINES, frame]) {
    for (
      const text of [lines.join("\n"), coloured(lines), coloured(lines, "\r\n"), coloured(lines, "\x1b(B\n")]
    ) {
      const files = [utf8(text), utf8("\ufeff" + text), utf16(text)];
      if (lines === frame) files.push(cp437(text), withSauce(cp437(text), { width: 80 }));
      for (const file of files) assert.deepEqual(decodeTextArt(file)!.lines, lines, JSON.stringify(text));
    }
  }
});

Deno.test("decodeTextArt() keeps lines of 80 columns and more that line feeds end", () => {
  for (const width of [79, 80, 81, 100]) {
    const lines = Array.from({ length: 4 }, (_, i) => `+${"-".repeat(width - 2 - i)}${"x".repeat(i)}+`);
    assert.deepEqual(decodeTextArt(utf8(coloured(lines)))!.lines, lines, "ASCII");
    const frames = lines.map((line) => line.replaceAll("-", "─"));
    assert.deepEqual(decodeTextArt(utf8(coloured(frames)))!.lines, frames, "UTF-8");
    assert.deepEqual(decodeTextArt(utf8(coloured(frames, "\r\n")))!.lines, frames, "UTF-8, as on a PC");
    for (const end of ["\n", "\r\n"]) {
      const text = coloured(frames, end);
      assert.deepEqual(decodeTextArt(cp437(text))!.lines, frames, `code page 437, ${JSON.stringify(end)}`);
    }
    const told = withSauce(cp437(coloured(frames)), { width: 80 });
    assert.deepEqual(decodeTextArt(told)!.lines, frames, "code page 437 with SAUCE");
  }
});

Deno.test("decodeTextArt() wraps as a PC does where nothing else breaks the lines", () => {
  const full = "═".repeat(80);
  assert.deepEqual(decodeTextArt(cp437(`\x1b[2J${full}${full}ab\r\ncd`))!.lines, [full, full, "ab", "cd"]);
  assert.deepEqual(decodeTextArt(cp437(`\x1b[31m${full}\r\nab`))!.lines, [full, "ab"]);
  const file = withSauce(cp437(`\x1b[31m${full}\r\nab`), { width: 80 });
  assert.deepEqual(decodeTextArt(file)!.lines, [full, "", "ab"], "SAUCE names a screen");
  assert.deepEqual(decodeTextArt(withSauce(cp437("abcdefgh"), { width: 4 }))!.lines, ["abcd", "efgh"]);
});

Deno.test("decodeTextArt() tells binary files", () => {
  assert.equal(decodeTextArt(new Uint8Array()), undefined);
  assert.equal(decodeTextArt(Uint8Array.from({ length: 256 }, (_, i) => (i * 7) % 64)), undefined);
  const binaryText = withSauce(cp437("a cat"));
  binaryText[binaryText.length - 128 + 94] = 5;
  assert.equal(decodeTextArt(binaryText), undefined);
});
