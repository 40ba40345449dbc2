import type { IconKind } from "./icon_names.ts";
import { emojiName } from "./emoji.ts";
import { figureName } from "./figchild.ts";
import { withoutCategory } from "./streamline.ts";

export type IconStyle = "line" | "solid" | "shaded";

/** How a set is read. */
export interface Recipe {
  /** Style and base name of an icon, or undefined to leave it out. */
  classify(
    name: string,
    body: string,
    names: ReadonlySet<string>,
  ): { style: IconStyle; base: string } | undefined;
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
    lines: "contours",
    classify: (name) => ({ style: "shaded", base: name }),
  },
  noto: { kind: "emoji", classify: (name) => ({ style: "shaded", base: name }) },
  twemoji: {
    kind: "emoji",
    lines: "contours",
    everydayOnly: true,
    classify: (name) => ({ style: "line", base: name }),
  },
  mingcute: {
    kind: "interface",
    classify: (name) => {
      const fill = suffixed(name, "-fill");
      const line = suffixed(name, "-line");
      return fill ? { style: "solid", base: fill } : line ? { style: "line", base: line } : undefined;
    },
  },
  boxicons: {
    kind: "interface",
    classify: (name) => {
      const filled = suffixed(name, "-filled");
      return filled ? { style: "solid", base: filled } : { style: "line", base: name };
    },
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
  temaki: { kind: "interface", outlines: "everyday", classify: (name) => ({ style: "solid", base: name }) },
  healthicons: {
    kind: "interface",
    everydayOnly: true,
    classify: (name) => {
      if (/-(negative|24px|alt\d?)$/.test(name)) return undefined;
      const outline = suffixed(name, "-outline");
      return outline ? { style: "line", base: outline } : { style: "solid", base: name };
    },
  },
  "carbon-pictograms": { kind: "interface", classify: (name) => ({ style: "line", base: name }) },
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
  "noto-v1": { kind: "emoji", lines: "contours", classify: (name) => ({ style: "shaded", base: name }) },
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
