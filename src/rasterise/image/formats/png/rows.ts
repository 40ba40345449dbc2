import type { PngHeader } from "./chunks.ts";

/** Adam7: first column and row of each pass, and the steps between its columns and rows. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Colours of a PNG that its samples do not say: the palette with its opacities, or the samples of what is transparent. */
export interface Colours {
  /** Red, green and blue of each colour. */
  palette?: Uint8Array;
  /** Opacities of the palette's colours, or one sample of 16 bits a channel. */
  transparency?: Uint8Array;
}

/**
 * Takes a PNG's inflated bytes in parts of any size and gives out its rows: red, green, blue and opacity of each pixel from
 * column `x` on, every `step`th. Gives true once all rows have been there.
 */
export function rowReader(
  header: PngHeader,
  colours: Colours,
  put: (y: number, rgba: Uint8Array, x: number, step: number) => void,
): (bytes: Uint8Array) => boolean {
  const { width, height, depth, channels, interlaced } = header;
  const passes = (interlaced ? PASSES : [[0, 0, 1, 1] as const]).filter(([x, y]) => x < width && y < height);
  const pixelBytes = Math.max(1, channels * depth >> 3);
  const widest = new Uint8Array(1 + Math.ceil(width * channels * depth / 8));
  let pass = 0, y = 0, filled = 0, line = widest, prior = new Uint8Array(0), rgba = widest;
  const begin = () => {
    const [x0, y0, step] = passes[pass]!;
    const columns = Math.ceil((width - x0) / step);
    y = y0;
    line = new Uint8Array(1 + Math.ceil(columns * channels * depth / 8));
    prior = new Uint8Array(line.length);
    rgba = new Uint8Array(columns * 4);
  };
  begin();
  return (bytes) => {
    for (let at = 0; at < bytes.length && pass < passes.length;) {
      const part = bytes.subarray(at, at + line.length - filled);
      line.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < line.length) break;
      const [x0, , step, down] = passes[pass]!;
      unfilter(line, prior, pixelBytes);
      expand(line.subarray(1), header, colours, rgba);
      put(y, rgba, x0, step);
      [line, prior, filled] = [prior, line, 0];
      y += down;
      if (y >= height && ++pass < passes.length) begin();
    }
    return pass >= passes.length;
  };
}

/** Undoes a row's filter, whose number stands before it, in place (ISO/IEC 15948, 9). */
function unfilter(line: Uint8Array, prior: Uint8Array, pixelBytes: number): void {
  const filter = line[0]!, first = 1 + pixelBytes;
  if (filter === 1) {
    for (let i = first; i < line.length; i++) line[i]! += line[i - pixelBytes]!;
  } else if (filter === 2) {
    for (let i = 1; i < line.length; i++) line[i]! += prior[i]!;
  } else if (filter === 3) {
    for (let i = 1; i < Math.min(first, line.length); i++) line[i]! += prior[i]! >> 1;
    for (let i = first; i < line.length; i++) line[i]! += line[i - pixelBytes]! + prior[i]! >> 1;
  } else if (filter === 4) {
    // Left of the first pixel all is 0, and the one above it the nearest.
    for (let i = 1; i < Math.min(first, line.length); i++) line[i]! += prior[i]!;
    for (let i = first; i < line.length; i++) {
      const left = line[i - pixelBytes]!, up = prior[i]!, corner = prior[i - pixelBytes]!;
      const a = Math.abs(up - corner), b = Math.abs(left - corner), c = Math.abs(left + up - 2 * corner);
      line[i]! += a <= b && a <= c ? left : b <= c ? up : corner;
    }
  }
}

/** Turns a row of samples to colours; samples of 16 bits lose their lower eight. */
function expand(
  row: Uint8Array,
  { depth, channels, indexed }: PngHeader,
  { palette, transparency }: Colours,
  rgba: Uint8Array,
): void {
  const size = depth === 16 ? 2 : 1, packed = depth < 8;
  if (channels === 4 && size === 1) return rgba.set(row);
  if (channels === 3 && size === 1 && transparency === undefined) {
    for (let p = 0, i = 0; p < rgba.length; p += 4, i += 3) {
      rgba[p] = row[i]!;
      rgba[p + 1] = row[i + 1]!;
      rgba[p + 2] = row[i + 2]!;
      rgba[p + 3] = 255;
    }
    return;
  }
  const most = (1 << Math.min(depth, 8)) - 1, scale = 255 / most;
  const grey = channels < 3, hasOpacity = channels % 2 === 0;
  const key = transparency === undefined || indexed || hasOpacity
    ? undefined
    : keyOf(transparency, size, most);
  for (let p = 0, i = 0; p < rgba.length; p += 4, i += channels * size) {
    const bit = (p >> 2) * depth;
    const first = packed ? row[bit >> 3]! >> 8 - depth - (bit & 7) & most : row[i]!;
    if (indexed) {
      for (let c = 0; c < 3; c++) rgba[p + c] = palette?.[first * 3 + c] ?? 0;
      rgba[p + 3] = transparency?.[first] ?? 255;
      continue;
    }
    rgba[p] = first * scale;
    rgba[p + 1] = grey ? rgba[p]! : row[i + size]!;
    rgba[p + 2] = grey ? rgba[p]! : row[i + 2 * size]!;
    rgba[p + 3] = hasOpacity ? row[i + (channels - 1) * size]! : 255;
    if (key === undefined) continue;
    const isKey = packed
      ? first === key[0]
      : key.every((byte, k) => k >= channels * size || row[i + k] === byte);
    if (isKey) rgba[p + 3] = 0;
  }
}

/** The bytes that the samples of a transparent pixel have; each stands in 16 bits. */
function keyOf(transparency: Uint8Array, size: number, most: number): Uint8Array {
  return transparency.filter((_, i) => size === 2 || i % 2 === 1).map((byte) =>
    size === 2 ? byte : byte & most
  );
}
