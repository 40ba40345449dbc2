import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { PNG } from "pngjs";
import { colourLines } from "../../../src/art/render/colour.ts";
import { renderHtml } from "../../../src/art/render/html.ts";
import { render } from "../../../src/art/render/render.ts";
import { renderPng } from "../../../src/art/render/png.ts";
import { renderSvg } from "../../../src/art/render/svg.ts";
import { artwork } from "./artworks.ts";

const colours = (columns: number, ...values: number[]) => ({
  columns,
  values: Uint8Array.from(values),
  onBlack: false,
});

Deno.test("colourLines() sets a colour once for a run of cells and resets every line", () => {
  const cells = colours(2, ...[1, 2, 3], ...[1, 2, 3], ...[9, 9, 9], ...[4, 4, 4], ...[5, 5, 5], ...[
    6,
    6,
    6,
  ]);
  assert.deepEqual(colourLines(["ab", "", " c"], cells, 24), [
    "\x1b[38;2;1;2;3mab\x1b[0m",
    "",
    " \x1b[38;2;6;6;6mc\x1b[0m",
  ]);
  assert.deepEqual(colourLines(["a b"], colours(3, ...[1, 2, 3], ...[7, 7, 7], ...[1, 2, 3]), 24), [
    "\x1b[38;2;1;2;3ma b\x1b[0m",
  ]);
});

Deno.test("colourLines() takes the nearest of 256 and of 16 colours", () => {
  const nearest: [number[], string, string][] = [
    [[0, 0, 0], "38;5;16", "30"],
    [[255, 255, 255], "38;5;231", "97"],
    [[250, 10, 5], "38;5;196", "91"],
    [[0, 0, 180], "38;5;19", "34"],
    [[120, 121, 119], "38;5;243", "90"],
    [[250, 250, 20], "38;5;226", "93"],
  ];
  for (const [colour, of256, of16] of nearest) {
    assert.deepEqual(colourLines(["x"], colours(1, ...colour), 8), [`\x1b[${of256}mx\x1b[0m`]);
    assert.deepEqual(colourLines(["x"], colours(1, ...colour), 4), [`\x1b[${of16}mx\x1b[0m`]);
  }
});

Deno.test("a PNG has what is wide in its own colour, not in that of the line below", async () => {
  const cells = { ...colours(2, ...Array(6).fill(0), ...[255, 0, 0], ...[255, 0, 0]) };
  const art = artwork(["世世", "##"], { colours: { ...cells, own: Uint8Array.from([0, 0, 1, 1]) } });
  await render("png", art);
  const { width, data } = PNG.sync.read(Buffer.from(renderPng([art])));
  const red = Array.from({ length: data.length / 4 }, (_, i) => i)
    .filter((i) => data[4 * i] === 255 && data[4 * i + 1]! < 128);
  assert.ok(red.length > 0);
  assert.deepEqual(new Set(red.map((i) => Math.floor(i / width / 20))), new Set([2]));
});

Deno.test("html, svg and png show each character in its colour, on a ground of its kind", () => {
  const cells = colours(3, ...[255, 0, 0], ...[0, 0, 255], ...[0, 0, 255]);
  const art = artwork([" <#"], {
    colours: { ...cells, columns: 3, values: Uint8Array.from([0, 0, 0, ...cells.values.slice(0, 6)]) },
  });
  const html = renderHtml([art]);
  assert.match(
    html,
    /background:#fff;color:#111">\n <span style="color:#ff0000">&lt;<\/span><span style="color:#0000ff">#<\/span>\n<\/pre>/,
  );
  const svg = renderSvg([art]);
  assert.match(
    svg,
    /<text x="20" y="36" fill="#ff0000">&lt;<\/text>\n<text x="30" y="36" fill="#0000ff">#<\/text>/,
  );
  const { width, data } = PNG.sync.read(Buffer.from(renderPng([art])));
  const seen = new Set<string>();
  for (let i = 0; i < data.length; i += 4) {
    const [red, green, blue] = data.subarray(i, i + 3), column = Math.floor(i / 4 % width / 10);
    if (green !== 255) seen.add(`${column} ${red === 255 ? "red" : blue === 255 ? "blue" : "other"}`);
  }
  assert.deepEqual([...seen].sort(), ["2 red", "3 blue"]);
  const black = renderPng([{ ...art, colours: { ...art.colours!, onBlack: true } }]);
  assert.deepEqual([...PNG.sync.read(Buffer.from(black)).data.subarray(0, 3)], [0, 0, 0]);
});
