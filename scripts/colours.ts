/**
 * Makes the table of words' colours, `src/words/colours.br`, for the words of some models: coarse grids of the colour
 * pictures of icon sets, which come from npm.
 *
 *     deno run -A scripts/colours.ts weights/default
 */
import { join } from "node:path";
import { iconCandidates } from "../src/data/sources/icons/icons.ts";
import { coarsePicture, colourTable } from "../src/data/words/colour_table.ts";
import { coloursOf } from "../src/rasterise/colours.ts";
import { SvgError } from "../src/rasterise/resvg.ts";
import { readBundle } from "../src/tasks/art/bundle/read.ts";
import type { WordColours } from "../src/words/colour_table.ts";
import { packColourTable } from "../src/words/colours.ts";

/** Sets whose pictures have colours, those that show a thing whole and plainly first. */
const SETS = ["twemoji", "fluent-emoji-flat", "fxemoji", "noto", "noto-v1", "streamline-emojis"];

const named = new Map<string, WordColours[]>(), tagged = new Map<string, WordColours[]>();
for (const set of SETS) {
  const seen = new Set<string>();
  for (const { sourceId, label, furtherLabels, drawing } of await iconCandidates(set)) {
    if (drawing.kind !== "svg" || drawing.colours === undefined || seen.has(sourceId)) continue;
    seen.add(sourceId);
    const colours = coloursUnlessBroken(drawing.colours);
    if (colours === undefined) continue;
    const picture = coarsePicture(colours);
    put(named, label, picture);
    furtherLabels.forEach((further) => put(tagged, further, picture));
  }
}
// What is called so comes before what is only tagged so.
for (const [word, pictures] of tagged) for (const picture of pictures) put(named, word, picture);

const words = new Set<string>();
for (const folder of Deno.args) for (const label of (await readBundle(folder)).album.labels) words.add(label);
const table = colourTable([...words], named);
const packed = packColourTable(table);
await Deno.writeFile(join(import.meta.dirname!, "../src/words/colours.br"), packed);
const count = Object.keys(table.words).length;
console.error(`${count} of ${words.size} words, ${table.pictures.length} pictures, ${packed.length} bytes`);

function put(map: Map<string, WordColours[]>, word: string, picture: WordColours): void {
  const known = map.get(word);
  if (known === undefined) map.set(word, [picture]);
  else known.push(picture);
}

function coloursUnlessBroken(svg: string): Uint16Array | undefined {
  try {
    return coloursOf(svg);
  } catch (error) {
    if (error instanceof SvgError) return undefined;
    throw error;
  }
}
