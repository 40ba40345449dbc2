/**
 * Contact sheets on which pictures by `ascii-gen image`, chafa and jp2a stand side by side in shuffled order, without names:
 *
 *     deno run -A scripts/compare_image.ts <folder of pictures> <folder for sheets> [--columns 80] [--charset ascii]
 *       [--dark] [--style shaded] [--seed 1]
 *
 * A sheet a picture: the picture itself, then A, B, C, all at the same columns and lines, drawn with the same font.
 * `key.json` says whose is which.
 */
import { encode } from "fast-png";
import { basename, extname, join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { CELL_HEIGHT, CELL_WIDTH } from "../src/art/render/font.ts";
import { type Charset, CHARSETS } from "../src/art/charset.ts";
import { shuffled } from "../src/evaluation/statistics.ts";
import { random } from "../src/base/random.ts";
import { type Bitmap, lumaOver, resize } from "../src/rasterise/image/formats/bitmap.ts";
import { decodeImage } from "../src/rasterise/image/formats/decode.ts";
import { type Cells, drawBitmap, fitCells } from "../src/rasterise/image/draw.ts";
import { PICTURE_STYLES, type PictureStyle } from "../src/rasterise/glyphs.ts";
import type { Ink } from "../src/rasterise/ink.ts";
import { chafaArguments, jp2aArguments, linesOf, look, plainCells } from "./bench/image.ts";

/** Pixels between what is on a sheet, and of a cell's width on it. */
const GAP = 16, CELL = 7;
const LABELS = "ABCDEFGH";

interface Task {
  file: string;
  bitmap: Bitmap;
  cells: Cells;
  /** Light on dark, as most terminals are. */
  dark: boolean;
}

type Converter = (task: Task) => Promise<string[]>;

async function lines(program: string, args: string[]): Promise<string[]> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) throw new Error(`${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  return linesOf(new TextDecoder().decode(stdout));
}

const CHAFA_SYMBOLS: Partial<Record<Charset, string>> = {
  ascii: "ascii",
  braille: "braille",
  blocks: "block+space",
};

const chafa = (symbols: string, more: string[] = []): Converter => ({ file, cells, dark }) =>
  lines("chafa", chafaArguments(file, cells, { symbols, dark, more }));

function converters(charset: Charset, style: PictureStyle): Record<string, Converter> {
  const symbols = CHAFA_SYMBOLS[charset];
  if (symbols === undefined) throw new Error(`chafa has nothing like the charset ${charset}`);
  return {
    "ascii-gen": ({ bitmap, cells, dark }) =>
      Promise.resolve(drawBitmap(bitmap, cells, { style, charset, invert: dark })),
    // chafa draws two tones unless told to dither; where text has dots that can be dithered, both are shown.
    ...charset !== "ascii" && { "chafa, dithered": chafa(symbols, ["--dither", "diffusion"]) },
    chafa: chafa(symbols),
    ...charset === "ascii" && {
      jp2a: ({ file, cells, dark }: Task) => lines("jp2a", jp2aArguments(file, cells, dark)),
    },
  };
}

/** The picture on paper of one lightness, as programs want it that know no transparency. */
function flattened({ width, height, rgba }: Bitmap, paper: number): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const opacity = rgba[i * 4 + 3]! / 255;
    for (let c = 0; c < 3; c++) {
      data[i * 3 + c] = Math.round(opacity * rgba[i * 4 + c]! + (1 - opacity) * paper);
    }
  }
  return encode({ width, height, data, channels: 3, depth: 8 });
}

/** Grey pictures in two columns on a sheet of mid grey. */
function sheet(tiles: Ink[], labels: string[]): Uint8Array {
  const { width, height } = tiles[0]!;
  const rows = Math.ceil(tiles.length / 2);
  const label = 2 * CELL_HEIGHT;
  const [across, down] = [2 * width + 3 * GAP, rows * (height + label + GAP) + GAP];
  const data = new Uint8Array(across * down).fill(128);
  const put = (ink: Ink, left: number, top: number) => {
    for (let y = 0; y < ink.height; y++) {
      for (let x = 0; x < ink.width; x++) {
        data[(top + y) * across + left + x] = Math.round(255 * ink.data[y * ink.width + x]!);
      }
    }
  };
  tiles.forEach((tile, i) => {
    const left = GAP + (i % 2) * (width + GAP), top = GAP + Math.floor(i / 2) * (height + label + GAP);
    const text = look(plainCells([labels[i]!], { columns: labels[i]!.length, rows: 1 }));
    put(resize(text, text.width * 2, text.height * 2), left, top);
    put(tile, left, top + label);
  });
  return encode({ width: across, height: down, data, channels: 1, depth: 8 });
}

if (import.meta.main) {
  const { values, positionals: [from, to] } = parseArgs({
    allowPositionals: true,
    options: {
      columns: { type: "string", default: "80" },
      charset: { type: "string", default: "ascii" },
      style: { type: "string", default: "shaded" },
      seed: { type: "string", default: "1" },
      dark: { type: "boolean", default: false },
    },
  });
  if (from === undefined || to === undefined) {
    console.error("usage: deno run -A scripts/compare_image.ts <pictures> <sheets> [--columns 80] [--dark]");
    Deno.exit(2);
  }
  const { columns, seed, dark } = values;
  const charset = z.enum(CHARSETS).parse(values.charset), style = z.enum(PICTURE_STYLES).parse(values.style);
  const rng = random(Number(seed));
  const key: Record<string, Record<string, string>> = {};
  Deno.mkdirSync(to, { recursive: true });
  const folder = Deno.makeTempDirSync();
  for (const name of Array.from(Deno.readDirSync(from), (entry) => entry.name).sort()) {
    const bitmap = await decodeImage(Deno.readFileSync(join(from, name)), name);
    const cells = fitCells(bitmap, Number(columns), Math.round(Number(columns) * 0.55));
    const file = join(folder, "picture.png");
    Deno.writeFileSync(file, flattened(bitmap, dark ? 0 : 255));
    const size = [cells.columns * CELL, cells.rows * CELL * CELL_HEIGHT / CELL_WIDTH] as const;
    const all: { who: string; tile: Ink }[] = [];
    for (const [who, convert] of Object.entries(converters(charset, style))) {
      const art = await convert({ file, bitmap, cells, dark });
      all.push({ who, tile: resize(look(plainCells(art, cells, dark)), ...size) });
    }
    const drawn = shuffled(all, rng);
    const stem = basename(name, extname(name));
    key[stem] = Object.fromEntries(drawn.map(({ who }, i) => [LABELS[i]!, who]));
    const tiles = [resize(lumaOver(bitmap, dark ? 0 : 1), ...size), ...drawn.map(({ tile }) => tile)];
    Deno.writeFileSync(join(to, `${stem}.png`), sheet(tiles, ["picture", ...LABELS.slice(0, drawn.length)]));
  }
  Deno.removeSync(folder, { recursive: true });
  Deno.writeTextFileSync(join(to, "key.json"), JSON.stringify(key, null, 2) + "\n");
}
