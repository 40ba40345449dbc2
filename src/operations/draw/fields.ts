/** What can be said of a drawing besides what it is to show. */
import { DEFAULT_FONT, FONT_NAMES } from "../../art/banner/font_names.ts";
import { MOTIONS } from "../../art/motions.ts";
import { ALIGNMENTS, BORDERS, CHARSETS } from "../../art/frame.ts";
import type { ColourDepth } from "../../art/render/colour.ts";
import { STYLES } from "../../art/styles.ts";
import type { Fields, Given, InputOf } from "../../base/fields.ts";
import {
  BANNER_WIDTH,
  DEFAULT_LINES,
  DEFAULT_WIDTH,
  MAX_BEST_OF,
  SAMPLING,
  SCENE_LINES,
  SCENE_WIDTH,
} from "../../tasks/art/draw/defaults.ts";
import type { Picture } from "../picture_file.ts";
import type { HandLayout } from "./hand_layout.ts";
import { COUNT_FIELD, MAX_SEED, MODEL_FIELD, SEED_FIELD } from "../fields.ts";

/** The style of letters. */
const LETTERS = "banner";

const SUBJECT = "What to draw:", SIZE = "How large:", HAND = "The drawing hand:";
/** The heading of what becomes of a drawing once it is there. */
export const PRINTING = "How to print it:";

export const DRAW_FIELDS = {
  style: {
    type: "list",
    value: "names",
    // Those of the built-in model; a request is checked against those of the model at hand.
    choices: STYLES,
    fallback: ["line"],
    text: "several with commas between; banner is the prompt in letters",
    group: SUBJECT,
  },
  font: {
    type: "text",
    value: "name",
    choices: FONT_NAMES,
    text: "font of a banner",
    usual: DEFAULT_FONT,
    group: SUBJECT,
  },
  count: {
    ...COUNT_FIELD,
    text: "so many drawings, each with the next seed",
    group: SUBJECT,
  },
  seed: {
    ...SEED_FIELD,
    text: "draw the same picture again",
    usual: "random, most often one of the word's first pictures",
    group: SUBJECT,
  },
  like: {
    type: "integer",
    value: "seed",
    least: 0,
    most: MAX_SEED,
    text: "the picture of that seed (same words and style), drawn anew",
    group: SUBJECT,
  },
  from: {
    type: "text",
    value: "picture",
    text: "draw this picture (PNG, JPEG, WebP, GIF, BMP, TIFF or SVG); - for standard input",
    group: SUBJECT,
  },
  layout: {
    type: "text",
    value: "file",
    text: "things placed by hand, instead of a prompt: JSON as --format json tells it; - for standard input",
    group: SUBJECT,
  },
  model: { ...MODEL_FIELD, group: SUBJECT },
  strict: {
    type: "switch",
    text: "refuse to draw anything but the very words of the prompt",
    group: SUBJECT,
  },
  any: {
    type: "switch",
    text: "draw the nearest word that the model knows where nothing else is known of the prompt",
    group: SUBJECT,
  },
  width: {
    type: "integer",
    least: 1,
    open: true,
    word: "auto",
    short: "w",
    text: "columns at most; auto for those of the terminal",
    usual:
      `${DEFAULT_WIDTH}, of several things ${SCENE_WIDTH}, of a banner ${BANNER_WIDTH}, less in a narrow terminal`,
    group: SIZE,
  },
  maxLines: {
    type: "integer",
    least: 1,
    open: true,
    short: "l",
    alias: "height",
    text: "lines at most",
    usual: `${DEFAULT_LINES}, of several things ${SCENE_LINES}, of a banner what it takes`,
    group: SIZE,
  },
  maxChars: {
    type: "integer",
    least: 1,
    open: true,
    text: "characters at most, line breaks included",
    group: SIZE,
  },
  align: {
    type: "choice",
    value: "side",
    choices: ALIGNMENTS,
    fallback: "left",
    text: "where within the width",
    group: PRINTING,
  },
  say: {
    type: "text",
    value: "words",
    text: "a bubble of what it says; - for standard input",
    group: PRINTING,
  },
  think: {
    type: "text",
    value: "words",
    text: "a bubble of what it thinks; - for standard input",
    group: PRINTING,
  },
  caption: { type: "text", value: "words", text: "words below it", group: PRINTING },
  captionFont: {
    type: "text",
    value: "name",
    choices: FONT_NAMES,
    text: "the caption in letters of this font, as on a card; plain where they do not fit",
    group: PRINTING,
  },
  border: {
    type: "choice",
    value: "kind",
    choices: BORDERS,
    text: "a border, inside the limits",
    group: PRINTING,
  },
  color: {
    type: "switch",
    alias: "colour",
    text:
      "in the colours of what it shows, as many as the terminal has; also in ansi, html, svg, png and json",
    group: PRINTING,
  },
  invert: { type: "switch", text: "swap ink and blank", group: PRINTING },
  charset: {
    type: "choice",
    choices: CHARSETS,
    fallback: "ascii",
    text: "characters to draw with",
    group: PRINTING,
  },
  sketch: { type: "switch", text: "show the sketch beside the drawing", group: PRINTING },
  temperature: {
    type: "number",
    value: "t",
    least: 0,
    most: 5,
    text: "how freely it draws: 0 the picture itself, 1 a loose hand",
    usual: "seeds show a word's pictures as they are, and once all were shown, varied a little",
    group: HAND,
  },
  topK: {
    type: "integer",
    value: "k",
    least: 0,
    open: true,
    fallback: SAMPLING.topK,
    text: "choose among the k likeliest characters; 0 for all",
    group: HAND,
  },
  topP: {
    type: "number",
    value: "p",
    above: 0,
    most: 1,
    fallback: SAMPLING.topP,
    text: "choose among the likeliest characters that add up to this probability",
    group: HAND,
  },
  bestOf: {
    type: "integer",
    least: 1,
    most: MAX_BEST_OF,
    fallback: SAMPLING.bestOf,
    text: "draw n times at most (2n in 24 columns, 4n in 16), keep what is closest to the sketch",
    group: HAND,
  },
} as const satisfies Fields;

/** Whether a drawing moves once it is there, and how. */
export const MOVING_FIELDS = {
  animate: { type: "switch", text: "let it move a little", group: PRINTING },
  motion: {
    type: "choice",
    choices: MOTIONS,
    text: "how it moves",
    usual: "by its nature: boats bob, flags wave",
    group: PRINTING,
  },
} as const satisfies Fields;

/** What there is to print on. */
interface Screen {
  /** Columns that there are: a width of "auto" is as much, and the usual width no more. */
  room?: number;
  /** Bits of the colours that are written into the lines as escape sequences; none unless told otherwise. */
  depth?: ColourDepth;
}

/** Names of what there is to print on. */
export const SCREEN = ["room", "depth"] as const satisfies (keyof Screen)[];

/** A picture and a layout by the paths of their files, or the bytes of the one and the other itself. */
interface Sources {
  from?: Picture | undefined;
  layout?: string | HandLayout | undefined;
}

/** How to draw. */
export type DrawInput = Omit<Given<typeof DRAW_FIELDS>, keyof Sources> & Sources & Screen;

/** How to draw, with what was not said as usual. */
export type DrawSettings = Omit<InputOf<typeof DRAW_FIELDS>, keyof Sources> & Sources & Screen;

/** Whether letters are asked for, which need no model, and nothing else. */
export const asksForLetters = ({ style = [] }: Pick<DrawInput, "style">): boolean => style.includes(LETTERS);
export const asksForLettersOnly = (
  { style = DRAW_FIELDS.style.fallback }: Pick<DrawInput, "style">,
): boolean => style.every((name) => name === LETTERS);
