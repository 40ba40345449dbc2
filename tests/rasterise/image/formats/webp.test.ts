import assert from "node:assert/strict";
import {
  BLUE,
  evenPicture,
  movingWebp,
  RED,
  webpChunk,
  webpExtension,
  webpOf,
} from "../../../../scripts/fuzz/samples.ts";
import { compose } from "../../../../src/rasterise/image/formats/animation.ts";
import { decodeWebp, openWebpAnimation } from "../../../../src/rasterise/image/formats/webp.ts";

const LIMITS = { maxPixels: 1 << 16, enough: Infinity };

Deno.test("openWebpAnimation() puts frames where they belong, and clears what they covered", async () => {
  const frame = { x: 0, y: 0, width: 8, height: 4, delay: 30 };
  const bytes = movingWebp(8, 4, [
    { ...frame, paint: () => RED },
    { ...frame, x: 2, y: 2, width: 4, height: 4, paint: () => BLUE, disposal: 1 },
    { ...frame, x: 6, width: 2, height: 2, paint: () => BLUE, delay: 40 },
  ]);
  const animation = openWebpAnimation(bytes, 1000)!;
  assert.deepEqual([animation.width, animation.height, animation.plays], [8, 4, 2]);
  const seen: string[] = [], delays: number[] = [];
  for await (const { rgba, delay } of compose(animation)) {
    const row = Array.from({ length: 8 }, (_, x) => rgba.subarray((24 + x) * 4, (25 + x) * 4).join());
    seen.push(row.map((colour) => colour === `${RED}` ? "R" : colour === `${BLUE}` ? "B" : ".").join(""));
    delays.push(delay);
  }
  assert.deepEqual(seen, ["RRRRRRRR", "RRBBBBRR", "RR....RR"]);
  assert.deepEqual(delays, [30, 30, 40]);
  assert.equal(openWebpAnimation(webpOf(evenPicture(2, 2, RED)), 1000), undefined);
  assert.throws(
    () => openWebpAnimation(movingWebp(200, 200, [{ ...frame, paint: () => RED }]), 1000),
    /at most 1000/,
  );
});

Deno.test("decodeWebp() fills up what a file is cut short of, and looks at the size before it decodes", async () => {
  const whole = webpOf(evenPicture(9, 7, RED));
  const { fault, rgba } = await decodeWebp(whole.subarray(0, -1), LIMITS);
  assert.deepEqual([fault, rgba.length], ["is cut short", 9 * 7 * 4]);
  assert.equal((await decodeWebp(whole, LIMITS)).fault, undefined);
  // The size in the pixels counts, whatever the extension says.
  const liar = webpOf(webpExtension(2, 2, 0), evenPicture(16384, 16384, RED));
  await assert.rejects(decodeWebp(liar, LIMITS), /has 16384×16384 pixels; at most 65536 are read/);
  await assert.rejects(decodeWebp(webpOf(webpChunk("VP8 ", [1, 2])), LIMITS), /ends in its header/);
  await assert.rejects(decodeWebp(webpOf(webpChunk("VP8L", new Array(40).fill(0x2f))), LIMITS), Error);
});
