import assert from "node:assert/strict";
import { toAscii } from "../../../src/corpus/ansi/ascii.ts";
import { cp437Glyph, decodeCp437 } from "../../../src/corpus/ansi/cp437.ts";
import { decodeTextArt } from "../../../src/corpus/ansi/decode.ts";
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

Deno.test("toAscii() maps every glyph of code page 437 that has a likeness", () => {
  assert.deepEqual(toAscii(["░▒▓█▀▄▌▐", "╔═╗│é·Ñ", "plain"]), [':%#@"_[]', "+=+|e.N", "plain"]);
  assert.deepEqual(toAscii(["π漢"]), ["π漢"]);
});

Deno.test("decodeTextArt() shows ANSI as wide as SAUCE says", () => {
  const file = withSauce(cp437("\x1b[2Jabc░\x1b[2;1H╔═"), { width: 3, author: "me" });
  const art = decodeTextArt(file)!;
  assert.deepEqual(art.lines, ["abc", "+="]);
  assert.equal(art.sauce?.author, "me");
});

Deno.test("decodeTextArt() reads lines of UTF-8, else of code page 437, and keeps blocks if asked", () => {
  assert.deepEqual(decodeTextArt(new TextEncoder().encode("█é\r\nb\n\n"), "keep")!.lines, ["█é", "b"]);
  assert.deepEqual(decodeTextArt(cp437("▒█\r\n é"), "keep")!.lines, ["▒█", " é"]);
  assert.deepEqual(decodeTextArt(cp437("▒█"))!.lines, ["%@"]);
});

Deno.test("decodeTextArt() tells binary files", () => {
  assert.equal(decodeTextArt(new Uint8Array()), undefined);
  assert.equal(decodeTextArt(Uint8Array.from({ length: 256 }, (_, i) => (i * 7) % 64)), undefined);
});
