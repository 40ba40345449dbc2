/** Colours that words are known by, from `colours.br`, which `scripts/colours.ts` makes of colour pictures. */
import packed from "./colours.br" with { type: "bytes" };
import { packText, unpackText } from "./packing.ts";

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

let loaded: ColourTable | undefined;

/** Pictures of a word in colour, coarse; none for a word that has no colours of its own. */
export function coloursOfWord(word: string): WordColours[] {
  loaded ??= unpackColourTable(packed);
  return (Object.hasOwn(loaded.words, word) ? loaded.words[word]! : []).map((i) =>
    unpacked(loaded!.pictures[i]!)
  );
}

function unpacked({ colours, cells }: PackedPicture): WordColours {
  return {
    colours: (colours.match(/.{6}/g) ?? []).map((colour) =>
      [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    ),
    cells: Int8Array.from(cells, (cell) => cell === "." ? -1 : cell.charCodeAt(0) - LETTER),
  };
}

/** The reverse of what `coloursOfWord` reads. */
export const packedPicture = ({ colours, cells }: WordColours): PackedPicture => ({
  colours: colours.flat().map((value) => value.toString(16).padStart(2, "0")).join(""),
  cells: Array.from(cells, (cell) => cell < 0 ? "." : String.fromCharCode(LETTER + cell)).join(""),
});

export const packColourTable = (table: ColourTable): Uint8Array => packText(JSON.stringify(table));

/** The reverse of `packColourTable`. */
export const unpackColourTable = (bytes: Uint8Array): ColourTable => JSON.parse(unpackText(bytes));
