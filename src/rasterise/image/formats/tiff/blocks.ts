import type { Directory } from "./ifd.ts";
import { inflateAtMost } from "../inflate.ts";
import { decodeLzw } from "../lzw.ts";
import { NotReadError } from "../limits.ts";

const STRIP_OFFSETS = 273, STRIP_SIZES = 279, TILE_OFFSETS = 324, TILE_SIZES = 325, JPEG_TABLES = 347;
const LZW = 5, JPEG = 7, PACKBITS = 32773, NONE = 1;
const RGB = 2;
/** Adobe's segment of a JPEG which says that its colours are not transformed. */
const NOT_TRANSFORMED = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];

/** How the pixels of a TIFF are stored. */
export interface Layout {
  width: number;
  height: number;
  /** Bits of a sample, samples of a pixel, and how many of them are its colour. */
  depth: number;
  samples: number;
  colours: number;
  hasOpacity: boolean;
  compression: number;
  photometric: number;
  /** Whether samples are differences from those to the left. */
  predicted: boolean;
  littleEndian: boolean;
  tiled: boolean;
  /** Pixels of a strip or a tile. */
  blockWidth: number;
  blockHeight: number;
}

/** A strip or a tile: where its first pixel is, how many rows it has in the picture, and its bytes. */
export interface Block {
  x: number;
  y: number;
  rows: number;
  bytes: Uint8Array;
  /** Whether the file ends in it. */
  cut: boolean;
}

/** The strips or tiles of a picture, in order. */
export function* blocksOf(bytes: Uint8Array, { values }: Directory, layout: Layout): Generator<Block> {
  const { width, height, tiled, blockWidth, blockHeight, samples, depth, compression } = layout;
  const offsets = values.get(tiled ? TILE_OFFSETS : STRIP_OFFSETS) ?? [];
  const sizes = values.get(tiled ? TILE_SIZES : STRIP_SIZES) ?? [];
  const across = Math.ceil(width / blockWidth), down = Math.ceil(height / blockHeight);
  for (let i = 0; i < across * down; i++) {
    const [x, y] = [i % across * blockWidth, Math.floor(i / across) * blockHeight];
    const rows = Math.min(blockHeight, height - y), from = offsets[i] ?? bytes.length;
    const whole = Math.ceil(blockWidth * samples * depth / 8) * (tiled ? blockHeight : rows);
    const size = sizes[i] ?? (compression === NONE ? whole : bytes.length - from);
    yield { x, y, rows, bytes: bytes.subarray(from, from + size), cut: from + size > bytes.length };
    if (from >= bytes.length) return;
  }
}

/** Unpacks a block to samples, at most as many bytes as it should have; one by JPEG to red, green, blue and opacity. */
export async function expandBlock(
  { bytes }: Block,
  directory: Directory,
  layout: Layout,
): Promise<{ data: Uint8Array; pixels?: Uint8Array }> {
  const { compression, blockWidth, blockHeight, samples, depth, predicted } = layout;
  if (compression === JPEG) return { data: bytes, pixels: await decodeJpegBlock(bytes, directory, layout) };
  const size = Math.ceil(blockWidth * samples * depth / 8) * blockHeight;
  const data = compression === NONE
    ? bytes.subarray(0, size)
    : compression === LZW
    ? decodeLzw(bytes, 8, size, "tiff")
    : compression === PACKBITS
    ? unpackBits(bytes, size)
    : await inflateAtMost(bytes, size);
  return { data: predicted ? undoDifferences(data, layout) : data };
}

async function decodeJpegBlock(
  bytes: Uint8Array,
  { values }: Directory,
  layout: Layout,
): Promise<Uint8Array> {
  const { blockWidth, blockHeight, photometric } = layout;
  const tables = values.get(JPEG_TABLES)?.slice(2, -2) ?? [];
  const head = [0xff, 0xd8, ...(photometric === RGB ? NOT_TRANSFORMED : []), ...tables];
  const file = new Uint8Array(head.length + Math.max(0, bytes.length - 2));
  file.set(head);
  file.set(bytes.subarray(2), head.length);
  const [{ readJpegHeader }, { decodeReduced }] = await Promise.all([
    import("../jpeg_header.ts"),
    import("../jpeg.ts"),
  ]);
  const header = readJpegHeader(file);
  if (header.width !== blockWidth || header.height > blockHeight) {
    throw new Error(
      `a part of it has ${header.width}×${header.height} pixels, not ${blockWidth}×${blockHeight}`,
    );
  }
  const pixels = new Uint8Array(blockWidth * blockHeight * 4);
  pixels.set((await decodeReduced(file, header, 1)).rgba);
  return pixels;
}

function unpackBits(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let length = 0;
  for (let at = 0; at + 1 < bytes.length && length < size;) {
    const count = bytes[at]!;
    if (count < 128) {
      const part = bytes.subarray(at + 1, Math.min(at + 2 + count, at + 1 + size - length));
      out.set(part, length);
      length += part.length;
      at += 2 + count;
    } else {
      if (count > 128) {
        out.fill(bytes[at + 1]!, length, length + 257 - count);
        length = Math.min(size, length + 257 - count);
      }
      at += count > 128 ? 2 : 1;
    }
  }
  return out.subarray(0, length);
}

/** Adds up samples of 8 or 16 bits that are differences from the pixel to the left. */
function undoDifferences(data: Uint8Array, { blockWidth, samples, depth, littleEndian }: Layout): Uint8Array {
  if (depth < 8) throw new NotReadError(`is a TIFF with differences of ${depth} bits, which is not read`);
  const out = data.slice(), rowBytes = blockWidth * samples * depth / 8, step = samples * depth / 8;
  const view = new DataView(out.buffer);
  for (let row = 0; row < out.length; row += rowBytes) {
    const end = Math.min(out.length, row + rowBytes);
    for (let i = row + step; i < end; i += depth / 8) {
      if (depth === 8) out[i]! += out[i - step]!;
      else if (i + 1 < end) {
        view.setUint16(
          i,
          view.getUint16(i, littleEndian) + view.getUint16(i - step, littleEndian),
          littleEndian,
        );
      }
    }
  }
  return out;
}
