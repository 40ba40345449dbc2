import type { Animation, Frame } from "../animation.ts";
import type { Bitmap } from "../bitmap.ts";
import { exifOrientation } from "../tiff/ifd.ts";
import { inflate } from "../inflate.ts";
import { checkSize, CUT_SHORT, type Decoded, type Limits } from "../limits.ts";
import { type Chunk, chunksOf, type PngHeader, readHeader } from "./chunks.ts";
import { type Colours, rowReader } from "./rows.ts";
import { canvas, reduction } from "../shrink.ts";

const DAMAGED = "is damaged";

/**
 * Decodes a PNG of any kind, row by row, as far as it goes; chunks that do not make up its pixels, and bytes that they
 * inflate to beyond them, are left alone. Throws an Error where not one row can be had.
 */
export async function decodePng(bytes: Uint8Array, limits: Limits): Promise<Decoded> {
  const chunks = chunksOf(bytes);
  const header = firstHeader(chunks);
  checkSize(header.width, header.height, limits.maxPixels);
  const colours: Colours = {};
  const data: Uint8Array[] = [];
  let orientation: number | undefined, whole = true;
  for (const chunk of chunks) {
    if (chunk.type === "eXIf") orientation = exifOrientation(chunk.data);
    if (addColours(colours, chunk) || chunk.type === "IDAT") whole &&= chunk.whole;
    if (chunk.type === "IDAT") data.push(chunk.data);
  }
  const factor = reduction(header.width, header.height, limits, orientation);
  const { bitmap, complete } = await decodeRows(header, colours, data, factor);
  return {
    ...bitmap,
    ...(orientation === undefined ? {} : { orientation }),
    ...(complete && whole ? {} : { fault: complete ? DAMAGED : CUT_SHORT }),
  };
}

/** The animation in a PNG; undefined for a still one. Frames are as damaged as their data. */
export function openApng(bytes: Uint8Array, maxPixels: number): Animation | undefined {
  const chunks = chunksOf(bytes);
  const header = firstHeader(chunks);
  const control = [...takeUntil(chunks, "IDAT")].find(({ type }) => type === "acTL")?.data;
  if (control === undefined || control.length < 8) return undefined;
  const { width, height } = header;
  checkSize(width, height, maxPixels);
  const plays = new DataView(control.buffer, control.byteOffset).getUint32(4);
  return { width, height, plays, frames: () => frames(bytes, header, maxPixels) };
}

function firstHeader(chunks: Generator<Chunk>): PngHeader {
  const first = chunks.next();
  if (first.done) throw new Error("it ends in its header");
  return readHeader(first.value);
}

function* takeUntil(chunks: Iterable<Chunk>, type: string): Generator<Chunk> {
  for (const chunk of chunks) {
    if (chunk.type === type) return;
    yield chunk;
  }
}

function addColours(colours: Colours, { type, data }: Chunk): boolean {
  if (type === "PLTE") colours.palette = data;
  if (type === "tRNS") colours.transparency = data;
  return type === "PLTE" || type === "tRNS";
}

async function decodeRows(header: PngHeader, colours: Colours, data: Uint8Array[], factor: number) {
  const target = canvas(header.width, header.height, factor);
  let rows = 0;
  const take = rowReader(header, colours, (y, rgba, x, step) => {
    target.put(y, rgba, x, step);
    rows++;
  });
  const complete = await inflate(data, take);
  if (rows === 0) throw new Error("it ends before its first row of pixels, or they are damaged");
  return { bitmap: target.finish(), complete };
}

async function* frames(bytes: Uint8Array, header: PngHeader, maxPixels: number): AsyncGenerator<Frame> {
  const colours: Colours = {};
  let control: DataView | undefined, data: Uint8Array[] = [];
  const finish = async function* () {
    if (control !== undefined && data.length > 0) {
      yield await decodeFrame(control, data, header, colours, maxPixels);
    }
    data = [];
  };
  for (const chunk of chunksOf(bytes)) {
    addColours(colours, chunk);
    if (chunk.type === "fcTL" && chunk.data.length >= 26) {
      yield* finish();
      control = new DataView(chunk.data.buffer, chunk.data.byteOffset, chunk.data.length);
    }
    // Without a control before it, the still picture is no frame.
    if (chunk.type === "IDAT" && control !== undefined) data.push(chunk.data);
    if (chunk.type === "fdAT") data.push(chunk.data.subarray(4));
  }
  yield* finish();
}

/** Decodes a frame as its control (APNG 1.0, fcTL) says. */
async function decodeFrame(
  control: DataView,
  data: Uint8Array[],
  header: PngHeader,
  colours: Colours,
  maxPixels: number,
): Promise<Frame> {
  const [width = 0, height = 0, x = 0, y = 0] = [4, 8, 12, 16].map((at) => control.getUint32(at));
  checkSize(width, height, maxPixels);
  const { bitmap, complete } = await decodeRows({ ...header, width, height }, colours, data, 1);
  const parts = control.getUint16(22) || 100;
  return {
    ...bitmap satisfies Bitmap,
    ...{ x, y, delay: control.getUint16(20) * 1000 / parts },
    disposal: control.getUint8(24) === 1 ? "clear" : control.getUint8(24) === 2 ? "restore" : "keep",
    blend: control.getUint8(25) === 1 ? "over" : "source",
    ...(complete ? {} : { fault: CUT_SHORT }),
  };
}
