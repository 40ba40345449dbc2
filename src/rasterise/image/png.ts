import { decode, type DecodedPng } from "fast-png";
import type { Bitmap } from "./bitmap.ts";

/** Decodes a PNG of any kind; samples of 16 bits lose their lower eight. Throws an Error for one that is damaged. */
export function decodePng(bytes: Uint8Array): Bitmap {
  const png = decode(bytes, { checkCrc: true });
  const { width, height, channels, depth, palette, transparency } = png;
  const rgba = new Uint8Array(width * height * 4);
  const samples = samplesOf(png);
  const most = 2 ** depth - 1, scale = 255 / most;
  const grey = channels < 3, hasOpacity = channels % 2 === 0;
  for (let p = 0, i = 0; p < rgba.length; p += 4, i += channels) {
    const first = samples[i]!;
    if (palette !== undefined) {
      const [red = 0, green = 0, blue = 0, opacity = 255] = palette[first] ?? [];
      rgba[p] = red;
      rgba[p + 1] = green;
      rgba[p + 2] = blue;
      rgba[p + 3] = opacity;
      continue;
    }
    const second = grey ? first : samples[i + 1]!, third = grey ? first : samples[i + 2]!;
    const isKey = transparency !== undefined && !hasOpacity && first === transparency[0] &&
      (grey || (second === transparency[1] && third === transparency[2]));
    const opacity = hasOpacity ? samples[i + channels - 1]! : isKey ? 0 : most;
    rgba[p] = first * scale + 0.5;
    rgba[p + 1] = second * scale + 0.5;
    rgba[p + 2] = third * scale + 0.5;
    rgba[p + 3] = opacity * scale + 0.5;
  }
  return { width, height, rgba };
}

/** One value a sample; those of less than a byte come packed, each row from a new byte on. */
function samplesOf({ width, height, depth, data }: DecodedPng): ArrayLike<number> {
  if (depth >= 8) return data;
  const rowBytes = Math.ceil(width * depth / 8);
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const bit = (i % width) * depth;
    const byte = data[Math.floor(i / width) * rowBytes + (bit >> 3)]!;
    return byte >> (8 - depth - (bit & 7)) & (2 ** depth - 1);
  });
}
