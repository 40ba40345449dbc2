import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { BLUE, halves, jpegOf, RED, tiff } from "../../../../../scripts/fuzz/samples.ts";
import { decodeTiff } from "../../../../../src/rasterise/image/formats/tiff/tiff.ts";

const LIMITS = { maxPixels: 1 << 20, enough: Infinity };
const SIZE = { 256: 4, 257: 2 };
const RGB = { ...SIZE, 258: [8, 8, 8], 262: [2], 277: [3], 278: 2 };
const PIXELS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** LZW as TIFF has it, without compressing anything: a clear code before each byte. */
function lzw(bytes: number[]): Uint8Array {
  const bits = [...bytes.flatMap((byte) => [256, byte]), 257].map((code) => code.toString(2).padStart(9, "0"))
    .join("");
  return Uint8Array.from(bits.match(/.{1,8}/g)!, (byte) => parseInt(byte.padEnd(8, "0"), 2));
}

async function colours(bytes: Uint8Array): Promise<number[]> {
  const { rgba, fault } = await decodeTiff(bytes, LIMITS);
  assert.equal(fault, undefined);
  return [...rgba.filter((_, i) => i % 4 < 3)];
}

Deno.test("decodeTiff() reads colours however they are packed", async () => {
  const packed: [number, Uint8Array | number[]][] = [
    [1, PIXELS],
    [5, lzw(PIXELS)],
    [8, deflateSync(Uint8Array.from(PIXELS))],
    [32946, deflateSync(Uint8Array.from(PIXELS))],
    [32773, [23, ...PIXELS]],
  ];
  for (const [method, strip] of packed) {
    assert.deepEqual(await colours(tiff({ ...RGB, 259: [method] }, [strip])), PIXELS);
  }
  const strips = [[11, ...PIXELS.slice(0, 12)], [0x80, 11, ...PIXELS.slice(12)]];
  assert.deepEqual(await colours(tiff({ ...RGB, 259: [32773], 278: 1 }, strips)), PIXELS);
  const differences = PIXELS.map((value, i) => i % 12 < 3 ? value : value - PIXELS[i - 3]! & 255);
  assert.deepEqual(await colours(tiff({ ...RGB, 259: [5], 317: [2] }, [lzw(differences)])), PIXELS);
});

Deno.test("decodeTiff() reads grey, palettes, CMYK, opacity, 16 bits and tiles", async () => {
  const one = async (
    tags: Record<number, number | number[]>,
    strip: number[],
  ) => [...(await decodeTiff(tiff({ 256: 2, 257: 1, 259: [1], 278: 1, ...tags }, [strip]), LIMITS)).rgba];
  assert.deepEqual(await one({ 258: [1], 262: [0], 277: [1] }, [0x40]), [255, 255, 255, 255, 0, 0, 0, 255]);
  assert.deepEqual(await one({ 258: [4], 262: [1], 277: [1] }, [0x3f]), [
    51,
    51,
    51,
    255,
    255,
    255,
    255,
    255,
  ]);
  assert.deepEqual(await one({ 258: [16], 262: [1], 277: [1] }, [9, 100, 9, 200]), [
    100,
    100,
    100,
    255,
    200,
    200,
    200,
    255,
  ]);
  const palette = Array.from({ length: 768 }, (_, i) => i % 256 * 257);
  assert.deepEqual(await one({ 258: [8], 262: [3], 277: [1], 320: palette }, [5, 6]), [
    5,
    5,
    5,
    255,
    6,
    6,
    6,
    255,
  ]);
  assert.deepEqual(await one({ 258: [8, 8, 8, 8], 262: [5], 277: [4] }, [0, 255, 0, 0, 0, 0, 0, 255]), [
    ...[255, 0, 255, 255],
    ...[0, 0, 0, 255],
  ]);
  assert.deepEqual(await one({ 258: [8, 8], 262: [1], 277: [2], 338: [2] }, [7, 0, 8, 255]), [
    7,
    7,
    7,
    0,
    8,
    8,
    8,
    255,
  ]);
  // Tiles of 16×16, each of one colour, of which the picture has a corner.
  const tiles = [1, 2, 3, 4].map((value) => new Uint8Array(256).fill(value * 10));
  const bytes = tiff(
    { 256: 20, 257: 18, 258: [8], 259: [1], 262: [1], 277: [1], 322: [16], 323: [16] },
    tiles,
  );
  // The tags of strips stand for those of tiles.
  const view = new DataView(bytes.buffer), at = view.getUint32(4, true);
  for (let i = 0; i < view.getUint16(at, true); i++) {
    const tag = view.getUint16(at + 2 + 12 * i, true);
    if (tag === 273 || tag === 279) view.setUint16(at + 2 + 12 * i, tag === 273 ? 324 : 325, true);
  }
  const { rgba } = await decodeTiff(bytes, LIMITS);
  assert.deepEqual([[0, 0], [19, 0], [0, 17], [19, 17]].map(([x, y]) => rgba[(y! * 20 + x!) * 4]), [
    10,
    20,
    30,
    40,
  ]);
});

Deno.test("decodeTiff() reads strips that are JPEG", async () => {
  const strip = jpegOf(16, 8, halves(16, RED, BLUE));
  const { rgba } = await decodeTiff(
    tiff({ 256: 16, 257: 8, 258: [8, 8, 8], 259: [7], 262: [6], 277: [3], 278: 8 }, [strip]),
    LIMITS,
  );
  assert.ok(Math.abs(rgba[0]! - RED[0]) < 12 && Math.abs(rgba[15 * 4 + 2]! - BLUE[2]) < 12);
});

Deno.test("decodeTiff() inflates no more than its pixels, and refuses what it does not read", async () => {
  const bomb = deflateSync(new Uint8Array(1 << 26));
  assert.deepEqual(
    await colours(tiff({ ...RGB, 259: [8] }, [bomb.subarray(0, 5000)])),
    new Array(24).fill(0),
  );
  const refused: [Record<number, number | number[]>, RegExp][] = [
    [{ 259: [4] }, /compressed by method 4/],
    [{ 284: [2] }, /in planes/],
    [{ 258: [32, 32, 32], 339: [3, 3, 3] }, /samples of 32, 32, 32 bits/],
    [{ 262: [8] }, /colours of kind 8/],
    [{ 277: [1] }, /1 samples a pixel/],
    [{ 256: 0 }, /no pixels/],
  ];
  for (const [tags, reason] of refused) {
    await assert.rejects(decodeTiff(tiff({ ...RGB, 259: [1], ...tags }, [PIXELS]), LIMITS), reason);
  }
  await assert.rejects(decodeTiff(tiff({ ...RGB, 259: [1] }, []), LIMITS), /no pixels, or ends before them/);
});
