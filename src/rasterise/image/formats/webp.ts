import decode, { init } from "@jsquash/webp/decode.js";
import codec from "@jsquash/webp/codec/dec/webp_dec.wasm" with { type: "bytes" };
import type { Animation, Frame } from "./animation.ts";
import type { Bitmap } from "./bitmap.ts";
import { exifOrientation } from "./tiff/ifd.ts";
import { checkSize, CUT_SHORT, type Decoded, type Limits } from "./limits.ts";
import { reduction, shrink } from "./shrink.ts";

const HEADER = 12;
/** Bytes of an animation frame's chunk before its pictures. */
const FRAME_HEADER = 16;
/** Flags of a file with more than its pixels. */
const HAS_OPACITY = 0x10;

let ready: Promise<void> | undefined;

/** A chunk of a WebP (RFC 9649, 2.3); cut off if the file ends in it. */
interface Chunk {
  type: string;
  /** Its head, and its data filled up with zeros where the file ends before. */
  whole: Uint8Array;
  data: Uint8Array;
  cut: boolean;
}

/** Decodes a still WebP, lossy or lossless. What the file is cut short of is decoded as zeros. Throws an Error for one that is damaged. */
export async function decodeWebp(bytes: Uint8Array, limits: Limits): Promise<Decoded> {
  const chunks = [...chunksOf(bytes, HEADER)];
  const exif = chunks.find(({ type }) => type === "EXIF")?.data;
  const orientation = exif && exifOrientation(exif);
  const bitmap = await decodeStill(chunks, limits.maxPixels);
  const { width, height } = bitmap;
  return {
    ...shrink(bitmap, reduction(width, height, limits, orientation)),
    ...(orientation === undefined ? {} : { orientation }),
    ...(chunks.some(({ cut }) => cut) ? { fault: CUT_SHORT } : {}),
  };
}

/** The animation in a WebP; undefined for a still one. */
export function openWebpAnimation(bytes: Uint8Array, maxPixels: number): Animation | undefined {
  const chunks = [...chunksOf(bytes, HEADER)];
  const extended = chunks.find(({ type }) => type === "VP8X")?.data;
  const control = chunks.find(({ type }) => type === "ANIM")?.data;
  if (extended === undefined || extended.length < 10 || !chunks.some(({ type }) => type === "ANMF")) {
    return undefined;
  }
  const width = 1 + uint24(extended, 4), height = 1 + uint24(extended, 7);
  checkSize(width, height, maxPixels);
  const plays = control === undefined || control.length < 6 ? 1 : control[4]! | control[5]! << 8;
  return { width, height, plays, frames: () => frames(chunks, maxPixels) };
}

async function* frames(chunks: Chunk[], maxPixels: number): AsyncGenerator<Frame> {
  for (const { type, data, cut } of chunks) {
    if (type !== "ANMF" || data.length < FRAME_HEADER) continue;
    const flags = data[15]!;
    const bitmap = await decodeStill([...chunksOf(data, FRAME_HEADER)], maxPixels);
    yield {
      ...bitmap,
      ...{ x: 2 * uint24(data, 0), y: 2 * uint24(data, 3), delay: uint24(data, 12) },
      disposal: flags & 1 ? "clear" : "keep",
      blend: flags & 2 ? "source" : "over",
      ...(cut ? { fault: CUT_SHORT } : {}),
    };
  }
}

/** Decodes the picture that chunks make up, as a file of its own. */
async function decodeStill(chunks: Chunk[], maxPixels: number): Promise<Bitmap> {
  const picture = chunks.find(({ type }) => type === "VP8 " || type === "VP8L");
  if (picture === undefined) throw new Error("it has no picture");
  const { width, height } = sizeOf(picture);
  checkSize(width, height, maxPixels);
  const opacity = picture.type === "VP8 " ? chunks.find(({ type }) => type === "ALPH") : undefined;
  const parts = opacity === undefined
    ? [picture.whole]
    : [extension(width, height), opacity.whole, picture.whole];
  const length = parts.reduce((sum, part) => sum + part.length, HEADER);
  const file = new Uint8Array(length);
  file.set(new TextEncoder().encode("RIFF....WEBP"));
  new DataView(file.buffer).setUint32(4, length - 8, true);
  let at = HEADER;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  ready ??= WebAssembly.compile(codec).then((module) => init(module));
  await ready;
  const { data } = await decode(file.buffer).catch((error: unknown) => {
    // What lossless pictures are coded by changes all along: zeros are no code.
    throw chunks.some(({ cut }) => cut)
      ? new Error("it is cut short, and nothing of it can be decoded")
      : error;
  });
  return { width, height, rgba: new Uint8Array(data.buffer) };
}

/** The chunk that says that a picture of this size has opacities. */
function extension(width: number, height: number): Uint8Array {
  const chunk = new Uint8Array(18);
  chunk.set(new TextEncoder().encode("VP8X"));
  const view = new DataView(chunk.buffer);
  view.setUint32(4, 10, true);
  chunk[8] = HAS_OPACITY;
  view.setUint16(12, width - 1 & 0xffff, true);
  view.setUint16(15, height - 1 & 0xffff, true);
  return chunk;
}

/** Pixels of a lossy (RFC 6386, 9.1) or lossless picture. */
function sizeOf({ type, data }: Chunk): { width: number; height: number } {
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  if (data.length < 10) throw new Error("it ends in its header");
  if (type === "VP8 ") {
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
  }
  const bits = view.getUint32(1, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + (bits >>> 14 & 0x3fff) };
}

function* chunksOf(bytes: Uint8Array, start: number): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = start; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true), padded = 8 + size + size % 2;
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const cut = at + 8 + size > bytes.length;
    let whole = bytes.subarray(at, at + padded);
    // A size that is far beyond the file is damage, and nothing to make room for.
    if (whole.length < padded && size < 2 * bytes.length + FRAME_HEADER) {
      const filled = new Uint8Array(padded);
      filled.set(whole);
      whole = filled;
    }
    yield { type, whole, data: whole.subarray(8, 8 + size), cut };
    at += padded;
  }
}

const uint24 = (bytes: Uint8Array, at: number): number =>
  bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16;
