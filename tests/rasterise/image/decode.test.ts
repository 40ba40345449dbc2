import assert from "node:assert/strict";
import { encode, type ImageData } from "fast-png";
import jpeg from "jpeg-js";
// @ts-types="@types/omggif"
import { GifWriter } from "omggif";
import { UserError } from "../../../src/errors.ts";
import type { Bitmap } from "../../../src/rasterise/image/bitmap.ts";
import { decodeImage } from "../../../src/rasterise/image/decode.ts";

const text = (value: string) => new TextEncoder().encode(value);
const pixel = (
  { rgba, width }: Bitmap,
  x: number,
  y: number,
) => [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];

/** A JPEG of 16×8 pixels, its left half black, with an orientation in its Exif if one is given. */
function halfBlackJpeg(orientation?: number): Uint8Array {
  const data = new Uint8Array(16 * 8 * 4);
  for (let i = 0; i < 16 * 8; i++) data.set(i % 16 < 8 ? [0, 0, 0, 255] : [255, 255, 255, 255], i * 4);
  const plain = new Uint8Array(jpeg.encode({ width: 16, height: 8, data }, 95).data);
  if (orientation === undefined) return plain;
  const exif = [
    ...[...text("Exif"), 0, 0, ...text("MM"), 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  ];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif, ...plain.subarray(2)]);
}

/** A lossless WebP of one colour: each of its prefix codes has a single symbol, so its pixels take no bits. */
function evenWebp(
  width: number,
  height: number,
  [red, green, blue, opacity]: [number, number, number, number],
): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let i = 0; i < count; i++) bits.push(value >> i & 1);
  };
  put(0x2f, 8);
  put(width - 1, 14);
  put(height - 1, 14);
  put(1, 1); // opacity is used
  put(0, 3 + 3); // version; no transform, no colour cache, no prefix codes of parts
  for (const symbol of [green, red, blue, opacity]) {
    put(0b101, 3); // a simple code of one symbol of eight bits
    put(symbol, 8);
  }
  put(0b0001, 4); // distances: one symbol of one bit, 0
  const body = new Uint8Array(Math.ceil(bits.length / 16) * 2);
  bits.forEach((bit, i) => body[i >> 3]! |= bit << (i & 7));
  const file = new Uint8Array(20 + body.length);
  file.set(text("RIFF....WEBPVP8L"));
  file.set(body, 20);
  const view = new DataView(file.buffer);
  view.setUint32(4, file.length - 8, true);
  view.setUint32(16, body.length, true);
  return file;
}

Deno.test("decodeImage() reads grey, 16-bit and transparent PNG", async () => {
  const image = (channels: number, depth: 8 | 16, values: number[]): ImageData => ({
    ...{ width: 2, height: 1, channels, depth },
    data: depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values),
  });
  const cases: [ImageData, number[][]][] = [
    [image(1, 8, [0, 128]), [[0, 0, 0, 255], [128, 128, 128, 255]]],
    [image(1, 16, [65535, 257 * 10]), [[255, 255, 255, 255], [10, 10, 10, 255]]],
    [image(2, 8, [7, 0, 9, 255]), [[7, 7, 7, 0], [9, 9, 9, 255]]],
    [image(3, 16, [257, 514, 771, 65535, 0, 0]), [[1, 2, 3, 255], [255, 0, 0, 255]]],
    [image(4, 8, [1, 2, 3, 4, 5, 6, 7, 8]), [[1, 2, 3, 4], [5, 6, 7, 8]]],
  ];
  for (const [png, pixels] of cases) {
    const bitmap = await decodeImage(encode(png), "a");
    assert.deepEqual([pixel(bitmap, 0, 0), pixel(bitmap, 1, 0)], pixels);
  }
});

Deno.test("decodeImage() turns a JPEG as its Exif says", async () => {
  /** Whether a corner is dark: top left, top right, bottom left. */
  const corners = async (orientation?: number) => {
    const bitmap = await decodeImage(halfBlackJpeg(orientation), "a");
    const dark = (x: number, y: number) => pixel(bitmap, x, y)[0]! < 128;
    return [bitmap.width, dark(0, 0), dark(bitmap.width - 1, 0), dark(0, bitmap.height - 1)];
  };
  for (const orientation of [undefined, 1, 4, 9]) {
    assert.deepEqual(await corners(orientation), [16, true, false, true], `${orientation}`);
  }
  for (const orientation of [2, 3]) assert.deepEqual(await corners(orientation), [16, false, true, false]);
  for (const orientation of [5, 6]) assert.deepEqual(await corners(orientation), [8, true, true, false]);
  for (const orientation of [7, 8]) assert.deepEqual(await corners(orientation), [8, false, false, true]);
});

Deno.test("decodeImage() reads WebP, the first frame of GIF, and SVG", async () => {
  const webp = await decodeImage(evenWebp(5, 3, [200, 100, 50, 128]), "a");
  assert.deepEqual([webp.width, webp.height, ...pixel(webp, 4, 2)], [5, 3, 200, 100, 50, 128]);
  const buffer = new Uint8Array(1000);
  const writer = new GifWriter(buffer, 4, 2, { palette: [0xff0000, 0x00ff00] });
  writer.addFrame(0, 0, 2, 2, [0, 1, 1, 0]);
  writer.addFrame(0, 0, 4, 2, [1, 1, 1, 1, 1, 1, 1, 1]);
  const gif = await decodeImage(buffer.subarray(0, writer.end()), "a");
  assert.deepEqual([gif.width, gif.height], [4, 2]);
  assert.deepEqual([0, 1, 3].map((x) => pixel(gif, x, 0)), [[255, 0, 0, 255], [0, 255, 0, 255], [
    0,
    0,
    0,
    0,
  ]]);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path fill="#f00" fill-opacity=".5" d="M0 0h2v2h-2z"/></svg>';
  const drawn = await decodeImage(text(svg), "a");
  assert.equal(drawn.width, 2 * drawn.height);
  assert.deepEqual(pixel(drawn, 9, 9), [255, 0, 0, 128]);
  assert.equal(pixel(drawn, drawn.width - 9, 9)[3], 0);
});

Deno.test("decodeImage() refuses what is no picture, damaged or huge in one line", async () => {
  const png = encode({
    width: 40,
    height: 40,
    channels: 1,
    depth: 8,
    data: new Uint8Array(1600).map((_, i) => i * 7),
  });
  const huge = png.slice();
  new DataView(huge.buffer).setUint32(16, 100_000);
  const photo = halfBlackJpeg();
  const wide = photo.slice();
  const frame = wide.findIndex((byte, i) => byte === 0xff && wide[i + 1] === 0xc0);
  wide.set([0xff, 0xff, 0xff, 0xff], frame + 5);
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(), /^a is no PNG, JPEG, WebP, GIF or SVG$/],
    [text("hello"), /^a is no PNG, JPEG, WebP, GIF or SVG$/],
    [png.subarray(0, 18), /^a is a damaged PNG: /],
    [png.subarray(0, 60), /^a is a damaged PNG: /],
    [png.with(70, png[70]! ^ 1), /^a is a damaged PNG: /],
    [huge, /^a has 100000×40 pixels; at most 1000000 are read$/],
    [wide, /^a has 65535×65535 pixels; at most 1000000 are read$/],
    [photo.subarray(0, 20), /^a is a damaged JPEG: /],
    [evenWebp(9, 9, [1, 2, 3, 4]).subarray(0, 24), /^a is a damaged WebP: /],
    [text("GIF89a"), /^a is a damaged GIF: /],
    [text("<svg></sv"), /^a is a damaged SVG: /],
  ];
  for (const [bytes, line] of cases) {
    await assert.rejects(decodeImage(bytes, "a", 1_000_000), (error) => {
      assert.ok(error instanceof UserError, String(error));
      assert.equal(error.kind, "input");
      assert.match(error.message, line);
      return true;
    });
  }
});
