import assert from "node:assert/strict";
import { decodeBytes, encodingOf } from "../../../../src/data/found/ansi/encoding.ts";
import { cp437 } from "./files.ts";

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  [..."\ufeff" + text].forEach((character, i) =>
    view.setUint16(2 * i, character.charCodeAt(0), littleEndian)
  );
  return bytes;
};
const read = (bytes: Uint8Array, font?: string) => decodeBytes(bytes, encodingOf(bytes, font));

Deno.test("encodingOf() reads the byte order mark", () => {
  for (const bytes of [utf16("é─", true), utf16("é─", false), utf8("\ufeffé─")]) {
    assert.equal(read(bytes), "é─");
  }
});

Deno.test("encodingOf() takes for UTF-8 what nearly all is, even if it was cut", () => {
  assert.equal(encodingOf(utf8("plain")), "utf-8");
  const cut = utf8("╭─────────────╮").subarray(0, -1);
  assert.equal(read(cut), "╭─────────────\ufffd");
});

Deno.test("encodingOf() tells code page 437 from Latin-1", () => {
  const frames = "┌────┐\n│ Ä  │\n└────┘", box = "┤ x ├\n└───┘";
  for (const text of [frames, box, "░▒▓█▀▄", "°·∙", "é ü à"]) assert.equal(read(cp437(text)), text);
  for (const text of ["(¯`·._.·´¯)", "Ein Bär für Jürgen", "¯¯¯\n´·´"]) {
    assert.equal(read(latin1(text)), text);
  }
});

Deno.test("encodingOf() believes the font that SAUCE names", () => {
  assert.equal(read(latin1("Ä°Ä"), "Amiga Topaz 1+"), "Ä°Ä");
  assert.equal(encodingOf(latin1("(¯`·._.·´¯)"), "IBM VGA"), "cp437");
});
