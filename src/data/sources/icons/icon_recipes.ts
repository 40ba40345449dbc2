import type { IconKind } from "./icon_names.ts";
import { emojiName } from "./emoji.ts";
import { figureName } from "../figchild.ts";
import { withoutCategory } from "./streamline.ts";

export type IconStyle = "line" | "solid" | "shaded";

/** How an icon is drawn, and the name of what it shows. */
interface Reading {
  style: IconStyle;
  base: string;
}

/** How a set is read. */
export interface Recipe {
  /** Style and base name of an icon, or undefined to leave it out. */
  classify(name: string, body: string, names: ReadonlySet<string>): Reading | undefined;
  kind: IconKind;
  /** Which silhouettes are also drawn by their outlines; busy ones are worth it only for everyday words. */
  outlines?: "all" | "everyday";
  /**
   * Everyday words are also drawn by the lines of a colour picture: the contours of its shapes, or its own strokes where a
   * set draws them.
   */
  lines?: "contours" | "strokes";
  /** Only everyday words are taken. */
  everydayOnly?: boolean;
}

const suffixed = (name: string, suffix: string): string | undefined =>
  name.endsWith(suffix) ? name.slice(0, -suffix.length) : undefined;

/** Every icon has one style. */
const always = (style: IconStyle) => (name: string): Reading => ({ style, base: name });

/** Icons whose names end in the suffix have the first style, all others the second. */
const unless = (suffix: string, style: IconStyle, other: IconStyle) => (name: string): Reading => {
  const base = suffixed(name, suffix);
  return base ? { style, base } : { style: other, base: name };
};

/** The first suffix that a name has tells its style; icons without any are left out. */
function bySuffixes(styles: readonly [suffix: string, style: IconStyle][]) {
  return (name: string): Reading | undefined => {
    for (const [suffix, style] of styles) {
      const base = suffixed(name, suffix);
      if (base) return { style, base };
    }
    return undefined;
  };
}

/** Names of pinhead tell what stands where: of two things together neither is taken, of one before another the first. */
function pinheadBase(name: string, _body: string, names: ReadonlySet<string>) {
  if (/-(and|or|beside|under|over|above|below|behind|crossing|wearing)-|genitalia|groin|anus$/.test(name)) {
    return undefined;
  }
  // "castle-with-battlements" is a castle; "car-with-key" is more than the car that is there as well.
  const base = name.replace(/^(a|jp)-/, "").replace(/-(with|on|in|from|inside)(-.*)?$/, "");
  return base !== name && names.has(base) ? undefined : { style: "solid" as const, base };
}

/** The icon sets of the corpus: which drawings of each are taken, and in what style. */
export const RECIPES: Record<string, Recipe> = {
  lucide: { kind: "interface", classify: always("line") },
  "lucide-lab": { kind: "interface", classify: always("line") },
  tabler: {
    kind: "interface",
    classify: unless("-filled", "solid", "line"),
  },
  ph: {
    kind: "interface",
    classify: bySuffixes([["-thin", "line"], ["-fill", "solid"]]),
  },
  "icon-park-outline": { kind: "interface", classify: always("line") },
  mdi: {
    kind: "interface",
    outlines: "all",
    classify: unless("-outline", "line", "solid"),
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
    classify: unless("-solid", "solid", "line"),
  },
  "game-icons": {
    kind: "pictorial",
    outlines: "everyday",
    classify: always("solid"),
  },
  "fluent-emoji-high-contrast": {
    kind: "emoji",
    outlines: "all",
    classify: always("solid"),
  },
  "emojione-monotone": {
    kind: "emoji",
    outlines: "all",
    classify: always("solid"),
  },
  "fluent-emoji-flat": {
    kind: "emoji",
    lines: "contours",
    classify: always("shaded"),
  },
  noto: { kind: "emoji", classify: always("shaded") },
  twemoji: {
    kind: "emoji",
    lines: "contours",
    everydayOnly: true,
    classify: always("line"),
  },
  mingcute: {
    kind: "interface",
    classify: bySuffixes([["-fill", "solid"], ["-line", "line"]]),
  },
  boxicons: {
    kind: "interface",
    classify: unless("-filled", "solid", "line"),
  },
  "fa7-solid": {
    kind: "interface",
    outlines: "everyday",
    // "heart-circle-bolt" and "school-flag" are badges.
    classify: (name) => /-circle-|.-flag$/.test(name) ? undefined : { style: "solid", base: name },
  },
  pinhead: {
    kind: "interface",
    outlines: "everyday",
    classify: pinheadBase,
  },
  temaki: { kind: "interface", outlines: "everyday", classify: always("solid") },
  healthicons: {
    kind: "interface",
    everydayOnly: true,
    classify: (name) =>
      /-(negative|24px|alt\d?)$/.test(name) ? undefined : unless("-outline", "line", "solid")(name),
  },
  "carbon-pictograms": { kind: "interface", classify: always("line") },
  "streamline-ultimate": {
    kind: "interface",
    classify: (name) => {
      const bold = suffixed(name, "-bold");
      const base = withoutCategory(bold ?? name);
      return base ? { style: bold ? "solid" : "line", base } : undefined;
    },
  },
  "streamline-cyber": {
    kind: "interface",
    classify: (name) => {
      const base = withoutCategory(name);
      return base ? { style: "line", base } : undefined;
    },
  },
  "streamline-emojis": {
    kind: "emoji",
    lines: "strokes",
    everydayOnly: true,
    classify: (name) => ({ style: "line", base: name.replace(/-\d$/, "") }),
  },
  "noto-v1": { kind: "emoji", lines: "contours", classify: always("shaded") },
  fxemoji: {
    kind: "emoji",
    lines: "contours",
    everydayOnly: true,
    // "hotairballoon": its names have no spaces.
    classify: (name) => ({ style: "line", base: emojiName(name) ?? name }),
  },
  figchild: {
    kind: "pictorial",
    classify: (name) => {
      const base = figureName(name);
      return base ? { style: "line", base } : undefined;
    },
  },
};
