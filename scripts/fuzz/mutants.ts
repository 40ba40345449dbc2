/** Damaged pictures without end, the same for a seed. */
import { crc32, deflateSync } from "node:zlib";
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
  pngOf,
  RED,
  svg,
  tiff,
  webpChunk,
  webpExtension,
  webpOf,
} from "./samples.ts";

/** A damaged picture. */
export interface Mutant {
  name: string;
  bytes: Uint8Array;
}

/** Gives numbers from 0 to 1. */
type Next = () => number;

const below = (next: Next, count: number) => Math.floor(next() * count);
const pick = <T>(next: Next, items: readonly T[]): T => items[below(next, items.length)]!;
/** Values at the edges of what fields hold. */
const EXTREMES = [
  0,
  1,
  2,
  0x7f,
  0x80,
  0xff,
  0x7fff,
  0x8000,
  0xffff,
  0x10000,
  0x7fffffff,
  0x80000000,
  0xffffffff,
];

/** Sound pictures, by the ending of their names. */
function samples(): Mutant[] {
  const noise = (
    x: number,
    y: number,
  ): Colour => [x * 37 & 255, x * y * 11 & 255, y * 91 & 255, 255 - (x + y & 127)];
  const two = (x: number, y: number) => (x * 5 + y * 3) % 7 < 3 ? RED : BLUE;
  const frame = { x: 0, y: 0, width: 24, height: 16, paint: two, delay: 40 };
  const frames = [frame, { ...frame, x: 4, y: 6, width: 8, height: 8, disposal: 2 as const }];
  const grey = Array.from({ length: 24 * 16 }, (_, i) => i * 5 & 255);
  const tags = { 256: 24, 257: 16, 258: [8], 259: [1], 262: [1], 277: [1], 278: 8 };
  const colours = Array.from({ length: 24 * 16 * 3 }, (_, i) => i * 5 & 255);
  const palette = Array.from({ length: 1024 }, (_, i) => i * 3 & 255);
  const runs = Array.from({ length: 200 }, (_, i) => i % 2 === 0 ? 1 + i % 9 : i * 7 & 255);
  const packed = (depth: number, colour: number, interlaced: boolean) =>
    pngOf({ width: 24, height: 16, depth, colour, interlaced }, [
      ["PLTE", palette.slice(0, 768)],
      ["tRNS", [0, 9, 0, 8, 0, 7]],
      ["IDAT", deflateSync(Uint8Array.from({ length: 4000 }, (_, i) => i % 13))],
    ]);
  return [
    { name: "a.png", bytes: png(24, 16, noise, [["eXIf", exif(6)]]) },
    { name: "palette.png", bytes: packed(4, 3, false) },
    { name: "interlaced.png", bytes: packed(16, 2, true) },
    { name: "moving.png", bytes: apng(24, 16, frames) },
    { name: "a.jpg", bytes: jpegOf(24, 16, noise, exif(8)) },
    { name: "a.gif", bytes: gif(24, 16, [frame]) },
    { name: "moving.gif", bytes: gif(24, 16, frames) },
    {
      name: "a.webp",
      bytes: webpOf(webpExtension(24, 16, 8), evenPicture(24, 16, RED), webpChunk("EXIF", exif(5))),
    },
    { name: "moving.webp", bytes: movingWebp(24, 16, frames) },
    { name: "24.bmp", bytes: bmp({ width: 24, height: 16, bits: 24 }, colours) },
    { name: "runs.bmp", bytes: bmp({ width: 24, height: 16, bits: 8, compression: 1, palette }, runs) },
    {
      name: "runs4.bmp",
      bytes: bmp({ width: 24, height: 16, bits: 4, compression: 2, palette: palette.slice(0, 64) }, runs),
    },
    {
      name: "16.bmp",
      bytes: bmp({ width: 24, height: -16, bits: 16, compression: 3, masks: [0xf800, 0x7e0, 0x1f] }, colours),
    },
    { name: "a.tif", bytes: tiff({ ...tags, 274: [3] }, [grey.slice(0, 192), grey.slice(192)]) },
    {
      name: "deflated.tif",
      bytes: tiff({ ...tags, 259: [8], 278: 16, 317: [2] }, [deflateSync(Uint8Array.from(grey))]),
    },
    { name: "runs.tif", bytes: tiff({ ...tags, 259: [32773] }, [runs, runs]) },
    { name: "lzw.tif", bytes: tiff({ ...tags, 259: [5], 258: [8, 8, 8], 262: [2], 277: [3] }, [runs, grey]) },
    {
      name: "jpeg.tif",
      bytes: tiff({ ...tags, 258: [8, 8, 8], 259: [7], 262: [6], 277: [3], 278: 16 }, [
        jpegOf(24, 16, noise),
      ]),
    },
    {
      name: "a.svg",
      bytes: svg(`<g fill="#f00" stroke="#00f"><path d="M1 1L90 8L40 80z"/><text y="50">cat</text></g>`),
    },
  ];
}

/** Damaged samples, and files that stand for far more than they are, without end. */
export function* mutants(next: Next): Generator<Mutant, never> {
  const all = samples();
  for (let i = 0;; i++) {
    if (i % 6 === 5) yield hostileSvg(next);
    else if (i % 11 === 10) yield bomb(next);
    else {
      const { name, bytes } = all[i % all.length]!;
      let damaged = bytes;
      for (let times = 1 + below(next, 3); times > 0; times--) damaged = damage(damaged, next, all);
      yield { name, bytes: name.endsWith(".png") && next() < 0.6 ? withChecksums(damaged) : damaged };
    }
  }
}

function damage(bytes: Uint8Array, next: Next, all: readonly Mutant[]): Uint8Array {
  const at = below(next, bytes.length), out = bytes.slice();
  const header = below(next, Math.min(bytes.length, 64));
  switch (below(next, 7)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      for (let i = below(next, 16); i >= 0; i--) out[below(next, out.length)]! ^= 1 << below(next, 8);
      return out;
    case 2:
    case 3: { // a field of its head, or of anywhere, gets an extreme value
      const size = pick(next, [1, 2, 4]), value = pick(next, EXTREMES), from = next() < 0.7 ? header : at;
      const bigEndian = next() < 0.5;
      for (let i = 0; i < size && from + i < out.length; i++) {
        out[from + i] = value / 256 ** (bigEndian ? size - 1 - i : i) & 255;
      }
      return out;
    }
    case 4:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + below(next, 40))]);
    case 5:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(below(next, at + 1))]);
    default: {
      const other = pick(next, all).bytes;
      return Uint8Array.from([...bytes.subarray(0, at), ...other.subarray(below(next, other.length))]);
    }
  }
}

/** A PNG whose chunks have the checksums that they should, as far as their lengths can be followed. */
function withChecksums(bytes: Uint8Array): Uint8Array {
  const out = bytes.slice(), view = new DataView(out.buffer);
  for (let at = 8; at + 12 <= out.length;) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > out.length) break;
    view.setUint32(end, crc32(out.subarray(at + 4, end)));
    at = end + 4;
  }
  return out;
}

let zeros: Uint8Array | undefined;

/** Files that stand for gigabytes, or for pictures that nobody has. */
function bomb(next: Next): Mutant {
  zeros ??= deflateSync(new Uint8Array(1 << 28));
  const side = pick(next, [1, 100, 5000, 11_000, 16_383, 65_535, 2 ** 31 - 1]),
    other = pick(next, [1, 100, 11_000, 16_383]);
  const head = [...new TextEncoder().encode("x"), 0, 0], frame = { x: 0, y: 0, delay: 0, paint: () => RED };
  const many = Array.from({ length: 300 }, () => ({ ...frame, width: 8, height: 8 }));
  switch (below(next, 9)) {
    case 0:
      return {
        name: "pixels.png",
        bytes: pngOf({ width: side, height: other, colour: 0, depth: 1 }, [["IDAT", zeros]]),
      };
    case 1: {
      const type = pick(next, ["iCCP", "zTXt", "iTXt", "eXIf"]);
      const rows: [string, Uint8Array] = ["IDAT", deflateSync(new Uint8Array(17))];
      return {
        name: "text.png",
        bytes: pngOf({ width: 4, height: 1 }, [[type, Uint8Array.from([...head, ...zeros])], rows]),
      };
    }
    case 2:
      return {
        name: "bomb.tif",
        bytes: tiff({ 256: side, 257: other, 258: [8], 259: [8], 262: [1], 278: other }, [zeros]),
      };
    case 3:
      return {
        name: "bomb.bmp",
        bytes: bmp({ width: side, height: -other, bits: 1, palette: [] }, zeros.subarray(0, 5000)),
      };
    case 4: {
      const bytes = gif(16, 16, many);
      new DataView(bytes.buffer).setUint32(6, pick(next, [0, 0xffffffff, 0x20002000]));
      return { name: "bomb.gif", bytes };
    }
    case 5: {
      const bytes = jpegOf(16, 16, halves(16, RED, BLUE));
      const at = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
      if (next() < 0.5) bytes[at + 1] = 0xc2;
      new DataView(bytes.buffer).setUint32(
        at + 5,
        pick(next, [0xffffffff, 0x2af82af8, 0x10001000, 0x00010001]),
      );
      return { name: "bomb.jpg", bytes };
    }
    case 6: {
      const even = evenPicture(Math.min(side, 16_384), Math.min(other, 16_384), RED);
      return { name: "bomb.webp", bytes: webpOf(even) };
    }
    case 7:
      return { name: "moving.webp", bytes: movingWebp(pick(next, [16, 16_384]), 16_384, many.slice(0, 20)) };
    default:
      return { name: "moving.png", bytes: apng(pick(next, [16, 65_535]), 2000, many.slice(0, 20)) };
  }
}

/** SVG documents that would read files, never end, or grow without bounds. */
function hostileSvg(next: Next): Mutant {
  const path = pick(next, [
    "/etc/passwd",
    "/dev/zero",
    "/dev/stdin",
    "file:///proc/self/environ",
    "../../a.png",
    "/dev/tty",
  ]);
  const count = pick(next, [3, 30, 300, 3000, 100_000]),
    value = pick(next, ["1e9", "-1e30", "NaN", "1e-30", "0"]);
  const repeat = (text: string, times = count) => text.repeat(times);
  const nested = Array.from(
    { length: Math.min(count, 40) },
    (_, i) => `<g id="b${i + 1}">${`<use href="#b${i}"/>`.repeat(9)}</g>`,
  );
  const entities = Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join(
    "",
  );
  const contents = [
    `<image width="90" height="90" href="${path}"/><image width="9" height="9" xlink:href="${path}"/>`,
    `<style>@import "${path}"; * { fill: url(${path}#a) }</style><rect width="9" height="9"/>`,
    `<defs><rect id="b0" width="9" height="9"/>${nested.join("")}</defs><use href="#b${nested.length}"/>`,
    repeat("<g>") + '<rect width="9" height="9"/>' + repeat("</g>"),
    repeat("<g opacity='.5'>", Math.min(count, 3000)),
    `<g opacity=".5"><path d="M${value} ${value}h1v1z"/></g>`,
    `<path stroke="red" stroke-dasharray="${value}" stroke-width="${value}" d="M0 0${
      repeat("L1e9 1e9 0 0", Math.min(count, 3000))
    }"/>`,
    `<filter id="f" x="-${value}" width="${value}" height="1e6"><feGaussianBlur stdDeviation="${count}"/>` +
    `<feTurbulence baseFrequency=".5" numOctaves="${count}"/><feMorphology radius="${count}"/></filter>` +
    repeat('<rect width="90" height="90" filter="url(#f)"/>', Math.min(count, 30)),
    `<pattern id="p" width="${value}" height="1e-5"><rect width="1" height="1" fill="url(#p)"/></pattern><rect width="99" height="99" fill="url(#p)"/>`,
    `<mask id="m"><rect width="9" height="9" mask="url(#m)"/></mask><rect width="9" height="9" mask="url(#m)"/>`,
    repeat("<svg "),
    repeat(' stroke="') + repeat("stroke-width:1"),
    `<text font-size="${value}">${repeat("\u0301\u202e\u001b[31m")}</text>`,
  ];
  const size = pick(next, ["", ' width="1e9"', ` viewBox="0 0 ${value} 9"`, ' viewBox="0 0 9 9"']);
  if (next() < 0.1) {
    const text =
      `<!DOCTYPE svg [<!ENTITY e0 "aaaaaaaaaa">${entities}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&e12;</text></svg>`;
    return { name: "entities.svg", bytes: new TextEncoder().encode(text) };
  }
  return { name: "hostile.svg", bytes: svg(pick(next, contents), size) };
}
