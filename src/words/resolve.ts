import { type English, readEnglish } from "./english.ts";
import { buildLexicon, type Entry, type Lexicon, lookUp } from "./lexicon.ts";
import { nearestLabels, nearestPersons } from "./nearest.ts";
import {
  headOf,
  omittedFrom,
  type Token,
  tokensOf,
  withoutForeignArticle,
  withoutRequest,
} from "./prompt.ts";
import { isCreature } from "./scene/kinds.ts";
import { clearGuess, guessesFor } from "./spelling.ts";
import type { Relation, Thesaurus } from "./thesaurus.ts";

/** Why a label is drawn: it was asked for, by its name, its plural or in other letters; or stands for what was. */
export type Why = "label" | "spelling" | "nearest" | Relation;

/** What is drawn for a prompt. */
export interface Resolution {
  /** A label. */
  drawn: string;
  why: Why;
  /** The words of the prompt that the label stands for. */
  asked: string;
  /** For "spelling", the word that was meant. */
  meant?: string;
  /** The words of the prompt that are not drawn, those that stand together as one text. */
  omitted: string[];
}

/** Nothing is drawn for a prompt. */
export interface Unresolved {
  /** Whether it is the name of a person. */
  isName: boolean;
  /** Three labels, the nearest first; none when there are no labels. */
  nearest: string[];
}

/** The words that a model knows. */
export interface Vocabulary {
  labels: readonly string[];
  thesaurus: () => Thesaurus;
  /** Default: the program's own. */
  english?: () => English;
}

/**
 * Finds the label to draw for a prompt: that of all its words, else of the longest run of them, the last one on ties
 * ("wooden house" is a house), before any preposition first. Words that are none are corrected where it is clear what
 * was meant.
 */
export function resolvePrompt(prompt: string, vocabulary: Vocabulary): Resolution | Unresolved {
  const all = tokensOf(prompt);
  const lexicon = lexiconOf(vocabulary);
  const tokens = withoutRequest(all);
  const known = whole(all, lexicon) ?? whole(tokens, lexicon);
  if (known !== undefined) return known;
  const foreign = withoutForeignArticle(tokens);
  const thing = foreign && whole(foreign, lexicon);
  if (thing !== undefined) return thing;
  const english = (vocabulary.english ?? readEnglish)();
  if (isPersonsName(tokens, english, lexicon)) return { isName: true, nearest: nearestPersons(lexicon) };
  return part(spelled(tokens, english, lexicon), lexicon) ??
    { isName: false, nearest: nearestLabels(tokens, english, lexicon) };
}

/** The label of words that name it all by themselves, with or without the request around them. */
export function knownLabel(text: string, vocabulary: Vocabulary): Entry | undefined {
  const all = tokensOf(text);
  const lexicon = lexiconOf(vocabulary);
  return lookUpTokens(all, lexicon) ?? lookUpTokens(withoutRequest(all), lexicon);
}

let latest: { labels: readonly string[]; thesaurus: Thesaurus; lexicon: Lexicon } | undefined;

/** The lexicon of a vocabulary, kept for the next prompt. */
function lexiconOf({ labels, thesaurus: read }: Vocabulary): Lexicon {
  const thesaurus = read();
  if (latest?.labels !== labels || latest.thesaurus !== thesaurus) {
    latest = { labels, thesaurus, lexicon: buildLexicon(labels, thesaurus) };
  }
  return latest.lexicon;
}

/** Whether a prompt is resolved. */
export function isResolved(result: Resolution | Unresolved): result is Resolution {
  return "drawn" in result;
}

/** A token, and the word that was meant if it is another one. */
interface Spelled extends Token {
  meant?: string;
}

function whole(tokens: readonly Token[], lexicon: Lexicon): Resolution | undefined {
  const entry = lookUpTokens(tokens, lexicon);
  return entry && { drawn: entry.label, why: entry.why, asked: textOf(tokens), omitted: [] };
}

/** Words with their marks come first: "Bär" is a bear in German, "bar" is none. */
function lookUpTokens(tokens: readonly Token[], lexicon: Lexicon): Entry | undefined {
  return lexicon.get(tokens.map(({ word }) => word).join(" ")) ??
    lookUp(tokens.map(({ folded }) => folded), lexicon);
}

/** The tokens with slips corrected: to what makes all of them known, else to what is clear by itself. */
function spelled(tokens: readonly Token[], english: English, lexicon: Lexicon): Spelled[] {
  return tokens.map((token, i) => {
    if (lookUpTokens([token], lexicon) !== undefined) return token;
    const guesses = guessesFor(token.folded, english, lexicon);
    const folded = tokens.map((other) => other.folded);
    const best = guesses.find(({ word }) => tokens.length > 1 && lookUp(folded.with(i, word), lexicon)) ??
      clearGuess(token.folded, guesses);
    return best === undefined ? token : { ...token, word: best.word, folded: best.word, meant: best.word };
  });
}

function part(tokens: readonly Spelled[], lexicon: Lexicon): Resolution | undefined {
  const head = headOf(tokens);
  return ofTwo(tokens, lexicon) ?? whoDoes(tokens, head, lexicon) ??
    longest(tokens, head.start, head.end, lexicon) ??
    longest(tokens, 0, tokens.length, lexicon);
}

/** "cup of coffee" is a coffee cup. */
function ofTwo(tokens: readonly Spelled[], lexicon: Lexicon): Resolution | undefined {
  if (tokens.length !== 3 || tokens[1]!.folded !== "of") return undefined;
  const entry = lexicon.get(`${tokens[2]!.folded} ${tokens[0]!.folded}`);
  return entry && { drawn: entry.label, why: entry.why, asked: textOf(tokens), omitted: [] };
}

/** "a bird singing" is a bird, not what shows how people sing. */
function whoDoes(
  tokens: readonly Spelled[],
  { start, end }: { start: number; end: number },
  lexicon: Lexicon,
): Resolution | undefined {
  const isDone = end > start + 1 && /...ing$/.test(tokens[end - 1]!.folded);
  const who = isDone ? longest(tokens, start, end - 1, lexicon) : undefined;
  return who && isCreature(who.drawn) && !PEOPLE.has(who.drawn) ? who : undefined;
}

/** What someone does shows them. */
const PEOPLE = new Set("man woman person boy girl child baby".split(" "));

function longest(
  tokens: readonly Spelled[],
  from: number,
  to: number,
  lexicon: Lexicon,
): Resolution | undefined {
  let second: Resolution | undefined;
  for (let length = to - from; length > 0; length--) {
    for (let start = to - length; start >= from; start--) {
      const run = tokens.slice(start, start + length);
      const entry = lookUpTokens(run, lexicon);
      if (entry === undefined) continue;
      const isCorrected = run.some(({ meant }) => meant !== undefined);
      const found: Resolution = {
        drawn: entry.label,
        why: isCorrected ? "spelling" : entry.why,
        asked: textOf(run),
        ...isCorrected ? { meant: run.map(({ folded }) => folded).join(" ") } : {},
        omitted: omittedFrom(tokens, start, start + length),
      };
      // "a bird flying" is a bird, not what flying brings to mind.
      if (length > 1 || !BY_THE_WAY.has(entry.why)) return found;
      second ??= found;
    }
  }
  return second;
}

/** A word of these is not what its label shows: another word of the prompt comes first. */
export const BY_THE_WAY: ReadonlySet<Why> = new Set<Why>(["related", "root"]);

/** Whether it is a first and a last name, or a first name; a rose is a thing, Rose Tyler none. */
function isPersonsName(tokens: readonly Token[], english: English, lexicon: Lexicon): boolean {
  const [first, ...others] = tokens;
  if (first === undefined || others.length > 2 || !english.get(first.folded)?.isGivenName) return false;
  const last = others.at(-1);
  if (last === undefined) return !lexicon.has(first.folded);
  const isSpelledAsName = tokens.every(({ text }) => /^\p{Lu}/u.test(text));
  return (isSpelledAsName || !lexicon.has(first.folded)) && (english.get(last.folded)?.isFamilyName ?? false);
}

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(" ");
