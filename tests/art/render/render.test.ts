import assert from "node:assert/strict";
import { Parser } from "commonmark";
import fc from "fast-check";
import { stripVTControlCharacters } from "node:util";
import type { Artwork } from "../../../src/art/render/artwork.ts";
import { type Format, FORMATS, render, renderAll } from "../../../src/art/render/render.ts";
import { artwork, artworks, PRINTABLE } from "./artworks.ts";

async function text(format: Format, arts: Artwork | Artwork[]): Promise<string> {
  const output = await (Array.isArray(arts) ? renderAll(format, arts) : render(format, arts));
  assert(typeof output === "string");
  return output;
}

/** Checks something of several artworks, whatever they are. */
const everySheet = (check: (arts: Artwork[]) => Promise<void>) =>
  fc.assert(fc.asyncProperty(fc.array(artworks, { minLength: 1, maxLength: 3 }), check));

const joined = (lines: readonly string[]) => lines.map((line) => line + "\n").join("");

/** What a CommonMark reader makes of a text: the kinds of its blocks, and code as it stands. */
function codeBlocks(markdown: string): { info: string; code: string }[] {
  const blocks = [];
  const document = new Parser().parse(markdown);
  for (let node = document.firstChild; node !== null; node = node.next) {
    assert.equal(node.type, "code_block");
    blocks.push({ info: node.info ?? "", code: node.literal ?? "" });
  }
  return blocks;
}

Deno.test("render() gives text that ends with a line break, and bytes for png", async () => {
  for (const format of FORMATS) {
    const output = await render(format, artwork(PRINTABLE));
    if (format === "png") assert(output instanceof Uint8Array);
    else assert(typeof output === "string" && output.endsWith("\n"), format);
  }
});

Deno.test("render() loads no format before it is asked for", () => {
  const source = Deno.readTextFileSync(new URL("../../../src/art/render/render.ts", import.meta.url));
  assert.doesNotMatch(source, /^import\b(?! type)/m);
});

Deno.test("renderAll() separates plain drawings by a blank line", async () => {
  assert.equal(await text("plain", [artwork([" a", "b"]), artwork(["c"])]), " a\nb\n\nc\n");
  assert.equal(await text("plain", artwork(["a"])), "a\n");
});

Deno.test("renderAll() makes Markdown whose code blocks are the drawings", () =>
  everySheet(async (arts) => {
    assert.deepEqual(
      codeBlocks(await text("markdown", arts)),
      arts.map(({ lines }) => ({ info: "text", code: joined(lines) })),
    );
  }));

Deno.test("renderAll() makes ANSI text that is the plain one without its codes, whatever the style", () =>
  everySheet(async (arts) => {
    assert.equal(stripVTControlCharacters(await text("ansi", arts)), await text("plain", arts));
  }));

Deno.test("render() ends every coloured line of ANSI text with a reset", () =>
  everySheet(async (arts) => {
    for (const line of (await text("ansi", arts)).split("\n")) {
      if (line.includes("\x1b")) assert(line.endsWith("\x1b[0m"), JSON.stringify(line));
      else assert.equal(line.trim(), "");
    }
  }));

Deno.test("render() makes lines bold and shades faint, normal or bold by their ink", async () => {
  assert.equal(await text("ansi", artwork(["/\\"])), "\x1b[1m/\\\x1b[0m\n");
  assert.equal(
    await text("ansi", artwork([". .@x.", "░▓"], { style: "shaded" })),
    "\x1b[2m. .\x1b[22;1m@\x1b[22mx\x1b[2m.\x1b[0m\n\x1b[2m░\x1b[22;1m▓\x1b[0m\n",
  );
});

Deno.test("renderAll() makes JSON of an object for one drawing, of an array for several", () =>
  everySheet(async (arts) => {
    const value: unknown = JSON.parse(await text("json", arts));
    assert.deepEqual(value, arts.length === 1 ? arts[0] : arts);
  }));

Deno.test("render() makes JSON of an artwork's own fields only", async () => {
  const art = { ...artwork(["a"]), path: "/home/me" };
  assert.deepEqual(JSON.parse(await text("json", art)), artwork(["a"]));
});

Deno.test("an SVG has what is wide in two columns, and what is put together in one", async () => {
  const lines = ["日本x", "e\u0301y", " 😀z"];
  const textsOf = (svg: string) =>
    Array.from(svg.matchAll(/<text x="([^"]*)"[^>]*>(.*)<\/text>/g), ([, xs, text]) => [xs, text]);
  const placed = [["10 30 50", "日本x"], ["10", "e\u0301"], ["20", "y"], ["20", "😀"], ["40", "z"]];
  const svg = await text("svg", artwork(lines));
  assert.deepEqual(textsOf(svg), placed);
  assert.match(svg, /viewBox="0 0 70 100"/);
  // The last code point of each line has a colour.
  const own = Uint8Array.from([0, 0, 1, 0, 0, 1, 0, 0, 1]);
  const colours = { columns: 3, own, values: new Uint8Array(27), onBlack: false };
  assert.deepEqual(textsOf(await text("svg", artwork(lines, { colours }))), [
    ["10 30", "日本"],
    ["50", "x"],
    ...placed.slice(1),
  ]);
});
