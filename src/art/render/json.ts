import type { Artwork } from "./artwork.ts";
import { type CellColours, colourRuns, hexColour } from "./colour.ts";

/** Characters of a line that have a colour: column, length, and the colour as "#" and six hexadecimal digits. */
export type ColourRun = [column: number, length: number, colour: string];

/** By line the runs of characters that have a colour. */
export function runsOf(lines: readonly string[], colours: CellColours): ColourRun[][] {
  return lines.map((line, row) =>
    colourRuns(line, row, colours).flatMap(({ column, text, colour }): ColourRun[] =>
      colour === undefined ? [] : [[column, text.trimEnd().length, hexColour(colour)]]
    )
  );
}

/** Colours by the runs of lines that have them, for a white ground: the reverse of `runsOf`. */
export function coloursOfRuns(
  lines: readonly string[],
  runs: readonly (readonly Readonly<ColourRun>[])[],
): CellColours {
  const columns = Math.max(0, ...lines.map((line) => Array.from(line).length));
  const own = new Uint8Array(columns * lines.length), values = new Uint8Array(3 * own.length);
  lines.forEach((_, row) =>
    runs[row]?.forEach(([column, length, colour]) => {
      const value = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      for (let at = row * columns + column, end = at + length; at < end; at++) {
        own[at] = 1;
        values.set(value, 3 * at);
      }
    })
  );
  return { columns, values, own, onBlack: false };
}

/** Drawings as indented JSON: an object for one, an array for any other number. */
export function renderJson(arts: readonly Artwork[]): string {
  const records = arts.map(({ prompt, subject, style, font, seed, width, height, lines, model, colours }) => (
    {
      ...{ prompt, ...subject, style, font, seed, width, height, lines, model },
      ...colours && { colours: runsOf(lines, colours) },
    }
  ));
  return JSON.stringify(records.length === 1 ? records[0] : records, null, 2) + "\n";
}
