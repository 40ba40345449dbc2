/** Colours of words in the page, in the place of `words/colours.ts`: a file that is fetched when they are first asked for. */
import { coloursIn, type ColourTable, type WordColours } from "../../words/colour_table.ts";

let table: ColourTable | undefined;

/** Takes the table, as JSON. */
export function provideColours(json: Uint8Array): void {
  table = JSON.parse(new TextDecoder().decode(json));
}

export function coloursOfWord(word: string): WordColours[] {
  if (table === undefined) throw new Error("the colours of words are not there yet");
  return coloursIn(table, word);
}
