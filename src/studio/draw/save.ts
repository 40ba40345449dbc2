/// <reference lib="dom" />
/** Drawings that leave the page: by the clipboard, or as files. */
import type { Artwork } from "../../art/render/artwork.ts";
import { type Format, FORMATS, render } from "../../art/render/render.ts";

export { type Format, FORMATS };

const TYPES: Readonly<Record<Format, { type: string; ending: string; name: string }>> = {
  plain: { type: "text/plain", ending: "txt", name: "Plain text" },
  markdown: { type: "text/markdown", ending: "md", name: "Markdown" },
  html: { type: "text/html", ending: "html", name: "HTML" },
  svg: { type: "image/svg+xml", ending: "svg", name: "SVG" },
  png: { type: "image/png", ending: "png", name: "PNG" },
  ansi: { type: "text/plain", ending: "ans", name: "ANSI" },
  json: { type: "application/json", ending: "json", name: "JSON" },
};

export const nameOf = (format: Format): string => TYPES[format].name;
export const isFormat = (text: string): text is Format => FORMATS.some((format) => format === text);

async function blobOf(format: Format, art: Artwork): Promise<Blob> {
  const made = await render(format, art);
  // A copy, as bytes of a blob must not be shared.
  return new Blob([typeof made === "string" ? made : new Uint8Array(made)], { type: TYPES[format].type });
}

/** Puts a drawing into the clipboard: a picture as such, all else as text. */
export async function copy(format: Format, art: Artwork): Promise<void> {
  if (format === "png") {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": blobOf(format, art) })]);
  } else {
    const made = await render(format, art);
    await navigator.clipboard.writeText(typeof made === "string" ? made : "");
  }
}

/** Saves a drawing as a file named after it. */
export async function download(format: Format, art: Artwork): Promise<void> {
  const name = art.prompt.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "drawing";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await blobOf(format, art));
  link.download = `${name}.${TYPES[format].ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
