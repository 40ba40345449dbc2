import { exifOrientation } from "./tiff/ifd.ts";

/** What a JPEG says of itself before its pixels (ITU-T T.81, annex B). */
export interface JpegHeader {
  width: number;
  height: number;
  components: number;
  progressive: boolean;
  /** Times that it goes through its pixels; 1 unless progressive. */
  scans: number;
  /** Whether Adobe's segment is there; CMYK is then stored inverted. */
  adobe: boolean;
  orientation: number | undefined;
}

const SOF = 0xc0, PROGRESSIVE = 0xc2, SOS = 0xda, EOI = 0xd9, APP1 = 0xe1, APP14 = 0xee;
/** Frame markers: all of 0xc0 to 0xcf but those of tables and extensions. */
const isFrame = (marker: number) => marker >= SOF && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const startsWith = (bytes: Uint8Array, text: string) =>
  String.fromCharCode(...bytes.subarray(0, text.length)) === text;

/** Reads the header of a JPEG. Throws an Error for one that has none. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const header: Partial<JpegHeader> = { scans: 0, adobe: false };
  for (const { marker, data } of segments(bytes)) {
    if (isFrame(marker) && header.width === undefined && data.length >= 6) {
      header.height = data[1]! << 8 | data[2]!;
      header.width = data[3]! << 8 | data[4]!;
      header.components = data[5]!;
      header.progressive = (marker & 3) === (PROGRESSIVE & 3);
    }
    if (marker === APP1 && startsWith(data, "Exif\0")) header.orientation ??= exifOrientation(data);
    if (marker === APP14 && startsWith(data, "Adobe")) header.adobe = true;
    if (marker === SOS && ++header.scans! && !header.progressive) break;
  }
  const { width, height, components, progressive = false, scans = 0, adobe = false, orientation } = header;
  if (width === undefined || height === undefined || components === undefined) {
    throw new Error("it ends in its header");
  }
  return { width, height, components, progressive, scans, adobe, orientation };
}

/** The segments of a JPEG, what is coded between them left out. */
function* segments(bytes: Uint8Array): Generator<{ marker: number; data: Uint8Array }> {
  for (let at = bytes.indexOf(0xff, 2); at >= 0 && at + 3 < bytes.length;) {
    const marker = bytes[at + 1]!;
    if (marker === EOI) return;
    // Zeros are part of coded data, 0xff fills, and these markers stand alone.
    if (marker === 0 || marker === 0xff || marker >= 0xd0 && marker <= 0xd8 || marker === 1) {
      at = bytes.indexOf(0xff, at + (marker === 0xff ? 1 : 2));
      continue;
    }
    const length = bytes[at + 2]! << 8 | bytes[at + 3]!;
    yield { marker, data: bytes.subarray(at + 4, at + 2 + length) };
    at = bytes.indexOf(0xff, at + 2 + Math.max(2, length));
  }
}
