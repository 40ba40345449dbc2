/// <reference lib="dom" />
/** Drawings that leave the page: by the clipboard, or as files. */
import type { Artwork } from "../../art/render/artwork.ts";
import { type Format, FORMATS, type MovingFormat, render } from "../../art/render/render.ts";

export { FORMATS };

/** A drawing as a file. */
export type FileFormat = Format | MovingFormat;
/** All of them, for what moves. */
export const FILE_FORMATS: readonly FileFormat[] = [...FORMATS, "gif"];

const TYPES: Readonly<Record<FileFormat, { type: string; ending: string; name: string }>> = {
  plain: { type: "text/plain", ending: "txt", name: "Plain text" },
  markdown: { type: "text/markdown", ending: "md", name: "Markdown" },
  html: { type: "text/html", ending: "html", name: "HTML" },
  svg: { type: "image/svg+xml", ending: "svg", name: "SVG" },
  png: { type: "image/png", ending: "png", name: "PNG" },
  gif: { type: "image/gif", ending: "gif", name: "GIF" },
  ansi: { type: "text/plain", ending: "ans", name: "ANSI" },
  json: { type: "application/json", ending: "json", name: "JSON" },
};

export const nameOf = (format: FileFormat): string => TYPES[format].name;

/** The format of some that a text names; plain where it names none of them. */
export const formatAmong = (formats: readonly FileFormat[], text: string): FileFormat =>
  formats.find((format) => format === text) ?? "plain";

/** Browsers take no GIF into the clipboard. */
export const canCopy = (format: FileFormat): boolean => format !== "gif";

async function blobOf(format: FileFormat, art: Artwork): Promise<Blob> {
  const made = await render(format, art);
  // A copy, as bytes of a blob must not be shared.
  return new Blob([typeof made === "string" ? made : new Uint8Array(made)], { type: TYPES[format].type });
}

/** Puts a drawing into the clipboard: a picture as such, all else as text. */
export async function copy(format: FileFormat, art: Artwork): Promise<void> {
  if (format === "png") {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blobOf(format, art) })]);
  } else {
    const made = await render(format, art);
    await navigator.clipboard.writeText(typeof made === "string" ? made : "");
  }
}

/** Saves a drawing as a file named after it. */
export async function download(format: FileFormat, art: Artwork): Promise<void> {
  const name = art.prompt.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "drawing";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await blobOf(format, art));
  link.download = `${name}.${TYPES[format].ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
