import assert from "node:assert/strict";
import { join } from "node:path";
import { encode, type ImageData } from "fast-png";
import { readPicture } from "../../../src/operations/draw/picture.ts";
import { BLUE, bmp, type Colour, exif, gif, jpegOf, RED, svg, tiff } from "../../../scripts/fuzz/samples.ts";
import { FINE_SIDE } from "../../../src/rasterise/sketch/sketch.ts";
import { aspectBin } from "../../../src/tokenizer/grid/grid.ts";
import { inEmptyFolder } from "../../e2e/binary.ts";

const SIDE = 60;
/** A frame 40 wide and 20 high at (10, 20), drawn with a pen of 1. */
const isInk = (x: number, y: number) =>
  x >= 10 && x < 50 && y >= 20 && y < 40 && (x < 11 || x >= 49 || y < 21 || y >= 39);
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
    given = new Map(await readPicture(path, styles, () => {}));
  });
  return given;
}

const MIDDLE = FINE_SIDE / 2;
const rows = (bits: Uint8Array) =>
  Array.from({ length: FINE_SIDE }, (_, y) => bits.subarray(y * FINE_SIDE, (y + 1) * FINE_SIDE).join(""));

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
    assert.match(drawn[MIDDLE]!, /^1+0+1+$/, `picture ${i}`);
    assert.equal(drawn.at(-1), drawn[0]);
  }
});

Deno.test("readPicture() outlines a filled shape in lines and fills it in solid", async () => {
  const picture = encode(image(1, (x, y) => [isFilled(x, y) ? 0 : 255]));
  const given = await sketches(picture, ["line", "solid", "shaded"]);
  assert.match(rows(given.get("line")!.bits)[MIDDLE]!, /^10{62}1$/);
  assert.match(rows(given.get("solid")!.bits)[MIDDLE]!, /^1{64}$/);
  assert.match(rows(given.get("shaded")!.bits)[MIDDLE]!, /^10{62}1$/);
});

Deno.test("readPicture() reads every format that image does, turned as its Exif says", async () => {
  const frame = (x: number, y: number): Colour => isInk(x, y) ? [0, 0, 0, 255] : [255, 255, 255, 255];
  const grey = Array.from({ length: SIDE * SIDE }, (_, i) => isInk(i % SIDE, Math.floor(i / SIDE)) ? 0 : 255);
  const palette = Array.from({ length: 1024 }, (_, i) => i % 4 === 3 ? 0 : i >> 2);
  const red = (x: number, y: number) => isInk(x, y) ? RED : BLUE;
  const pictures = {
    JPEG: jpegOf(SIDE, SIDE, frame),
    GIF: gif(SIDE, SIDE, [{ x: 0, y: 0, width: SIDE, height: SIDE, paint: red, delay: 0 }]),
    BMP: bmp({ width: SIDE, height: -SIDE, bits: 8, palette }, grey),
    TIFF: tiff({ 256: SIDE, 257: SIDE, 258: [8], 259: [1], 262: [1], 277: [1], 278: SIDE }, [grey]),
  };
  for (const [format, bytes] of Object.entries(pictures)) {
    const { bits, aspect } = (await sketches(bytes, ["line"], `a.${format}`)).get("line")!;
    assert.ok(Math.abs(aspect - aspectBin(80, 20)) <= 1, format);
    assert.match(rows(bits)[MIDDLE]!, /^1+0+1+$/, format);
  }
  const turned = (await sketches(jpegOf(SIDE, SIDE, frame, exif(6)), ["line"])).get("line")!;
  assert.ok(Math.abs(turned.aspect - aspectBin(40, 40)) <= 1);
});

Deno.test("readPicture() renders an SVG", async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><path fill="none" stroke="black" ' +
    'stroke-width="2" d="M11 21h38v18h-38z"/></svg>';
  const { bits, aspect } = (await sketches(svg, ["line"], "a.svg")).get("line")!;
  assert.equal(aspect, aspectBin(80, 20));
  assert.match(rows(bits)[MIDDLE]!, /^1+0+1+$/);
});

Deno.test("readPicture() sketches the pixels of an SVG that is not written as icons are", async () => {
  const quoted =
    "<svg xmlns='http://www.w3.org/2000/svg' width='50' height='50'><rect width='40' height='20'/></svg>";
  const { bits, aspect } = (await sketches(quoted, ["solid"], "a.svg")).get("solid")!;
  assert.ok(Math.abs(aspect - aspectBin(80, 20)) <= 1);
  assert.ok(bits.every((bit) => bit === 1));
});

Deno.test("readPicture() refuses what is no picture in one line", async () => {
  const frame = encode(image(1, (x, y) => [isInk(x, y) ? 0 : 255]));
  const huge = frame.slice();
  new DataView(huge.buffer).setUint32(16, 100_000);
  new DataView(huge.buffer).setUint32(20, 100_000);
  const cases: [Uint8Array | string, RegExp][] = [
    ["hello", /is no PNG, JPEG, WebP, GIF, BMP, TIFF or SVG$/],
    [frame.subarray(0, 20), /is a damaged PNG: it ends in its header$/],
    [frame.subarray(0, 45), /is a damaged PNG: /],
    [huge, /has 100000×100000 pixels; at most 134217728 are read$/],
    [svg("<g>"), /is a damaged SVG: /],
    [encode(image(1, () => [255])), /shows nothing$/],
    ["<svg></svg>", /is a damaged SVG: /],
    [svg(""), /shows nothing$/],
  ];
  for (const [bytes, line] of cases) await assert.rejects(sketches(bytes, ["line"]), line);
  await assert.rejects(readPicture("/absent.png", ["line"], () => {}), /cannot read --from \/absent\.png: /);
  await assert.rejects(readPicture("/", ["line"], () => {}), /--from \/ is not a file$/);
});
