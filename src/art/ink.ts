/** Ink of the glyphs of DejaVu Sans Mono from the space to the tilde, in ninths of the densest; no ink but the space's is 0. */
const LEVELS =
  "03287671443411148566667587224444979587578558599878865769756545211674765864564756773555565655452";
const SHADES = " ░▒▓█";

/** How dark a character looks, from 0 (blank) to 9 (the densest); undefined for what is neither ASCII nor a shade. */
export function inkLevel(character: string): number | undefined {
  const shade = SHADES.indexOf(character);
  if (shade >= 0) return Math.round(shade * 9 / 4);
  const digit = LEVELS[character.charCodeAt(0) - 32];
  return digit === undefined ? undefined : Number(digit);
}
