import { type Directory, orientationOf, readDirectory } from "./ifd.ts";
import { checkSize, CUT_SHORT, type Decoded, type Limits, NotReadError } from "../limits.ts";
import { canvas, reduction } from "../shrink.ts";
import { blocksOf, expandBlock, type Layout } from "./blocks.ts";
import { pixelReader } from "./pixels.ts";

const WIDTH = 256, HEIGHT = 257, DEPTH = 258, COMPRESSION = 259, PHOTOMETRIC = 262, SAMPLES = 277, ROWS = 278;
const PLANES = 284, PREDICTOR = 317, TILE_WIDTH = 322, TILE_HEIGHT = 323, EXTRA = 338, FORMAT = 339;
/** Bytes of a strip or a tile when unpacked, at most. */
const MAX_BLOCK = 1 << 28;

/**
 * Decodes the first picture of a TIFF (Adobe 1992), strip by strip or tile by tile, as far as it goes: grey, colour, palette
 * or CMYK of up to 16 bits, not compressed or by PackBits, LZW, Deflate or JPEG. Throws a NotReadError for other kinds.
 */
export async function decodeTiff(bytes: Uint8Array, limits: Limits): Promise<Decoded> {
  const directory = readDirectory(bytes);
  const layout = layoutOf(directory, limits.maxPixels);
  const orientation = orientationOf(directory);
  const { width, height, samples, depth, blockWidth } = layout;
  const target = canvas(width, height, reduction(width, height, limits, orientation));
  const setPixels = pixelReader(directory, layout);
  const rowBytes = Math.ceil(blockWidth * samples * depth / 8);
  const rgba = new Uint8Array(blockWidth * 4);
  let complete = true, rows = 0;
  for (const block of blocksOf(bytes, directory, layout)) {
    const { data, pixels } = await expandBlock(block, directory, layout);
    const present = pixels === undefined ? Math.floor(data.length / rowBytes) : block.rows;
    complete &&= present >= block.rows && !block.cut;
    for (let y = 0; y < Math.min(present, block.rows); y++, rows++) {
      if (pixels === undefined) setPixels(data.subarray(y * rowBytes, (y + 1) * rowBytes), rgba);
      const row = pixels === undefined ? rgba : pixels.subarray(y * blockWidth * 4, (y + 1) * blockWidth * 4);
      target.put(block.y + y, row.subarray(0, (width - block.x) * 4), block.x);
    }
  }
  if (rows === 0) throw new Error("it has no pixels, or ends before them");
  return {
    ...target.finish(),
    ...(orientation === undefined ? {} : { orientation }),
    ...(complete ? {} : { fault: CUT_SHORT }),
  };
}

/** How pixels are stored. Throws a NotReadError for what is not read, an Error for what no TIFF can be. */
function layoutOf({ values, littleEndian }: Directory, maxPixels: number): Layout {
  const value = (tag: number, usual: number) => values.get(tag)?.[0] ?? usual;
  const width = value(WIDTH, 0), height = value(HEIGHT, 0);
  checkSize(width, height, maxPixels);
  const depths = values.get(DEPTH) ?? [1], depth = depths[0]!, samples = value(SAMPLES, depths.length);
  const compression = value(COMPRESSION, 1), photometric = value(PHOTOMETRIC, 1);
  if (
    ![1, 2, 4, 8, 16].includes(depth) || depths.some((other) => other !== depth) || value(FORMAT, 1) !== 1
  ) {
    throw new NotReadError(`is a TIFF with samples of ${depths.join(", ")} bits, which is not read`);
  }
  if (![1, 5, 7, 8, 32773, 32946].includes(compression)) {
    throw new NotReadError(`is a TIFF compressed by method ${compression}, which is not read`);
  }
  if (value(PLANES, 1) !== 1 && samples > 1) throw new NotReadError("is a TIFF in planes, which is not read");
  if (![0, 1, 2, 3, 5].includes(photometric) && compression !== 7) {
    throw new NotReadError(`is a TIFF of colours of kind ${photometric}, which is not read`);
  }
  const colours = photometric === 2 ? 3 : photometric === 5 ? 4 : 1;
  if (samples < 1 || samples > 8 || compression !== 7 && samples < colours) {
    throw new Error(`it has ${samples} samples a pixel`);
  }
  const tiled = values.has(TILE_WIDTH);
  const blockWidth = tiled ? value(TILE_WIDTH, 0) : width;
  const blockHeight = tiled ? value(TILE_HEIGHT, 0) : Math.min(height, value(ROWS, height) || height);
  checkSize(blockWidth, blockHeight, Math.max(maxPixels, width * height));
  if (blockWidth * blockHeight * samples * depth / 8 > MAX_BLOCK) {
    throw new NotReadError(`is a TIFF of ${width}×${height} pixels in too few strips`);
  }
  return {
    ...{
      width,
      height,
      depth,
      samples,
      compression,
      photometric,
      littleEndian,
      tiled,
      blockWidth,
      blockHeight,
    },
    colours,
    predicted: value(PREDICTOR, 1) === 2,
    hasOpacity: samples > colours && [1, 2].includes(value(EXTRA, 0)),
  };
}
