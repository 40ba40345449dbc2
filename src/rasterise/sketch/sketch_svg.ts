import type { PictureStyle } from "../glyphs.ts";
import { openPicture } from "../picture.ts";
import { FINE_SIDE } from "./sketch.ts";
import { parseSvg, study } from "../svg.ts";

/** 64×64 bits of the ink box, and the box's size in user units. */
export interface SvgSketch {
  bits: Uint8Array;
  width: number;
  height: number;
}

/** The sketch of an SVG document in a style; null where nothing shows. Throws an SvgError. */
export function sketchSvg(svg: string, style: PictureStyle): SvgSketch | null {
  const document = parseSvg(svg);
  const view = document && study(document);
  const picture = view && openPicture(svg, style);
  return picture && { bits: picture.sketch(FINE_SIDE), width: view.box.width, height: view.box.height };
}
