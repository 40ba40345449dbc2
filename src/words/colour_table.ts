/** Colours that words are known by, as a table of pictures that is kept as JSON. */

/** Colours as six hexadecimal digits each, and cells: a colour's letter, or "." where there is nothing, in rows. */
export interface PackedPicture {
  colours: string;
  cells: string;
}

/** Pictures, and for each word which are of it, the most fitting first. */
export interface ColourTable {
  pictures: readonly PackedPicture[];
  words: Readonly<Record<string, readonly number[]>>;
}

/** A picture as its colours: an index of them a cell, -1 where there is nothing. */
export interface WordColours {
  colours: readonly (readonly number[])[];
  cells: Int8Array;
}

const LETTER = 97;

/** Pictures of a word in colour, coarse; none for a word that has no colours of its own. */
export const coloursIn = ({ words, pictures }: ColourTable, word: string): WordColours[] =>
  (Object.hasOwn(words, word) ? words[word]! : []).map((i) => unpacked(pictures[i]!));

function unpacked({ colours, cells }: PackedPicture): WordColours {
  return {
    colours: (colours.match(/.{6}/g) ?? []).map((colour) =>
      [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    ),
    cells: Int8Array.from(cells, (cell) => cell === "." ? -1 : cell.charCodeAt(0) - LETTER),
  };
}

/** The reverse of what `coloursIn` reads. */
export const packedPicture = ({ colours, cells }: WordColours): PackedPicture => ({
  colours: colours.flat().map((value) => value.toString(16).padStart(2, "0")).join(""),
  cells: Array.from(cells, (cell) => cell < 0 ? "." : String.fromCharCode(LETTER + cell)).join(""),
});

/**
 * A table as a text that gzip makes a sixth smaller than JSON: lines of cells, of colours, and of words in alphabetical order, each
 * with its pictures, told by how far each is from the one before it.
 */
export function listColours({ pictures, words }: ColourTable): string {
  const told = Object.entries(words).sort(([a], [b]) => a < b ? -1 : 1).map(([word, own]) =>
    `${word} ${own.map((picture, i) => (picture - (own[i - 1] ?? 0)).toString(36)).join(",")}`
  );
  return [pictures.map(({ cells }) => cells), pictures.map(({ colours }) => colours), told]
    .map((lines) => lines.join("\n")).join("\n\n");
}

/** The reverse of `listColours()`. */
export function parseColours(text: string): ColourTable {
  const [cells = [], colours = [], told = []] = text.split("\n\n").map((part) => part.split("\n"));
  const words = told.map((line): [string, number[]] => {
    const end = line.lastIndexOf(" ");
    let picture = 0;
    return [line.slice(0, end), line.slice(end + 1).split(",").map((step) => picture += parseInt(step, 36))];
  });
  return {
    pictures: cells.map((own, i) => ({ colours: colours[i]!, cells: own })),
    words: Object.fromEntries(words),
  };
}
