import { crc32 } from "node:zlib";

const SIGNATURE = 8;
/** Bytes of a chunk besides its data: length, type, checksum. */
const FRAME = 12;

/** A chunk of a PNG; not whole if the file ends in it or its checksum is another. */
export interface Chunk {
  type: string;
  data: Uint8Array;
  whole: boolean;
}

/** The chunks of a PNG up to its end (ISO/IEC 15948). */
export function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = SIGNATURE; at + 8 <= bytes.length;) {
    const length = view.getUint32(at), end = at + 8 + length;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const whole = end + 4 <= bytes.length && view.getUint32(end) === crc32(bytes.subarray(at + 4, end));
    yield { type, data: bytes.subarray(at + 8, end), whole };
    if (type === "IEND") return;
    at += length + FRAME;
  }
}

/** Size and kind of a PNG's pixels. */
export interface PngHeader {
  width: number;
  height: number;
  /** Bits of a sample. */
  depth: number;
  channels: number;
  indexed: boolean;
  interlaced: boolean;
}

/** Samples a pixel, and bits a sample may have, by the colour type. */
const KINDS: Readonly<Record<number, { channels: number; depths: number[] }>> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};

/** Reads IHDR. Throws an Error for what no PNG can be. */
export function readHeader({ type, data }: Chunk): PngHeader {
  if (type !== "IHDR" || data.length < 13) throw new Error("it ends in its header");
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  const [depth, colour, interlacing] = [data[8]!, data[9]!, data[12]!];
  const kind = KINDS[colour];
  if (!kind?.depths.includes(depth)) throw new Error(`it has the colour type ${colour} with ${depth} bits`);
  if (data[10] !== 0 || data[11] !== 0 || interlacing > 1) {
    throw new Error("its compression or order is none of PNG");
  }
  return {
    ...{ width: view.getUint32(0), height: view.getUint32(4), depth, channels: kind.channels },
    ...{ indexed: colour === 3, interlaced: interlacing === 1 },
  };
}
