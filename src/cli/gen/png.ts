import { decode, type DecodedPng } from "fast-png";
import { UserError } from "../../errors.ts";
import type { Ink } from "../../rasterise/ink.ts";

/** Lightness (0 black to 1 white) and opacity of a picture. */
export interface Pixels {
  luma: Ink;
  alpha: Ink;
}

const MAX_PIXELS = 1 << 24;
/** Where a PNG's width and height stand, and the bytes up to their end. */
const HEADER = { width: 16, height: 20, end: 24 };

/** Decodes a PNG. Throws a UserError of kind "input", which begins with `name`, for one that is damaged or huge. */
export function readPng(bytes: Uint8Array, name: string): Pixels {
  if (bytes.length < HEADER.end) {
    throw new UserError("input", `${name} is a damaged PNG: it ends in its header`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [width, height] = [view.getUint32(HEADER.width), view.getUint32(HEADER.height)];
  // Before it is decoded: a small file can stand for a huge picture.
  if (width * height > MAX_PIXELS) {
    throw new UserError("input", `${name} has ${width}×${height} pixels; at most ${MAX_PIXELS} are read`);
  }
  try {
    return pixelsOf(decode(bytes, { checkCrc: true }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new UserError("input", `${name} is a damaged PNG: ${reason}`, { cause: error });
  }
}

function pixelsOf(png: DecodedPng): Pixels {
  const { width, height, channels, depth, palette, transparency } = png;
  const count = width * height;
  const [luma, alpha] = [new Float32Array(count), new Float32Array(count).fill(1)];
  const sample = sampler(png);
  const most = 2 ** depth - 1;
  for (let i = 0; i < count; i++) {
    const values = Array.from({ length: channels }, (_, channel) => sample(i, channel));
    if (palette !== undefined) {
      const [red = 0, green = 0, blue = 0, opacity = 255] = palette[values[0]!] ?? [];
      luma[i] = lightness(red, green, blue) / 255;
      alpha[i] = opacity / 255;
      continue;
    }
    const [first = 0, second = 0, third = 0] = values;
    luma[i] = (channels < 3 ? first : lightness(first, second, third)) / most;
    if (channels % 2 === 0) alpha[i] = values.at(-1)! / most;
    else if (transparency?.length === channels && values.every((value, c) => value === transparency[c])) {
      alpha[i] = 0;
    }
  }
  return { luma: { width, height, data: luma }, alpha: { width, height, data: alpha } };
}

/** Reads a channel of a pixel; samples of less than a byte are packed, each row from a new byte on. */
function sampler({ width, channels, depth, data }: DecodedPng): (pixel: number, channel: number) => number {
  if (depth >= 8) return (pixel, channel) => data[pixel * channels + channel]!;
  const rowBytes = Math.ceil(width * depth / 8);
  return (pixel) => {
    const bit = (pixel % width) * depth;
    const byte = data[Math.floor(pixel / width) * rowBytes + (bit >> 3)]!;
    return byte >> (8 - depth - (bit & 7)) & (2 ** depth - 1);
  };
}

const lightness = (red: number, green: number, blue: number) => 0.299 * red + 0.587 * green + 0.114 * blue;
