import type { Limits, Size } from "../../art/constraints.ts";
import type { Alignment, Border, Charset } from "../../art/frame.ts";
import type { Format } from "../../art/render/render.ts";
import { UserError } from "../../base/errors.ts";
import { BANNER, type GridTokenizer, pictureStyles } from "../../tokenizer/grid/grid.ts";
import { wholeNumber } from "../numbers.ts";
import { givenColumns, terminalColumns } from "../terminal.ts";
import { DEFAULT_LINES, DEFAULT_WIDTH } from "./defaults.ts";
import { checkLayout, type Layout, overhead, type Page } from "./layout.ts";
import { type DrawingSampling, parseSampling, type SamplingOptions } from "./sampling.ts";
import { GAP, THUMBNAIL } from "./thumbnail.ts";

const MAX_SEED = 2 ** 32 - 1;
const MAX_COUNT = 1000;

/** Options as commander hands them over: text, until the model says what is in range. */
export interface GenOptions extends SamplingOptions {
  width?: string;
  maxLines?: string;
  maxChars?: string;
  style: string[];
  font?: string;
  count: string;
  seed?: string;
  like?: string;
  from?: string;
  stream: boolean;
  align: Alignment;
  border?: Border;
  invert: boolean;
  charset: Charset;
  sketch: boolean;
  format?: Format;
  output?: string;
  model?: string;
  strict: boolean;
  any: boolean;
  quiet: boolean;
  verbose: boolean;
}

/** What is to be drawn, checked: everything but the prompts. */
export interface Plan extends Page {
  styles: string[];
  count: number;
  /** Seed of the first drawing; each further one of a prompt takes the next. */
  seed: number;
  /** Seed whose sketch is drawn, if not each drawing's own. */
  like?: number;
  sampling: DrawingSampling;
}

/** Whether letters are asked for, and nothing else. */
export const asksForBanner = ({ style }: Pick<GenOptions, "style">): boolean => style.includes(BANNER);
export const asksForBannerOnly = ({ style }: Pick<GenOptions, "style">): boolean =>
  style.every((name) => name === BANNER);

/** Formats that can be printed before the drawing is finished. */
const STREAMED: readonly Format[] = ["plain", "ansi"];

/** Throws a UserError of kind "usage" for options that contradict each other. */
export function checkConflicts(options: GenOptions, format: Format): void {
  const refuse = (what: string, other: string, why: string) => {
    throw new UserError("usage", `${what} does not go with ${other}: ${why}`);
  };
  if (options.like !== undefined && options.from !== undefined) {
    refuse("--like", "--from", "each of them says what the sketch is");
  }
  if (options.strict && options.any) refuse("--strict", "--any", "one of them refuses what the other draws");
  if (options.quiet && options.verbose) refuse("--quiet", "--verbose", "one of them is silent");
  const banner = `--style ${BANNER}`;
  if (asksForBanner(options)) {
    if (options.from !== undefined) refuse(banner, "--from", "letters are not drawn after a picture");
    if (options.like !== undefined) refuse(banner, "--like", "letters have no sketch");
    if (options.sketch) refuse(banner, "--sketch", "letters have no sketch");
    if (options.stream) refuse(banner, "--stream", "letters are there at once");
  } else if (options.font !== undefined) {
    throw new UserError("usage", `--font ${options.font} is for letters: add ${banner}`);
  }
  if (!options.stream) return;
  const whole = "needs the finished drawing";
  if (!STREAMED.includes(format)) refuse("--stream", `the format ${format}`, `it ${whole}`);
  if (options.output !== undefined) refuse("--stream", "--output", "a file is written in one go");
  if (options.align !== "left") refuse("--stream", `--align ${options.align}`, `it ${whole}`);
  if (options.border !== undefined) refuse("--stream", "--border", `it ${whole}`);
  if (options.charset !== "ascii") refuse("--stream", `--charset ${options.charset}`, `it ${whole}`);
  if (options.invert) refuse("--stream", "--invert", `it ${whole}`);
  if (options.sketch) refuse("--stream", "--sketch", `it ${whole}`);
}

/** Checks the options against what the model can do. Throws a UserError of kind "usage" that names the option at fault. */
export function parsePlan(options: GenOptions, tokenizer: GridTokenizer): Plan {
  const { maxWidth, maxHeight, styles: known } = tokenizer.data;
  const styles = [...pictureStyles(known), BANNER];
  const unknown = options.style.find((style) => !styles.includes(style));
  if (unknown !== undefined) {
    throw new UserError("usage", `--style "${unknown}" is not one of ${styles.join(", ")}`);
  }
  const grid = { width: maxWidth, height: maxHeight };
  const page = parsePage(options, grid, { width: DEFAULT_WIDTH, height: DEFAULT_LINES });
  const like = options.like === undefined ? undefined : wholeNumber("--like", options.like, 0, MAX_SEED);
  return {
    ...page,
    styles: [...new Set(options.style)],
    count: parseCount(options),
    seed: parseSeed(options) ?? like ?? crypto.getRandomValues(new Uint32Array(1))[0]!,
    ...(like === undefined ? {} : { like }),
    sampling: parseSampling(options, tokenizer),
  };
}

/** Drawings of each prompt and style. */
export function parseCount({ count }: GenOptions): number {
  return wholeNumber("--count", count, 1, MAX_COUNT);
}

/** The seed, if one is given. */
export function parseSeed({ seed }: GenOptions): number | undefined {
  return seed === undefined ? undefined : wholeNumber("--seed", seed, 0, MAX_SEED);
}

/** Layout and limits for what is as large as `grid` at most, and as `usual` unless the options say otherwise. */
export function parsePage(options: GenOptions, grid: Size, usual: Size): Page {
  const { align, border, charset, invert, sketch } = options;
  const layout: Layout = { align, border, charset, invert, sketch };
  const added = overhead(layout);
  const columns = grid.width + added.width;
  const lines = Math.max(grid.height, sketch ? THUMBNAIL.height : 0) + added.height;
  const whole = (name: string, text: string | undefined, max: number, otherwise: number) =>
    text === undefined ? otherwise : wholeNumber(name, text, 1, max);
  const limits: Limits = {
    width: parseWidth(options, usual.width, columns),
    maxLines: whole("--max-lines", options.maxLines, lines, Math.min(usual.height, lines)),
    maxChars: whole("--max-chars", options.maxChars, (columns + 1) * lines, Infinity),
  };
  const page = { layout, limits, grid };
  checkLayout(page);
  return page;
}

/** Columns of the output: as given, as wide as the terminal for "auto", else the usual ones where the terminal has them. */
function parseWidth({ width, sketch }: GenOptions, inner: number, max: number): number {
  const usual = inner + (sketch ? THUMBNAIL.width + GAP : 0);
  if (width === "auto") return Math.min(terminalColumns() ?? givenColumns() ?? usual, max);
  if (width !== undefined) return wholeNumber("--width", width, 1, max);
  return Math.min(usual, terminalColumns() ?? usual, max);
}

/** The seed of a prompt's drawing number `index`; after the largest comes 0. */
export function seedOf({ seed }: Pick<Plan, "seed">, index: number): number {
  return (seed + index) % (MAX_SEED + 1);
}
