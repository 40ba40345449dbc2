import { UserError } from "../../../base/errors.ts";
import { EVERYDAY } from "../../words/everyday.ts";
import { labelsOf } from "../../words/labels.ts";
import { nameableLabels } from "../../words/unnameable.ts";
import type { Candidate } from "../../drawn/picture.ts";
import { readCarbonPictograms } from "./carbon.ts";
import { contours, ownStrokes } from "./contours.ts";
import { readFigchild } from "../figchild.ts";
import { guessStyle, type IconSet, type IconSetInfo, installIconSet } from "./iconify.ts";
import { type IconKind, isPicture } from "./icon_names.ts";
import { type Recipe, RECIPES } from "./icon_recipes.ts";
import { abstractNames, readTags } from "./tags.ts";

/** Names of the icon sets, in the order in which the corpus takes them. */
export const ICON_SETS = Object.keys(RECIPES);

/** How to read a set that nobody has looked at. */
const unknownRecipe = ({ palette = false }: IconSetInfo): Recipe => ({
  kind: palette ? "emoji" : "interface",
  classify: (name, body) => guessStyle(name, body, palette),
});

type ReadSet = () => Promise<{ icons: IconSet; info: IconSetInfo } | undefined>;

/** Sets of the corpus that are no packages of Iconify. */
const READERS = new Map<string, ReadSet>([
  ["figchild", readFigchild],
  ["carbon-pictograms", readCarbonPictograms],
]);

/** A set of which nothing is installed has no icons. */
async function readSet(set: string): ReturnType<ReadSet> {
  if (!(set in RECIPES)) return await installIconSet(set);
  const read = READERS.get(set);
  if (read !== undefined) return await read();
  try {
    const icons = await import(`@iconify-json/${set}/icons.json`, { with: { type: "json" } });
    const info = await import(`@iconify-json/${set}/info.json`, { with: { type: "json" } });
    return { icons: icons.default, info: info.default };
  } catch (error) {
    throw new UserError("corpus", `icon set "${set}" cannot be loaded; is it in deno.json and downloaded?`, {
      cause: error,
    });
  }
}

/**
 * Whether a translucent group may lie off the canvas: leftovers of the designers, which abort the renderer (resvg
 * unwraps the group's empty bounding box).
 */
function hasStrayGroup(body: string, size: number): boolean {
  if (!/<g[^>]* opacity=/.test(body)) return false;
  const starts = body.matchAll(/ d="[Mm](-?[\d.]+)[ ,]?(-?[\d.]+)/g);
  return [...starts].some(([, x, y]) =>
    [x, y].some((value) => Number(value) < -size / 2 || Number(value) > size * 1.5)
  );
}

/** Last words of emoji that come by the dozen. */
const DOZENS = new Set("face heart moon cat hand diamond book star man woman".split(" "));

/** Whether a label is an everyday word; or, of an emoji, a kind of it or its face: "hindu temple", "dragon face". */
function showsEveryday(label: string, kind: IconKind): boolean {
  if (EVERYDAY.has(label)) return true;
  const [first, last, ...more] = label.split(" ");
  if (kind !== "emoji" || first === undefined || last === undefined || more.length > 0) return false;
  return EVERYDAY.has(last) && !DOZENS.has(last) || last === "face" && EVERYDAY.has(first) ||
    label === "ear corn";
}

/**
 * Every picture of an Iconify icon set that has a concrete label, in the set's order. A set that is none of `ICON_SETS` is
 * fetched through npm and read by guesses.
 */
export async function iconCandidates(set: string): Promise<Candidate[]> {
  const [found, tags, abstract] = await Promise.all([
    readSet(set),
    readTags(set),
    abstractNames(set),
  ]);
  if (found === undefined) return [];
  const { icons, info } = found;
  const recipe = RECIPES[set] ?? unknownRecipe(info);
  const names = new Set(Object.keys(icons.icons));
  const licence = info.license.spdx ?? info.license.title;
  const attribution = `${info.name} by ${info.author.name} (${licence})`;
  const candidates: Candidate[] = [];
  /** Drawings of a label that were taken: some sets have one by several names. */
  const taken = new Set<string>();
  for (const [name, icon] of Object.entries(icons.icons)) {
    const plan = recipe.classify(name, icon.body, names);
    if (!plan || abstract.has(plan.base) || abstract.has(name) || !isPicture(plan.base, recipe.kind, names)) {
      continue;
    }
    const labels = nameableLabels(labelsOf(plan.base, tags.get(plan.base) ?? tags.get(name) ?? []));
    if (!labels || taken.has(`${labels.label} ${icon.body}`)) continue;
    taken.add(`${labels.label} ${icon.body}`);
    const width = icon.width ?? icons.width ?? 16;
    const height = icon.height ?? icons.height ?? 16;
    const size = Math.max(width, height);
    if (hasStrayGroup(icon.body, size)) continue;
    const everyday = showsEveryday(labels.label, recipe.kind);
    if (recipe.everydayOnly && !everyday) continue;
    const svgOf = (body: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
      `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${body}</svg>`;
    const colours = info.palette ? { colours: svgOf(icon.body) } : {};
    const lined = (): Candidate["drawing"] => ({
      kind: "svg",
      ...colours,
      svg: svgOf(recipe.lines === "strokes" ? ownStrokes(icon.body) : contours(icon.body, size)),
    });
    const candidate: Candidate = {
      source: set,
      sourceId: name,
      label: labels.label,
      furtherLabels: labels.further,
      style: plan.style,
      licence,
      attribution,
      drawing: recipe.lines && plan.style === "line"
        ? lined()
        : { kind: "svg", ...colours, svg: svgOf(icon.body) },
    };
    candidates.push(candidate);
    const worthwhile = recipe.outlines === "all" ||
      recipe.outlines === "everyday" && EVERYDAY.has(labels.label);
    if (plan.style === "solid" && worthwhile && !names.has(`${plan.base}-outline`)) {
      candidates.push({ ...candidate, style: "line" });
    }
    if (recipe.lines && plan.style !== "line" && everyday) {
      candidates.push({ ...candidate, style: "line", drawing: lined() });
    }
  }
  return candidates;
}
