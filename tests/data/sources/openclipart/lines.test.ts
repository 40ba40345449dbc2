import assert from "node:assert/strict";
import { flatten } from "../../../../src/data/sources/openclipart/flatten.ts";
import { readClipart } from "../../../../src/data/sources/openclipart/lines.ts";
import { coloursOf } from "../../../../src/rasterise/colours.ts";
import { parseSvg, render } from "../../../../src/rasterise/svg.ts";

const svg = (body: string, root = 'viewBox="0 0 100 100"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${root}>${body}</svg>`;

/** Darkness at (x, y) of the lines of a picture whose shapes fill 0 to 100. */
function lines(body: string, root?: string): (x: number, y: number) => number {
  const picture = parseSvg(readClipart(svg(body, root))!.lines)!;
  const box = { x: 0, y: 0, width: 100, height: 100 };
  const { ink } = render(picture, box, 1, { kind: "as-is" });
  return (x, y) => ink.data[y * ink.width + x]!;
}

const FRAME = '<rect width="100" height="100" style="fill:#ffd700"/>';

Deno.test("flatten() resolves styles, groups and gradients", () => {
  const shapes = flatten(svg(
    `<defs><linearGradient id="g"><stop style="stop-color:#ffffff"/><stop offset="1" style="stop-color:#000000"/>
     </linearGradient></defs><g transform="translate(10 20) scale(2)"><rect width="5" height="10" fill="url(#g)"
     style="stroke:#ff0000;stroke-width:3"/></g><rect width="9" height="9" opacity=".2"/>
     <rect width="9" height="9" visibility="hidden"/>`,
  ));
  assert.equal(shapes.length, 1);
  const { box, fill, stroke, strokeWidth } = shapes[0]!;
  assert.deepEqual(box, { x: 10, y: 20, width: 10, height: 20 });
  assert.deepEqual([fill?.hex, stroke?.hex, strokeWidth], ["#808080", "#ff0000", 6]);
});

Deno.test("flatten() reads documents that leave out the namespace", () => {
  assert.equal(
    flatten('<?xml version="1.0"?><svg width="9" height="9"><path d="M0 0h9v9z"/></svg>').length,
    1,
  );
});

Deno.test("readClipart() outlines areas, light ones hiding what lies behind", () => {
  const at = lines(`<path d="M0 0H100V100H0z" fill="#c00"/><circle cx="50" cy="50" r="25" fill="#ffd700"/>`);
  assert.ok(at(1, 50) > 0.5, "the border of the square");
  assert.ok(at(25, 50) > 0.5, "the border of the disc");
  assert.ok(at(50, 50) < 0.1 && at(12, 12) < 0.1, "no areas");
});

Deno.test("readClipart() keeps to the artist's own lines where there are some", () => {
  const at = lines(
    `<path d="M0 0H100V100H0z" fill="#c00" stroke="#000"/><circle cx="50" cy="50" r="25" fill="#f88"/>`,
  );
  assert.ok(at(1, 50) > 0.5);
  assert.ok(at(25, 50) < 0.1, "a shade has no outline");
});

Deno.test("readClipart() draws dark areas, and eyes as dots", () => {
  const at = lines(
    `${FRAME}<circle cx="30" cy="30" r="3" fill="#111"/><rect x="50" y="50" width="30" height="30"/>`,
  );
  assert.ok(at(30, 30) > 0.9 && at(65, 65) > 0.9);
});

Deno.test("readClipart() finds the picture where the document has no size, and leaves the paper out", () => {
  const moved = '<rect x="500" y="500" width="100" height="100" style="fill:#fff"/>';
  const { viewBox } = parseSvg(readClipart(svg(moved, ""))?.lines ?? "") ?? {};
  assert.equal(viewBox, undefined, "nothing but paper");
  const found = readClipart(svg(`${moved}<circle cx="550" cy="550" r="30" fill="#c00"/>`, ""));
  assert.ok(parseSvg(found!.lines)!.viewBox.x > 490);
});

Deno.test("readClipart() refuses what has too many shapes, and keeps plain colours", () => {
  const many = Array.from(
    { length: 200 },
    (_, i) => `<rect x="${i % 10 * 10}" y="${i / 2}" width="9" height="9"/>`,
  );
  assert.equal(readClipart(svg(many.join(""))), undefined);
  const { colours } = readClipart(svg(`${FRAME}<circle cx="50" cy="50" r="40" fill="#00f"/>`))!;
  assert.equal(coloursOf(colours)?.[18 * 36 + 18], 0x8000 | 31);
  assert.throws(() => readClipart("no picture"));
});
