/** What a description says: kinds of text, tone, who speaks, and the words that are left, which tell what it is about. */
import { editDistance } from "../../words/distance.ts";
import type { TextKind, Tone } from "../plan.ts";
import { bases, type Lexicon } from "../lexicon/lexicon.ts";
import { isNamedTopic } from "./domains/domains.ts";
import { personaOf, soleSpeaker } from "./persona.ts";
import { anchor, FILES } from "./roles.ts";
import {
  FRAME,
  IMPLIED_TONES,
  KIND_ANCHORS,
  KIND_WORDS,
  STAND_INS,
  TONE_WORDS,
  TOPICAL_TONES,
} from "./vocabulary.ts";
import { readWithout, type Without } from "./without.ts";

/** A description as it was understood. */
export interface Reading {
  /** Kinds that were asked for, in order. */
  kinds: readonly TextKind[];
  tone: Tone | undefined;
  /** Whether a word says the tone, not only what is asked for. */
  isToneSaid: boolean;
  persona: string | undefined;
  /** Words that tell what it is about, as the dictionary has them, in order. */
  topics: readonly string[];
  /** Words in the names of kinds, such as the bedtime of bedtime stories: they tell a domain. */
  hints: readonly string[];
  /** All words that tell anything, for the choice of senses, and of a name. */
  words: readonly string[];
  /** Words that the dictionary lacks. */
  unknown: readonly string[];
  /** Words that are written like names, in lower case. */
  capitalised: ReadonlySet<string>;
  /** What texts are to leave out. */
  without: Without;
  /** What was taken otherwise than it was said, each a sentence. */
  notes: readonly string[];
}

/** Words that are read; a description says it in the first. */
const MOST_WORDS = 200;
/** Words of a phrase at most. */
const MOST_TOGETHER = 3;
/** A slip in a word shorter than this leaves too little of it. */
const MIN_LENGTH_SLIPPED = 6;

/** Reads a description. */
export function readDescription(description: string, lexicon: Lexicon): Reading {
  const whole = description.normalize("NFKC").replace(/[’‘]/g, "'").replace(/\p{Cc}+/gu, " ");
  const isForChildren = FOR_CHILDREN.test(whole);
  const without = readWithout(whole.replace(ORDER, ""), lexicon);
  const unwanted: Tone[] = [];
  const text = without.rest.replace(AUDIENCE, " $1 ").replace(NOT_SO, (said, word: string) => {
    const tone = TONE_WORDS.get(word.toLowerCase()), [first] = lexicon.of(word);
    if (tone !== undefined) unwanted.push(tone);
    return tone !== undefined || (first !== undefined && lexicon.sense(first).part === "a") ? " " : said;
  });
  const said = (text.toLowerCase().match(/[\p{L}\p{N}&]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []).slice(
    0,
    MOST_WORDS,
  );
  const reading = new Reader(lexicon, unwanted);
  for (let from = 0; from < said.length;) from += reading.take(said, from);
  const result = reading.result();
  const speaker = result.kinds.length === 0 ? soleSpeaker(text, lexicon) : undefined;
  const implied = IMPLIED_TONES.find(([pattern]) => pattern.test(text))?.[1] ??
    (isForChildren ? "gentle" : undefined);
  return {
    ...result,
    capitalised: new Set(
      (text.match(/(?<=\S\s+)\p{Lu}\p{Ll}[\p{L}'-]*/gu) ?? []).map((word) => word.toLowerCase()),
    ),
    kinds: speaker === undefined ? result.kinds : ["dialogue"],
    tone: reading.tone ?? implied,
    isToneSaid: reading.tone !== undefined,
    persona: personaOf(text, lexicon) ?? speaker,
    without,
  };
}

/** What begins an order; elsewhere a train is a topic. */
const ORDER = /^\s*(?:please\s+)?(?:train|teach|design)\s+(?:me\s+)?(?=(?:an?|the|some)\b)/i;
/** Who is to read it, which is no topic; how they are may be one. */
const AUDIENCE =
  /\b(?:for|to)\s+(?:(?:my|our|the|young|small|little|older|all)\s+)*([\p{L}-]+\s+)??(?:kids?|child|children|toddlers?|babies|beginners|students|adults|teens|teenagers|everyone|people|friends)\b/giu;
const FOR_CHILDREN = /\bfor\s+(?:[\p{L}-]+\s+){0,3}?(?:kids?|child|children|toddlers?|babies)\b/iu;
/** What it is not to be: "not too scary". */
const NOT_SO =
  /\b(?:not|never|isn't|aren't|without\s+being)\s+(?:(?:too|very|so|at\s+all|overly|that|even)\s+)?(?!only\b|just\b)(\p{L}+)/giu;

/** Takes words off a description, one after another. */
class Reader {
  readonly #lexicon: Lexicon;
  readonly #kinds = new Set<TextKind>();
  readonly #topics = new Set<string>();
  readonly #hints = new Set<string>();
  readonly #words = new Set<string>();
  readonly #unknown = new Set<string>();
  readonly #notes: string[] = [];
  readonly #tones: Tone[] = [];

  constructor(lexicon: Lexicon, private readonly unwanted: readonly Tone[]) {
    this.#lexicon = lexicon;
  }

  /** The first tone that was asked for; to speak like a pirate goes with any other. */
  get tone(): Tone | undefined {
    const wanted = this.#tones.filter((tone) => !this.unwanted.includes(tone));
    return wanted.find((tone) => tone === "pirate") ?? wanted[0];
  }

  result() {
    const kinds = [...this.#kinds];
    return {
      kinds,
      hints: [...this.#hints],
      ...{
        topics: [...this.#topics],
        words: [...this.#words],
        unknown: [...this.#unknown],
        notes: this.#notes,
      },
    };
  }

  /** Takes the longest phrase that is known; gives how many words it has. */
  take(said: readonly string[], from: number): number {
    for (let length = Math.min(MOST_TOGETHER, said.length - from); length > 0; length--) {
      if (this.#takes(said.slice(from, from + length))) return length;
    }
    return 1;
  }

  #takes(phrase: readonly string[]): boolean {
    const text = phrase.join(" ").replace(/'s?$/, "");
    const kind = formOf(text, (word) => KIND_WORDS.get(word));
    if (kind !== undefined) return this.#asks(kind.found, kind.word);
    const tone = formOf(text, (word) => TONE_WORDS.get(word));
    if (tone !== undefined) {
      this.#tones.push(tone.found);
      if (!TOPICAL_TONES.has(tone.word)) return true;
    } else if (FRAME.has(text) || /^[\p{N}'&-]+$/u.test(text)) return true;
    const near = formOf(text, (word) => STAND_INS.get(word));
    if (near !== undefined) {
      this.#notes.push(`there is no grammar for "${text}": the nearest kind is taken, ${near.found}`);
      return this.#asks(near.found, near.word);
    }
    return this.#isTopic(phrase, text) || (phrase.length === 1 && this.#isOdd(text));
  }

  #asks(kind: TextKind, word: string): boolean {
    this.#kinds.add(kind);
    this.#words.add(word);
    // What a bedtime story, a fairy tale or a love letter is about stands in its name.
    const [about, ...rest] = word.split(" ");
    if (rest.length > 0 && SAID_BY_KIND.has(about!)) this.#hints.add(SAID_BY_KIND.get(about!)!);
    return true;
  }

  #isTopic(phrase: readonly string[], text: string): boolean {
    if (phrase.length > 1 && phrase.some((word) => FRAME.has(word))) return false;
    const found = this.#baseOf(text);
    if (found === undefined) return false;
    const kind = isNamedTopic(found.word) ? undefined : this.#kindNear(found.word);
    // A Christmas carol is a song, and of Christmas.
    if (kind !== undefined) return phrase.length === 1 && this.#asks(kind, found.word);
    const tone = phrase.length === 1 ? this.#toneNear(found.word) : undefined;
    if (tone !== undefined) this.#tones.push(tone);
    this.#words.add(found.word);
    this.#topics.add(found.word);
    return true;
  }

  /** What a form is of: a topic of a domain as it stands, a word of the dictionary, or what it may be inflected from. */
  #baseOf(text: string): { word: string } | undefined {
    for (const word of [text, ...bases(text)]) if (isNamedTopic(word)) return { word };
    return this.#lexicon.base(text, "n") ?? this.#lexicon.base(text);
  }

  /** A kind of text of which the word's first sense is a kind. */
  #kindNear(word: string): TextKind | undefined {
    const [first] = this.#lexicon.of(word, "n");
    if (first === undefined || this.#lexicon.sense(first).file !== FILES.communication) return undefined;
    return KIND_ANCHORS.find(([name, file]) =>
      anchor(this.#lexicon, name, file).some((top) => this.#lexicon.isKind(first, top))
    )?.[2];
  }

  /** The tone of an adjective that means much the same. */
  #toneNear(word: string): Tone | undefined {
    const [first] = this.#lexicon.of(word);
    if (first === undefined || this.#lexicon.sense(first).part !== "a") return undefined;
    const near = [first, ...this.#lexicon.sense(first).similar];
    return near.flatMap((number) => this.#lexicon.sense(number).lemmas)
      .map((lemma) => TONE_WORDS.get(lemma.word)).find((tone) => tone !== undefined);
  }

  #isOdd(text: string): boolean {
    const parts = text.split("-");
    if (parts.length > 1) {
      for (const part of parts) this.#takes([part]);
      return true;
    }
    const meant = text.length < MIN_LENGTH_SLIPPED ? undefined : nearestKindWord(text);
    if (meant === undefined) this.#unknown.add(text);
    else {
      this.#notes.push(`"${text}" was read as "${meant}"`);
      this.#takes([meant]);
    }
    return true;
  }
}

const SAID_BY_KIND = new Map([
  ["bedtime", "bedtime"],
  ["fairy", "fairy tale"],
  ["love", "love"],
  ["customer", "customer"],
  ["nursery", "nursery"],
  ["cooking", "cooking"],
  ["shopping", "food"],
  ["adventure", "adventure"],
  ["pickup", "love"],
  ["pick-up", "love"],
]);

/** What is found for a word or for what it may be a form of. */
function formOf<T>(
  text: string,
  find: (word: string) => T | undefined,
): { word: string; found: T } | undefined {
  for (const word of [text, ...bases(text)]) {
    const found = find(word);
    if (found !== undefined) return { word, found };
  }
  return undefined;
}

function nearestKindWord(text: string): string | undefined {
  let best: string | undefined, least = 3;
  for (const word of KIND_WORDS.keys()) {
    if (word.includes(" ")) continue;
    const distance = Math.min(...[word, `${word}s`].map((form) => editDistance(text, form, 2)));
    if (distance < least) [best, least] = [word, distance];
  }
  return best;
}
