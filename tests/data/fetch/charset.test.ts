import assert from "node:assert/strict";
import { decodeText } from "../../../src/data/fetch/charset.ts";

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);

Deno.test("decodeText() goes by the header's charset", () => {
  assert.equal(decodeText(latin("caf\xe9"), "text/html; charset=ISO-8859-1"), "café");
  assert.equal(decodeText(Uint8Array.of(0x63, 0, 0x64, 0), 'text/plain; charset="utf-16le"'), "cd");
});

Deno.test("decodeText() goes by a page's own <meta> where the header names none", () => {
  assert.equal(
    decodeText(latin('<meta charset="windows-1251"><pre>\xc0'), "text/html"),
    '<meta charset="windows-1251"><pre>А',
  );
  const older = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">\xb1';
  assert.ok(decodeText(latin(older), "text/html").endsWith("ą"));
});

Deno.test("decodeText() passes over charsets that are unknown or wrong", () => {
  assert.equal(decodeText(utf8("é"), "text/html; charset=klingon"), "é");
  assert.equal(decodeText(latin("\xe9"), "text/html; charset=utf-8"), "é");
  assert.equal(decodeText(utf8("é"), "text/html"), "é");
  assert.equal(decodeText(latin("\x93a\x94"), ""), "“a”");
});

Deno.test("decodeText() believes a byte order mark first", () => {
  assert.equal(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa9), "text/html; charset=latin1"), "é");
  assert.equal(decodeText(Uint8Array.of(0xfe, 0xff, 0, 0x41), "text/html; charset=utf-8"), "A");
});
