/** Things that are placed by hand: what a file or a program says of them, which may be the JSON of a drawing. */
import * as z from "zod";
import { more, UserError } from "../../base/errors.ts";
import { plainFileSize, readPlainText } from "../../base/files.ts";
import { jsonOf } from "../../base/schema.ts";
import { nearestName } from "../../words/nearest_name.ts";

/** Things of a layout at most, bytes of its file, and characters of a text in it. */
const MOST_THINGS = 72, MOST_BYTES = 4 << 20, MOST_TEXT = 1000;

/** A number, and what is said of any other value. */
const numeric = (what: string, least: number, most: number) => {
  const error = what;
  return z.number({ error }).min(least, { error }).max(most, { error });
};
const whole = (what: string, least: number, most: number) => {
  const error = what;
  return z.int({ error }).min(least, { error }).max(most, { error });
};
const text = (what: string) =>
  z.string({ error: what }).min(1, { error: what }).max(MOST_TEXT, { error: what });
const flag = (what: string) => z.boolean({ error: "true or false" }).optional().describe(what);
const place = (what: string) => numeric("a number from 0 up", 0, 1e4).describe(what);

const handThing = z.looseObject({
  thing: text("a word").describe("a word that the model knows, or that stands for one"),
  x: place("left side of its box, as a share of the drawing's width, or in columns of the page"),
  y: place("upper side, as a share of the height, or in lines of the page"),
  width: place("width of its box, in the same measure"),
  height: place("height of its box"),
  picture: whole("a whole number from 1 up", 1, 1e6).optional().describe(
    "number of its picture among those of the word; that of the seed unless told otherwise",
  ),
  varied: flag("whether the seed varies that picture"),
  flip: flag("whether it looks the other way than its picture"),
  ground: flag("whether water, grass, snow or sand is drawn as what others stand in"),
  attributes: z.array(text("an attribute"), { error: "a list of attributes" }).optional().describe(
    "what is done to its picture: striped, upside down …",
  ),
  colour: text("a colour").optional().describe("its colour, where drawings have colours"),
  says: text(`a text of 1 to ${MOST_TEXT} characters`).optional().describe(
    "words on it, where it has room for words, or that it says; of one thing only",
  ),
}, { error: "a thing and its box" });

/** What is placed by hand; all else that the JSON of a drawing tells may stand there, and says nothing. */
export const handLayout = z.looseObject({
  things: z.array(handThing, { error: "a list of things, each with its box" })
    .min(1, { error: "a list of things, each with its box" })
    .max(MOST_THINGS, { error: `a list of ${MOST_THINGS} things at most` })
    .describe("those behind others come first"),
  aspect: numeric("a number from 0.01 to 10", 0.01, 10).optional().describe(
    "lines of a column of the whole; that of the limits unless told otherwise",
  ),
  page: z.strictObject({
    columns: whole("a whole number from 1 to 1000", 1, 1000),
    lines: whole("a whole number from 1 to 1000", 1, 1000),
  }, { error: "an object with columns and lines" }).optional().describe(
    "boxes are in cells of such a page, not in shares",
  ),
  prompt: z.string({ error: "a text" }).max(MOST_TEXT, { error: "a text" }).optional().describe(
    "what the drawing is called",
  ),
  drawn: z.string({ error: "words with commas between" }).optional().describe(
    "the words of its things, the one first that the whole is of; the one farthest behind unless told otherwise",
  ),
  seed: whole("a seed", 0, 2 ** 32 - 1).optional().describe("unless the request has one"),
  style: text("a style").optional().describe("unless the request has one"),
}, { error: "an object with a list of things" }).meta({ id: "HandLayout" });

export type HandLayout = z.infer<typeof handLayout>;
export type HandThing = HandLayout["things"][number];

/** A layout, and what errors call it. */
export interface OpenLayout {
  what: string;
  layout: HandLayout;
}

/** What the JSON of a drawing has besides. */
const OF_DRAWINGS = new Set(
  "why,omitted,font,width,height,lines,text,model,notes,colours,sketch,confidence".split(","),
);
const OF_THINGS = new Set(["visible"]);

/** Reads a layout: a file of JSON by its path, or the value itself. Throws a UserError of kind "io" or "input". */
export async function openLayout(given: string | HandLayout): Promise<OpenLayout> {
  if (typeof given !== "string") return { what: "layout", layout: checkedLayout(given, "layout") };
  await plainFileSize(given); // says it well where there is none
  return { what: given, layout: layoutIn(await readPlainText(given, MOST_BYTES), given) };
}

/** The layout that a text holds. Throws a UserError of kind "input" that begins with what it is. */
export const layoutIn = (text: string, what: string): HandLayout => checkedLayout(jsonOf(text, what), what);

function checkedLayout(value: unknown, what: string): HandLayout {
  const fault = (line: string) => new UserError("input", `${what}: ${line}`);
  if (Array.isArray(value)) {
    throw fault(`it holds ${value.length} drawings: leave one of them, not in a list`);
  }
  // What is misspelt is missing, too.
  const unknown = strangersIn(value);
  if (unknown[0] !== undefined) throw fault(`${unknown[0]}${more(unknown.length - 1)}`);
  const { data, error } = handLayout.safeParse(value);
  if (error !== undefined) {
    const { path, message } = error.issues[0]!;
    throw fault(`${faultAt(value, path, message)}${more(error.issues.length - 1)}`);
  }
  if (data.page !== undefined && data.aspect !== undefined) {
    throw fault("page and aspect both say how the whole is shaped: leave one of them out");
  }
  return data;
}

/** A value that is not what it has to be, by its path. */
function faultAt(value: unknown, path: readonly PropertyKey[], expected: string): string {
  const name = path.map((key) => typeof key === "number" ? `[${key}]` : `.${String(key)}`).join("");
  const found = path.reduce<unknown>((at, key) => isRecord(at) ? at[String(key)] : undefined, value);
  const shown = name === "" ? "it" : name.slice(1);
  if (found === undefined) return `${shown} is missing: ${expected}`;
  return `${shown} is ${short(JSON.stringify(found))}, not ${expected}`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const short = (text: string): string => text.length > 40 ? `${text.slice(0, 40)}…` : text;

function strangersIn(value: unknown): string[] {
  if (!isRecord(value)) return [];
  const things: unknown[] = Array.isArray(value["things"]) ? value["things"] : [];
  return [
    ...strangers(value, handLayout.shape, OF_DRAWINGS, ""),
    ...things.slice(0, MOST_THINGS).flatMap((thing, i) =>
      isRecord(thing) ? strangers(thing, handThing.shape, OF_THINGS, `things[${i}].`) : []
    ),
  ];
}

/** Keys that say nothing to anyone, and what they may have been meant for. */
function strangers(
  value: object,
  shape: Readonly<Record<string, unknown>>,
  idle: ReadonlySet<string>,
  where: string,
): string[] {
  const known = Object.keys(shape);
  return Object.keys(value).filter((key) => !known.includes(key) && !idle.has(key)).map((key) => {
    const meant = nearestName(key, known);
    return `${where}${short(key)} is unknown: ${
      meant === undefined ? `known are ${known.join(", ")}` : `did you mean ${meant}?`
    }`;
  });
}
