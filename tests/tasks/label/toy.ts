/** Small pictures of three classes, and files of them. */
import { join } from "node:path";
import { random } from "../../../src/base/random.ts";
import { readPictures } from "../../../src/tasks/label/pictures/read.ts";
import type { Pictures } from "../../../src/tasks/label/pictures/read.ts";
import { quietly } from "../../../src/base/context.ts";

export const CLASSES = ["bars", "dots", "rows"];
export const SIDE = 8;

/** A picture of a class, in grays. */
export function toyPicture(name: string, seed: number): Uint8Array {
  const { next, int } = random(seed, CLASSES.indexOf(name));
  const place = int(4);
  return Uint8Array.from({ length: SIDE ** 2 }, (_, i) => {
    const [x, y] = [(i % SIDE) + place, Math.floor(i / SIDE) + place].map((at) => at >> 1 & 1);
    const ink = name === "bars" ? x! : name === "rows" ? y! : x! ^ y!;
    return Math.floor(180 * ink + 70 * next());
  });
}

/** A 24-bit BMP of grays, or of three bytes a pixel. */
export function bmp(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const row = 4 * Math.ceil(3 * width / 4), channels = pixels.length / width / height;
  const bytes = new Uint8Array(54 + row * height), view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Its rows begin at the bottom, its colours with blue.
      const from = ((height - 1 - y) * width + x) * channels;
      for (let c = 0; c < 3; c++) {
        bytes[54 + y * row + 3 * x + c] = pixels[from + (channels === 3 ? 2 - c : 0)]!;
      }
    }
  }
  return bytes;
}

/** Writes a folder of pictures, a folder for each class. */
export async function writeToys(folder: string, each = 12): Promise<void> {
  for (const name of CLASSES) {
    await Deno.mkdir(join(folder, name), { recursive: true });
    for (let i = 0; i < each; i++) {
      await Deno.writeFile(join(folder, name, `${i}.bmp`), bmp(toyPicture(name, i), SIDE, SIDE));
    }
  }
}

/** The bytes of an IDX file. */
export function idx(shape: readonly number[], data: Uint8Array, type = 8): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length), view = new DataView(bytes.buffer);
  bytes.set([0, 0, type, shape.length]);
  shape.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = ReadableStream.from([bytes]).pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Writes a pair of IDX files, labelled by the classes' numbers; the names of the files. */
export async function writeIdx(folder: string, set: string, each = 12, packed = false): Promise<string[]> {
  const pictures = CLASSES.flatMap((name) => Array.from({ length: each }, (_, i) => toyPicture(name, i)));
  const data = new Uint8Array(pictures.length * SIDE ** 2);
  pictures.forEach((picture, i) => data.set(picture, i * SIDE ** 2));
  const labels = Uint8Array.from(pictures, (_, i) => Math.floor(i / each));
  const end = packed ? ".gz" : "";
  const names = [`${set}-images-idx3-ubyte${end}`, `${set}-labels-idx1-ubyte${end}`]
    .map((name) => join(folder, name));
  const files = [idx([pictures.length, SIDE, SIDE], data), idx([labels.length], labels)];
  for (const [i, name] of names.entries()) {
    await Deno.writeFile(name, packed ? await gzip(files[i]!) : files[i]!);
  }
  return names;
}

/** Pictures of given pixels, 2×2 in grays. */
export function smallPictures(
  all: readonly (readonly [label: string, pixels: readonly number[]])[],
): Pictures {
  const pixels = new Uint8Array(new SharedArrayBuffer(4 * all.length));
  all.forEach(([, values], i) => pixels.set(values, 4 * i));
  return {
    ...{ names: all.map((_, i) => `picture ${i}`), labels: all.map(([label]) => label) },
    ...{ side: 2, channels: 1, pixels },
  };
}

/** Reads files as they are found. */
export const read = (
  found: Parameters<typeof readPictures>[0],
  size: Parameters<typeof readPictures>[1] = {},
) => readPictures(found, size, quietly);
