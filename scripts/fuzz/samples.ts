/** Small pictures of every format, made byte by byte: what the tests read and what the fuzzer damages. */
import { crc32, deflateSync } from "node:zlib";
import jpeg from "jpeg-js";
// @ts-types="@types/omggif"
import { GifWriter } from "omggif";

export type Colour = readonly [red: number, green: number, blue: number, opacity: number];
/** The colour of the pixel in column `x` of row `y`. */
export type Paint = (x: number, y: number) => Colour;

const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const short = (value: number) => [value & 0xff, value >> 8 & 0xff];
const long = (value: number) => [...short(value & 0xffff), ...short(value >>> 16)];
const bigLong = (value: number) => long(value).reverse();

/** Left half one colour, right half another. */
export const halves = (width: number, left: Colour, right: Colour): Paint => (x) =>
  x < width / 2 ? left : right;

export const RED: Colour = [200, 30, 10, 255], BLUE: Colour = [20, 40, 220, 255];

/** Pixels of a picture, four bytes each, row by row. */
export function pixels(width: number, height: number, paint: Paint): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) rgba.set(paint(i % width, Math.floor(i / width)), i * 4);
  return rgba;
}

/** Exif data that gives an orientation: a TIFF with that tag alone. */
export const exif = (orientation: number): number[] => [
  ...[...ascii("MM"), 0, 42, 0, 0, 0, 8, 0, 1],
  ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
];

function pngChunk(type: string, data: Uint8Array | number[]): number[] {
  const body = Uint8Array.from([...ascii(type), ...data]);
  return [...bigLong(data.length), ...body, ...bigLong(crc32(body))];
}

/** A PNG of any chunks; each is a type and its data. */
export function pngOf(
  header: { width: number; height: number; depth?: number; colour?: number; interlaced?: boolean },
  chunks: readonly [string, Uint8Array | number[]][],
): Uint8Array {
  const { width, height, depth = 8, colour = 6, interlaced = false } = header;
  const kind = [depth, colour, 0, 0, interlaced ? 1 : 0];
  return Uint8Array.from([
    ...[0x89, ...ascii("PNG\r\n\x1a\n")],
    ...pngChunk("IHDR", [...bigLong(width), ...bigLong(height), ...kind]),
    ...chunks.flatMap(([type, data]) => pngChunk(type, data)),
    ...pngChunk("IEND", []),
  ]);
}

/** Deflated rows of a picture in red, green, blue and opacity, none of them filtered. */
function pngRows(width: number, height: number, paint: Paint): Uint8Array {
  const rgba = pixels(width, height, paint);
  const rows = new Uint8Array(height * (width * 4 + 1));
  for (let y = 0; y < height; y++) {
    rows.set(rgba.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
  }
  return deflateSync(rows);
}

export const png = (
  width: number,
  height: number,
  paint: Paint,
  before: [string, number[]][] = [],
): Uint8Array => pngOf({ width, height }, [...before, ["IDAT", pngRows(width, height, paint)]]);

/** A frame of a moving picture: where it stands, and its pixels. */
export interface SampleFrame {
  x: number;
  y: number;
  width: number;
  height: number;
  paint: Paint;
  delay: number;
  /** 0 keeps it, 1 clears its part afterwards, 2 restores what was there. */
  disposal?: 0 | 1 | 2;
}

/** A moving PNG, played twice. */
export function apng(width: number, height: number, frames: readonly SampleFrame[]): Uint8Array {
  let sequence = 0;
  const chunks = frames.flatMap((frame, i): [string, number[]][] => {
    const { x, y, delay, disposal = 0 } = frame;
    const control = [...bigLong(sequence++), ...[frame.width, frame.height, x, y].flatMap(bigLong)];
    const rest = [...short(delay).reverse(), ...short(1000).reverse(), disposal, 1];
    const data = [...pngRows(frame.width, frame.height, frame.paint)];
    return [
      ["fcTL", [...control, ...rest]],
      i === 0 ? ["IDAT", data] : ["fdAT", [...bigLong(sequence++), ...data]],
    ];
  });
  return pngOf({ width, height }, [["acTL", [...bigLong(frames.length), ...bigLong(2)]], ...chunks]);
}

/** A GIF of red and blue, played twice if it has several frames; blue where a frame is no red. */
export function gif(width: number, height: number, frames: readonly SampleFrame[]): Uint8Array {
  const buffer = new Uint8Array(4096 + width * height * frames.length * 2);
  const palette = [RED, BLUE].map(([red, green, blue]) => red << 16 | green << 8 | blue);
  const writer = new GifWriter(buffer, width, height, { palette, ...(frames.length > 1 ? { loop: 1 } : {}) });
  for (const frame of frames) {
    const { x, y, delay, disposal = 0 } = frame;
    const indices = Array.from(
      { length: frame.width * frame.height },
      (_, i) => frame.paint(i % frame.width, Math.floor(i / frame.width)) === RED ? 0 : 1,
    );
    writer.addFrame(x, y, frame.width, frame.height, indices, { delay: delay / 10, disposal: disposal + 1 });
  }
  return buffer.slice(0, writer.end());
}

/** A baseline JPEG, with Exif data in front if there is any. */
export function jpegOf(width: number, height: number, paint: Paint, exifData?: number[]): Uint8Array {
  const { data } = jpeg.encode({ width, height, data: pixels(width, height, paint) }, 95);
  const plain = new Uint8Array(data);
  if (exifData === undefined) return plain;
  const segment = [...ascii("Exif"), 0, 0, ...exifData];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, segment.length + 2, ...segment, ...plain.subarray(2)]);
}

/** A chunk of a WebP, filled up to an even length. */
export const webpChunk = (type: string, data: ArrayLike<number>): number[] => [
  ...[...ascii(type), ...long(data.length), ...Array.from(data)],
  ...(data.length % 2 === 1 ? [0] : []),
];

export const webpOf = (...chunks: number[][]): Uint8Array => {
  const body = chunks.flat();
  return Uint8Array.from([...ascii("RIFF"), ...long(body.length + 4), ...ascii("WEBP"), ...body]);
};

/** A lossless picture of one colour: each of its prefix codes has a single symbol, so its pixels take no bits. */
export function evenPicture(width: number, height: number, [red, green, blue, opacity]: Colour): number[] {
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
  const body = new Array<number>(Math.ceil(bits.length / 16) * 2).fill(0);
  bits.forEach((bit, i) => body[i >> 3]! |= bit << (i & 7));
  return webpChunk("VP8L", body);
}

/** A WebP's chunk of its flags and its size. */
export const webpExtension = (width: number, height: number, flags: number): number[] =>
  webpChunk("VP8X", [flags, 0, 0, 0, ...long(width - 1).slice(0, 3), ...long(height - 1).slice(0, 3)]);

/** A moving WebP, played twice, each frame of the colour of its first pixel. */
export function movingWebp(width: number, height: number, frames: readonly SampleFrame[]): Uint8Array {
  const parts = frames.map(({ x, y, width, height, paint, delay, disposal = 0 }) =>
    webpChunk("ANMF", [
      ...[x / 2, y / 2, width - 1, height - 1, delay].flatMap((value) => long(value).slice(0, 3)),
      ...[disposal, ...evenPicture(width, height, paint(0, 0))],
    ])
  );
  return webpOf(webpExtension(width, height, 0x12), webpChunk("ANIM", [0, 0, 0, 0, 2, 0]), ...parts);
}

/** A BMP with a header of 40 bytes; `data` is what follows the palette. A negative height is from the top. */
export function bmp(
  { width, height, bits, compression = 0, palette = [], masks = [] }: {
    width: number;
    height: number;
    bits: number;
    compression?: number;
    /** Blue, green, red and 0 of each colour. */
    palette?: number[];
    masks?: number[];
  },
  data: ArrayLike<number>,
): Uint8Array {
  const extra = [...masks.flatMap(long), ...palette], start = 54 + extra.length;
  return Uint8Array.from([
    ...[...ascii("BM"), ...long(start + data.length), ...long(0), ...long(start)],
    ...[...long(40), ...long(width), ...long(height), ...short(1), ...short(bits), ...long(compression)],
    ...[...long(data.length), ...long(0), ...long(0), ...long(palette.length / 4), ...long(0)],
    ...[...extra, ...Array.from(data)],
  ]);
}

/** A TIFF, its bytes from the lowest on, of these tags besides its strips; each tag has shorts or one long. */
export function tiff(
  tags: Readonly<Record<number, number | number[]>>,
  strips: readonly ArrayLike<number>[],
): Uint8Array {
  const body: number[] = [], offsets: number[] = [];
  for (const strip of strips) {
    offsets.push(8 + body.length);
    for (const byte of Array.from(strip)) body.push(byte);
    if (body.length % 2 === 1) body.push(0);
  }
  const all: [number, 3 | 4, number[]][] = [
    ...Object.entries(tags).map(([tag, value]): [number, 3 | 4, number[]] =>
      Array.isArray(value) ? [Number(tag), 3, value] : [Number(tag), 4, [value]]
    ),
    [273, 4, offsets],
    [279, 4, strips.map(({ length }) => length)],
  ];
  const entries = all.sort(([a], [b]) => a - b).flatMap(([tag, type, values]) => {
    const bytes = values.flatMap(type === 3 ? short : long);
    const stored = bytes.length <= 4 ? [...bytes, 0, 0, 0, 0].slice(0, 4) : long(8 + body.length);
    if (bytes.length > 4) body.push(...bytes);
    return [...short(tag), ...short(type), ...long(values.length), ...stored];
  });
  return Uint8Array.from([
    ...[...ascii("II"), 42, 0, ...long(8 + body.length), ...body],
    ...[...short(all.length), ...entries, ...long(0)],
  ]);
}

/** An SVG document of 100 units around some content. */
export const svg = (content: string, attributes = ""): Uint8Array =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100"` +
      `${attributes}>${content}</svg>`,
  );
