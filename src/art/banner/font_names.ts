/** FIGlet fonts that are built in, chosen by eye: all of printable ASCII, capitals and small letters, legible and unlike each other. */
export const FONT_NAMES = [
  "standard",
  "small",
  "mini",
  "big",
  "doom",
  "slant",
  "small-slant",
  "rounded",
  "soft",
  "chunky",
  "rectangles",
  "banner",
  "colossal",
  "roman",
] as const;
export type FontName = typeof FONT_NAMES[number];
export const DEFAULT_FONT: FontName = "standard";
