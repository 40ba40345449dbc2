import type { Limits } from "../../art/constraints.ts";
import type { Alignment, Border, Charset } from "../../art/frame.ts";
import type { Format } from "../../art/render/render.ts";
import { UserError } from "../../errors.ts";
import type { CharacterTokenizer } from "../../tokenizer/character.ts";
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
export function parsePlan(options: GenOptions, tokenizer: CharacterTokenizer): Plan {
  const { maxWidth, maxHeight, styles } = tokenizer.data;
  const { align, border, charset, invert, sketch } = options;
  const layout: Layout = { align, border, charset, invert, sketch };
  const added = overhead(layout);
  const columns = maxWidth + added.width;
  const lines = Math.max(maxHeight, sketch ? THUMBNAIL.height : 0) + added.height;
  const whole = (name: string, text: string | undefined, max: number, otherwise: number, min = 1) =>
    text === undefined ? otherwise : wholeNumber(name, text, min, max);
  const unknown = options.style.find((style) => !styles.includes(style));
  if (unknown !== undefined) {
    throw new UserError("usage", `--style "${unknown}" is not one of ${styles.join(", ")}`);
  }
  const limits: Limits = {
    width: parseWidth(options, columns),
    maxLines: whole("--max-lines", options.maxLines, lines, Math.min(DEFAULT_LINES, lines)),
    maxChars: whole("--max-chars", options.maxChars, (columns + 1) * lines, Infinity),
  };
  const page = { layout, limits, grid: { width: maxWidth, height: maxHeight } };
  checkLayout(page);
  const like = options.like === undefined ? undefined : wholeNumber("--like", options.like, 0, MAX_SEED);
  return {
    ...page,
    styles: [...new Set(options.style)],
    count: wholeNumber("--count", options.count, 1, MAX_COUNT),
    seed: whole("--seed", options.seed, MAX_SEED, like ?? crypto.getRandomValues(new Uint32Array(1))[0]!, 0),
    ...(like === undefined ? {} : { like }),
    sampling: parseSampling(options, tokenizer),
  };
}

/** Columns of the output: as given, as wide as the terminal for "auto", else the usual ones where the terminal has them. */
function parseWidth({ width, sketch }: GenOptions, max: number): number {
  const usual = DEFAULT_WIDTH + (sketch ? THUMBNAIL.width + GAP : 0);
  if (width === "auto") return Math.min(terminalColumns() ?? givenColumns() ?? usual, max);
  if (width !== undefined) return wholeNumber("--width", width, 1, max);
  return Math.min(usual, terminalColumns() ?? usual, max);
}

/** The seed of a prompt's drawing number `index`; after the largest comes 0. */
export function seedOf({ seed }: Pick<Plan, "seed">, index: number): number {
  return (seed + index) % (MAX_SEED + 1);
}
