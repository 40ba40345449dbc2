import { coloursOf, packColours } from "../../rasterise/colours.ts";
import { mirrorArt } from "../../rasterise/sketch/mirror.ts";
import { countEdges, sketchWords } from "../../rasterise/sketch/packed.ts";
import { openPicture, type PictureStyle } from "../../rasterise/picture.ts";
import { SvgError } from "../../rasterise/resvg.ts";
import { FINE_SIDE, packSketch, SKETCH_SIDE, sketchOfArt } from "../../rasterise/sketch/sketch.ts";
import { normalise } from "../found/normalise.ts";
import { type Candidate, type Drawn, pictureKey } from "./picture.ts";
import { renderBanner } from "../sources/figlet.ts";
import { readClipart } from "../sources/openclipart/lines.ts";
import { planViews } from "./views.ts";

/** A sketch with less or more ink than this share of its 1,296 bits tells nothing. */
const SKETCH_INK = { min: 0.02, max: 0.99 };

/** Outlines of silhouettes run into each other below this width. */
const OUTLINE_COLUMNS = 22;

/** Illustrations, not made to be read when they are small: those whose sketches have more ink or edges are left out. */
const ILLUSTRATED = new Set(["figchild", "openclipart"]);
const BUSY = { ink: 0.42, edges: 540 };

/** Draws a candidate in all its views; undefined where nothing usable comes out. */
export async function drawCandidate(candidate: Candidate, seed: number): Promise<Drawn | undefined> {
  const { drawing, style } = candidate;
  if (drawing.kind === "banner") {
    const piece = normalise(await renderBanner(drawing.text, drawing.font));
    if (!piece) return undefined;
    const lines = piece.art.split("\n");
    return {
      sketch: packSketch(sketchOfArt(lines)),
      fine: packSketch(sketchOfArt(lines, FINE_SIDE)),
      pieces: [{ ...piece, mirrored: false }],
    };
  }
  if (style === "banner") return undefined;
  try {
    const documents = drawing.kind === "svg" ? drawing : documentsOf(drawing.svg, style);
    return documents && drawSvg(candidate, documents, style, seed);
  } catch (error) {
    if (error instanceof SvgError) return undefined;
    throw error;
  }
}

/** Draws a picture, and takes its colours from where they are. Throws an SvgError. */
function drawSvg(
  candidate: Candidate,
  { svg, colours: coloured }: { svg: string; colours?: string },
  style: PictureStyle,
  seed: number,
): Drawn | undefined {
  const picture = openPicture(svg, style);
  if (!picture) return undefined;
  const bits = picture.sketch(SKETCH_SIDE), sketch = packSketch(bits);
  const ink = bits.reduce((sum, bit) => sum + bit, 0) / bits.length;
  if (ink < SKETCH_INK.min || ink > SKETCH_INK.max) return undefined;
  if (
    style === "line" && ILLUSTRATED.has(candidate.source) &&
    (ink > BUSY.ink || countEdges(sketchWords(sketch)) > BUSY.edges)
  ) {
    return undefined;
  }
  const pieces: Drawn["pieces"] = [];
  for (const { mirrored, ...view } of planViews(pictureKey(candidate), seed, style)) {
    if (style === "line" && !picture.strokeBased && view.columns < OUTLINE_COLUMNS) continue;
    const lines = picture.draw(view);
    if (!lines) continue;
    for (const flip of mirrored ? [false, true] : [false]) {
      const piece = normalise(flip ? mirrorArt(lines) : lines);
      if (piece) pieces.push({ ...piece, mirrored: flip });
    }
  }
  if (pieces.length === 0) return undefined;
  const colours = coloured === undefined ? undefined : coloursOf(coloured);
  const fine = packSketch(picture.sketch(FINE_SIDE));
  return { sketch, fine, ...colours && { colours: packColours(colours) }, pieces };
}

/** What clipart is drawn from in a style, its lines or its areas, and its colours. Throws an SvgError. */
function documentsOf(clipart: string, style: PictureStyle): { svg: string; colours: string } | undefined {
  const found = readClipart(clipart);
  return found && { svg: style === "shaded" ? found.colours : found.lines, colours: found.colours };
}
