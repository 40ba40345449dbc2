/** FIGlet fonts that are built in. None is loaded before it is asked for, nor is FIGlet. */
import type { Font } from "./font.ts";
import { FONT_NAMES, type FontName } from "./font_names.ts";
export { DEFAULT_FONT, FONT_NAMES, type FontName } from "./font_names.ts";

const LOADERS = {
  standard: () => import("figlet/importable-fonts/Standard.js"),
  small: () => import("figlet/importable-fonts/Small.js"),
  mini: () => import("figlet/importable-fonts/Mini.js"),
  big: () => import("figlet/importable-fonts/Big.js"),
  doom: () => import("figlet/importable-fonts/Doom.js"),
  slant: () => import("figlet/importable-fonts/Slant.js"),
  "small-slant": () => import("figlet/importable-fonts/Small Slant.js"),
  rounded: () => import("figlet/importable-fonts/Rounded.js"),
  soft: () => import("figlet/importable-fonts/Soft.js"),
  chunky: () => import("figlet/importable-fonts/Chunky.js"),
  rectangles: () => import("figlet/importable-fonts/Rectangles.js"),
  banner: () => import("figlet/importable-fonts/Banner.js"),
  colossal: () => import("figlet/importable-fonts/Colossal.js"),
  roman: () => import("figlet/importable-fonts/Roman.js"),
} satisfies Record<FontName, () => Promise<{ default: string }>>;

/** The built-in font that a text names, in any case, with blanks or hyphens; undefined if there is none. */
export function fontNamed(text: string): FontName | undefined {
  const name = text.trim().toLowerCase().replace(/\s+/g, "-");
  return isFontName(name) ? name : undefined;
}

/** Loads a built-in font. */
export async function loadFont(name: FontName): Promise<Font> {
  const [{ parseFont }, { default: data }] = await Promise.all([import("./font.ts"), LOADERS[name]()]);
  return parseFont(name, data);
}

function isFontName(name: string): name is FontName {
  return Object.hasOwn(LOADERS, name);
}
