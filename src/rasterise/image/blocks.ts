/** Cells as blocks: halves, quadrants and eighths where something happens, shades for even tones. */
import { CELL_AREA, CELL_HEIGHT, CELL_WIDTH, type Cells } from "./grid.ts";
import { misfit, readCell, type Shapes } from "./shapes.ts";

const SHADES = " ░▒▓█";
/** Blocks by the quadrants that they fill: top left 1, top right 2, bottom left 4, bottom right 8. */
const QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█";
/** From the bottom, and from the left, eighth by eighth. */
const LOWER = "▁▂▃▄▅▆▇", LEFT = "▏▎▍▌▋▊▉";

let shapes: Shapes | undefined;

/** Blocks as they are meant: no font draws them otherwise. */
function blockShapes(): Shapes {
  const glyphs: { character: string; ink: (x: number, y: number) => number }[] = [];
  Array.from(SHADES, (character, i) => glyphs.push({ character, ink: () => i / 4 }));
  Array.from(QUADRANTS, (character, filled) => {
    if (filled === 0 || filled === 15) return;
    glyphs.push({ character, ink: (x, y) => share(x, filled, y, CELL_WIDTH / 2, CELL_HEIGHT / 2) });
  });
  Array.from(LOWER, (character, i) => {
    if (character !== "▄") {
      glyphs.push({
        character,
        ink: (_, y) => part(CELL_HEIGHT - 1 - y, (i + 1) / 8 * CELL_HEIGHT),
      });
    }
  });
  Array.from(LEFT, (character, i) => {
    if (character !== "▌") glyphs.push({ character, ink: (x) => part(x, (i + 1) / 8 * CELL_WIDTH) });
  });
  const seen = new Float32Array(glyphs.length * CELL_AREA), energy = new Float32Array(glyphs.length);
  glyphs.forEach(({ ink }, g) => {
    for (let i = 0; i < CELL_AREA; i++) {
      const value = ink(i % CELL_WIDTH, Math.floor(i / CELL_WIDTH));
      seen[g * CELL_AREA + i] = value;
      energy[g]! += value * value;
    }
  });
  return { characters: glyphs.map(({ character }) => character), seen, energy };
}

/** How much of pixel `at` lies before `end`. */
const part = (at: number, end: number) => Math.min(1, Math.max(0, end - at));

/** How much of a pixel the filled quadrants cover. */
function share(x: number, filled: number, y: number, middle: number, half: number): number {
  const left = part(x, middle), top = part(y, half);
  const of = (bit: number) => Number((filled & bit) !== 0);
  return top * (left * of(1) + (1 - left) * of(2)) + (1 - top) * (left * of(4) + (1 - left) * of(8));
}

/** Blocks of a plane of ink, 5×10 pixels a cell. */
export function drawBlocks(ink: Float32Array, { columns, rows }: Cells): string[] {
  const glyphs = shapes ??= blockShapes();
  const cell = new Float32Array(CELL_AREA), width = columns * CELL_WIDTH;
  return Array.from({ length: rows }, (_, row) => {
    let line = "";
    for (let column = 0; column < columns; column++) {
      readCell(ink, width, row * CELL_HEIGHT * width + column * CELL_WIDTH, cell);
      let [best, least] = [0, Infinity];
      for (let glyph = 0; glyph < glyphs.characters.length; glyph++) {
        const cost = misfit(glyphs, glyph, cell);
        if (cost < least) [least, best] = [cost, glyph];
      }
      line += glyphs.characters[best]!;
    }
    return line;
  });
}

/** Quadrants of a plane of 2×2 pixels a cell, filled where it is not 0. */
export function drawQuadrants(dots: Uint8Array, { columns, rows }: Cells): string[] {
  const width = 2 * columns;
  return Array.from({ length: rows }, (_, row) => {
    let line = "";
    for (let column = 0; column < columns; column++) {
      const top = 2 * row * width + 2 * column, bottom = top + width;
      line += QUADRANTS[dots[top]! + 2 * dots[top + 1]! + 4 * dots[bottom]! + 8 * dots[bottom + 1]!]!;
    }
    return line;
  });
}
