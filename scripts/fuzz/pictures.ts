/** Pictures of every format, cut, flipped and forged, for `image` and `--from`. */
import { encode as encodePng } from "fast-png";
import jpeg from "jpeg-js";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import omggif from "omggif";
import { type Random, random } from "../../src/random.ts";
import { HOSTILE, mutateBytes, pick } from "./mutate.ts";
import type { Case, Kind } from "./run.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Noise with a disc in it, four bytes a pixel. */
function pixels(rng: Random, width: number, height: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(4 * width * height).map((_, i) => {
    const [x, y] = [(i >> 2) % width - width / 2, Math.floor((i >> 2) / width) - height / 2];
    return i % 4 === 3 ? 255 : x * x + y * y < 60 ? rng.int(64) : 255 - rng.int(64);
  });
}

function png(rng: Random): Uint8Array {
  const [width, height] = [1 + rng.int(40), 1 + rng.int(40)];
  return encodePng({ width, height, channels: 4, data: pixels(rng, width, height) });
}

/** A PNG of chunks, their checksums right. */
function chunks(list: readonly [type: string, data: Uint8Array][]): Uint8Array {
  const parts = list.flatMap(([type, data]) => {
    const body = Uint8Array.from([...bytesOf(type), ...data]);
    const numbers = new DataView(new ArrayBuffer(8));
    numbers.setUint32(0, data.length);
    numbers.setUint32(4, checksum(body));
    return [...new Uint8Array(numbers.buffer, 0, 4), ...body, ...new Uint8Array(numbers.buffer, 4)];
  });
  return Uint8Array.from([0x89, ...bytesOf("PNG\r\n\x1a\n"), ...parts]);
}

/** CRC-32 as PNG has it. */
function checksum(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A PNG whose data, or whose colour profile, are far larger than its size says. */
function pngBomb(rng: Random): Uint8Array {
  const side = pick(rng, [1, 100, 5000, 30_000, 2 ** 31 - 1]);
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, side);
  header.setUint32(4, side);
  header.setUint8(8, 8);
  header.setUint8(9, pick(rng, [0, 2, 6]));
  const zeros = deflateSync(new Uint8Array(1 << pick(rng, [10, 24, 27])));
  const profile = Uint8Array.from([...bytesOf("p"), 0, 0, ...zeros]);
  const data: [string, Uint8Array] = ["IDAT", rng.int(2) === 0 ? zeros : deflateSync(new Uint8Array(100))];
  return chunks([
    ["IHDR", new Uint8Array(header.buffer)],
    ...(rng.int(2) === 0 ? [["iCCP", profile] as [string, Uint8Array]] : []),
    ...[data, ["IEND", new Uint8Array()] as [string, Uint8Array]],
  ]);
}

function jpegOf(rng: Random): Uint8Array {
  const [width, height] = [8 + rng.int(40), 8 + rng.int(40)];
  return Uint8Array.from(jpeg.encode({ width, height, data: pixels(rng, width, height) }, 70).data);
}

function gif(rng: Random): Uint8Array {
  const side = 16;
  const bytes = new Uint8Array(1 << 14);
  const writer = new omggif.GifWriter(bytes, side, side, { loop: 0 });
  for (let frame = 0; frame < 1 + rng.int(3); frame++) {
    const indices = Array.from({ length: side * side }, () => rng.int(4));
    writer.addFrame(0, 0, side, side, indices, { palette: [0, 0xff0000, 0xff00, 0xffffff] });
  }
  return bytes.subarray(0, writer.end());
}

/** A lossless WebP of one colour, from its bits: header, no transforms, five codes of one symbol each. */
function webp(rng: Random): Uint8Array {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let i = 0; i < count; i++) bits.push(value >> i & 1);
  };
  put(0x2f, 8);
  put(15, 14);
  put(15, 14);
  put(0, 1 + 3); // no alpha, version 0
  put(0, 1 + 1 + 1); // no transform, no colour cache, one group of codes
  for (const symbol of [rng.int(256), rng.int(256), rng.int(256), 255, 0]) {
    put(1, 1);
    put(0, 1);
    put(1, 1);
    put(symbol, 8);
  }
  const data = Uint8Array.from(
    { length: Math.ceil(bits.length / 16) * 2 },
    (_, i) =>
      Array.from({ length: 8 }, (_, bit) => (bits[8 * i + bit] ?? 0) << bit).reduce((sum, bit) => sum | bit),
  );
  const sizes = new DataView(new ArrayBuffer(8));
  sizes.setUint32(0, data.length + 12, true);
  sizes.setUint32(4, data.length, true);
  return Uint8Array.from([
    ...[...bytesOf("RIFF"), ...new Uint8Array(sizes.buffer, 0, 4), ...bytesOf("WEBPVP8L")],
    ...[...new Uint8Array(sizes.buffer, 4), ...data],
  ]);
}

function bmp(rng: Random): Uint8Array {
  const side = 16;
  const view = new DataView(new ArrayBuffer(54 + side * side * 4));
  view.setUint16(0, 0x424d);
  for (
    const [at, value] of [[2, view.byteLength], [10, 54], [14, 40], [18, side], [22, side], [
      34,
      side * side * 4,
    ]]
  ) {
    view.setUint32(at!, value!, true);
  }
  view.setUint16(26, 1, true);
  view.setUint16(28, 32, true);
  new Uint8Array(view.buffer, 54).set(pixels(rng, side, side));
  return new Uint8Array(view.buffer);
}

function tiff(rng: Random): Uint8Array {
  const side = 16;
  const entries = [[256, 3, side], [257, 3, side], [258, 3, 8], [259, 3, 1], [262, 3, 1], [273, 4, 122], [
    277,
    3,
    1,
  ]];
  entries.push([278, 3, side], [279, 4, side * side]);
  const view = new DataView(new ArrayBuffer(8 + 2 + 12 * entries.length + 4 + side * side));
  view.setUint32(0, 0x49492a00);
  view.setUint32(4, 8, true);
  view.setUint16(8, entries.length, true);
  entries.forEach(([tag, type, value], i) => {
    view.setUint16(10 + 12 * i, tag!, true);
    view.setUint16(12 + 12 * i, type!, true);
    view.setUint32(14 + 12 * i, 1, true);
    view.setUint32(18 + 12 * i, value!, true);
  });
  new Uint8Array(view.buffer, 122).forEach((_, i, data) => data[i] = rng.int(256));
  return new Uint8Array(view.buffer);
}

function svg(rng: Random): Uint8Array {
  const side = pick(rng, ["9", "1e9", "0", "-1", "NaN", "99999999999"]);
  const parts = [
    '<path d="M1 1h5v3z" stroke="#000"/>',
    `<image href="${
      pick(rng, ["/etc/passwd", "/dev/zero", "file:///proc/self/mem", "http://localhost:9/a.png"])
    }" width="9" height="9"/>`,
    "<g>".repeat(pick(rng, [10, 50_000])),
    `<path d="${"M1 1l2 2".repeat(20_000)}"/>`,
    `<text>${HOSTILE.replaceAll("\0", "")}</text>`,
    '<pattern id="a"><use href="#a"/></pattern><rect fill="url(#a)" width="9" height="9"/>',
    '<filter id="b"><feGaussianBlur stdDeviation="1e9"/></filter><rect filter="url(#b)" width="9" height="9"/>',
    `<style>${"a".repeat(100_000)}{`,
  ];
  const chosen = Array.from({ length: 1 + rng.int(3) }, () => pick(rng, parts)).join("");
  return bytesOf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} 9">${chosen}</svg>`);
}

const MAKERS: Readonly<Record<string, (rng: Random) => Uint8Array>> = {
  ...{ png, jpeg: jpegOf, gif, webp, bmp, tiff, svg },
  "PNG bomb": pngBomb,
};

/** Mutated pictures of every format. SVG is read from the source tree alone. */
export const pictures: Kind = {
  count: 600,
  codes: [0, 2, 3],
  async make(seed, folder): Promise<Case> {
    const rng = random(seed);
    const format = pick(rng, Object.keys(MAKERS));
    const sound = MAKERS[format]!(rng);
    const whole = format.endsWith("bomb") || rng.int(8) === 0;
    const file = `picture.${pick(rng, [format.slice(0, 3).toLowerCase(), "dat"])}`;
    await Deno.writeFile(join(folder, file), whole ? sound : mutateBytes(rng, sound, 4));
    const from = rng.int(3) === 0;
    const args = from ? ["--from", file, "--seed", "1", "--best-of", "1"] : ["image", file];
    return {
      name: `${format}${whole ? "" : ", spoilt"}, ${from ? "--from" : "image"}`,
      args: [...args, "--width", "30"],
      inSource: format === "svg",
    };
  },
};
