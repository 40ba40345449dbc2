import { columnsOf, padded } from "../lines.ts";
import type { Moving } from "../motion.ts";
import type { Artwork } from "./artwork.ts";

/** A drawing as it stands in each of its frames, all of one size: blanks at the end of a line count for nothing else. */
export function framed(art: Artwork, { frames }: Pick<Moving, "frames">): Artwork[] {
  const columns = Math.max(...frames.map(({ lines }) => columnsOf(lines)));
  const { colours: _, ...rest } = art;
  return frames.map(({ lines, colours }) => ({
    ...rest,
    lines: lines.map((line) => padded(line, columns)),
    ...colours && { colours },
  }));
}
