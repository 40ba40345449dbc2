/** The scene that a layout places by hand. */
import { more, UserError } from "../../base/errors.ts";
import { isOfSize, type ShareBox, tooSmall } from "../../tasks/art/scene/by_hand.ts";
import { notedScene, type NotedSubject } from "../../tasks/art/draw/subject.ts";
import { refusalOf } from "../../words/explain.ts";
import { insteadOf } from "../../words/nearest_name.ts";
import { isResolved, knownLabel, resolvePrompt, type Vocabulary } from "../../words/resolve.ts";
import { HUES, isHue } from "../../words/scene/hues.ts";
import type { HandBox, Saying, Scene, Thing } from "../../words/scene/parse.ts";
import { type Attribute, ATTRIBUTES } from "../../words/scene/phrases.ts";
import { hasRoomForWords, isSign, SIGN } from "../../words/scene/surfaces.ts";
import type { HandLayout, HandThing, OpenLayout } from "./hand_layout.ts";

/** What a layout is placed with. */
export interface Placing {
  vocabulary: Vocabulary;
  /** Columns and lines that there are, where the layout has no shape of its own. */
  room: { width: number; maxLines: number };
  strict?: boolean;
  any?: boolean;
  color?: boolean;
}

/** How many pictures there are of a word; letters of a sign need none. */
export type CountPictures = (word: string) => number;

/** Attributes that a layout may have: sizes are those of boxes, and what burns has its fire in a box. */
const CHANGES: readonly Attribute[] = ATTRIBUTES.filter((name) => !isOfSize(name) && name !== "burning");
/** By how much a box may be beyond the whole, as shares are rounded. */
const SLACK = 0.0015;

/** What a layout draws. Throws a UserError of kind "input" that names the layout and what is wrong with it. */
export async function subjectOfLayout(
  { what, layout }: OpenLayout,
  placing: Placing,
): Promise<NotedSubject> {
  const { color = false, strict = false } = placing;
  const faults: string[] = [], omitted: string[] = [];
  const aspect = layout.page === undefined
    ? layout.aspect ?? placing.room.maxLines / placing.room.width
    : layout.page.lines / layout.page.columns;
  const boxes = layout.things.map((thing, i) => boxOf(thing, layout, (line) => fault(i, line)));
  const things = layout.things.map((thing, i) => thingOf(thing, placing, omitted, (line) => fault(i, line)));
  const told = layout.things.flatMap(({ says }, by) => says === undefined ? [] : [{ says, by }]);
  if (told[1] !== undefined) fault(told[1].by, `.says: things[${told[0]!.by}] says something already`);
  for (const { index, width, height } of faults.length === 0 ? tooSmall({ aspect, boxes }) : []) {
    fault(
      index,
      ` (${layout.things[index]!.thing}): its box is too small for a sketch: ${least(layout, width, height)}`,
    );
  }
  if (faults[0] !== undefined) {
    throw new UserError("input", `${what}: ${faults[0]}${more(faults.length - 1)}`);
  }
  const scene: Scene = {
    ...{ things, relations: [], omitted },
    ...told[0] !== undefined && { saying: sayingOf(told[0], things) },
    ...!isPlain(layout) && { byHand: { aspect, boxes } },
  };
  return { ...await notedScene(scene, { strict, color }), drawn: inOrder(layout.drawn, things).join(", ") };

  function fault(index: number, line: string): void {
    faults.push(`things[${index}]${line}`);
  }
}

/** Throws a UserError of kind "input" for a picture that a word does not have. */
export function checkPictures(
  { what, layout }: OpenLayout,
  { things }: Scene,
  style: string,
  count: CountPictures,
): void {
  layout.things.forEach(({ picture }, i) => {
    const { label } = things[i]!, most = count(label);
    if (picture === undefined || picture <= most) return;
    throw new UserError(
      "input",
      `${what}: things[${i}].picture is ${picture}; there are ${most} of "${label}" in the style ${style}`,
    );
  });
}

/** A box as shares of the whole. */
function boxOf(thing: HandThing, { page }: HandLayout, fault: (line: string) => void): HandBox {
  const { x, y, width, height, picture, varied = false, flip = false, ground = false } = thing;
  const [across, down] = page === undefined ? [1, 1] : [page.columns, page.lines];
  const spans = [["x", "width", x, width, across], ["y", "height", y, height, down]] as const;
  for (const [from, length, start, long, most] of spans) {
    if (long === 0) fault(`.${length} is 0: a box has a ${length}`);
    else if (start + long > most * (1 + SLACK)) {
      fault(
        `: ${from} ${start} and ${length} ${long} reach beyond ${most}, ${
          page === undefined ? "the whole" : "the page"
        }`,
      );
    }
  }
  const box: ShareBox = { x: x / across, y: y / down, width: width / across, height: height / down };
  return { ...box, varied, flip, ground, ...picture !== undefined && { picture } };
}

function thingOf(
  { thing: asked, attributes = [], colour }: HandThing,
  { vocabulary, any = false }: Placing,
  omitted: string[],
  fault: (line: string) => void,
): Thing {
  const known = attributes.filter((name): name is Attribute => CHANGES.some((change) => change === name));
  for (const name of attributes) {
    if (known.some((change) => change === name)) continue;
    fault(`.attributes: "${name}" is unknown: ${insteadOf(name, CHANGES)}`);
  }
  if (colour !== undefined && !isHue(colour)) {
    fault(`.colour: "${colour}" is unknown: ${insteadOf(colour, Object.keys(HUES))}`);
  }
  const hue = colour !== undefined && isHue(colour) ? [colour] : [];
  const named = (label: string, why: Thing["why"], words = asked): Thing => (
    { label, why, asked: words, count: 1, arrangement: "group", attributes: [...known, ...hue] }
  );
  const plain = asked.toLowerCase().trim();
  if (isSign(plain)) return named(SIGN, "label");
  if (vocabulary.labels.includes(plain)) return named(plain, "label");
  const entry = knownLabel(asked, vocabulary);
  if (entry !== undefined) return named(entry.label, entry.why);
  const resolved = resolvePrompt(asked, vocabulary);
  if (isResolved(resolved)) {
    omitted.push(...resolved.omitted);
    return named(resolved.drawn, resolved.why, resolved.asked);
  }
  const [nearest] = resolved.nearest;
  if (!any || nearest === undefined) fault(`.thing: ${refusalOf(asked, resolved, false)}`);
  return named(nearest ?? plain, "nearest");
}

/** Words of the things, each once: first those that are told, in that order. */
function inOrder(told: string | undefined, things: readonly Thing[]): string[] {
  const labels = new Set(things.map(({ label }) => label));
  return [...new Set([...told?.split(", ").filter((word) => labels.has(word)) ?? [], ...labels])];
}

function sayingOf({ says, by }: { says: string; by: number }, things: readonly Thing[]): Saying {
  return { text: says, by, how: hasRoomForWords(things[by]!.label) ? "written" : "said" };
}

/** Whether it is one thing and nothing else, which is drawn as it is without a layout. */
function isPlain({ things: [thing, ...others], aspect, page }: HandLayout): boolean {
  if (thing === undefined || others.length > 0 || aspect !== undefined || page !== undefined) return false;
  const { x, y, width, height, picture, flip, ground } = thing;
  return x === 0 && y === 0 && width === 1 && height === 1 && picture === undefined && !flip && !ground;
}

/** How large a box has to be, in the measure of its layout. */
function least({ page }: HandLayout, width: number, height: number): string {
  if (page === undefined) return `it needs a width of ${width} or a height of ${height}`;
  const cells = (share: number, most: number) => Math.ceil(share * most);
  return `it needs ${cells(width, page.columns)} columns or ${cells(height, page.lines)} lines`;
}
