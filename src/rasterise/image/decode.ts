/** Pictures of the usual file formats as pixels; the decoder of a format is loaded when a file has it. */
import { imageSize } from "image-size";
import { UserError } from "../../errors.ts";
import { type Bitmap, orient } from "./bitmap.ts";

/** Pixels that are decoded at most: a camera's largest, not a bomb's. */
const MAX_PIXELS = 1 << 25;
/** Pixels of the longer side of an SVG. */
const SVG_SIDE = 1024;

type Format = "PNG" | "JPEG" | "WebP" | "GIF" | "SVG";

const startsWith = (bytes: Uint8Array, text: string, at = 0) =>
  bytes.length >= at + text.length && Array.from(text).every((c, i) => bytes[at + i] === c.charCodeAt(0));

/** What a file is by its first bytes; undefined for anything that is not read. */
function formatOf(bytes: Uint8Array): Format | undefined {
  if (startsWith(bytes, "\x89PNG\r\n\x1a\n")) return "PNG";
  if (startsWith(bytes, "\xff\xd8\xff")) return "JPEG";
  if (startsWith(bytes, "GIF8")) return "GIF";
  if (startsWith(bytes, "RIFF") && startsWith(bytes, "WEBP", 8)) return "WebP";
  return /<svg\b/.test(new TextDecoder().decode(bytes.subarray(0, 1 << 16))) ? "SVG" : undefined;
}

/**
 * Decodes a PNG, JPEG (turned as its Exif says), WebP, GIF (its first frame) or, where its renderer is, an SVG. Throws a
 * UserError of kind "input", which begins with `name`, for anything else and for what is damaged or huge.
 */
export async function decodeImage(bytes: Uint8Array, name: string, maxPixels = MAX_PIXELS): Promise<Bitmap> {
  const format = formatOf(bytes);
  if (format === undefined) throw new UserError("input", `${name} is no PNG, JPEG, WebP, GIF or SVG`);
  if (format === "SVG" && Deno.build.standalone) {
    throw new UserError(
      "input",
      `${name} is an SVG, which the executable does not read: run from the source tree, or convert it to PNG`,
    );
  }
  const damaged = (cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new UserError("input", `${name} is a damaged ${format}: ${reason}`, { cause });
  };
  const { width, height, orientation = 1 } = format === "SVG"
    ? { width: 1, height: 1 }
    : measure(bytes, damaged);
  // Before it is decoded: a small file can stand for a huge picture.
  if (width * height > maxPixels) {
    throw new UserError("input", `${name} has ${width}×${height} pixels; at most ${maxPixels} are read`);
  }
  try {
    return orient(await decode(format, bytes, maxPixels), orientation);
  } catch (error) {
    throw damaged(error);
  }
}

function measure(bytes: Uint8Array, damaged: (cause: unknown) => UserError) {
  let size: ReturnType<typeof imageSize>;
  try {
    size = imageSize(bytes);
  } catch (error) {
    throw damaged(error instanceof RangeError ? new Error("it ends in its header") : error);
  }
  if (!(size.width > 0 && size.height > 0)) throw damaged(new Error("it has no pixels"));
  return size;
}

async function decode(format: Format, bytes: Uint8Array, maxPixels: number): Promise<Bitmap> {
  switch (format) {
    case "PNG":
      return (await import("./png.ts")).decodePng(bytes);
    case "JPEG":
      return (await import("./jpeg.ts")).decodeJpeg(bytes, maxPixels);
    case "WebP":
      return (await import("./webp.ts")).decodeWebp(bytes);
    case "GIF":
      return (await import("./gif.ts")).decodeGif(bytes, maxPixels);
    case "SVG": {
      // A computed specifier keeps the renderer, a native addon, out of the executable.
      const { renderSvg }: typeof import("./svg.ts") = await import(
        new URL("./svg.ts", import.meta.url).href
      );
      return renderSvg(new TextDecoder().decode(bytes), SVG_SIDE);
    }
  }
}
