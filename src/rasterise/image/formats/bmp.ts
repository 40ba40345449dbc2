import { checkSize, CUT_SHORT, type Decoded, type Limits, NotReadError } from "./limits.ts";
import { type Canvas, canvas, reduction } from "./shrink.ts";

const FILE_HEADER = 14;
/** Sizes of the header of OS/2 1, of Windows, and from which on it has masks for colours and for opacity. */
const CORE = 12, INFO = 40, MASKS = 52, OPACITY_MASK = 56;
const RGB = 0, RLE8 = 1, RLE4 = 2, BITFIELDS = 3, ALPHA_BITFIELDS = 6;
/** Bits of red, green and blue in 16 and in 32 bits unless the file says others. */
const USUAL_MASKS: Readonly<Record<number, number[]>> = {
  16: [0x7c00, 0x3e0, 0x1f],
  32: [0xff0000, 0xff00, 0xff],
};

interface Header {
  width: number;
  height: number;
  /** Whether the first row is the lowest one. */
  fromBelow: boolean;
  bits: number;
  compression: number;
  /** Of red, green, blue and opacity, if pixels are of 16 or 32 bits. */
  masks: number[];
  /** Blue, green, red and a byte without meaning (not with OS/2 1) of each colour. */
  palette: Uint8Array;
  colourBytes: number;
  /** Where the pixels begin. */
  start: number;
}

/** Decodes a BMP of Windows or OS/2, also run-length encoded, as far as it goes. Throws an Error for one that is damaged. */
export function decodeBmp(bytes: Uint8Array, limits: Limits): Decoded {
  const header = readHeader(bytes);
  const { width, height, compression } = header;
  checkSize(width, height, limits.maxPixels);
  const target = canvas(width, height, reduction(width, height, limits));
  const complete = compression === RLE8 || compression === RLE4
    ? decodeRuns(bytes, header, target)
    : decodeRows(bytes, header, target);
  return { ...target.finish(), ...(complete ? {} : { fault: CUT_SHORT }) };
}

function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = bytes.length < FILE_HEADER + CORE ? 0 : view.getUint32(FILE_HEADER, true);
  if (bytes.length < FILE_HEADER + size || size < CORE) throw new Error("it ends in its header");
  const core = size === CORE;
  if (!core && size < INFO) throw new Error(`it has a header of ${size} bytes`);
  const start = view.getUint32(10, true);
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const height = core ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(core ? 24 : 28, true), compression = core ? RGB : view.getUint32(30, true);
  if (compression > BITFIELDS && compression !== ALPHA_BITFIELDS) {
    throw new NotReadError(`is a BMP around another format (compression ${compression}), which is not read`);
  }
  const runs = compression === RLE8 ? 8 : compression === RLE4 ? 4 : bits;
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits) || runs !== bits) {
    throw new Error(`it has ${bits} bits a pixel with the compression ${compression}`);
  }
  // With a header of 40 bytes, masks follow it.
  const masked = compression === BITFIELDS || compression === ALPHA_BITFIELDS;
  const count = size >= OPACITY_MASK || compression === ALPHA_BITFIELDS ? 4 : masked || size >= MASKS ? 3 : 0;
  const masks = Array.from({ length: masked ? count : 0 }, (_, i) => {
    const at = FILE_HEADER + INFO + 4 * i;
    return at + 4 <= bytes.length ? view.getUint32(at, true) : 0;
  });
  const afterHeader = FILE_HEADER + size + (size === INFO ? 4 * masks.length : 0);
  return {
    ...{ width, height: Math.abs(height), fromBelow: height > 0, bits, compression, start },
    masks: masks.length > 0 ? masks : USUAL_MASKS[bits] ?? [],
    palette: bytes.subarray(afterHeader, start > afterHeader ? start : undefined),
    colourBytes: core ? 3 : 4,
  };
}

/** Puts pixels that are not compressed; false where the file ends before them. */
function decodeRows(bytes: Uint8Array, header: Header, target: Canvas): boolean {
  const { width, height, bits, start, fromBelow } = header;
  const rowBytes = Math.ceil(width * bits / 32) * 4, needed = Math.ceil(width * bits / 8);
  const rgba = new Uint8Array(width * 4), colour = colourReader(header);
  for (let i = 0; i < height; i++) {
    const row = bytes.subarray(start + i * rowBytes, start + i * rowBytes + needed);
    if (row.length < needed) return false;
    for (let x = 0; x < width; x++) colour(row, x, rgba, x * 4);
    target.put(fromBelow ? height - 1 - i : i, rgba);
  }
  return true;
}

/** Writes the colour of pixel `x` of a row. */
function colourReader(header: Header): (row: Uint8Array, x: number, rgba: Uint8Array, p: number) => void {
  const { bits, masks } = header;
  if (bits <= 8) {
    const most = (1 << bits) - 1;
    return (row, x, rgba, p) => {
      const bit = x * bits;
      setIndexed(header, row[bit >> 3]! >> 8 - bits - (bit & 7) & most, rgba, p);
    };
  }
  if (bits === 24) {
    return (row, x, rgba, p) => {
      for (let c = 0; c < 3; c++) rgba[p + c] = row[x * 3 + 2 - c]!;
      rgba[p + 3] = 255;
    };
  }
  const parts = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { mask, shift, most: mask >>> shift };
  });
  return (row, x, rgba, p) => {
    let value = 0;
    for (let k = bits / 8 - 1; k >= 0; k--) value = value << 8 | row[x * bits / 8 + k]!;
    rgba[p + 3] = 255;
    parts.forEach(({ mask, shift, most }, c) => {
      if (most > 0) rgba[p + c] = ((value & mask) >>> shift) * 255 / most + 0.5;
    });
  };
}

function setIndexed({ palette, colourBytes }: Header, index: number, rgba: Uint8Array, p: number): void {
  for (let c = 0; c < 3; c++) rgba[p + c] = palette[index * colourBytes + 2 - c] ?? 0;
  rgba[p + 3] = 255;
}

/** Puts run-length encoded pixels; false where the file ends before them. What is skipped stays transparent. */
function decodeRuns(bytes: Uint8Array, header: Header, target: Canvas): boolean {
  const { width, height, bits, start, fromBelow } = header;
  let rgba = new Uint8Array(width * 4);
  let x = 0, row = 0, at = start;
  const set = (index: number) => x < width && setIndexed(header, index, rgba, 4 * x++);
  const nextRows = (count: number) => {
    target.put(fromBelow ? height - 1 - row : row, rgba);
    rgba = new Uint8Array(width * 4);
    row += count;
  };
  /** The `i`th index of those in the bytes from a place on. */
  const indexAt = (from: number, i: number) =>
    bits === 8 ? bytes[from + i]! : bytes[from + (i >> 1)]! >> (i & 1 ? 0 : 4) & 15;
  while (row < height) {
    if (at + 2 > bytes.length) {
      nextRows(1);
      return false;
    }
    const count = bytes[at]!, value = bytes[at + 1]!;
    if (count > 0) {
      for (let i = 0; i < count; i++) set(indexAt(at + 1, bits === 8 ? 0 : i & 1));
      at += 2;
    } else if (value === 0) {
      nextRows(1);
      [x, at] = [0, at + 2];
    } else if (value === 1) {
      nextRows(height);
    } else if (value === 2) {
      x += bytes[at + 2] ?? 0;
      const down = bytes[at + 3] ?? 0;
      if (down > 0) nextRows(down);
      at += 4;
    } else {
      const length = Math.ceil(value * bits / 8);
      for (let i = 0; i < value && at + 2 + length <= bytes.length; i++) set(indexAt(at + 2, i));
      at += 2 + length + length % 2;
    }
  }
  return true;
}
