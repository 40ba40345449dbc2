import type { Charset } from "../../art/charset.ts";
import { codePointName } from "../../art/code_point.ts";
import { UserError } from "../../base/errors.ts";
import type { PictureStyle } from "../../rasterise/glyphs.ts";
import type { Dither } from "../../rasterise/image/dither.ts";

/** Characters of a ramp at most. */
const MAX_RAMP = 256;
/** What every output format can show, one column each: printable ASCII, box drawing and blocks, Braille. */
const SHOWN = /^[ -~\u2500-\u259f\u2800-\u28ff]$/;

interface Given {
  style: PictureStyle;
  charset: Charset;
  ramp?: string;
  dither?: Dither;
}

/** How tones are drawn, where that is not left to the charset. */
export interface Tones {
  /** Characters from blank to dense. */
  ramp?: string;
  dither?: Dither;
}

/** Checks how tones are to be drawn. Throws a UserError of kind "usage" for what does not go together or is no ramp. */
export function parseTones({ style, charset, ramp, dither }: Given): Tones {
  for (const [name, value] of [["--ramp", ramp], ["--dither", dither]]) {
    if (value === undefined || style !== "line") continue;
    throw new UserError("usage", `${name} is about tones; --style line draws none`);
  }
  if (ramp !== undefined) {
    if (charset !== "ascii") {
      throw new UserError(
        "usage",
        `--ramp says which characters to draw with, and so does --charset ${charset}`,
      );
    }
    const characters = Array.from(ramp);
    if (characters.length < 2 || characters.length > MAX_RAMP) {
      throw new UserError(
        "usage",
        `--ramp takes 2 to ${MAX_RAMP} characters, not ${characters.length}`,
      );
    }
    const strange = characters.find((character) => !SHOWN.test(character));
    if (strange !== undefined) {
      throw new UserError(
        "usage",
        `--ramp has ${codePointName(strange)}; printable ASCII, box drawing, blocks and Braille are possible`,
      );
    }
  }
  return { ...(ramp !== undefined && { ramp }), ...(dither !== undefined && { dither }) };
}
