import type { Animation, Frame } from "./animation.ts";
import { checkSize, CUT_SHORT } from "./limits.ts";
import { decodeLzw } from "./lzw.ts";

const HEADER = 13;
const EXTENSION = 0x21, IMAGE = 0x2c, CONTROL = 0xf9, FILLER = 0;
const MAX_CODE_SIZE = 8;
/** Rows of an interlaced picture come in four passes: first row and step of each. */
const PASSES = [[0, 8], [4, 8], [2, 4], [1, 2]] as const;
const DISPOSALS: Readonly<Record<number, Frame["disposal"]>> = { 2: "clear", 3: "restore" };

/**
 * Opens a GIF (CompuServe 1990). Blocks are read as they are come to, so what lies behind the frames that are asked for may
 * be damaged or missing.
 */
export function openGif(bytes: Uint8Array, maxPixels: number): Animation {
  if (bytes.length < HEADER) throw new Error("it ends in its header");
  const short = (at: number) => bytes[at]! | bytes[at + 1]! << 8;
  let [width, height] = [short(6), short(8)];
  const start = HEADER + tableSize(bytes[10]!);
  if (width === 0 || height === 0) {
    // Some programs leave the screen out: it is then as large as the first frame.
    const at = findImage(bytes, start);
    if (at !== undefined) [width, height] = [short(at + 5), short(at + 7)];
  }
  checkSize(width, height, maxPixels);
  return { width, height, plays: playsOf(bytes), frames: () => frames(bytes, start, maxPixels) };
}

const tableSize = (flags: number): number => flags & 0x80 ? 3 << (flags & 7) + 1 : 0;

/** The images from `at` on: places of the descriptor of each and of what the graphic control before it holds. */
function* images(bytes: Uint8Array, at: number): Generator<{ at: number; control?: number }> {
  let control: number | undefined;
  while (at < bytes.length) {
    const kind = bytes[at]!;
    if (kind === EXTENSION) {
      if (bytes[at + 1] === CONTROL) control = at + 3;
      at = skipBlocks(bytes, at + 2);
    } else if (kind === IMAGE) {
      if (at + 10 >= bytes.length) return;
      yield { at, ...(control === undefined ? {} : { control }) };
      control = undefined;
      at = skipBlocks(bytes, at + 11 + tableSize(bytes[at + 9]!));
    } else if (kind === FILLER) {
      at++;
    } else {
      return; // the trailer, or what is no GIF any more
    }
  }
}

function findImage(bytes: Uint8Array, start: number): number | undefined {
  for (const { at } of images(bytes, start)) return at;
}

/** The place after data blocks. */
function skipBlocks(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && bytes[at] !== 0) at += bytes[at]! + 1;
  return at + 1;
}

async function* frames(bytes: Uint8Array, start: number, maxPixels: number): AsyncGenerator<Frame> {
  for (const { at, control } of images(bytes, start)) yield frame(bytes, at, control, maxPixels);
}

function frame(bytes: Uint8Array, at: number, control: number | undefined, maxPixels: number): Frame {
  const short = (at: number) => bytes[at]! | bytes[at + 1]! << 8;
  const [x, y, width, height, flags] = [
    short(at + 1),
    short(at + 3),
    short(at + 5),
    short(at + 7),
    bytes[at + 9]!,
  ];
  checkSize(width, height, maxPixels);
  const local = tableSize(flags);
  const table = local > 0
    ? bytes.subarray(at + 10, at + 10 + local)
    : bytes.subarray(HEADER, HEADER + tableSize(bytes[10]!));
  const indices = pixels(bytes, at + 10 + local, width * height);
  const controls = control === undefined ? 0 : bytes[control]!;
  const clear = controls & 1 ? bytes[control! + 3]! : -1;
  const rgba = new Uint8Array(width * height * 4);
  const paint = (row: number, from: number) => {
    const count = Math.min(width, indices.length - from);
    for (let i = 0, p = row * width * 4; i < count; i++, p += 4) {
      const index = indices[from + i]!;
      if (index === clear) continue;
      for (let c = 0; c < 3; c++) rgba[p + c] = table[index * 3 + c] ?? 0;
      rgba[p + 3] = 255;
    }
  };
  let from = 0;
  for (const [first, step] of flags & 0x40 ? PASSES : [[0, 1]] as const) {
    for (let row = first; row < height; row += step, from += width) paint(row, from);
  }
  return {
    ...{ x, y, width, height, rgba, blend: "over" },
    delay: control === undefined ? 0 : short(control + 1) * 10,
    disposal: DISPOSALS[controls >> 2 & 7] ?? "keep",
    ...(indices.length < width * height ? { fault: CUT_SHORT } : {}),
  };
}

/** Indices of the colours of at most `count` pixels, from the place of the code size on. */
function pixels(bytes: Uint8Array, at: number, count: number): Uint8Array {
  const codeSize = bytes[at] ?? 0;
  if (codeSize < 1 || codeSize > MAX_CODE_SIZE) throw new Error(`its code size is ${codeSize}, not 1 to 8`);
  const data = new Uint8Array(Math.min(bytes.length, skipBlocks(bytes, at + 1)) - at);
  let length = 0;
  for (at++; at < bytes.length && bytes[at] !== 0; at += bytes[at]! + 1) {
    const block = bytes.subarray(at + 1, at + 1 + bytes[at]!);
    data.set(block, length);
    length += block.length;
  }
  return decodeLzw(data.subarray(0, length), codeSize, count, "gif");
}

/** How often Netscape's extension asks for it to be played; once without. */
function playsOf(bytes: Uint8Array): number {
  const found = new TextDecoder("latin1").decode(bytes.subarray(0, 1 << 12)).indexOf("NETSCAPE2.0\x03\x01");
  if (found < 0) return 1;
  const loops = bytes[found + 13]! | bytes[found + 14]! << 8;
  return loops === 0 ? 0 : loops + 1;
}
