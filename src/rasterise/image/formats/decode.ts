/** Pictures of the usual file formats as pixels; the decoder of a format is loaded when a file has it. */
import { UserError } from "../../../base/errors.ts";
import type { PictureStyle } from "../../glyphs.ts";
import type { SvgSketch } from "../../sketch/sketch_svg.ts";
import { type Animation, firstPicture } from "./animation.ts";
import { type Bitmap, orient } from "./bitmap.ts";
import { type Decoded, type Limits, NotReadError } from "./limits.ts";
import { reduction, shrink } from "./shrink.ts";

/** Pixels that are read at most: more than the largest cameras of telephones have. */
const MAX_PIXELS = 1 << 27;
/** Pixels of a picture that has to be decoded whole before it can be reduced. */
const MAX_WHOLE = 1 << 25;
/** Pixels of a moving picture, several of which are there at once. */
const MAX_MOVING = 1 << 23;
/** Pixels of the longer side of an SVG. */
const SVG_SIDE = 1024;

const FORMATS = ["PNG", "JPEG", "WebP", "GIF", "BMP", "TIFF", "SVG"] as const;
type Format = typeof FORMATS[number];
/** The formats as a person reads them. */
const FORMAT_NAMES = `${FORMATS.slice(0, -1).join(", ")} or ${FORMATS.at(-1)}`;

/** A picture; a note if it is less than the file was to show. */
export interface Picture extends Bitmap {
  note?: string;
}

/** First bytes of a file by its format. */
const SIGNATURES: readonly [Format, string][] = [
  ["PNG", "\x89PNG\r\n\x1a\n"],
  ["JPEG", "\xff\xd8\xff"],
  ["GIF", "GIF8"],
  ["TIFF", "II*\0"],
  ["TIFF", "MM\0*"],
  ["BMP", "BM"],
];

/** What a file is by its first bytes; undefined for anything that is not read. */
function formatOf(bytes: Uint8Array): Format | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  const signed = SIGNATURES.find(([, signature]) => head.startsWith(signature));
  if (signed !== undefined) return signed[0];
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return "WebP";
  return /<svg\b/.test(new TextDecoder().decode(bytes.subarray(0, 1 << 16))) ? "SVG" : undefined;
}

/**
 * Decodes a PNG, JPEG, WebP, GIF, BMP, TIFF or SVG, turned as its Exif says; of a moving picture its first frame. A picture
 * wider than `enough` pixels is reduced, to no less than that unless it is huge. Throws a UserError of kind "input", which
 * begins with `name`, for anything else and for what is damaged or huge.
 */
export async function decodeImage(
  bytes: Uint8Array,
  name: string,
  { maxPixels = MAX_PIXELS, enough = Infinity }: Partial<Limits> = {},
): Promise<Picture> {
  const format = formatOf(bytes);
  if (format === undefined) throw new UserError("input", `${name} is no ${FORMAT_NAMES}`);
  try {
    const { orientation = 1, fault, ...bitmap } = await decode(format, bytes, { maxPixels, enough });
    return {
      ...orient(bitmap, orientation),
      ...(fault === undefined ? {} : { note: `${name} ${fault}: drawn as far as it goes` }),
    };
  } catch (error) {
    throw described(error, format, name);
  }
}

/** The sketches of an SVG document in some styles; undefined for any other format. Throws as `decodeImage` does. */
export async function sketchesOfImage(
  bytes: Uint8Array,
  name: string,
  styles: readonly PictureStyle[],
): Promise<(SvgSketch | null)[] | undefined> {
  if (formatOf(bytes) !== "SVG") return undefined;
  try {
    return await (await import("./svg_thread.ts")).sketchesOfSvg(bytes, styles);
  } catch (error) {
    throw described(error, "SVG", name);
  }
}

/** Opens a moving GIF, PNG or WebP; undefined for any other picture. Throws as `decodeImage` does. */
export async function openAnimation(bytes: Uint8Array, name: string): Promise<Animation | undefined> {
  const format = formatOf(bytes);
  try {
    switch (format) {
      case "GIF":
        return (await import("./gif.ts")).openGif(bytes, MAX_MOVING);
      case "PNG":
        return (await import("./png/png.ts")).openApng(bytes, MAX_MOVING);
      case "WebP":
        return (await import("./webp.ts")).openWebpAnimation(bytes, MAX_MOVING);
      default:
        return undefined;
    }
  } catch (error) {
    throw described(error, format, name);
  }
}

function described(error: unknown, format: string | undefined, name: string): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  const text = error instanceof NotReadError ? reason : `is a damaged ${format}: ${reason}`;
  return new UserError("input", `${name} ${text}`, { cause: error });
}

async function decode(format: Format, bytes: Uint8Array, limits: Limits): Promise<Decoded> {
  const whole = Math.min(limits.maxPixels, MAX_WHOLE);
  switch (format) {
    case "PNG":
      return await (await import("./png/png.ts")).decodePng(bytes, limits);
    case "JPEG":
      return (await import("./jpeg.ts")).decodeJpeg(bytes, limits);
    case "BMP":
      return (await import("./bmp.ts")).decodeBmp(bytes, limits);
    case "TIFF":
      return (await import("./tiff/tiff.ts")).decodeTiff(bytes, limits);
    case "GIF":
      return reduced(await firstPicture((await import("./gif.ts")).openGif(bytes, whole)), limits);
    case "WebP": {
      const { decodeWebp, openWebpAnimation } = await import("./webp.ts");
      const animation = openWebpAnimation(bytes, whole);
      if (animation !== undefined) return reduced(await firstPicture(animation), limits);
      return await decodeWebp(bytes, { ...limits, maxPixels: whole });
    }
    case "SVG":
      return await (await import("./svg_thread.ts")).bitmapOfSvg(bytes, SVG_SIDE);
  }
}

const reduced = ({ fault, ...bitmap }: Decoded, limits: Limits): Decoded => ({
  ...shrink(bitmap, reduction(bitmap.width, bitmap.height, limits)),
  ...(fault === undefined ? {} : { fault }),
});
