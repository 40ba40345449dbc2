/** What a request may say of drawings, and how it is answered. */
import * as z from "zod";
import type { Moving } from "../../art/motion.ts";
import { MOTIONS } from "../../art/motions.ts";
import { runsOf } from "../../art/render/json.ts";
import { type Format, FORMATS, MOVING_FORMATS, type MovingFormat } from "../../art/render/render.ts";
import type { Fields } from "../../base/fields.ts";
import type { Json } from "../../base/json.ts";
import { schemaWith } from "../../base/schema.ts";
import { handLayout } from "../../operations/draw/hand_layout.ts";
import { DRAW_FIELDS, MOVING_FIELDS } from "../../operations/draw/fields.ts";
import { MAX_BEST_OF } from "../../tasks/art/draw/defaults.ts";
import { aspectRatio } from "../../tokenizer/grid/grid.ts";
import { packSketch, sideOf } from "../../rasterise/sketch/sketch.ts";
import { Problem } from "../problem.ts";
import type { DrawAsk, Finished } from "./drawing.ts";

/** Characters of a prompt at most: unknown words take long to be looked up. */
export const MOST_PROMPT = 200;
/** Prompts of a request, and bytes of a picture to draw, at most. */
export const MOST_PROMPTS = 100, MOST_PICTURE = 8 << 20;

export const FORMAT_FIELD = {
  type: "choice",
  choices: FORMATS,
  fallback: "json",
  text: "what the answer is; a stream is always JSON",
} as const;

/** Media types of the formats. */
export const TYPES: Readonly<Record<Format | MovingFormat, string>> = {
  plain: "text/plain; charset=utf-8",
  markdown: "text/markdown; charset=utf-8",
  html: "text/html; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  gif: "image/gif",
  ansi: "text/plain; charset=utf-8",
  json: "application/json",
};

const { from: _from, layout: _layout, model: _model, bestOf: _bestOf, ...DRAWN } = DRAW_FIELDS;

const { fallback: [USUAL_STYLE], ...STYLE } = DRAW_FIELDS.style;

/** What a query can say as well as a body. */
const COMMON = {
  ...DRAWN,
  // Where none is said a layout may have one.
  style: { ...STYLE, usual: USUAL_STYLE },
  bestOf: {
    ...{ type: "integer", least: 1, most: MAX_BEST_OF, text: DRAW_FIELDS.bestOf.text },
    usual: `${DRAW_FIELDS.bestOf.fallback}; 1 where it is streamed`,
  },
  model: { type: "text", value: "name", text: "a model of /models", usual: "the built-in one" },
  prompt: { type: "text", value: "words", text: `what to draw, up to ${MOST_PROMPT} characters` },
  // What stands for standard input on a command line is words here.
  say: { ...DRAWN.say, text: "a bubble of what it says" },
  think: { ...DRAWN.think, text: "a bubble of what it thinks" },
  animate: {
    ...MOVING_FIELDS.animate,
    text: "let it move a little: its frames in JSON, or one drawing as gif or svg",
  },
  motion: MOVING_FIELDS.motion,
  format: {
    ...FORMAT_FIELD,
    choices: [...FORMATS, "gif"],
    text: `${FORMAT_FIELD.text}; gif is for what moves`,
  },
  sketchAs: {
    type: "choice",
    choices: ["none", "bits", "png"],
    fallback: "none",
    text: "tell each drawing's sketch too: its bits, row by row, eight a byte, or a PNG; both in Base64",
  },
  confidence: {
    type: "switch",
    text: "tell how likely each character was among those that might have stood there",
  },
} as const satisfies Fields;

const BODY_FIELDS = {
  ...COMMON,
  prompts: { type: "list", value: "words", text: `several prompts instead, up to ${MOST_PROMPTS}` },
  from: { type: "text", value: "Base64", text: `the bytes of a picture to draw, up to ${MOST_PICTURE}` },
} as const satisfies Fields;

export const QUERY_FIELDS = {
  ...COMMON,
  width: { type: "integer", least: 1, open: true, text: "columns at most", usual: DRAW_FIELDS.width.usual },
} as const satisfies Fields;

/** What a body can say besides: no field of a command is an object. */
const BODY_OBJECTS = {
  layout: handLayout.optional().describe("things placed by hand, instead of a prompt; as drawings tell them"),
};
export const drawBody = schemaWith(BODY_FIELDS, BODY_OBJECTS);
export type DrawBody = z.infer<typeof drawBody>;

const Lines = z.array(z.string());
const Colours = z.array(z.array(z.tuple([z.int(), z.int(), z.string()])));

/** A drawing in JSON. */
export const Drawing = z.strictObject({
  prompt: z.string(),
  drawn: z.string().optional().describe("the word that was drawn"),
  why: z.string().optional().describe("why it and no other"),
  omitted: z.array(z.string()).optional().describe("words of the prompt that were not drawn"),
  things: z.array(z.strictObject({
    thing: z.string(),
    x: z.number(),
    y: z.number(),
    width: z.number(),
    height: z.number(),
    visible: z.number(),
    colour: z.string().optional(),
    attributes: z.array(z.string()).optional(),
    flip: z.boolean().optional(),
    picture: z.int().optional(),
    varied: z.boolean().optional(),
    ground: z.boolean().optional(),
    says: z.string().optional(),
  })).optional().describe(
    "of a scene: boxes as shares of the drawing's width and height, how much is not hidden, and how each is drawn",
  ),
  aspect: z.number().optional().describe("of a scene: lines of a column of the box around its things"),
  style: z.string(),
  font: z.string().optional(),
  seed: z.int(),
  width: z.int(),
  height: z.int(),
  lines: Lines,
  text: z.string(),
  model: z.string().describe("SHA-256 of the model's weights"),
  notes: z.array(z.string()),
  colours: Colours.optional().describe(
    "by line: column, length and colour of the characters that have one",
  ),
  moving: z.strictObject({
    motion: z.enum(MOTIONS),
    delay: z.int().describe("milliseconds that each frame is shown"),
    frames: z.array(z.strictObject({ lines: Lines, colours: Colours.optional() })),
  }).optional(),
  sketch: z.strictObject({
    side: z.int(),
    aspect: z.number().describe("lines per column of the picture"),
    bits: z.string().optional(),
    png: z.string().optional(),
  }).optional(),
  confidence: z.array(z.array(z.number())).optional(),
}).meta({ id: "Drawing" });

export type SketchAs = DrawBody["sketchAs"];
type Sketch = NonNullable<Finished["sketch"]>;

/** A sketch in JSON. */
export async function sketchJson({ bits, aspect }: Sketch, as: SketchAs): Promise<{ [name: string]: Json }> {
  const side = sideOf(bits);
  const head = { side, aspect: aspectRatio(aspect) };
  if (as !== "png") return { ...head, bits: packSketch(bits).toBase64() };
  const { encode } = await import("fast-png");
  const data = bits.map((bit) => bit === 1 ? 0 : 255);
  const png = encode({ width: side, height: side, data, channels: 1, depth: 8 });
  return { ...head, png: Uint8Array.from(png).toBase64() };
}

const movingJson = ({ motion, delay, frames }: Moving): { [name: string]: Json } => ({
  ...{ motion, delay },
  frames: frames.map(({ lines, colours }) => ({
    lines: [...lines],
    ...colours && { colours: runsOf(lines, colours) },
  })),
});

/** A drawing in JSON, with what was asked for. */
export async function drawingJson(
  { prompt, subject, style, font, seed, width, height, lines, text, model, notes, colours, ...extras }:
    Finished,
  sketchAs: SketchAs,
): Promise<{ [name: string]: Json }> {
  const { sketch, confidence, moving } = extras;
  return {
    ...{ prompt, style, seed, width, height, lines: [...lines], text, model, notes: [...notes] },
    ...subject && { drawn: subject.drawn, why: subject.why, omitted: [...subject.omitted] },
    ...subject?.things && {
      things: subject.things.map(({ attributes, ...thing }) => ({
        ...thing,
        ...attributes && { attributes: [...attributes] },
      })),
    },
    ...subject?.aspect !== undefined && { aspect: subject.aspect },
    ...font !== undefined && { font },
    ...colours && { colours: runsOf(lines, colours) },
    ...moving && { moving: movingJson(moving) },
    ...sketch && sketchAs !== "none" && { sketch: await sketchJson(sketch, sketchAs) },
    ...confidence && { confidence },
  };
}

/** The prompts of a request; none where a picture is given. Throws a Problem, 422. */
export function promptsOf(
  { prompt, prompts, from, layout }: Pick<DrawBody, "prompt" | "prompts" | "from" | "layout">,
): readonly string[] {
  const fault = (detail: string) => new Problem(422, detail);
  if (layout !== undefined) {
    const other = prompt !== undefined ? "prompt" : prompts !== undefined ? "prompts" : undefined;
    if (other !== undefined) throw fault(`${other} does not go with layout, which says what is drawn`);
    if (from === undefined) return [""];
  }
  if (prompt !== undefined && prompts !== undefined) throw fault("prompt does not go with prompts");
  const all = prompts ?? [prompt ?? ""];
  if (all.length === 0 || all.length > MOST_PROMPTS) {
    throw fault(`prompts has 1 to ${MOST_PROMPTS} of them, not ${all.length}`);
  }
  const long = all.find((each) => each.length > MOST_PROMPT);
  if (long !== undefined) {
    throw fault(`a prompt has at most ${MOST_PROMPT} characters, not ${long.length}`);
  }
  if (from === undefined && all.includes("")) throw fault("say what to draw: prompt, prompts or from");
  return all;
}

/** The bytes of a picture. Throws a Problem, 422. */
export function pictureOf(from: string | undefined): Uint8Array | undefined {
  if (from === undefined) return undefined;
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.fromBase64(from);
  } catch {
    throw new Problem(422, "from is no Base64");
  }
  if (bytes.length <= MOST_PICTURE) return bytes;
  throw new Problem(422, `from has ${bytes.length} bytes; at most ${MOST_PICTURE} are read`);
}

/** Whether drawings are to move, and how; undefined where they stand still. Throws a Problem, 422, for what does not go together. */
export function movingOf(
  { animate, motion, format, prompts, style, count }:
    & Pick<
      DrawBody,
      "animate" | "motion" | "format" | "style" | "count"
    >
    & Partial<Pick<DrawBody, "prompts">>,
): DrawAsk["moving"] {
  const fault = (detail: string) => new Problem(422, detail);
  if (!animate) {
    if (motion !== undefined) throw fault("motion goes with animate");
    if (format === "gif") throw fault("the format gif is for what moves: it goes with animate");
    return undefined;
  }
  if (format !== "json" && !isMoving(format)) {
    throw fault(`animate goes with the formats json, ${MOVING_FORMATS.join(" and ")}, not with ${format}`);
  }
  if (format !== "json" && (prompts?.length ?? 1) * (style?.length ?? 1) * count > 1) {
    throw fault(`as ${format} one drawing moves: one prompt, one style, and no count`);
  }
  return motion === undefined ? {} : { motion };
}

export const isMoving = (format: Format | MovingFormat): format is MovingFormat =>
  MOVING_FORMATS.some((each) => each === format);
