import assert from "node:assert/strict";
import { boundingBox, renderSvg, SvgError } from "../../src/rasterise/resvg.ts";
import { parseSvg } from "../../src/rasterise/svg.ts";
import { limitMemory } from "../../src/rasterise/wasm_memory.ts";

Deno.test("parseSvg() takes a document apart", () => {
  const picture = parseSvg('<?xml?><svg viewBox="1 2 30 40" fill="red"><g><svg x="1"></svg></g></svg> ')!;
  assert.deepEqual(picture, {
    attributes: ' fill="red"',
    body: '<g><svg x="1"></svg></g>',
    viewBox: { x: 1, y: 2, width: 30, height: 40 },
  });
  assert.deepEqual(parseSvg('<svg width="5" height="6.5"></svg>')!.viewBox, {
    x: 0,
    y: 0,
    width: 5,
    height: 6.5,
  });
  for (const none of ["", "<svg>", "</svg><svg>", '<svg viewBox="0 0 0 1"></svg>', "<svg></svg>"]) {
    assert.equal(parseSvg(none), null, none);
  }
});

Deno.test("parseSvg() reads megabytes of what never ends", () => {
  const many = 1 << 19;
  for (const part of ["<svg", "<svg ", "</svg", '<svg a="', "<svg>", " stroke", ' viewBox="']) {
    parseSvg(part.repeat(many));
    parseSvg(`<svg ${part.repeat(many)}>${part.repeat(many)}</svg>`);
  }
});

Deno.test("the renderer goes on after it gave up on a picture, however often", () => {
  const stray =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g opacity=".5"><path d="M-99-99h1v1z"/></g></svg>';
  const square =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="4" height="5"/></svg>';
  const { pixels } = renderSvg(square);
  for (let i = 0; i < 300; i++) assert.throws(() => renderSvg(stray), SvgError);
  assert.deepEqual(renderSvg(square).pixels, pixels);
  assert.deepEqual(boundingBox(square), { x: 0, y: 0, width: 4, height: 5 });
  assert.throws(() => renderSvg("<svg"), SvgError);
});

Deno.test("limitMemory() gives a module's memory a maximum", async () => {
  // (module (memory (export "m") 1))
  const module = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 5, 1, 1, 0x6d, 2, 0);
  const { instance } = await WebAssembly.instantiate(limitMemory(module, 300), {});
  const memory = instance.exports.m;
  assert.ok(memory instanceof WebAssembly.Memory);
  assert.equal(memory.grow(299), 1);
  assert.throws(() => memory.grow(1), RangeError);
  assert.throws(() => limitMemory(limitMemory(module, 300), 9), /has a maximum already/);
  assert.throws(() => limitMemory(module.subarray(0, 8), 9), /has no memory/);
});
