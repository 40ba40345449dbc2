import assert from "node:assert/strict";
import { exif, jpegOf } from "../../../../scripts/fuzz/samples.ts";
import { decodeJpeg } from "../../../../src/rasterise/image/formats/jpeg.ts";
import { readJpegHeader } from "../../../../src/rasterise/image/formats/jpeg_header.ts";

/** Dark at the left, light at the right. */
const RAMP = jpegOf(256, 64, (x) => [x, x, x, 255]);

Deno.test("decodeJpeg() decodes at a half, a quarter or an eighth where that is enough", async () => {
  for (
    const [enough, width] of [[Infinity, 256], [129, 256], [128, 128], [100, 128], [64, 64], [3, 32]] as const
  ) {
    const bitmap = await decodeJpeg(RAMP, { maxPixels: 1 << 20, enough });
    assert.deepEqual([bitmap.width, bitmap.height, bitmap.fault], [width, width / 4, undefined]);
    const right = bitmap.rgba[(width - 1) * 4]!;
    assert.ok(bitmap.rgba[0]! < 12 && right > 240, `${enough}: ${bitmap.rgba[0]} to ${right}`);
  }
});

Deno.test("readJpegHeader() counts scans and finds what describes a picture", () => {
  const plain = readJpegHeader(RAMP);
  assert.deepEqual([plain.width, plain.height, plain.components, plain.progressive, plain.scans], [
    256,
    64,
    3,
    false,
    1,
  ]);
  assert.equal(readJpegHeader(jpegOf(8, 8, () => [0, 0, 0, 255], exif(7))).orientation, 7);
  const progressive = RAMP.slice(),
    frame = progressive.findIndex((byte, i) => byte === 0xff && progressive[i + 1] === 0xc0);
  progressive[frame + 1] = 0xc2;
  const scan = progressive.slice(
    progressive.findIndex((byte, i) => byte === 0xff && progressive[i + 1] === 0xda),
    -2,
  );
  const many = Uint8Array.from([...progressive.subarray(0, -2), ...scan, ...scan, 0xff, 0xd9]);
  assert.deepEqual([readJpegHeader(many).scans, readJpegHeader(many).progressive], [3, true]);
});

Deno.test("decodeJpeg() refuses a progressive picture that would take gigabytes or minutes", async () => {
  const limits = { maxPixels: 2 ** 32, enough: 100 };
  const progressive = RAMP.slice(),
    frame = progressive.findIndex((byte, i) => byte === 0xff && progressive[i + 1] === 0xc0);
  progressive[frame + 1] = 0xc2;
  const sized = (height: number, width: number, repeats = 0) => {
    const scan = progressive.slice(
      progressive.findIndex((byte, i) => byte === 0xff && progressive[i + 1] === 0xda),
      -2,
    );
    const bytes = Uint8Array.from([
      ...progressive.subarray(0, -2),
      ...Array.from({ length: repeats }, () => [...scan]).flat(),
    ]);
    new DataView(bytes.buffer).setUint16(frame + 5, height);
    new DataView(bytes.buffer).setUint16(frame + 7, width);
    return bytes;
  };
  await assert.rejects(
    async () => await decodeJpeg(sized(20_000, 20_000), limits),
    /too many to be kept at once/,
  );
  await assert.rejects(
    async () => await decodeJpeg(sized(8000, 8000, 40), limits),
    /goes through its 8000×8000 pixels 41 times/,
  );
});
