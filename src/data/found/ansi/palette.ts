/** A colour as sequences name it: an index of the 256, or 24 bits above `TRUE_COLOUR`. */
export type Colour = number;

const TRUE_COLOUR = 0x1000000;

/** The sixteen colours of a PC's screen, dark ones first. */
const SIXTEEN = [
  ...[0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa],
  ...[0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff],
];
/** Levels of a channel in the cube of 216 colours. */
const LEVELS = [0, 95, 135, 175, 215, 255];

/** The 256 colours as 0xrrggbb: sixteen, a cube of 6×6×6, 24 greys. */
const PALETTE: readonly number[] = [
  ...SIXTEEN,
  ...Array.from(
    { length: 216 },
    (_, i) => LEVELS[Math.floor(i / 36)]! << 16 | LEVELS[Math.floor(i / 6) % 6]! << 8 | LEVELS[i % 6]!,
  ),
  ...Array.from({ length: 24 }, (_, i) => 0x010101 * (8 + 10 * i)),
];

/** The brightest channel that still passes for black: the darkest grey of the 256 is one. */
const BLACK = 8;

/** A colour of 24 bits; channels outside of 0 to 255 are clamped. */
export function trueColour(red: number, green: number, blue: number): Colour {
  const [r, g, b] = [red, green, blue].map((value) => Math.max(0, Math.min(255, Math.trunc(value) || 0)));
  return TRUE_COLOUR | r! << 16 | g! << 8 | b!;
}

/** A colour as 0xrrggbb; an index beyond the palette is white. */
export function rgbOf(colour: Colour): number {
  return colour >= TRUE_COLOUR ? colour & 0xffffff : PALETTE[colour] ?? 0xffffff;
}

/** Whether nobody can tell 0xrrggbb from black, however it was named. */
export function isBlack(rgb: number): boolean {
  return (rgb >> 16) <= BLACK && (rgb >> 8 & 255) <= BLACK && (rgb & 255) <= BLACK;
}
