import codec from "@cwasm/jpeg-turbo/jpeg-turbo.wasm" with { type: "bytes" };
import { type JpegHeader, readJpegHeader } from "./jpeg_header.ts";
import { checkSize, type Decoded, type Limits, NotReadError } from "./limits.ts";
import { reduction } from "./shrink.ts";

/** Bytes that the coefficients of a progressive picture may take; they are all kept. */
const MAX_COEFFICIENTS = 7e8;
/** Pixels times scans of a progressive picture: a small file can go through huge pictures very often. */
const MAX_WORK = 2 ** 31;
/** Parts of a picture's size at which it can be decoded quickly. */
const SCALES = [8, 4, 2, 1];
/** Orders of samples, as TurboJPEG numbers them. */
const RGBA = 7, CMYK = 11;
/** Samples of what a file that was cut short has no data for. */
const MISSING = 128;

/** TurboJPEG's functions (libjpeg-turbo 2); addresses are numbers, 0 is success. */
interface TurboJpeg {
  memory: WebAssembly.Memory;
  malloc(size: number): number;
  tjInitDecompress(): number;
  tjDecompress2(
    decoder: number,
    data: number,
    size: number,
    to: number,
    width: number,
    pitch: number,
    height: number,
    format: number,
    flags: number,
  ): number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * Decodes a JPEG, baseline or progressive, grey, colour or CMYK, as far as it goes and at a reduced size where that is
 * enough. Throws an Error for one that is damaged.
 */
export function decodeJpeg(bytes: Uint8Array, limits: Limits): Promise<Decoded> {
  const header = readJpegHeader(bytes);
  checkSize(header.width, header.height, limits.maxPixels);
  const most = reduction(header.width, header.height, limits, header.orientation);
  return decodeReduced(bytes, header, SCALES.find((scale) => scale <= most)!);
}

/** Decodes a JPEG at its size divided by 1, 2, 4 or 8. */
export async function decodeReduced(bytes: Uint8Array, header: JpegHeader, factor: number): Promise<Decoded> {
  const { width, height, components, progressive, scans, adobe, orientation } = header;
  if (progressive && width * height * components * 2 > MAX_COEFFICIENTS) {
    throw new NotReadError(`is a progressive JPEG of ${width}×${height} pixels, too many to be kept at once`);
  }
  if (progressive && width * height * scans > MAX_WORK) {
    throw new NotReadError(`goes through its ${width}×${height} pixels ${scans} times`);
  }
  const columns = Math.ceil(width / factor), rows = Math.ceil(height / factor);
  const { pixels, fault } = await decompress(bytes, columns, rows, components === 4 ? CMYK : RGBA);
  if (components === 4) cmykToRgba(pixels, adobe);
  if (fault !== undefined) clearMissing(pixels, columns);
  return {
    ...{ width: columns, height: rows, rgba: pixels },
    ...(orientation === undefined ? {} : { orientation }),
    ...(fault === undefined ? {} : { fault }),
  };
}

async function decompress(bytes: Uint8Array, width: number, height: number, format: number) {
  compiled ??= WebAssembly.compile(codec);
  const turbo = await start(await compiled);
  const data = turbo.malloc(bytes.length), to = turbo.malloc(width * height * 4);
  if (data === 0 || to === 0) throw new Error("it takes too much memory");
  new Uint8Array(turbo.memory.buffer).set(bytes, data);
  new Uint8Array(turbo.memory.buffer).fill(MISSING, to, to + width * height * 4);
  const decoder = turbo.tjInitDecompress();
  const status = turbo.tjDecompress2(decoder, data, bytes.length, to, width, width * 4, height, format, 0);
  // A failure is thrown; any other status is a warning, with which there are pixels all the same.
  return {
    pixels: new Uint8Array(turbo.memory.buffer).slice(to, to + width * height * 4),
    fault: status === 0 ? undefined : "is cut short or damaged",
  };
}

/** A decoder with memory of its own, which goes with it. */
async function start(module: WebAssembly.Module): Promise<TurboJpeg> {
  const fail = () => {
    throw new Error("its data is no JPEG that can be decoded");
  };
  const nothing = () => 0;
  const instance = await WebAssembly.instantiate(module, {
    env: { setjmp: nothing, longjmp: fail },
    wasi_snapshot_preview1: {
      ...{ environ_sizes_get: nothing, environ_get: nothing, proc_exit: fail },
      ...{ fd_close: nothing, fd_seek: nothing, fd_write: nothing },
    },
  });
  // cast: a module's exports have no types; TurboJpeg lists those of this one
  return instance.exports as unknown as TurboJpeg;
}

/** Turns cyan, magenta, yellow and black to red, green, blue and opacity, in place. */
function cmykToRgba(pixels: Uint8Array, inverted: boolean): void {
  const light = (ink: number) => inverted ? ink : 255 - ink;
  for (let p = 0; p < pixels.length; p += 4) {
    const black = light(pixels[p + 3]!);
    for (let c = 0; c < 3; c++) pixels[p + c] = light(pixels[p + c]!) * black / 255 + 0.5;
    pixels[p + 3] = 255;
  }
}

/** Makes the last rows transparent that have no data: they are of one grey. */
function clearMissing(pixels: Uint8Array, width: number): void {
  let end = pixels.length;
  const isMissing = (p: number) =>
    pixels[p] === MISSING && pixels[p + 1] === MISSING && pixels[p + 2] === MISSING;
  for (let p = end - 4; p >= 0 && isMissing(p); p -= 4) {
    if ((p >> 2) % width === 0) end = p;
  }
  pixels.fill(0, end);
}
