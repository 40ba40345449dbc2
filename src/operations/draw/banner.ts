/** Letters instead of pictures: `--style banner`, which needs no model. */
import { DEFAULT_FONT, FONT_NAMES, fontNamed, loadFont } from "../../art/banner/fonts.ts";
import { writeBanner } from "../../art/banner/write.ts";
import { UserError } from "../../base/errors.ts";
import { BANNER_WIDTH } from "../../tasks/art/draw/defaults.ts";
import type { Done } from "../../tasks/art/draw/jobs.ts";
import { finish, inCharacters, innerSize } from "../../tasks/art/draw/layout.ts";
import { BANNER } from "../../tokenizer/grid/grid.ts";
import { MAX_COLUMNS, MAX_LINES } from "../image/limits.ts";
import type { DrawSettings } from "./fields.ts";
import { pageOf } from "./plan.ts";

/** Writes a prompt in letters. Throws a UserError of kind "input" for one that the font lacks or that does not fit. */
export type Letterer = (prompt: string) => Done;

/** Loads the font that the settings name. Throws a UserError of kind "usage" that names the setting at fault. */
export async function openLetterer(
  settings: DrawSettings,
  log: (line: string) => void,
): Promise<Letterer> {
  const name = fontNamed(settings.font ?? DEFAULT_FONT);
  if (name === undefined) {
    throw new UserError("usage", `--font "${settings.font}" is not one of ${FONT_NAMES.join(", ")}`);
  }
  const page = pageOf(settings, { width: MAX_COLUMNS, height: MAX_LINES }, {
    width: BANNER_WIDTH,
    height: MAX_LINES,
  });
  if (settings.count > 1) log("a banner is the same for every seed: it is written once");
  const font = await loadFont(name);
  return (prompt) => {
    const lines = finish(page, inCharacters(page, writeBanner(prompt, font, innerSize(page))));
    const { length } = lines.join("\n");
    if (length > page.limits.maxChars) {
      throw new UserError(
        "input",
        `in the font ${name} that takes ${length} characters, more than the ${page.limits.maxChars} of --max-chars: ` +
          "allow more, or take a smaller font",
      );
    }
    return { prompt, text: prompt, style: BANNER, seed: 0, lines, font: name };
  };
}
