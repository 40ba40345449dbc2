import assert from "node:assert/strict";
import { contours } from "../../../../src/data/sources/icons/contours.ts";
import { parseSvg, render } from "../../../../src/rasterise/svg.ts";

const SIZE = 32;

/** Darkness of the pixel at (x, y) of the contours of a picture of 32 units, two pixels to a unit. */
function darkness(body: string): (x: number, y: number) => number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}">${
    contours(body, SIZE)
  }</svg>`;
  const picture = parseSvg(svg)!;
  const { ink } = render(picture, picture.viewBox, 2, { kind: "as-is" });
  return (x, y) => ink.data[2 * y * ink.width + 2 * x]!;
}

Deno.test("contours() draws borders, and lets a shape hide what lies behind it", () => {
  const at = darkness(
    '<path fill="#f00" d="M4 4h16v16H4z"/><path fill="#00A6ED" d="M12 12h16v16H12z"/>',
  );
  assert.ok(at(4, 10) > 0.5, "the border of the first");
  assert.ok(at(12, 24) > 0.5, "the border of the second");
  assert.ok(at(8, 8) < 0.1 && at(24, 24) < 0.1, "no fill");
  assert.ok(at(20, 16) < 0.1, "the border of the first where the second covers it");
});

Deno.test("contours() keeps small dark shapes, leaves out small light ones and shades", () => {
  const at = darkness(
    '<rect fill="#fff" x="2" y="2" width="28" height="28"/><circle fill="#212121" cx="10" cy="10" r=".8"/>' +
      '<circle fill="#fff8" cx="9" cy="20" r=".8"/><circle fill="#FF0" cx="20" cy="10" r=".8"/>' +
      '<path opacity=".3" fill="#000" d="M14 14h10v10H14z"/>',
  );
  assert.ok(at(10, 10) > 0.5);
  assert.ok(at(20, 10) < 0.1);
  assert.ok(at(14, 18) < 0.1);
});

Deno.test("contours() redraws shapes and groups that have strokes of their own", () => {
  const at = darkness(
    '<g fill="#321"><path d="M2 2h12v12H2z"/></g>' +
      '<path fill="#fa0" stroke="#fff" stroke-width="6" d="M18 2h12v12H18z"/>' +
      '<path fill="none" stroke="#fd0" stroke-width="4" d="M4 24h24"/>',
  );
  assert.ok(at(2, 8) > 0.5 && at(8, 8) < 0.1);
  assert.ok(at(18, 8) > 0.5 && at(20, 8) < 0.1);
  assert.ok(at(16, 24) > 0.5 && at(16, 26) < 0.1);
});
