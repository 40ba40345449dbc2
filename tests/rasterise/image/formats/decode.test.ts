import assert from "node:assert/strict";
import { encode, type ImageData } from "fast-png";
import {
  apng,
  BLUE,
  bmp,
  type Colour,
  evenPicture,
  exif,
  gif,
  halves,
  jpegOf,
  movingWebp,
  png,
  RED,
  type SampleFrame,
  svg,
  tiff,
  webpChunk,
  webpExtension,
  webpOf,
} from "../../../../scripts/fuzz/samples.ts";
import { UserError } from "../../../../src/base/errors.ts";
import type { Bitmap } from "../../../../src/rasterise/image/formats/bitmap.ts";
import { decodeImage } from "../../../../src/rasterise/image/formats/decode.ts";

const BLACK: Colour = [0, 0, 0, 255], WHITE: Colour = [255, 255, 255, 255];
const text = (value: string) => new TextEncoder().encode(value);
const pixel = (
  { rgba, width }: Bitmap,
  x: number,
  y: number,
) => [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];

/** A JPEG of 16×8 pixels, its left half black, with an orientation in its Exif if one is given. */
const halfBlackJpeg = (orientation?: number) =>
  jpegOf(16, 8, halves(16, BLACK, WHITE), orientation === undefined ? undefined : exif(orientation));
const evenWebp = (width: number, height: number, colour: Colour) =>
  webpOf(evenPicture(width, height, colour));
/** Two frames: the left part red, then all blue. */
const FRAMES: SampleFrame[] = [
  { x: 0, y: 0, width: 4, height: 4, paint: () => RED, delay: 50 },
  { x: 0, y: 0, width: 8, height: 4, paint: () => BLUE, delay: 70 },
];

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

Deno.test("decodeImage() turns every format as its Exif says", async () => {
  const rows = Array.from({ length: 8 }, () => Array.from({ length: 16 }, (_, x) => x < 8 ? 0 : 255)).flat();
  const turned = {
    JPEG: halfBlackJpeg(6),
    PNG: png(16, 8, halves(16, BLACK, WHITE), [["eXIf", exif(6)]]),
    WebP: webpOf(webpExtension(16, 8, 8), evenPicture(16, 8, RED), webpChunk("EXIF", exif(6))),
    TIFF: tiff({ 256: 16, 257: 8, 258: [8], 259: [1], 262: [1], 274: [6], 277: [1], 278: 8 }, [rows]),
  };
  for (const [format, bytes] of Object.entries(turned)) {
    const bitmap = await decodeImage(bytes, "a");
    assert.deepEqual([bitmap.width, bitmap.height, bitmap.note], [8, 16, undefined], format);
    if (format !== "WebP") assert.ok(pixel(bitmap, 4, 2)[0]! < 9 && pixel(bitmap, 4, 13)[0]! > 246, format);
  }
  const xmp = halfBlackJpeg(6);
  const packet = [...text("http://ns.adobe.com/xap/1.0/"), 0, ...text("<x/>")];
  const behind = Uint8Array.from([
    0xff,
    0xd8,
    0xff,
    0xe1,
    0,
    packet.length + 2,
    ...packet,
    ...xmp.subarray(2),
  ]);
  assert.equal((await decodeImage(behind, "a")).width, 8, "Exif behind XMP");
});

Deno.test("decodeImage() gives the first frame of GIF, PNG and WebP", async () => {
  for (const bytes of [gif(8, 4, FRAMES), apng(8, 4, FRAMES.toReversed()), movingWebp(8, 4, FRAMES)]) {
    const { width, height, note, ...bitmap } = await decodeImage(bytes, "a");
    assert.deepEqual([width, height, note], [8, 4, undefined]);
    const first = pixel({ width, height, ...bitmap }, 1, 1);
    assert.ok([`${RED}`, `${BLUE}`].includes(`${first}`), `${first}`);
  }
  const still = await decodeImage(gif(8, 4, FRAMES), "a");
  assert.deepEqual([pixel(still, 3, 3), pixel(still, 4, 0)], [[...RED], [0, 0, 0, 0]]);
  const webp = await decodeImage(movingWebp(8, 4, FRAMES), "a");
  assert.deepEqual([pixel(webp, 3, 3), pixel(webp, 4, 0)], [[...RED], [0, 0, 0, 0]]);
});

Deno.test("decodeImage() reads WebP and SVG", async () => {
  const webp = await decodeImage(evenWebp(5, 3, [200, 100, 50, 128]), "a");
  assert.deepEqual([webp.width, webp.height, ...pixel(webp, 4, 2)], [5, 3, 200, 100, 50, 128]);
  const document =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path fill="#f00" fill-opacity=".5" d="M0 0h2v2h-2z"/></svg>';
  const drawn = await decodeImage(text(document), "a");
  assert.equal(drawn.width, 2 * drawn.height);
  assert.deepEqual(pixel(drawn, 9, 9), [255, 0, 0, 128]);
  assert.equal(pixel(drawn, drawn.width - 9, 9)[3], 0);
});

Deno.test("decodeImage() reduces large pictures to what is enough", async () => {
  const paint = halves(64, BLACK, WHITE);
  const grey = Array.from({ length: 64 * 32 }, (_, i) => i % 64 < 32 ? 0 : 255);
  const files = [
    png(64, 32, paint),
    jpegOf(64, 32, paint),
    gif(64, 32, [{ ...FRAMES[0]!, width: 64, height: 32, paint: halves(64, RED, BLUE) }]),
    tiff({ 256: 64, 257: 32, 258: [8], 259: [1], 262: [1], 277: [1], 278: 32 }, [grey]),
    bmp({ width: 64, height: 32, bits: 8, palette: grey.slice(0, 1024) }, grey),
  ];
  for (const file of files) {
    const bitmap = await decodeImage(file, "a", { enough: 8 });
    assert.deepEqual([bitmap.width, bitmap.height, bitmap.rgba.length], [8, 4, 128]);
  }
  assert.equal((await decodeImage(png(64, 32, paint, [["eXIf", exif(6)]]), "a", { enough: 8 })).width, 8);
});

Deno.test("decodeImage() draws files that were cut short as far as they go, with a note", async () => {
  const paint = (x: number, y: number): Colour => [x * 7 & 255, x * y & 255, y * 31 & 255, 255];
  const cases: [string, Uint8Array][] = [
    ["PNG", png(40, 40, paint)],
    ["JPEG", jpegOf(40, 40, paint)],
    [
      "GIF",
      gif(40, 40, [{ ...FRAMES[0]!, width: 40, height: 40, paint: (x, y) => x * y % 7 < 3 ? RED : BLUE }]),
    ],
    [
      "TIFF",
      tiff({ 256: 40, 257: 40, 258: [8], 259: [1], 262: [1], 277: [1], 278: 40 }, [new Uint8Array(1600)]),
    ],
    ["BMP", bmp({ width: 40, height: -40, bits: 24 }, new Uint8Array(4800))],
  ];
  for (const [format, whole] of cases) {
    assert.equal((await decodeImage(whole, "a")).note, undefined, format);
    // The TIFF's directory stands behind its pixels: its strip is said to be longer instead.
    const cut = format === "TIFF" ? longerStrip(whole) : whole.subarray(0, whole.length * 2 / 3);
    const { note, ...bitmap } = await decodeImage(cut, "a");
    assert.match(note ?? "", /^a is cut short.*: drawn as far as it goes$/, format);
    assert.equal(bitmap.width, 40);
    if (format === "PNG") assert.deepEqual(pixel(bitmap, 3, 2), [21, 6, 62, 255]);
    if (format !== "TIFF") {
      assert.equal(pixel(bitmap, 39, 39)[3], 0, `${format}: what is missing is transparent`);
    }
  }
});

/** A TIFF of one strip whose rows are twice as many as it has. */
function longerStrip(file: Uint8Array): Uint8Array {
  const longer = file.slice(), view = new DataView(longer.buffer), at = view.getUint32(4, true);
  for (let i = 0; i < view.getUint16(at, true); i++) {
    const entry = at + 2 + 12 * i;
    if ([257, 278].includes(view.getUint16(entry, true))) view.setUint32(entry + 8, 80, true);
  }
  return longer;
}

Deno.test("decodeImage() needs neither a GIF's trailer nor a PNG's end, and nothing behind the first frame", async () => {
  const moving = gif(8, 4, FRAMES);
  const still = (await decodeImage(moving, "a")).rgba;
  const zeros = Uint8Array.from([...moving.subarray(0, -1), 0, 0, 0, 0x3b]);
  const last = moving.findLastIndex((byte, i) => byte === 0x2c && moving[i - 1] === 0);
  for (const bytes of [moving.subarray(0, -1), zeros, moving.subarray(0, last + 14)]) {
    const { note, rgba } = await decodeImage(bytes, "a");
    assert.deepEqual([note, rgba], [undefined, still]);
  }
  assert.equal((await decodeImage(png(4, 4, () => RED).subarray(0, -12), "a")).note, undefined);
});

Deno.test("decodeImage() refuses what is no picture, damaged or huge in one line", async () => {
  const picture = encode({
    width: 40,
    height: 40,
    channels: 1,
    depth: 8,
    data: new Uint8Array(1600).map((_, i) => i * 7),
  });
  const huge = picture.slice();
  new DataView(huge.buffer).setUint32(16, 100_000);
  const photo = halfBlackJpeg();
  const wide = photo.slice();
  const frame = wide.findIndex((byte, i) => byte === 0xff && wide[i + 1] === 0xc0);
  wide.set([0xff, 0xff, 0xff, 0xff], frame + 5);
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(), /^a is no PNG, JPEG, WebP, GIF, BMP, TIFF or SVG$/],
    [text("hello"), /^a is no PNG, JPEG, WebP, GIF, BMP, TIFF or SVG$/],
    [picture.subarray(0, 18), /^a is a damaged PNG: it ends in its header$/],
    [picture.subarray(0, 42), /^a is a damaged PNG: it ends before its first row/],
    [huge, /^a has 100000×40 pixels; at most 1000000 are read$/],
    [wide, /^a has 65535×65535 pixels; at most 1000000 are read$/],
    [photo.subarray(0, 20), /^a is a damaged JPEG: /],
    [evenWebp(9, 9, [1, 2, 3, 4]).subarray(0, 24), /^a is a damaged WebP: /],
    [webpOf(webpExtension(9, 9, 0)), /^a is a damaged WebP: it has no picture$/],
    [text("GIF89a"), /^a is a damaged GIF: it ends in its header$/],
    [gif(2000, 1000, []), /^a has 2000×1000 pixels; at most 1000000 are read$/],
    [text("BM"), /^a is a damaged BMP: it ends in its header$/],
    [bmp({ width: 5000, height: 5000, bits: 24 }, []), /^a has 5000×5000 pixels; at most 1000000 are read$/],
    [bmp({ width: 5, height: 5, bits: 24, compression: 4 }, []), /^a is a BMP around another format/],
    [text("II*\0"), /^a is a damaged TIFF: it ends in its header$/],
    [
      tiff({ 256: 9, 257: 9, 258: [8], 259: [4], 262: [1] }, [[1]]),
      /^a is a TIFF compressed by method 4, which is not read$/,
    ],
    [tiff({ 256: 70000, 257: 70000 }, [[1]]), /^a has 70000×70000 pixels; at most 1000000 are read$/],
    [svg("<g>".repeat(9)), /^a is a damaged SVG: /],
    [text("<svg></sv"), /^a is a damaged SVG: /],
  ];
  for (const [bytes, line] of cases) {
    await assert.rejects(decodeImage(bytes, "a", { maxPixels: 1_000_000 }), (error) => {
      assert.ok(error instanceof UserError, String(error));
      assert.equal(error.kind, "input");
      assert.match(error.message, line);
      return true;
    });
  }
});
