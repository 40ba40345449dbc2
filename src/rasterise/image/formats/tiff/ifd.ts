/** Directories of tags as TIFF files have them, and the Exif parts of other files. */

/** Sizes of the values of the types that are read: bytes, shorts, longs. */
const SIZES: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4, 7: 1 };
const ORIENTATION = 274;
/** Values of a tag at most: none that is read has more. */
const MAX_COUNT = 1 << 20;

/** The first directory of a TIFF: values by tag, and the order of bytes. */
export interface Directory {
  littleEndian: boolean;
  values: ReadonlyMap<number, number[]>;
}

/** Reads the first directory of a TIFF (Adobe 1992); tags with other values than whole numbers, or cut off, are left out. */
export function readDirectory(bytes: Uint8Array): Directory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 8) throw new Error("it ends in its header");
  const littleEndian = bytes[0] === 0x49;
  const short = (at: number) => view.getUint16(at, littleEndian);
  const long = (at: number) => view.getUint32(at, littleEndian);
  const start = long(4);
  const values = new Map<number, number[]>();
  if (start + 2 > bytes.length) throw new Error("its directory is not in the file");
  for (let i = 0, at = start + 2; i < short(start) && at + 12 <= bytes.length; i++, at += 12) {
    const size = SIZES[short(at + 2)], count = long(at + 4);
    if (size === undefined || count > MAX_COUNT) continue;
    const from = count * size > 4 ? long(at + 8) : at + 8;
    if (from + count * size > bytes.length) continue;
    const read = (k: number) =>
      size === 1 ? bytes[from + k]! : size === 2 ? short(from + 2 * k) : long(from + 4 * k);
    values.set(short(at), Array.from({ length: count }, (_, k) => read(k)));
  }
  return { littleEndian, values };
}

/** The orientation, 1 to 8, that Exif data gives, a TIFF with or without `Exif\0\0` in front; undefined where it gives none. */
export function exifOrientation(exif: Uint8Array): number | undefined {
  const tiff = exif[0] === 0x45 && exif[1] === 0x78 ? exif.subarray(6) : exif;
  if (!["II*\0", "MM\0*"].includes(String.fromCharCode(...tiff.subarray(0, 4)))) return undefined;
  try {
    return orientationOf(readDirectory(tiff));
  } catch {
    return undefined; // what a camera noted beside the picture is no reason to refuse it
  }
}

/** The orientation, 1 to 8, that a directory gives. */
export function orientationOf({ values }: Directory): number | undefined {
  const orientation = values.get(ORIENTATION)?.[0] ?? 1;
  return orientation >= 1 && orientation <= 8 ? orientation : undefined;
}
