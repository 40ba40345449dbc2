import { FONTS, renderBanner } from "../corpus/sources/figlet.ts";
import { sketchOfArt } from "../rasterise/sketch.ts";
import { indexSketches, type SketchIndex } from "../rasterise/similarity.ts";

/**
 * Likeness of a banner to each of the words, from 0 to 1: the share of ink that it has in common with the word in the
 * nearest legible FIGlet font, both as sketches.
 */
export type BannerReader = (lines: readonly string[]) => number[];

/** Sets every word in every legible font, to read banners by. */
export async function readBanners(words: readonly string[]): Promise<BannerReader> {
  const indices: SketchIndex[] = [];
  for (const word of words) {
    const rendered = await Promise.all(FONTS.map((font) => renderBanner(word, font)));
    indices.push(indexSketches(rendered.map(sketchOfArt)));
  }
  return (lines) => {
    const sketch = sketchOfArt(lines);
    return indices.map((index) => 1 - index.nearest(sketch, 1)[0]!.difference);
  };
}
