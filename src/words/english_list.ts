/** English words as a text, each line of which tells how its word differs from the one before. */

/** What is known of an English word. */
export interface EnglishWord {
  /** 0 for one that film subtitles lack, then twice the decimal logarithm of how often it occurs there. */
  commonness: number;
  /** Whether it is a person's first or last name; "rose" is one and more than that. */
  isGivenName: boolean;
  isFamilyName: boolean;
}

export type English = ReadonlyMap<string, EnglishWord>;

export const MAX_COMMONNESS = 9;

/** Letters that a word shares with the one before it, what is known of it, and the rest of the word. */
const LINE = /^([A-Y])([!-H])([a-z]*)$/;
const SHARED = "A".charCodeAt(0), FLAGS = "!".charCodeAt(0);

/** Lists words that are in alphabetical order. */
export function listWords(words: English): string {
  let previous = "";
  const lines = [...words].map(([word, { commonness, isGivenName, isFamilyName }]) => {
    let shared = 0;
    while (shared < 24 && shared < word.length && word[shared] === previous[shared]) shared++;
    previous = word;
    const flags = commonness + 10 * Number(isGivenName) + 20 * Number(isFamilyName);
    return String.fromCharCode(SHARED + shared, FLAGS + flags) + word.slice(shared);
  });
  return lines.join("\n");
}

/** The reverse of `listWords()`. Throws for what is none. */
export function parseWords(text: string): English {
  let previous = "";
  const words = text.split("\n").map((line): [string, EnglishWord] => {
    if (!LINE.test(line)) throw new Error(`the list of English words is damaged at ${JSON.stringify(line)}`);
    const flags = line.charCodeAt(1) - FLAGS;
    previous = previous.slice(0, line.charCodeAt(0) - SHARED) + line.slice(2);
    return [previous, {
      commonness: flags % 10,
      isGivenName: Math.floor(flags / 10) % 2 === 1,
      isFamilyName: flags >= 20,
    }];
  });
  return new Map(words);
}
