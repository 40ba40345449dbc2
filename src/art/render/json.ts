import type { Artwork } from "./artwork.ts";
import { type CellColours, colourRuns, hexColour } from "./colour.ts";

/** By line the runs of characters that have a colour: column, length, colour. */
export function runsOf(lines: readonly string[], colours: CellColours): [number, number, string][][] {
  return lines.map((line, row) =>
    colourRuns(line, row, colours).flatMap(({ column, text, colour }): [number, number, string][] =>
      colour === undefined ? [] : [[column, text.trimEnd().length, hexColour(colour)]]
    )
  );
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
