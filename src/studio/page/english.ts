/** English words in the page, in the place of `words/english.ts`: a file that is fetched. */
import { type English, parseWords } from "../../words/english_list.ts";

let text = "";
let words: English | undefined;

/** Takes the list of words. */
export function provideEnglish(list: Uint8Array): void {
  text = new TextDecoder().decode(list);
}

export const readEnglish = (): English => words ??= parseWords(text);
