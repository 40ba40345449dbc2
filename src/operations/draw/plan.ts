import type { Limits, Size } from "../../art/constraints.ts";
import { FONT_NAMES, fontNamed } from "../../art/banner/fonts.ts";
import { captionLetters, WORD_KINDS, type Words } from "../../art/bubble.ts";
import { borderSize } from "../../art/frame.ts";
import { checkField, checkFields, quoted } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { filled } from "../../base/fields.ts";
import { DEFAULT_LINES, DEFAULT_WIDTH, SCENE_LINES, SCENE_WIDTH } from "../../tasks/art/draw/defaults.ts";
import type { DrawingPlan } from "../../tasks/art/draw/jobs.ts";
import { checkLayout, hasRoom, type Layout, overhead, type Page } from "../../tasks/art/draw/layout.ts";
import { samplingOf } from "../../tasks/art/draw/sampling.ts";
import { GAP, THUMBNAIL } from "../../tasks/art/draw/thumbnail.ts";
import { BANNER, type GridTokenizer, pictureStyles } from "../../tokenizer/grid/grid.ts";
import { asksForLetters, DRAW_FIELDS, type DrawInput, type DrawSettings } from "./fields.ts";
import type { HandLayout } from "./hand_layout.ts";
import { MAX_SEED } from "../fields.ts";

/** What is to be drawn, checked: everything but the prompts. */
export interface Plan extends DrawingPlan {
  styles: string[];
  count: number;
  /** Seed of the first drawing; each further one of a prompt takes the next. */
  seed: number;
}

/** Characters of what is said, thought or written below, at most: the largest page holds no more. */
const MOST_WORDS = 4000;

/** All settings. Throws a UserError of kind "usage" for values that are none, or that contradict each other. */
export function settingsOf({ layout, from, ...input }: DrawInput): DrawSettings {
  checkFields(DRAW_FIELDS, input);
  const settings: DrawSettings = {
    ...filled(DRAW_FIELDS, input),
    ...layout !== undefined && { layout },
    ...from !== undefined && { from },
  };
  if (layout !== undefined && settings.from !== undefined) {
    refuse("--layout", "--from", "each of them says what is drawn");
  }
  if (settings.like !== undefined && settings.from !== undefined) {
    refuse("--like", "--from", "each of them says what the sketch is");
  }
  if (settings.captionFont !== undefined) checkCaptionFont(settings.captionFont, settings.caption);
  if (settings.strict && settings.any) {
    refuse("--strict", "--any", "one of them refuses what the other draws");
  }
  if (settings.color && settings.from !== undefined) {
    refuse("--color", "--from", "ascii-gen image --color draws a picture in its own colours");
  }
  for (const { kind, text: { length } } of wordsOf(settings)) {
    if (length > MOST_WORDS) {
      throw new UserError(
        "usage",
        `--${kind} has ${length} characters; there is room for ${MOST_WORDS} at most`,
      );
    }
  }
  const banner = `--style ${BANNER}`;
  if (asksForLetters(settings)) {
    if (settings.from !== undefined) refuse(banner, "--from", "letters are not drawn after a picture");
    if (settings.like !== undefined) refuse(banner, "--like", "letters have no sketch");
    if (layout !== undefined) refuse(banner, "--layout", "letters are no things");
    if (settings.sketch) refuse(banner, "--sketch", "letters have no sketch");
    if (settings.color) refuse(banner, "--color", "letters have no colours of their own");
  } else if (settings.font !== undefined) {
    throw new UserError("usage", `--font ${settings.font} is for letters: add ${banner}`);
  }
  return settings;
}

/** An input with the seed and the style of a layout, where it has none of its own. */
export function withLayout(input: DrawInput, layout: HandLayout | undefined): DrawInput {
  if (layout === undefined) return input;
  const { seed = layout.seed, style = layout.style === undefined ? undefined : [layout.style] } = input;
  return { ...input, layout, ...seed !== undefined && { seed }, ...style !== undefined && { style } };
}

/** Throws a UserError of kind "usage" for what does not go with drawings that are handed out as they are made. */
export function checkStreaming(settings: DrawSettings): void {
  const { align, border, charset, invert, sketch, color } = settings;
  const whole = "it needs the finished drawing";
  if (asksForLetters(settings)) refuse(`--style ${BANNER}`, "--stream", "letters are there at once");
  if (align !== "left") refuse("--stream", `--align ${align}`, whole);
  if (border !== undefined) refuse("--stream", "--border", whole);
  if (charset !== "ascii") refuse("--stream", `--charset ${charset}`, whole);
  if (color) refuse("--stream", "--color", whole);
  if (invert) refuse("--stream", "--invert", whole);
  if (sketch) refuse("--stream", "--sketch", whole);
  for (const { kind } of wordsOf(settings)) refuse("--stream", `--${kind}`, whole);
}

function checkCaptionFont(name: string, caption: string | undefined): void {
  if (caption === undefined) {
    throw new UserError("usage", `--caption-font ${quoted(name)} is for a caption: add --caption`);
  }
  if (fontNamed(name) === undefined) {
    throw new UserError("usage", `--caption-font "${name}" is not one of ${FONT_NAMES.join(", ")}`);
  }
}

/** What is to be said, thought and written below, in that order. */
export function wordsOf(settings: Pick<DrawSettings, typeof WORD_KINDS[number] | "captionFont">): Words[] {
  const font = settings.captionFont === undefined ? undefined : fontNamed(settings.captionFont);
  return WORD_KINDS.flatMap((kind) => {
    const text = settings[kind];
    if (text === undefined) return [];
    return [{ kind, text, ...kind === "caption" && font !== undefined && { font } }];
  });
}

/** What there is to say of a caption whose letters have no room on a page; undefined where they have, or are not asked for. */
export function captionNote({ captionFont }: DrawSettings, { layout, limits }: Page): string | undefined {
  if (captionFont === undefined || layout.words?.some(({ font }) => font !== undefined)) return undefined;
  const lines = limits.maxLines === Infinity ? "" : `×${limits.maxLines}`;
  return `the caption is plain: in the font ${captionFont} it does not fit in ${limits.width}${lines}, or lacks a letter`;
}

/** Throws a UserError of kind "usage" for options that contradict each other. */
export function refuse(what: string, other: string, why: string): never {
  throw new UserError("usage", `${what} does not go with ${other}: ${why}`);
}

/** Checks the settings against what the model can do. Throws a UserError of kind "usage" that names the one at fault. */
export function planOf(settings: DrawSettings, tokenizer: GridTokenizer): Plan {
  const { maxWidth, maxHeight, styles: known } = tokenizer.data;
  const { style, count, like, seed, topK } = settings;
  const styles = [...pictureStyles(known), BANNER];
  const unknown = style.find((name) => !styles.includes(name));
  if (unknown !== undefined) {
    throw new UserError("usage", `--style "${unknown}" is not one of ${styles.join(", ")}`);
  }
  const grid = { width: maxWidth, height: maxHeight };
  // Letters take the room of a scene.
  const usual = settings.captionFont === undefined
    ? { width: DEFAULT_WIDTH, height: DEFAULT_LINES }
    : { width: SCENE_WIDTH, height: SCENE_LINES };
  const page = pageOf(settings, grid, usual);
  checkAtMost("topK", tokenizer.vocabularySize, topK);
  return {
    ...page,
    scenes: pageOf(settings, grid, { width: SCENE_WIDTH, height: SCENE_LINES }),
    styles: [...new Set(style)],
    count,
    seed: seed ?? like ?? chosenSeed(),
    ...(like === undefined ? {} : { like }),
    sampling: samplingOf(settings),
  };
}

/**
 * A seed for who gives none: 1 half of the time, 2 half of the others and so on up to 33. Seeds walk through a word's pictures, and
 * its first ones are those that anybody names.
 */
const chosenSeed = (): number => 1 + Math.clz32(crypto.getRandomValues(new Uint32Array(1))[0]!);

/** Layout and limits for what is as large as `grid` at most, and as `usual` unless the settings say otherwise. */
export function pageOf(settings: DrawSettings, grid: Size, usual: Size): Page {
  const { align, border, charset, invert, sketch } = settings;
  const layout: Layout = { align, border, charset, invert, sketch, words: wordsOf(settings) };
  const added = overhead(layout, usual.width);
  const columns = grid.width + added.width;
  const lines = Math.max(grid.height, sketch ? THUMBNAIL.height : 0) + added.height;
  const within = (name: "maxLines" | "maxChars", most: number, otherwise: number) => {
    const value = settings[name];
    if (value === undefined) return otherwise;
    checkAtMost(name, most, value);
    return value;
  };
  const limits: Limits = {
    width: widthOf(settings, usual.width, columns),
    maxLines: within("maxLines", lines, Math.min(usual.height, lines)),
    maxChars: within("maxChars", (columns + 1) * lines, Infinity),
  };
  const page = withoutLetters({ layout, limits, grid });
  checkLayout(page);
  return page;
}

/** A page whose caption is plain where its letters do not fit, or leave a drawing no room. */
function withoutLetters(page: Page): Page {
  const { layout, limits } = page, columns = limits.width - borderSize(layout.border).width;
  const lettered = layout.words?.filter(({ font }) => font !== undefined) ?? [];
  const fits = () => hasRoom(page) && lettered.every((each) => captionLetters(each, columns) !== undefined);
  if (layout.words === undefined || lettered.length === 0 || fits()) return page;
  const words = layout.words.map(({ font: _, ...plain }) => plain);
  return { ...page, layout: { ...layout, words } };
}

/** Checks a value of which only now the most is known. */
function checkAtMost(name: "width" | "maxLines" | "maxChars" | "topK", most: number, value: number): void {
  checkField(name, { ...DRAW_FIELDS[name], most, open: false }, value);
}

/** Columns of the output: as given, all that there are for "auto", else the usual ones where there are so many. */
function widthOf({ width, sketch, room }: DrawSettings, inner: number, most: number): number {
  const usual = inner + (sketch ? THUMBNAIL.width + GAP : 0);
  if (width === "auto") return Math.min(room ?? usual, most);
  if (width === undefined) return Math.min(usual, room ?? usual, most);
  checkAtMost("width", most, width);
  return width;
}

/** The seed of a prompt's drawing number `index`; after the largest comes 0. */
export function seedOf({ seed }: Pick<Plan, "seed">, index: number): number {
  return (seed + index) % (MAX_SEED + 1);
}
