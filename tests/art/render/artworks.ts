import fc from "fast-check";
import type { Artwork } from "../../../src/art/render/artwork.ts";

/** A drawing with what else an artwork needs. */
export const artwork = (lines: readonly string[], more: Partial<Artwork> = {}): Artwork => ({
  lines,
  prompt: "cat",
  style: "line",
  seed: 7,
  width: 40,
  height: 20,
  model: "tiny",
  ...more,
});

/** Every printable ASCII character, in three lines. */
export const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("")
  .match(/.{1,32}/g)!;

/** What the formats' own syntax is made of. */
const MARKUP = fc.constantFrom(...Array.from("`~ <>&;#-"));

/** Lines of printable ASCII, blank ones and spaces at both ends included. */
export const drawings = fc.array(
  fc.oneof(
    fc.string({ unit: "grapheme-ascii", maxLength: 30 }),
    fc.string({ unit: MARKUP, maxLength: 30 }),
    fc.nat(9).map((length) => "`".repeat(length)),
  ),
  { minLength: 1, maxLength: 12 },
);

/** Artworks of any style and any prompt, control characters and lone surrogates included. */
export const artworks = fc.record({
  lines: drawings,
  prompt: fc.string({ unit: "binary" }),
  style: fc.constantFrom("line", "solid", "shaded", "banner"),
}).map(({ lines, ...more }) => artwork(lines, more));
