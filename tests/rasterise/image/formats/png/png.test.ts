import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { PNG } from "pngjs";
import { encode } from "fast-png";
import { Buffer } from "node:buffer";
import { apng, BLUE, type Colour, pngOf, RED } from "../../../../../scripts/fuzz/samples.ts";
import { compose } from "../../../../../src/rasterise/image/formats/animation.ts";
import { inflate, inflateAtMost } from "../../../../../src/rasterise/image/formats/inflate.ts";
import { decodePng, openApng } from "../../../../../src/rasterise/image/formats/png/png.ts";
import { random } from "../../../../../src/base/random.ts";

const LIMITS = { maxPixels: 1 << 20, enough: Infinity };
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PASSES = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [
  0,
  1,
  1,
  2,
]];

/** Rows of samples, packed, each behind the number 0 of no filter; the passes of an interlaced one after the other. */
function rowsOf(
  width: number,
  height: number,
  depth: number,
  channels: number,
  interlaced: boolean,
  sample: (i: number) => number,
) {
  const rows: number[] = [];
  for (const [x0, y0, dx, dy] of interlaced ? PASSES : [[0, 0, 1, 1]]) {
    if (x0! >= width) continue;
    for (let y = y0!; y < height; y += dy!) {
      let bits = "";
      for (let x = x0!; x < width; x += dx!) {
        for (let c = 0; c < channels; c++) {
          bits += sample((y * width + x) * channels + c).toString(2).padStart(depth, "0");
        }
      }
      rows.push(0, ...(bits.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, "0"), 2)));
    }
  }
  return Uint8Array.from(rows);
}

Deno.test("decodePng() gives the pixels that pngjs does, of every kind, interlaced or not", async () => {
  const kinds = [0, 2, 3, 4, 6].flatMap((colour) =>
    (colour === 0 ? [1, 2, 4, 8, 16] : colour === 3 ? [1, 2, 4, 8] : [8, 16]).map((depth) => ({
      colour,
      depth,
    }))
  );
  const size = fc.integer({ min: 1, max: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kinds),
      size,
      size,
      fc.boolean(),
      fc.boolean(),
      fc.nat(),
      async (kind, width, height, interlaced, hasKey, seed) => {
        const { colour, depth } = kind;
        const sample = (i: number) => (seed + i * 40503) % 65521 % 2 ** depth;
        const transparency = colour === 3
          ? [7, 99]
          : [0, sample(0) & 0xff, 0, sample(1) & 0xff, 0, sample(2) & 0xff];
        const bytes = pngOf({ width, height, depth, colour, interlaced }, [
          ...(colour === 3
            ? [["PLTE", Array.from({ length: 768 }, (_, i) => i * 7 & 255)] satisfies [string, number[]]]
            : []),
          ...(hasKey && colour < 4 && depth <= 8
            ? [["tRNS", transparency.slice(0, colour === 0 ? 2 : 6)] satisfies [string, number[]]]
            : []),
          ["IDAT", deflateSync(rowsOf(width, height, depth, CHANNELS[colour]!, interlaced, sample))],
        ]);
        const { data } = PNG.sync.read(Buffer.from(bytes));
        const { rgba, fault } = await decodePng(bytes, LIMITS);
        assert.equal(fault, undefined);
        rgba.forEach((value, i) => {
          // pngjs rounds 16 bits, and makes black what is transparent.
          const most = depth === 16 ? 1 : i % 4 < 3 && rgba[i | 3] === 0 ? 255 : 0;
          assert.ok(
            Math.abs(value - data[i]!) <= most,
            `${JSON.stringify(kind)}: byte ${i} is ${value}, not ${data[i]}`,
          );
        });
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("decodePng() undoes every filter", async () => {
  const width = 37, height = 23, data = Uint8Array.from({ length: width * height * 3 }, (_, i) => i * i >> 3);
  // What fast-png and zlib write goes through the filters that suit; each row here asks for another one.
  const stride = width * 3, rows: number[] = [];
  for (let y = 0; y < height; y++) {
    const filter = y % 5;
    rows.push(filter);
    for (let i = 0; i < stride; i++) {
      const at = (x: number, y: number) => x < 0 || y < 0 ? 0 : data[y * stride + x]!;
      const [a, b, c] = [at(i - 3, y), at(i, y - 1), i < 3 ? 0 : at(i - 3, y - 1)];
      const p = a + b - c, [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      rows.push(data[y * stride + i]! - [0, a, b, a + b >> 1, paeth][filter]! & 255);
    }
  }
  const bytes = pngOf({ width, height, colour: 2 }, [["IDAT", deflateSync(Uint8Array.from(rows))]]);
  const plain = await decodePng(encode({ width, height, channels: 3, depth: 8, data }), LIMITS);
  assert.deepEqual((await decodePng(bytes, LIMITS)).rgba, plain.rgba);
});

Deno.test("a PNG that inflates to far more than its pixels is read no further", async () => {
  const zeros = deflateSync(new Uint8Array(1 << 25)), header = [...new TextEncoder().encode("x"), 0, 0];
  let taken = 0;
  assert.equal(await inflate([zeros], (bytes) => (taken += bytes.length) >= 1000), true);
  assert.ok(taken < 1 << 24 + 1, `${taken}`);
  assert.equal((await inflateAtMost(zeros, 1000)).length, 1000);
  assert.equal((await inflateAtMost(zeros.subarray(0, 5), 1000)).length, 0);
  const picture = pngOf({ width: 3, height: 2 }, [
    ["iCCP", Uint8Array.from([...header, ...zeros.subarray(0, 2000)])],
    ["zTXt", Uint8Array.from([...header, ...zeros.subarray(0, 2000)])],
    ["IDAT", zeros.subarray(0, 5000)],
  ]);
  assert.deepEqual((await decodePng(picture, LIMITS)).rgba, new Uint8Array(24));
});

Deno.test("inflate() hands over all that comes before damage, and each byte once", async () => {
  const { next } = random(1);
  const data = Uint8Array.from({ length: 200_000 }, () => 40 * next()), packed = deflateSync(data);
  const taken = async (end: Uint8Array) => {
    const out = new Uint8Array(data.length);
    let length = 0;
    const enough = await inflate([packed.slice(0, 20_000), end], (bytes) => {
      out.set(bytes, length);
      length += bytes.length;
      return false;
    });
    assert.equal(enough, false);
    return out.subarray(0, length);
  };
  const end = packed.slice(20_000);
  assert.deepEqual(await taken(end), data);
  const half = end.length >> 1, before = (20_000 + half) / packed.length * data.length;
  const damaged = await taken(end.fill(0xff, half, half + 100));
  const right = damaged.findIndex((byte, i) => byte !== data[i]);
  assert.ok((right === -1 ? damaged.length : right) > 0.95 * before, `${right} of ${damaged.length}`);
});

Deno.test("decodePng() notes a wrong checksum, and what is left of damaged rows", async () => {
  const rows = deflateSync(Uint8Array.from({ length: 41 * 40 }, (_, i) => i % 41 === 0 ? 0 : i * 7));
  const bytes = pngOf({ width: 40, height: 40, colour: 0 }, [["IDAT", rows]]);
  const end = bytes.length - 12;
  assert.equal((await decodePng(bytes.with(end - 1, bytes[end - 1]! ^ 1), LIMITS)).fault, "is damaged");
  const { fault, rgba } = await decodePng(bytes.fill(0xff, end - 60, end - 20), LIMITS);
  assert.equal(fault, "is cut short");
  assert.equal(rgba[3], 255);
});

Deno.test("openApng() gives frames with their delays, and clears and restores what they covered", async () => {
  const frame = { x: 0, y: 0, width: 4, height: 2, delay: 30 };
  const part = { x: 2, y: 0, width: 2, height: 1, delay: 40 };
  const bytes = apng(4, 2, [
    { ...frame, paint: () => RED },
    { ...part, paint: () => BLUE, disposal: 2 },
    { ...part, y: 1, paint: (): Colour => [0, 0, 0, 0], disposal: 1 },
    { ...part, x: 0, paint: () => BLUE },
  ]);
  const animation = openApng(bytes, 1000)!;
  assert.deepEqual([animation.width, animation.height, animation.plays], [4, 2, 2]);
  const seen: string[] = [], delays: number[] = [];
  for await (const { rgba, delay } of compose(animation)) {
    seen.push(
      Array.from({ length: 8 }, (_, i) => rgba[i * 4 + 3] === 0 ? "." : rgba[i * 4 + 2] === 220 ? "B" : "R")
        .join(""),
    );
    delays.push(delay);
  }
  assert.deepEqual(seen, ["RRRRRRRR", "RRBBRRRR", "RRRRRRRR", "BBRRRR.."]);
  assert.deepEqual(delays, [30, 40, 40, 40]);
  assert.equal(openApng(pngOf({ width: 1, height: 1 }, []), 1000), undefined);
});
