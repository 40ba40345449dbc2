import type { Artwork } from "./artwork.ts";

/** Drawings as indented JSON: an object for one, an array for any other number. */
export function renderJson(arts: readonly Artwork[]): string {
  const records = arts.map(({ prompt, subject, style, font, seed, width, height, lines, model }) => (
    { prompt, ...subject, style, font, seed, width, height, lines, model }
  ));
  return JSON.stringify(records.length === 1 ? records[0] : records, null, 2) + "\n";
}
