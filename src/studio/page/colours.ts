/** Colours of words in the page, in the place of `words/colours.ts`: a file that is fetched when they are first asked for. */
import { coloursIn, type ColourTable, parseColours, type WordColours } from "../../words/colour_table.ts";

let table: ColourTable | undefined;

/** Takes the table as a list. */
export function provideColours(list: Uint8Array): void {
  table = parseColours(new TextDecoder().decode(list));
}

export function coloursOfWord(word: string): WordColours[] {
  if (table === undefined) throw new Error("the colours of words are not there yet");
  return coloursIn(table, word);
}
