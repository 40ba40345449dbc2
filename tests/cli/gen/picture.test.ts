import assert from "node:assert/strict";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { encode, type ImageData } from "fast-png";
import { readPicture } from "../../../src/cli/gen/picture.ts";
import { readPng } from "../../../src/cli/gen/png.ts";
import { aspectBin } from "../../../src/tokenizer/character.ts";
import { inEmptyFolder } from "../../e2e/binary.ts";

const SIDE = 60;
/** A frame 40 wide and 20 high at (10, 20), drawn with a pen of 2. */
const isInk = (x: number, y: number) =>
  x >= 10 && x < 50 && y >= 20 && y < 40 && (x < 12 || x >= 48 || y < 22 || y >= 38);
const isFilled = (x: number, y: number) => x >= 10 && x < 50 && y >= 20 && y < 40;

function image(channels: number, pixel: (x: number, y: number) => number[], depth: 8 | 16 = 8): ImageData {
  const values = Array.from({ length: SIDE * SIDE }, (_, i) => pixel(i % SIDE, Math.floor(i / SIDE))).flat();
  const data = depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values, (value) => value * 257);
  return { width: SIDE, height: SIDE, data, channels, depth };
}

/** Reads the sketches of a picture of these bytes. */
async function sketches(bytes: Uint8Array | string, styles: string[], name = "a.png") {
  let given = new Map<string, { bits: Uint8Array; aspect: number }>();
  await inEmptyFolder(async (folder) => {
    const path = join(folder, name);
    await Deno.writeFile(path, typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes);
    given = new Map(await readPicture(path, styles));
  });
  return given;
}

const rows = (bits: Uint8Array) =>
  Array.from({ length: 36 }, (_, y) => Array.from(bits.subarray(y * 36, y * 36 + 36)).join(""));

Deno.test("readPicture() sees the same frame in grey, colour, 16 bits, on black, on nothing, and white on nothing", async () => {
  const pictures = [
    image(1, (x, y) => [isInk(x, y) ? 0 : 255]),
    image(3, (x, y) => isInk(x, y) ? [20, 20, 20] : [250, 255, 250]),
    image(3, (x, y) => isInk(x, y) ? [0, 0, 0] : [255, 255, 255], 16),
    image(1, (x, y) => [isInk(x, y) ? 255 : 10]),
    image(2, (x, y) => [0, isInk(x, y) ? 255 : 0]),
    image(4, (x, y) => [255, 255, 255, isInk(x, y) ? 255 : 0]),
    { ...image(1, (x, y) => [isInk(x, y) ? 0 : 200]), transparency: Uint16Array.of(200) },
  ];
  for (const [i, picture] of pictures.entries()) {
    const { bits, aspect } = (await sketches(encode(picture), ["line"])).get("line")!;
    assert.equal(aspect, aspectBin(80, 20), `picture ${i}`);
    const drawn = rows(bits);
    assert.match(drawn[0]!, /^1+$/, `picture ${i}`);
    assert.match(drawn[18]!, /^1+0+1+$/, `picture ${i}`);
    assert.equal(drawn[35], drawn[0]);
  }
});

Deno.test("readPicture() outlines a filled shape in lines and fills it in solid", async () => {
  const picture = encode(image(1, (x, y) => [isFilled(x, y) ? 0 : 255]));
  const given = await sketches(picture, ["line", "solid", "shaded"]);
  assert.match(rows(given.get("line")!.bits)[18]!, /^1{2}0{32}1{2}$/);
  assert.match(rows(given.get("solid")!.bits)[18]!, /^1{36}$/);
  assert.match(rows(given.get("shaded")!.bits)[18]!, /^10{34}1$/);
});

Deno.test("readPng() reads samples of less than a byte", () => {
  const bits = {
    width: 10,
    height: 2,
    channels: 1,
    depth: 1,
    data: Uint8Array.of(0xa0, 0x40, 0xff, 0x80),
  } as const;
  assert.equal([...readPng(encode(bits), "a").luma.data].join(""), "10100000011111111110");
  const greys = { width: 3, height: 1, channels: 1, depth: 4, data: Uint8Array.of(0x0f, 0x30) } as const;
  assert.deepEqual([...readPng(encode(greys), "a").luma.data].map((value) => Math.round(value * 15)), [
    0,
    15,
    3,
  ]);
});

Deno.test("readPng() reads palettes with opacities", () => {
  const chunk = (type: string, bytes: number[] | Uint8Array) => {
    const body = Uint8Array.from([...new TextEncoder().encode(type), ...bytes]);
    const out = new DataView(new ArrayBuffer(body.length + 8));
    out.setUint32(0, bytes.length);
    new Uint8Array(out.buffer).set(body, 4);
    out.setUint32(body.length + 4, crc32(body));
    return [...new Uint8Array(out.buffer)];
  };
  const png = Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", [0, 0, 0, 3, 0, 0, 0, 1, 2, 3, 0, 0, 0]),
    ...chunk("PLTE", [0, 0, 0, 255, 255, 255, 51, 51, 51]),
    ...chunk("tRNS", [255, 0]),
    ...chunk("IDAT", deflateSync(Uint8Array.of(0, 0b10_00_01_00))),
    ...chunk("IEND", []),
  ]);
  const { luma, alpha } = readPng(png, "a");
  assert.deepEqual([...luma.data].map((value) => Math.round(value * 10)), [2, 0, 10]);
  assert.deepEqual([...alpha.data], [1, 1, 0]);
});

Deno.test("readPicture() renders an SVG in the source tree", async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><path fill="none" stroke="black" ' +
    'stroke-width="2" d="M11 21h38v18h-38z"/></svg>';
  const { bits, aspect } = (await sketches(svg, ["line"], "a.svg")).get("line")!;
  assert.equal(aspect, aspectBin(80, 20));
  assert.match(rows(bits)[18]!, /^1+0+1+$/);
});

Deno.test("readPicture() refuses what is no picture in one line", async () => {
  const frame = encode(image(1, (x, y) => [isInk(x, y) ? 0 : 255]));
  const huge = frame.slice();
  new DataView(huge.buffer).setUint32(16, 100_000);
  new DataView(huge.buffer).setUint32(20, 100_000);
  const cases: [Uint8Array | string, RegExp][] = [
    ["hello", /is neither a PNG nor an SVG$/],
    [frame.subarray(0, 20), /is a damaged PNG: it ends in its header$/],
    [frame.subarray(0, 60), /is a damaged PNG: /],
    [frame.with(70, frame[70]! ^ 1), /is a damaged PNG: /],
    [huge, /has 100000×100000 pixels; at most 16777216 are read$/],
    [encode(image(1, () => [255])), /shows nothing$/],
    ["<svg></svg>", /shows nothing$/],
  ];
  for (const [bytes, line] of cases) await assert.rejects(sketches(bytes, ["line"]), line);
  await assert.rejects(readPicture("/absent.png", ["line"]), /cannot read --from \/absent\.png: /);
  await assert.rejects(readPicture("/", ["line"]), /--from \/ is not a file$/);
});
