/** Colours that words are known by, from `colours.br`, which `scripts/colours.ts` makes of colour pictures. */
import { coloursIn, type ColourTable, type WordColours } from "./colour_table.ts";
import packed from "./colours.br" with { type: "bytes" };
import { packText, unpackText } from "./packing.ts";

let loaded: ColourTable | undefined;

/** Pictures of a word in colour, coarse; none for a word that has no colours of its own. */
export const coloursOfWord = (word: string): WordColours[] =>
  coloursIn(loaded ??= unpackColourTable(packed), word);

export const packColourTable = (table: ColourTable): Uint8Array => packText(JSON.stringify(table));

/** The reverse of `packColourTable`. */
export const unpackColourTable = (bytes: Uint8Array): ColourTable => JSON.parse(unpackText(bytes));
