import { UserError } from "../../base/errors.ts";
import { type Limits, trimDrawing } from "../constraints.ts";
import { columnsOf } from "../lines.ts";
import { describeLack, type Font } from "./font.ts";

/** The box that letters must fit. */
export type Box = Pick<Limits, "width" | "maxLines">;

const HELP = "allow more, or take a smaller font";

/**
 * A text in big letters, in as many rows as it takes: wrapped at words, and within a word where that alone is too wide.
 * No line is longer than `width` or ends in a blank, and there are at most `maxLines`. Throws a UserError of kind "input"
 * that names a letter which the font lacks or which does not fit, or says that the text does not.
 */
export function writeBanner(text: string, font: Font, box: Box): string[] {
  const composed = text.normalize("NFC");
  const lacking = font.lacking(composed);
  if (lacking !== undefined) throw new UserError("input", describeLack(font.name, lacking));
  const lines: string[] = [];
  for (const row of bannerRows(composed, font, box.width)) {
    if (lines.length > 0) lines.push("");
    lines.push(...row);
    // Before the next row is set: a text can be far longer than what fits.
    if (lines.length > box.maxLines) throw tooHigh(text, font, box);
  }
  return lines;
}

/** Rows of letters of a text, each without the blanks around it. Throws as `writeBanner` does, but for the height. */
export function* bannerRows(text: string, font: Font, width: number): Generator<string[]> {
  const set = (words: string) => trimDrawing(font.set(words).join("\n"));
  // A letter takes a column or more; to set a text of thousands takes long.
  const fits = (words: string) => words.length <= width && columnsOf(set(words)) <= width;
  for (const line of text.split(/\r\n|\n|\r/)) {
    let row = "";
    for (const word of line.split(/\s+/).filter((word) => word !== "")) {
      const longer = row === "" ? word : `${row} ${word}`;
      if (fits(longer)) {
        row = longer;
        continue;
      }
      if (row !== "") yield set(row);
      row = word;
      while (!fits(row)) {
        const head = longestPrefix(row, fits);
        if (head === "") {
          const letter = String.fromCodePoint(row.codePointAt(0)!);
          throw tooWide(letter, font, columnsOf(set(letter)), width);
        }
        yield set(head);
        row = row.slice(head.length);
      }
    }
    if (row !== "") yield set(row);
  }
}

/** The longest beginning of a word that fits, of one that does not as a whole. */
function longestPrefix(word: string, fits: (text: string) => boolean): string {
  const characters = [...word];
  const prefix = (length: number) => characters.slice(0, length).join("");
  let tooMany = 1;
  while (tooMany < characters.length && fits(prefix(tooMany))) tooMany *= 2;
  let fitting = tooMany >> 1;
  tooMany = Math.min(tooMany, characters.length);
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1;
    if (fits(prefix(middle))) fitting = middle;
    else tooMany = middle;
  }
  return prefix(fitting);
}

function tooWide(letter: string, { name }: Font, columns: number, width: number): UserError {
  return new UserError(
    "input",
    `"${letter}" is ${columns} columns wide in the font ${name}, and there are ${width}: ${HELP}`,
  );
}

function tooHigh(text: string, { name }: Font, { width, maxLines }: Box): UserError {
  const short = JSON.stringify(text.length > 20 ? `${text.slice(0, 20)}…` : text);
  return new UserError("input", `${short} in the font ${name} does not fit in ${width}×${maxLines}: ${HELP}`);
}
