/** Captions in FIGlet's letters, as on a card. */
import type { Font } from "./banner/font.ts";
import type { FontName } from "./banner/font_names.ts";
import { trimDrawing } from "./constraints.ts";
import { columnsOf } from "./lines.ts";

type Rows = typeof import("./banner/write.ts").bannerRows;

/** Fonts that captions ask for, and what sets them: neither is loaded before. */
const fonts = new Map<FontName, Font>();
let bannerRows: Rows | undefined;

/** Makes ready to write in some fonts: to be waited for before that, on each thread. */
export async function loadCaptionFonts(names: Iterable<FontName>): Promise<void> {
  for (const name of names) {
    if (fonts.has(name)) continue;
    const [{ loadFont }, write] = await Promise.all([
      import("./banner/fonts.ts"),
      import("./banner/write.ts"),
    ]);
    bannerRows = write.bannerRows;
    fonts.set(name, await loadFont(name));
  }
}

/** What was set last: it is measured many times, for each size that a drawing may have. */
let latest: { name: FontName; text: string; columns: number; lines: string[] | undefined } | undefined;

/**
 * A caption in letters, its rows in the middle of the widest; undefined where the font lacks a letter, or a word is wider
 * than there are columns.
 */
export function lettersOf(text: string, name: FontName, columns: number): string[] | undefined {
  if (latest?.name !== name || latest.text !== text || latest.columns !== columns) {
    latest = { name, text, columns, lines: setIn(text, name, columns) };
  }
  return latest.lines;
}

const widthIn = (font: Font, word: string): number => columnsOf(trimDrawing(font.set(word).join("\n")));

function setIn(text: string, name: FontName, columns: number): string[] | undefined {
  const font = fonts.get(name);
  if (font === undefined || bannerRows === undefined) throw new Error(`the font ${name} is not loaded`);
  const composed = text.normalize("NFC");
  if (composed.trim() === "" || font.lacking(composed) !== undefined) return undefined;
  // A letter takes a column or more; a word cut in two is no caption.
  const words = composed.split(/\s+/).filter((word) => word !== "");
  if (words.some((word) => word.length > columns || widthIn(font, word) > columns)) return undefined;
  const rows = [...bannerRows(composed, font, columns)];
  const width = Math.max(...rows.map(columnsOf));
  return rows.flatMap((row, i) => {
    const left = " ".repeat(Math.floor((width - columnsOf(row)) / 2));
    return [...i > 0 ? [""] : [], ...row.map((line) => line === "" ? "" : left + line)];
  });
}
