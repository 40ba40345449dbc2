import { UserError } from "../../errors.ts";
import { EVERYDAY } from "../everyday.ts";
import { labelsOf } from "../labels.ts";
import type { Candidate } from "../picture.ts";
import { contours } from "./contours.ts";
import { guessStyle, type IconSet, type IconSetInfo, installIconSet } from "./iconify.ts";
import { abstractNames, readTags } from "./tags.ts";

type IconStyle = "line" | "solid" | "shaded";

interface Recipe {
  /** Style and base name of an icon, or undefined to leave it out. */
  classify(name: string, body: string): { style: IconStyle; base: string } | undefined;
  /** Interface sets hold badge variants of one drawing and many abstract signs; picture sets do not. */
  kind: "interface" | "pictorial" | "emoji";
  /** Which silhouettes are also drawn by their outlines; busy ones are worth it only for everyday words. */
  outlines?: "all" | "everyday";
  /** Everyday words are also drawn by the contours of a colour picture's shapes. */
  contours?: boolean;
  /** Only everyday words are taken. */
  everydayOnly?: boolean;
}

const suffixed = (name: string, suffix: string): string | undefined =>
  name.endsWith(suffix) ? name.slice(0, -suffix.length) : undefined;

/** The icon sets of the corpus: which drawings of each are taken, and in what style. */
const RECIPES: Record<string, Recipe> = {
  lucide: { kind: "interface", classify: (name) => ({ style: "line", base: name }) },
  "lucide-lab": { kind: "interface", classify: (name) => ({ style: "line", base: name }) },
  tabler: {
    kind: "interface",
    classify: (name) => {
      const filled = suffixed(name, "-filled");
      return filled ? { style: "solid", base: filled } : { style: "line", base: name };
    },
  },
  ph: {
    kind: "interface",
    classify: (name) => {
      const thin = suffixed(name, "-thin");
      const fill = suffixed(name, "-fill");
      return thin ? { style: "line", base: thin } : fill ? { style: "solid", base: fill } : undefined;
    },
  },
  "icon-park-outline": { kind: "interface", classify: (name) => ({ style: "line", base: name }) },
  mdi: {
    kind: "interface",
    outlines: "all",
    classify: (name) => {
      const outline = suffixed(name, "-outline");
      return outline ? { style: "line", base: outline } : { style: "solid", base: name };
    },
  },
  hugeicons: {
    kind: "interface",
    everydayOnly: true,
    // Of many pictures of one thing the first five.
    classify: (name) =>
      /-(0[6-9]|[1-9]\d)$/.test(name) ? undefined : { style: "line", base: name.replace(/-\d\d$/, "") },
  },
  iconoir: {
    kind: "interface",
    classify: (name) => {
      const solid = suffixed(name, "-solid");
      return solid ? { style: "solid", base: solid } : { style: "line", base: name };
    },
  },
  "game-icons": {
    kind: "pictorial",
    outlines: "everyday",
    classify: (name) => ({ style: "solid", base: name }),
  },
  "fluent-emoji-high-contrast": {
    kind: "emoji",
    outlines: "all",
    classify: (name) => ({ style: "solid", base: name }),
  },
  "emojione-monotone": {
    kind: "emoji",
    outlines: "all",
    classify: (name) => ({ style: "solid", base: name }),
  },
  "fluent-emoji-flat": {
    kind: "emoji",
    contours: true,
    classify: (name) => ({ style: "shaded", base: name }),
  },
  noto: { kind: "emoji", classify: (name) => ({ style: "shaded", base: name }) },
  twemoji: {
    kind: "emoji",
    contours: true,
    everydayOnly: true,
    classify: (name) => ({ style: "line", base: name }),
  },
};

/** Names of the icon sets, in the order in which the corpus takes them. */
export const ICON_SETS = Object.keys(RECIPES);

const wordSet = (text: string): Set<string> => new Set(text.trim().split(/\s+/));

/** Words that mark an icon as a sign of an interface wherever they stand in its name. */
const SIGNS = wordSet(`
  arrow arrows chevron chevrons caret align text format brand logo letter number numeric alpha currency math layout
  border sort player http git github google microsoft android apple adobe windows facebook twitter instagram youtube
  amazon react vue angular file files folder message comment chat axis vector relation network wifi signal cellphone
  gender zodiac selection cursor percentage tally wash circuit keyframe keyframes transition swipe easing ease
  priority database server api css html json xml svg pdf csv sql npm code brackets braces playlist progress timeline
  calendar clock clipboard archive account user users badge shield battery checkbox radiobox printer invoice receipt
  credit content view table column row filter loader reload rotate flip scan gesture click tap hand
`);

/** Icons whose name holds a sign word and that are pictures all the same. */
const PICTURES = wordSet(`
  clock calendar clipboard shield battery printer hand folder file table apple database server badge user hand-fist
  alarm-clock table-lamp bow-arrow bow-and-arrow hand-peace hand-palm round-table picnic-table coffee-table pool-table
  clock-digital grandfather-clock cuckoo-clock wall-clock table-tennis table-chair desk calendar-blank hand-saw
`);

/** Last words that mark a badge beside another icon: "bell-plus" is a variant of "bell". */
const BADGES = wordSet(`
  off plus minus check x cog edit slash search exclamation question pause share code alert remove sync lock cancel
  dollar euro pound yen rupee bitcoin heart star pin bolt up down left right in out on settings clock user refresh
  download upload network play stop marker key eye pen pencil music percent discount spark sparkles ai warning info
  add delete xmark tag list multiple box circle square auto wireless bluetooth variant lines dots ellipsis shield open
  link unlock text outline none transfer mute low high medium slow fast question
`);

const SKIN_OR_HAIR =
  /(^|-)(skin-tone|tone\d|dark|light|medium|medium-dark|medium-light|bald|beard|red-hair|white-hair|curly-hair|blond-hair)$|-skin-tone/;
const EMOJI_SIGNS =
  /(^|-)(button|flag|keycap|oclock|thirty|digit|letter|symbol|mark|arrow|tone\d|sign|suit|room|input|couple|kiss|family|people|men|women|deaf|asterisk|square|circle|japanese|handshake|facing|index|thumbs|zodiac|ok|no|person)(-|$)/;
const ZODIAC =
  /^(aries|taurus|gemini|cancer|leo|virgo|libra|scorpio|sagittarius|capricorn|aquarius|pisces|ophiuchus|recycling|infinity|atm|wc|eight-spoked.*|p-button|mx-.*|mrs-.*|supervillain|superhero)$/;

function isPicture(base: string, kind: Recipe["kind"], names: Set<string>): boolean {
  const parts = base.split("-");
  if (kind === "emoji") {
    if (SKIN_OR_HAIR.test(base) && names.has(base.replace(SKIN_OR_HAIR, ""))) return false;
    if (/skin-tone|tone\d/.test(base) || ZODIAC.test(base)) return false;
    // Portraits by sex or profession repeat the neutral figure.
    if (parts.length > 1 && /^(man|woman)$/.test(parts[0]!)) return false;
    return !EMOJI_SIGNS.test(base) || /^(thumbs-up|thumbs-down|stop-sign|clown-face)$/.test(base);
  }
  if (kind === "pictorial") {
    return !/^(abstract|card-|level-|rank-|perspective-dice|dice-|tarot-)|-flag$/.test(base);
  }
  if (PICTURES.has(base)) return true;
  // "moon-2" is a second moon, but "timer-10", "square-6" and "keyboard-f2" show the figures; half a star is no star.
  if (
    /\d\d|[a-z]\d|\d[a-z]/.test(base) ||
    /^(square|circle|hexagon|box|play-card|floor|fan-speed)-.*\d/.test(base)
  ) {
    return false;
  }
  if (parts.includes("half") || /-(key|plan)$/.test(base)) return false;
  if (parts.some((part) => SIGNS.has(part))) return false;
  if (parts.length === 1) return true;
  const rest = parts.slice(0, -1).join("-");
  return !(BADGES.has(parts.at(-1)!) && names.has(rest));
}

/** How to read a set that nobody has looked at. */
const unknownRecipe = ({ palette = false }: IconSetInfo): Recipe => ({
  kind: palette ? "emoji" : "interface",
  classify: (name, body) => guessStyle(name, body, palette),
});

async function readSet(set: string): Promise<{ icons: IconSet; info: IconSetInfo }> {
  if (!(set in RECIPES)) return await installIconSet(set);
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
const DOZENS = wordSet("face heart moon cat hand diamond book star man woman");

/** Whether a label is an everyday word; or, of an emoji, a kind of it or its face: "hindu temple", "dragon face". */
function showsEveryday(label: string, kind: Recipe["kind"]): boolean {
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
  const [{ icons, info }, tags, abstract] = await Promise.all([
    readSet(set),
    readTags(set),
    abstractNames(set),
  ]);
  const recipe = RECIPES[set] ?? unknownRecipe(info);
  const names = new Set(Object.keys(icons.icons));
  const licence = info.license.spdx ?? info.license.title;
  const attribution = `${info.name} by ${info.author.name} (${licence})`;
  const candidates: Candidate[] = [];
  for (const [name, icon] of Object.entries(icons.icons)) {
    const plan = recipe.classify(name, icon.body);
    if (!plan || abstract.has(plan.base) || abstract.has(name) || !isPicture(plan.base, recipe.kind, names)) {
      continue;
    }
    const labels = labelsOf(plan.base, tags.get(plan.base) ?? tags.get(name) ?? []);
    if (!labels) continue;
    const width = icon.width ?? icons.width ?? 16;
    const height = icon.height ?? icons.height ?? 16;
    const size = Math.max(width, height);
    if (hasStrayGroup(icon.body, size)) continue;
    const everyday = showsEveryday(labels.label, recipe.kind);
    if (recipe.everydayOnly && !everyday) continue;
    const svgOf = (body: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
      `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${body}</svg>`;
    const lined = (): Candidate["drawing"] => ({ kind: "svg", svg: svgOf(contours(icon.body, size)) });
    const candidate: Candidate = {
      source: set,
      sourceId: name,
      label: labels.label,
      furtherLabels: labels.further,
      style: plan.style,
      licence,
      attribution,
      drawing: recipe.contours && plan.style === "line" ? lined() : { kind: "svg", svg: svgOf(icon.body) },
    };
    candidates.push(candidate);
    const worthwhile = recipe.outlines === "all" ||
      recipe.outlines === "everyday" && EVERYDAY.has(labels.label);
    if (plan.style === "solid" && worthwhile && !names.has(`${plan.base}-outline`)) {
      candidates.push({ ...candidate, style: "line" });
    }
    if (recipe.contours && plan.style !== "line" && everyday) {
      candidates.push({ ...candidate, style: "line", drawing: lined() });
    }
  }
  return candidates;
}
