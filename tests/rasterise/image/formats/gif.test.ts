import assert from "node:assert/strict";
import fc from "fast-check";
import { BLUE, gif, RED } from "../../../../scripts/fuzz/samples.ts";
import { compose, firstPicture } from "../../../../src/rasterise/image/formats/animation.ts";
import { openGif } from "../../../../src/rasterise/image/formats/gif.ts";
import { decodeLzw } from "../../../../src/rasterise/image/formats/lzw.ts";

const FULL = { x: 0, y: 0, width: 4, height: 2, delay: 50 };
const show = (rgba: Uint8Array | Uint8ClampedArray) =>
  Array.from(
    { length: rgba.length / 4 },
    (_, i) => rgba[i * 4 + 3] === 0 ? "." : rgba[i * 4] === RED[0] ? "R" : "B",
  )
    .join("");

/** The pictures of a GIF as text. */
async function pictures(bytes: Uint8Array): Promise<string[]> {
  const all: string[] = [];
  for await (const { rgba } of compose(openGif(bytes, 10_000))) all.push(show(rgba));
  return all;
}

Deno.test("openGif() reads pixels of any pattern and size", async () => {
  const size = fc.integer({ min: 1, max: 60 });
  await fc.assert(
    fc.asyncProperty(size, size, fc.nat(), async (width, height, seed) => {
      const isRed = (x: number, y: number) => (x * 7 + y * x * 13 + seed) % 11 < 4;
      const bytes = gif(width, height, [{
        ...FULL,
        width,
        height,
        paint: (x, y) => isRed(x, y) ? RED : BLUE,
      }]);
      const { rgba, fault } = await firstPicture(openGif(bytes, 10_000));
      const expected = Array.from(
        { length: width * height },
        (_, i) => isRed(i % width, Math.floor(i / width)) ? "R" : "B",
      );
      assert.deepEqual([show(rgba), fault], [expected.join(""), undefined]);
    }),
    { numRuns: 40 },
  );
});

Deno.test("frames are cut at the screen, and kept, cleared or restored", async () => {
  const part = { x: 2, y: 1, width: 4, height: 4, delay: 50, paint: () => BLUE };
  const bytes = gif(4, 2, [
    { ...FULL, paint: () => RED },
    { ...part, disposal: 2 },
    { ...part, x: 3, y: 0, disposal: 1 },
    { ...part, x: 0, y: 1, height: 1, width: 1 },
  ]);
  assert.deepEqual(await pictures(bytes), ["RRRRRRRR", "RRRRRRBB", "RRRBRRRB", "RRR.BRR."]);
  assert.equal(openGif(bytes, 100).plays, 2);
});

Deno.test("openGif() takes the first frame's size where there is no screen, and interlaced rows in their order", async () => {
  const bytes = gif(4, 12, [{ ...FULL, height: 12, paint: (_, y) => y % 8 === 0 ? RED : BLUE }]);
  const bare = bytes.slice().fill(0, 6, 10);
  assert.deepEqual(await pictures(bare), await pictures(bytes));
  const at = bytes.findIndex((byte, i) => byte === 0x2c && bytes[i + 5] === 4);
  const interlaced = bytes.slice();
  interlaced[at + 9]! |= 0x40;
  // Where the passes put the rows of the file.
  const order = [0, 8, 4, 2, 6, 10, 1, 3, 5, 7, 9, 11];
  const rows = order.map((row, i) => [row, i % 8 === 0 ? "RRRR" : "BBBB"] as const).sort(([a], [b]) => a - b);
  assert.deepEqual(await pictures(interlaced), [rows.map(([, text]) => text).join("")]);
});

Deno.test("decodeLzw() stops where data is damaged or ends", () => {
  assert.equal(decodeLzw(Uint8Array.of(), 8, 10, "gif").length, 0);
  assert.equal(decodeLzw(Uint8Array.of(0xff, 0xff, 0xff), 8, 10, "gif").length, 0);
  assert.ok(decodeLzw(new Uint8Array(1000), 2, 1 << 20, "gif").length > 600);
  assert.equal(decodeLzw(new Uint8Array(100_000), 2, 500, "gif").length, 500);
});
