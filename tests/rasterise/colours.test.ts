import assert from "node:assert/strict";
import { coloursOf, packColours, unpackColours } from "../../src/rasterise/colours.ts";

const svg = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">${body}</svg>`;

Deno.test("coloursOf() gives the commonest colour of each place of the ink box", () => {
  const colours = coloursOf(
    svg(
      '<rect x="10" width="10" height="10" fill="#f00"/><rect x="20" y="10" width="10" height="10" fill="#0f0"/>',
    ),
  )!;
  const at = (x: number, y: number) => colours[y * 36 + x];
  assert.equal(at(0, 0), 0x8000 | 31 << 10);
  assert.equal(at(17, 17), 0x8000 | 31 << 10);
  assert.equal(at(35, 35), 0x8000 | 31 << 5);
  assert.equal(at(35, 0), 0, "transparent");
});

Deno.test("coloursOf() is undefined for pictures in grey and of nothing", () => {
  assert.equal(coloursOf(svg('<rect width="9" height="9"/><circle r="5" fill="#aaa"/>')), undefined);
  assert.equal(coloursOf(svg("")), undefined);
  assert.equal(coloursOf("<p>"), undefined);
});

Deno.test("packColours() is small for flat colours, and unpackColours() its reverse", () => {
  const colours = coloursOf(
    svg('<rect width="40" height="20" fill="#369"/><circle r="9" cx="9" cy="9" fill="red"/>'),
  )!;
  const packed = packColours(colours);
  assert.ok(packed.length < 200, `${packed.length} bytes`);
  assert.deepEqual(unpackColours(packed), colours);
  assert.throws(() => unpackColours(packColours(colours.slice(1)).slice(0, 5)));
});
