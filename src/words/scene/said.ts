/** What a prompt has in words: on a sign, or said by someone. */

/** Words, and the prompt without them. */
export interface Said {
  text: string;
  /** All of the prompt but the words. */
  of: string;
  /** What stands before the words: its last thing has them, or its first. */
  before: string;
  /** A second saying, for which there is no room. */
  omitted: string[];
}

const VERB = /(?:saying|says|say)\b|with the (?:words?|text)\b/u.source;
/** These take words in quotation marks only. */
const QUOTING =
  /(?:(?:shout|yell|ask|whisper|sing|read)(?:ing|s)|read|with|labell?ed|bearing)\b(?=\s*:?\s*["“'‘])/u.source;
const SAYING = new RegExp(
  `^(.*?\\p{L}.*?)\\s+(?:(?:that|which|who)\\s+)?(?:${VERB}|${QUOTING})\\s*:?\\s*(\\S.*)$`,
  "iu",
);
/** "Good morning" says the cat */
const FIRST = /^\s*["“]([^"”]+)["”]\s*,?\s*(?:says|said)\s+(\S.*)$/iu;
/** a heart with LOVE written on it */
const WRITTEN = /^(.*\p{L}.*?)\s+with\s+["“'‘]?(\S.*?)["”'’]?\s+written on (?:it|them)\b(.*)$/iu;
/** What a text in quotation marks ends with, by what it begins with; an apostrophe within a word ends none. */
const ENDS: readonly [begin: RegExp, end: RegExp][] = [[/^["“]/u, /["”]/u], [/^['‘]/u, /['’](?!\p{L})/u]];
const AGAIN = /\s*(?:(?:that|which|who)\s+)?(?:saying|says|say)\s*:?\s*["“'‘].*$/iu;
/** Signs that are called by what stands on them. */
const NAMED =
  /\b(stop|exit|open|closed|welcome|warning|danger|sale|for sale|yield|caution|no entry|no smoking|no parking|no swimming|one way|keep out|wrong way|dead end|do not enter|help wanted) (signs?)\b/iu;

export function saidIn(prompt: string, isKnown: (text: string) => boolean): Said | undefined {
  const [, first, speaker] = FIRST.exec(prompt) ?? [];
  if (first !== undefined && speaker !== undefined) {
    return { text: first.trim(), of: speaker, before: speaker, omitted: [] };
  }
  const [, on, written, behind = ""] = WRITTEN.exec(prompt) ?? [];
  if (on !== undefined && written !== undefined) return saidBy(on, written, behind);
  const [, before, words] = SAYING.exec(prompt) ?? [];
  if (before !== undefined && words !== undefined) {
    const [text, rest] = quotedAt(words);
    return saidBy(before, text, rest.replace(/^\s*(?:written\s+)?on (?:it|them)\b/iu, ""));
  }
  const named = NAMED.exec(prompt);
  if (named === null || isKnown(named[0])) return undefined;
  const of = prompt.replace(NAMED, "$2");
  return {
    text: named[1]!.toUpperCase(),
    of,
    before: of.slice(0, named.index + named[2]!.length),
    omitted: [],
  };
}

function saidBy(before: string, text: string, rest: string): Said {
  const again = AGAIN.exec(rest)?.[0].trim();
  const others = again === undefined ? rest : rest.replace(AGAIN, "");
  return {
    ...{ text: text.trim(), before, of: `${before} ${others}`.trim() },
    omitted: again === undefined ? [] : [again],
  };
}

/** Words without the quotation marks around them, and what comes behind these; without marks all are words. */
function quotedAt(words: string): [text: string, rest: string] {
  const [, end] = ENDS.find(([begin]) => begin.test(words)) ?? [];
  if (end === undefined) return [words.replace(/["”]\s*$/u, ""), ""];
  const within = words.slice(1), at = within.search(end);
  return at <= 0 ? [within, ""] : [within.slice(0, at), within.slice(at + 1)];
}
