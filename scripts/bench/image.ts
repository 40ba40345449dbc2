/** `deno task bench image`: pictures as ASCII art by ascii-gen, jp2a, chafa and libcaca's img2txt, compared with the pictures. */
import { encode } from "fast-png";
import { join } from "node:path";
import { ssim } from "ssim.js";
import { CELL_HEIGHT, CELL_WIDTH, glyphBitmap, ROW_BYTES } from "../../src/art/render/font.ts";
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { type Bitmap, lightness, lumaOver, resize } from "../../src/rasterise/image/formats/bitmap.ts";
import { decodeImage } from "../../src/rasterise/image/formats/decode.ts";
import { type Cells, type Charset, drawBitmap, fitCells } from "../../src/rasterise/image/draw.ts";
import type { Ink } from "../../src/rasterise/ink.ts";
import { PICTURES } from "./pictures.ts";

/** Settings of the image benchmark. */
export interface ImageBenchOptions {
  /** Columns of every drawing. */
  columns: number;
}

/** A character and the lightness, 0 to 1, of its ink and of what is behind it. */
export interface Cell {
  character: string;
  ink: number;
  paper: number;
}

/** Widths of a cell in pixels at which drawing and picture are compared; a cell is twice as high. */
export const VIEWS = { near: 5, far: 2 } as const;
type View = keyof typeof VIEWS;

/** Lightness of the colours of a text terminal, as a VGA adapter shows them: eight dark ones, eight bright ones. */
const PALETTE = Array.from({ length: 16 }, (_, colour) => {
  const base = colour < 8 ? 0 : 85;
  const [red, green, blue] = [1, 2, 4].map((bit) => base + ((colour & bit) === 0 ? 0 : 170));
  // Dark yellow is shown brown.
  return lightness(red!, colour === 3 ? 85 : green!, blue!) / 255;
});

/** Lines as cells of a grid, black on white. */
export function plainCells(lines: readonly string[], { columns, rows }: Cells, inverse = false): Cell[][] {
  const [ink, paper] = inverse ? [1, 0] : [0, 1];
  return Array.from(
    { length: rows },
    (_, row) =>
      Array.from(
        { length: columns },
        (_, column) => ({ character: lines[row]?.[column] ?? " ", ink, paper }),
      ),
  );
}

/** Lines with the escape sequences of 16 colours as cells. */
export function ansiCells(text: string): Cell[][] {
  return text.trimEnd().split("\n").map((line) => {
    let [ink, paper] = [7, 0];
    const cells: Cell[] = [];
    // deno-lint-ignore no-control-regex -- the escape character begins a sequence
    for (const [, codes, character = ""] of line.matchAll(/\x1b\[([\d;]*)m|(.)/gu)) {
      if (codes === undefined) {
        cells.push({ character, ink: PALETTE[ink]!, paper: PALETTE[paper]! });
        continue;
      }
      for (const code of codes.split(";").map(Number)) {
        const [tens, colour] = [Math.floor(code / 10), code % 10];
        if (code === 0) [ink, paper] = [7, 0];
        else if (tens === 3) ink = colour;
        else if (tens === 4) paper = colour;
        else if (tens === 9) ink = colour + 8;
        else if (tens === 10) paper = colour + 8;
      }
    }
    return cells;
  });
}

/** What cells look like in DejaVu Sans Mono, a cell of 10×20 pixels each: lightness, 0 to 1. */
export function look(cells: readonly (readonly Cell[])[]): Ink {
  const width = Math.max(...cells.map((row) => row.length)) * CELL_WIDTH, height = cells.length * CELL_HEIGHT;
  const data = new Float32Array(width * height);
  cells.forEach((row, j) =>
    row.forEach(({ character, ink, paper }, i) => {
      const bitmap = glyphBitmap(character);
      for (let y = 0; y < CELL_HEIGHT; y++) {
        for (let x = 0; x < CELL_WIDTH; x++) {
          const byte = bitmap[y * ROW_BYTES + (x >> 1)]!;
          const opacity = (x % 2 === 0 ? byte >> 4 : byte & 15) / 15;
          data[(j * CELL_HEIGHT + y) * width + i * CELL_WIDTH + x] = paper + (ink - paper) * opacity;
        }
      }
    })
  );
  return { width, height, data };
}

/** Mean structural similarity (Wang et al. 2004) of a picture's lightness and a drawing's look, up to 1 for the same. */
export function similarity(picture: Ink, drawing: Ink, { columns, rows }: Cells, view: View): number {
  const seen = (ink: Ink) => {
    const { width, height, data } = resize(ink, columns * VIEWS[view], rows * 2 * VIEWS[view]);
    const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
    data.forEach((value, i) => rgba.fill(Math.round(value * 255), i * 4, i * 4 + 3));
    return { width, height, data: rgba };
  };
  return ssim(seen(picture), seen(drawing), { ssim: "fast", downsample: false }).mssim;
}

/** Charsets whose first picture is timed, and how often. */
const KINDS: readonly Charset[] = ["ascii", "braille", "blocks"], FIRSTS = 3;
const ONCE = new URL("image_once.ts", import.meta.url).href;

interface Result {
  looks: Ink[];
  milliseconds: number;
}

type Converter = (file: string, cells: Cells) => Promise<Result>;

/** Runs a program that draws a picture; `looks` are the ways in which its output can be shown. */
const program = (
  name: string,
  args: (file: string, cells: Cells) => string[],
  looks: (text: string, cells: Cells) => Ink[],
): Converter =>
async (file, cells) => {
  const start = performance.now();
  const { success, stdout } = await new Deno.Command(name, { args: args(file, cells), stderr: "null" })
    .output();
  const milliseconds = performance.now() - start;
  if (!success) throw new Error(`${name} failed on ${file}`);
  return { looks: looks(new TextDecoder().decode(stdout), cells), milliseconds };
};

/** Arguments that have chafa draw a picture in `symbols`, for black on white or, if `dark`, for white on black. */
export function chafaArguments(
  file: string,
  { columns, rows }: Cells,
  { symbols = "ascii", dark = false, more = [] }: { symbols?: string; dark?: boolean; more?: string[] } = {},
): string[] {
  return [
    ...["--colors", "none", "--symbols", symbols, "--work", "9", "--stretch"],
    ...["--size", `${columns}x${rows}`, ...more, ...dark ? [] : ["--invert"], file],
  ];
}

/** Arguments that have jp2a draw a picture, for black on white or, if `dark`, for white on black. */
export function jp2aArguments(file: string, { columns, rows }: Cells, dark = false): string[] {
  return [`--background=${dark ? "dark" : "light"}`, `--size=${columns}x${rows}`, file];
}

/** The lines of a drawing without the sequences around it that hide and show the cursor. */
export function linesOf(text: string): string[] {
  // deno-lint-ignore no-control-regex -- the escape character begins a sequence
  return text.replace(/\x1b\[[\d;?]*[a-z]/gi, "").split("\n");
}

const CONVERTERS: Readonly<Record<string, { install?: string; convert: Converter }>> = {
  "ascii-gen": {
    convert: async (file, cells) => {
      const start = performance.now();
      const lines = drawBitmap(await decodeImage(await Deno.readFile(file), file), cells, {
        style: "shaded",
      });
      const milliseconds = performance.now() - start;
      return { looks: [look(plainCells(lines, cells))], milliseconds };
    },
  },
  jp2a: {
    install: "jp2a",
    convert: program(
      "jp2a",
      (file, cells) => jp2aArguments(file, cells),
      (text, cells) => [look(plainCells(text.split("\n"), cells))],
    ),
  },
  chafa: {
    install: "chafa",
    convert: program(
      "chafa",
      (file, cells) => chafaArguments(file, cells),
      (text, cells) => [look(plainCells(linesOf(text), cells))],
    ),
  },
  img2txt: {
    install: "caca-utils",
    convert: program("img2txt", img2txtArguments, (text, cells) => {
      const lines = ansiCells(text).map((row) => row.map(({ character }) => character).join(""));
      return [false, true].map((inverse) => look(plainCells(lines, cells, inverse)));
    }),
  },
  "img2txt, 16 colours": {
    install: "caca-utils",
    convert: program("img2txt", img2txtArguments, (text) => [look(ansiCells(text))]),
  },
};

function img2txtArguments(file: string, { columns, rows }: Cells): string[] {
  return ["-W", String(columns), "-H", String(rows), "-f", "utf8", file];
}

/** Measures and prints one table a view. */
export async function imageBench({ columns }: ImageBenchOptions): Promise<void> {
  const converters = (await Promise.all(
    Object.entries(CONVERTERS).map(async ([name, converter]) =>
      await isThere(name, converter.install) ? [{ name, ...converter }] : []
    ),
  )).flat();
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-bench-" });
  try {
    const rows: { name: string; cells: Cells; scores: Record<View, number>[]; times: number[] }[] = [];
    for (const [name, make] of Object.entries(PICTURES)) {
      const bitmap = make();
      const cells = fitCells(bitmap, columns, columns);
      const file = join(folder, `${name}.png`);
      await Deno.writeFile(file, png(bitmap));
      const picture = lumaOver(bitmap, 1);
      const [scores, times]: [Record<View, number>[], number[]] = [[], []];
      for (const { convert } of converters) {
        const { looks, milliseconds } = await convert(file, cells);
        const best = (view: View) =>
          Math.max(...looks.map((drawing) => similarity(picture, drawing, cells, view)));
        scores.push({ near: best("near"), far: best("far") });
        times.push(milliseconds);
      }
      rows.push({ name, cells, scores, times });
    }
    const line = (first: string, ...others: string[]) =>
      writeOut(first.padEnd(22) + others.map((text) => text.padStart(21)).join("") + "\n");
    for (const view of ["far", "near"] as const) {
      writeOut(`\nSSIM, a cell of ${VIEWS[view]}×${2 * VIEWS[view]} pixels (${view})\n`);
      line("", ...converters.map(({ name }) => name));
      for (const { name, cells, scores } of rows) {
        line(`${name}, ${cells.columns}×${cells.rows}`, ...scores.map((score) => score[view].toFixed(3)));
      }
      line("mean", ...converters.map((_, i) => mean(rows.map(({ scores }) => scores[i]![view])).toFixed(3)));
    }
    writeOut("\nMilliseconds: ascii-gen once it is started, from the file on; the others with their start\n");
    for (const { name, times } of rows) line(name, ...times.map((time) => time.toFixed(1)));
    writeOut(`\nMilliseconds of ascii-gen's first picture once it is started, medians of ${FIRSTS} starts\n`);
    line("", ...KINDS);
    for (const { name } of rows) {
      const first = (kind: string) => firstPicture(join(folder, `${name}.png`), columns, kind);
      const times = [];
      for (const kind of KINDS) times.push(await first(kind));
      line(name, ...times.map((time) => time.toFixed(0)));
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Milliseconds of a picture that is the first of its process. */
async function firstPicture(file: string, columns: number, charset: string): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < FIRSTS; start++) {
    const { success, stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "-A", "--no-check", ONCE, file, String(columns), charset],
      stderr: "inherit",
    }).output();
    if (!success) throw new Error(`${file} was not drawn`);
    times.push(Number(new TextDecoder().decode(stdout)));
  }
  return times.toSorted((a, b) => a - b)[FIRSTS >> 1]!;
}

/** Whether a program can be run; tells how to get it where it cannot. */
async function isThere(name: string, install: string | undefined): Promise<boolean> {
  if (install === undefined) return true;
  const [program = name] = name.split(",");
  try {
    await new Deno.Command(program, { args: ["--version"], stdout: "null", stderr: "null" }).output();
    return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    writeErrorLine(`bench: ${name} is left out, as there is no ${program}: apt-get install -y ${install}`);
    return false;
  }
}

const png = ({ width, height, rgba }: Bitmap) =>
  encode({ width, height, data: new Uint8Array(rgba), channels: 4, depth: 8 });

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
