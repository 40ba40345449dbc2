import { CELL_HEIGHT, CELL_WIDTH } from "./coverage.ts";
import { blur, type Ink } from "./ink.ts";
import { renderSvg } from "./resvg.ts";
import adjacency from "./adjacency.json" with { type: "json" };

/** How a picture is drawn. */
export const PICTURE_STYLES = ["line", "solid", "shaded"] as const;
export type PictureStyle = typeof PICTURE_STYLES[number];

export const CELL_AREA = CELL_WIDTH * CELL_HEIGHT;

/** The glyphs that a style may use; the first is the blank, the last the densest. */
const GLYPHS: Record<PictureStyle, string> = {
  line: " .,'`-_^\"~:;|/\\()<>=+",
  solid: " .,'`-_\"^:;|/\\()dbPY9qpoJL7FTVAM8",
  shaded: " .,'`-_\"^~:;|/\\()<>+=*oxXdbPqp%#&8@",
};

/**
 * A stroke keeps its glyph when it runs beside the middle of the cell: offsets in pixels of the 10×20 cell at which
 * a glyph may also stand. Those of the bar cover a cell's width and stop short of the next one's, so a stroke on
 * the border of two cells belongs to one of them.
 */
const OFFSETS: Record<string, [number, number][]> = {
  "|": [[-5, 0], [-3, 0], [-1, 0], [1, 0], [3, 0]],
  "/": [[-2, 0], [0, 0], [2, 0]],
  "\\": [[-2, 0], [0, 0], [2, 0]],
  "-": [[0, -4], [0, -2], [0, 0], [0, 2]],
  "_": [[0, -2], [0, 0], [0, 2]],
};
const OFFSET_COST = 0.06;

/** Blur of both picture and glyph in half pixels, and the ink of a glyph relative to the font's. */
export const BLUR: Record<PictureStyle, number> = { line: 0.8, solid: 1.3, shaded: 1.3 };
const GAIN: Record<PictureStyle, number> = { line: 1, solid: 2.4, shaded: 2.2 };

/** Blurred glyph bitmaps with what the matcher needs to know about them. */
export interface GlyphSet {
  /** One character a bitmap; a character repeats for each offset that it may stand at. */
  characters: string;
  /** `characters.length * CELL_AREA` values. */
  bitmaps: Float32Array;
  /** Squared length of each bitmap. */
  energy: Float32Array;
  /** Cost added for using a glyph. */
  prior: Float32Array;
  /** Gain of glyph b right of / below glyph a at `a * n + b`, or null where neighbours do not matter. */
  right: Float32Array | null;
  below: Float32Array | null;
}

/** Weight of the log frequency of a glyph, and of the mutual information of neighbours. */
const PRIOR_WEIGHT = 0.04;
const NEIGHBOUR_WEIGHT = 0.12;
const STROKES = "|/\\";
/** Two strokes nearer than this many pixels are one stroke drawn twice, and what that costs. */
const NEAREST = 9;
const TWICE = 1.4;

/** Cost of glyphs that fit well by chance but that an artist would seldom choose there. */
const RELUCTANCE: Record<PictureStyle, Record<string, number>> = {
  line: { "~": 0.5, "^": 0.35, "=": 0.6, "<": 0.4, ">": 0.4, '"': 0.1, ":": 0.1, ";": 0.2, "+": 0.3 },
  solid: {
    "`": 0.8,
    "'": 0.6,
    ",": 0.5,
    ".": 0.5,
    "-": 0.8,
    "_": 0.5,
    "^": 0.6,
    '"': 0.4,
    ":": 0.5,
    ";": 0.5,
  },
  shaded: {},
};

const FIRST = 33, LAST = 126;
const PITCH = 30;
let rendered: Ink | null = null;

/** All printable glyphs in one row, each alone in the middle of a 30×40 field, 10×20 pixels a cell. */
function renderGlyphs(): Ink {
  if (rendered !== null) return rendered;
  const width = (LAST - FIRST + 1) * PITCH, height = 40;
  let text = "";
  for (let code = FIRST; code <= LAST; code++) {
    // A hyphen is read as a bar from edge to edge: drawn as long as the underscore.
    const stretch = code === 45
      ? `transform="translate(${(code - FIRST) * PITCH + 15} 0) scale(2.3 1)" x="-5"`
      : `x="${(code - FIRST) * PITCH + 10}"`;
    text += `<text ${stretch} y="25.6">&#${code};</text>`;
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<g font-family="DejaVu Sans Mono" font-size="16.61">${text}</g></svg>`;
  const { pixels } = renderSvg(svg, { text: true });
  const data = Float32Array.from({ length: width * height }, (_, i) => pixels[i * 4 + 3]! / 255);
  rendered = { width, height, data };
  return rendered;
}

/** A sheet's 5×10 cell of a character, moved by `dx`, `dy` pixels of the 10×20 cell. */
function cellOf(sheet: Ink, character: string, dx = 0, dy = 0): Float32Array {
  const out = new Float32Array(CELL_AREA);
  const left = (character.charCodeAt(0) - FIRST) * PITCH + 10 - dx;
  for (let y = 0; y < CELL_HEIGHT; y++) {
    for (let x = 0; x < CELL_WIDTH; x++) {
      const at = (10 + 2 * y - dy) * sheet.width + left + 2 * x, next = at + sheet.width;
      out[y * CELL_WIDTH + x] =
        (sheet.data[at]! + sheet.data[at + 1]! + sheet.data[next]! + sheet.data[next + 1]!) / 4;
    }
  }
  return out;
}

const sharp = new Map<string, Float32Array>();

/** Ink of one character's cell, 5×10 values, not blurred. */
export function renderCoverage(character: string): Float32Array {
  const known = sharp.get(character);
  if (known !== undefined) return known;
  const code = character.charCodeAt(0);
  const cell = code < FIRST || code > LAST ? new Float32Array(CELL_AREA) : cellOf(renderGlyphs(), character);
  sharp.set(character, cell);
  return cell;
}

const sets = new Map<PictureStyle, GlyphSet>();

/** The glyph set of a style, made at the first call (tens of milliseconds). */
export function glyphSet(style: PictureStyle): GlyphSet {
  const known = sets.get(style);
  if (known !== undefined) return known;
  const sheet = blur(renderGlyphs(), BLUR[style] * 2);
  const entries = [...GLYPHS[style]].flatMap((character) => {
    const offsets = style === "line" ? OFFSETS[character] : undefined;
    return (offsets ?? [[0, 0] as const]).map(([dx, dy]) => ({ character, dx, dy }));
  });
  const characters = entries.map((entry) => entry.character).join(""), n = entries.length;
  const bitmaps = new Float32Array(n * CELL_AREA), energy = new Float32Array(n), prior = new Float32Array(n);
  entries.forEach(({ character, dx, dy }, g) => {
    if (g === 0) return;
    prior[g] = (RELUCTANCE[style][character] ?? 0) + OFFSET_COST * (Math.abs(dx) + Math.abs(dy));
    cellOf(sheet, character, dx, dy).forEach((ink, i) => {
      const value = Math.min(1, ink * GAIN[style]);
      bitmaps[g * CELL_AREA + i] = value;
      energy[g]! += value * value;
    });
  });
  // The densest glyph stands for full ink, whatever gaps it has.
  if (style !== "line") {
    bitmaps.fill(1, (n - 1) * CELL_AREA);
    energy[n - 1] = CELL_AREA;
  }
  let right: Float32Array | null = null, below: Float32Array | null = null;
  if (style === "line") {
    const index = [...characters].map((character) => adjacency.glyphs.indexOf(character));
    const frequency = adjacency.frequency.split(" ").map(Number);
    index.forEach((i, g) => prior[g]! -= PRIOR_WEIGHT * frequency[i]!);
    const table = (rows: string[]) => {
      const values = rows.map((row) => row.split(" ").map(Number));
      return Float32Array.from(
        { length: n * n },
        (_, i) => NEIGHBOUR_WEIGHT * values[index[Math.floor(i / n)]!]![index[i % n]!]!,
      );
    };
    right = table(adjacency.right);
    for (let i = 0; i < n * n; i++) {
      const a = entries[Math.floor(i / n)]!, b = entries[i % n]!;
      if (!STROKES.includes(a.character) || !STROKES.includes(b.character)) continue;
      if (a.character !== b.character) {
        if (10 + b.dx - a.dx < NEAREST) right[i]! -= TWICE / 2;
        continue;
      }
      right[i] = 10 + b.dx - a.dx < NEAREST ? -TWICE : Math.min(0, right[i]!);
    }
    below = table(adjacency.below);
  }
  const set = { characters, bitmaps, energy, prior, right, below };
  sets.set(style, set);
  return set;
}
