/** ASCII for the glyphs of code page 437 that text art uses, by where and how much ink they have. */
const ASCII_OF = new Map(
  Object.entries({
    "░": ":",
    "▒": "%",
    "▓": "#",
    "█■◘◙": "@",
    "▀": '"',
    "▄▬": "_",
    "▌": "[",
    "▐": "]",
    "─": "-",
    "═": "=",
    "│║↕↨": "|",
    "┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫": "+",
    "·∙": ".",
    "•○": "o",
    "°º": "o",
    "√": "v",
    "«◄←": "<",
    "»►→": ">",
    "▲↑": "^",
    "▼↓": "v",
    "≡": "=",
    "≈": "~",
    "¬⌐∟": "-",
    "\u00a0": " ",
  }).flatMap(([glyphs, ascii]) => [...glyphs].map((glyph) => [glyph, ascii] as const)),
);

/**
 * Lines in ASCII: blocks and shades by density, frames by strokes, accented letters without their accents. What has no
 * likeness in ASCII stays.
 */
export function toAscii(lines: readonly string[]): string[] {
  return lines.map((line) =>
    line.replace(/\P{ASCII}/gu, (glyph) => ASCII_OF.get(glyph) ?? plainLetter(glyph))
  );
}

function plainLetter(glyph: string): string {
  const [base = glyph] = glyph.normalize("NFD");
  return base <= "\x7f" ? base : glyph;
}
