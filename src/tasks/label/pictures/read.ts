/** Labelled pictures, all brought to one size. */
import { createHash } from "node:crypto";
import type { Context } from "../../../base/context.ts";
import { UserError } from "../../../base/errors.ts";
import { readPlainFile } from "../../../base/files.ts";
import { paceOf } from "../../../base/pace.ts";
import { type Bitmap, channelOver, lumaOver, resize } from "../../../rasterise/image/formats/bitmap.ts";
import { decodeImage } from "../../../rasterise/image/formats/decode.ts";
import type { Found, IdxPair } from "./find.ts";
import { readIdx } from "./idx.ts";

/** Pictures of one size, and what each of them is said to show. */
export interface Pictures {
  /** Where each is from, and its class. */
  names: string[];
  labels: string[];
  side: number;
  channels: 1 | 3;
  /** [pictures, side, side, channels], 0 black to 255, in memory that workers share. */
  pixels: Uint8Array<SharedArrayBuffer>;
}

/** The size of pictures, as far as it is settled. */
export interface Size {
  side?: number | undefined;
  /** Pixels by which the side can be divided, where it is not settled. */
  patch?: number | undefined;
  channels?: 1 | 3 | undefined;
}

/** Side where nothing says otherwise, and that of IDX files at most. */
const SIDE = 32, MOST_SIDE = 64;
/** Bytes of a picture's file, of all pictures at their size. */
const MAX_FILE = 1 << 26, MAX_PIXELS = 2 ** 31;
/** The paper that shows through a picture: white. */
const PAPER = 1;

interface Source {
  name: string;
  label: string;
  bitmap(): Bitmap | Promise<Bitmap>;
}

/** Reads all of them. Throws a UserError of kind "input" or "io" that names what cannot be read, or has other counts than its labels. */
export async function readPictures(
  { files, pairs }: Found,
  { channels: asked, patch = 1, ...size }: Size,
  { log, progress, signal }: Context,
): Promise<Pictures> {
  const sets = await Promise.all(pairs.map(readPair));
  const count = files.length + sets.reduce((sum, { pictures }) => sum + pictures.shape[0]!, 0);
  const sides = sets.flatMap(({ pictures: { shape } }) => shape.slice(1, 3));
  const usual = files.length > 0 || sides.length === 0 ? SIDE : Math.min(MOST_SIDE, Math.max(4, ...sides));
  const side = size.side ?? patch * Math.ceil(usual / patch);
  const gray = files.length === 0 && sets.every(({ pictures: { shape } }) => (shape[3] ?? 1) === 1);
  const channels = asked ?? (gray ? 1 : 3);
  const bytes = count * side ** 2 * channels;
  if (bytes > MAX_PIXELS) {
    throw new UserError(
      "input",
      `${count} pictures of ${side}×${side} pixels take ${bytes} bytes; at most ${MAX_PIXELS} are held: a smaller --side`,
    );
  }
  const pixels = new Uint8Array(new SharedArrayBuffer(bytes));
  const [names, labels]: [string[], string[]] = [[], []];
  const pace = paceOf({ progress, signal });
  for (const { name, label, bitmap } of sourcesOf(files, sets, side, log)) {
    fit(await bitmap(), side, channels, pixels.subarray(names.length * side ** 2 * channels));
    names.push(name);
    labels.push(label);
    await pace("pictures read", names.length, count);
  }
  const read = { names, labels, side, channels, pixels };
  return asked === undefined && channels === 3 && isGray(pixels) ? withoutColours(read) : read;
}

/** A file of pictures with the numbers of their classes. */
async function readPair(pair: IdxPair) {
  const [pictures, labels] = [await readIdx(pair.pictures, "pictures"), await readIdx(pair.labels, "labels")];
  const [count, others] = [pictures.shape[0]!, labels.shape[0]!];
  if (count !== others) {
    throw new UserError("input", `${pair.pictures} has ${count} pictures, ${pair.labels} ${others} labels`);
  }
  return { name: pair.pictures, pictures, classes: labels.data };
}

function* sourcesOf(
  files: Found["files"],
  sets: readonly Awaited<ReturnType<typeof readPair>>[],
  side: number,
  log: Context["log"],
): Generator<Source> {
  for (const { path, label } of files) {
    yield {
      ...{ name: path, label },
      bitmap: async () => await decode(await fileOf(path), path, side, log),
    };
  }
  for (const { name, pictures: { shape, data }, classes } of sets) {
    const [, height, width, channels = 1] = shape;
    const size = width! * height! * channels;
    for (let i = 0; i < shape[0]!; i++) {
      yield {
        ...{ name: `${name} (${i + 1})`, label: String(classes[i]) },
        bitmap: () => bitmapOf(data.subarray(i * size, (i + 1) * size), width!, height!, channels),
      };
    }
  }
}

/** Decodes a file's bytes, not much larger than they have to be; a picture that is less than whole is told of. */
async function decode(bytes: Uint8Array, name: string, side: number, log: Context["log"]): Promise<Bitmap> {
  const { note, ...bitmap } = await decodeImage(bytes, name, { enough: 4 * side });
  if (note !== undefined) log(note.replace(/: drawn as far as it goes$/, ": taken as far as it goes"));
  return bitmap;
}

/** A picture at a model's size. Throws a UserError of kind "input" that calls it `name` for what is none. */
export async function decodeFitted(
  bytes: Uint8Array,
  name: string,
  { side, channels }: Pick<Pictures, "side" | "channels">,
  log: Context["log"],
): Promise<Uint8Array> {
  const pixels = new Uint8Array(side ** 2 * channels);
  fit(await decode(bytes, name, side, log), side, channels, pixels);
  return pixels;
}

async function fileOf(path: string): Promise<Uint8Array> {
  try {
    return await readPlainFile(path, MAX_FILE);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError("io", `cannot read ${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Pixels of one or three channels as a picture. */
function bitmapOf(data: Uint8Array, width: number, height: number, channels: number): Bitmap {
  const rgba = new Uint8Array(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = data[i * channels + (channels === 3 ? c : 0)]!;
  }
  return { width, height, rgba };
}

/** Brings a picture to a square, stretched where it is none, over white paper: [side, side, channels], 0 to 255. */
function fit(bitmap: Bitmap, side: number, channels: 1 | 3, pixels: Uint8Array): void {
  for (let c = 0; c < channels; c++) {
    // cast: there are no more than three of them.
    const whole = channels === 1 ? lumaOver(bitmap, PAPER) : channelOver(bitmap, c as 0 | 1 | 2, PAPER);
    const { data } = whole.width === side && whole.height === side ? whole : resize(whole, side, side);
    for (let i = 0; i < data.length; i++) pixels[i * channels + c] = Math.round(255 * data[i]!);
  }
}

function isGray(pixels: Uint8Array): boolean {
  for (let i = 0; i < pixels.length; i += 3) {
    if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) return false;
  }
  return true;
}

function withoutColours({ pixels, ...rest }: Pictures): Pictures {
  const one = new Uint8Array(new SharedArrayBuffer(pixels.length / 3));
  for (let i = 0; i < one.length; i++) one[i] = pixels[3 * i]!;
  return { ...rest, channels: 1, pixels: one };
}

/** The pixels of one of them. */
export function pixelsAt({ pixels, side, channels }: Omit<Pictures, "names" | "labels">, index: number) {
  const size = side ** 2 * channels;
  return pixels.subarray(index * size, (index + 1) * size);
}

/** SHA-256 of a picture's pixels: the same for the same picture, whatever file it is in. */
export const digestOf = (pixels: Uint8Array): string => createHash("sha256").update(pixels).digest("hex");

/** Digest of what the pictures show, and as what. */
export function dataDigest({ pixels, labels, side, channels }: Pictures): string {
  return createHash("sha256").update(JSON.stringify({ labels, side, channels })).update(pixels).digest("hex");
}
