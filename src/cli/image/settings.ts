import type { Format } from "../../art/render/render.ts";
import type { ImageSettings } from "../../operations/image/fields.ts";
import { colourFor } from "../colour.ts";
import { roomFor } from "../terminal.ts";

/**
 * Settings for where the drawings go: as wide as the terminal, in as many colours as it has. Throws a UserError of kind
 * "usage" for colours in a format that has none.
 */
export function settingsFor(given: ImageSettings, format: Format, output?: string): ImageSettings {
  const { color, ...rest } = given;
  const room = roomFor(given.width);
  const fitted = room === undefined ? rest : { ...rest, room };
  if (!color) return fitted;
  return { ...fitted, ...colourFor(format, output) };
}
