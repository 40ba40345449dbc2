import type { Format } from "../../art/render/render.ts";
import type { ColourDepth } from "../../art/render/colour.ts";
import { UserError } from "../../base/errors.ts";
import type { ImageSettings } from "../../operations/image/fields.ts";
import { colourDepth, roomFor } from "../terminal.ts";
import { STDIN } from "./read.ts";

/** Formats in which a drawing has colours of its own. */
const COLOURED: readonly Format[] = ["html", "svg", "png"];

/**
 * Settings for where the drawings go: as wide as the terminal, in as many colours as it has. Throws a UserError of kind
 * "usage" for colours in a format that has none.
 */
export function settingsFor(given: ImageSettings, format: Format, output?: string): ImageSettings {
  const { color, ...rest } = given;
  const room = roomFor(given.width);
  const fitted = room === undefined ? rest : { ...rest, room };
  if (!color) return fitted;
  if (COLOURED.includes(format)) return { ...fitted, color };
  const depth = depthOf(format, output);
  return depth === 0 ? fitted : { ...fitted, depth };
}

/** Bits of the colours of `--color` in text: those of the terminal, all where a file is to be ANSI by name. */
function depthOf(format: Format, output = STDIN): ColourDepth | 0 {
  if (format === "ansi") return output === STDIN ? colourDepth() || 24 : 24;
  if (format === "plain") return output === STDIN ? colourDepth() : 0;
  throw new UserError(
    "usage",
    `--color goes with the formats plain, ansi, ${COLOURED.join(", ")}, not with ${format}`,
  );
}
