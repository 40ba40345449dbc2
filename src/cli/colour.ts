import type { ColourDepth } from "../art/render/colour.ts";
import type { Format } from "../art/render/render.ts";
import { UserError } from "../base/errors.ts";
import { isStdout } from "./gen/output.ts";
import { colourDepth } from "./terminal.ts";

/** Formats in which a drawing has colours of its own. */
const COLOURED: readonly Format[] = ["html", "svg", "png", "json"];
/** What `--color` asks for: colours of the drawing's own, or escape sequences of so many bits in its lines. */
export interface Colour {
  color?: boolean;
  depth?: ColourDepth;
}

/**
 * What `--color` asks for in a format: text has the colours of the terminal, all where a file is to be ANSI by name, none
 * where there is no terminal. Throws a UserError of kind "usage" for a format that has none.
 */
export function colourFor(format: Format, output?: string): Colour {
  if (COLOURED.includes(format)) return { color: true };
  if (format !== "ansi" && format !== "plain") {
    throw new UserError(
      "usage",
      `--color goes with the formats plain, ansi, ${COLOURED.join(", ")}, not with ${format}`,
    );
  }
  const depth = format === "ansi"
    ? isStdout(output) ? colourDepth() || 24 : 24
    : isStdout(output)
    ? colourDepth()
    : 0;
  return depth === 0 ? {} : { depth };
}
