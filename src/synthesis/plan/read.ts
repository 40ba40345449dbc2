/** What a description says: kinds of text, tone, who speaks, and the words that are left, which tell what it is about. */
import { editDistance } from "../../words/distance.ts";
import { singulars } from "../../words/forms.ts";
import type { TextKind, Tone } from "../plan.ts";
import { bases, type Lexicon } from "../lexicon/lexicon.ts";
import { isNamedTopic } from "./domains/domains.ts";
import { mannerOf, namedSpeaker, namesAmong } from "./names.ts";
import { personaOf, soleSpeaker } from "./persona.ts";
import { anchor, FILES } from "./roles.ts";
import { shareAt, SHARED_WORDS, withPlainShares } from "./shares.ts";
import {
  FRAME,
  IMPLIED_TONES,
  KIND_ANCHORS,
  KIND_WORDS,
  STAND_INS,
  TONE_WORDS,
  TOPICAL_TONES,
} from "./vocabulary.ts";
import { placeAt } from "./places.ts";
import { type Speaker, speakersOf, speakersWith } from "./speakers.ts";
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
  /** Words that the dictionary lacks, as they are written. */
  unknown: readonly string[];
  /** Names of people, as they are written. */
  people: readonly string[];
  /** Names of places. */
  places: readonly string[];
  /** Two that talk with each other, where nothing else is asked for. */
  speakers: readonly [Speaker, Speaker] | undefined;
  /** Topics, names and unknown words in order, as a model's name has them. */
  named: readonly string[];
  /** Shares of kinds, as far as they are told. */
  shares: ReadonlyMap<TextKind, number>;
  isForChildren: boolean;
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
  const without = readWithout(withoutUnwanted(whole.replace(ORDER, "")), lexicon);
  const unwanted: Tone[] = [];
  const text = withPlainShares(without.rest).replace(OF_COMPLAINT, "complaint $1")
    .replace(SOUNDS, " written like ").replace(AUDIENCE, " $1 ").replace(AGE, " ").replace(
      NOT_SO,
      (said, word: string) => {
        const tone = TONE_WORDS.get(word.toLowerCase()), [first] = lexicon.of(word);
        if (tone !== undefined) unwanted.push(tone);
        return tone !== undefined || (first !== undefined && lexicon.sense(first).part === "a") ? " " : said;
      },
    );
  const written = (text.match(SHARED_WORDS) ?? []).slice(0, MOST_WORDS);
  const said = written.map((word) => word.toLowerCase());
  const spellings = new Map(said.map((word, i) => [word, written[i]!]));
  const manner = mannerOf(text, lexicon), like = manner?.split(/\s+/) ?? [];
  const names = namesAmong(written, lexicon);
  for (const [i, word] of written.entries()) if (like.includes(word)) names.add(i);
  const reading = new Reader(lexicon, unwanted, spellings, names);
  for (let from = 0; from < said.length;) from += reading.take(said, from);
  const result = reading.result();
  const speaker = result.kinds.length === 0 ? soleSpeaker(text, lexicon) : undefined;
  const kinds: readonly TextKind[] = speaker !== undefined || (result.kinds.length === 0 && TALKS.test(text))
    ? ["dialogue"]
    : result.kinds;
  const persona = namedSpeaker(text, lexicon) ?? personaOf(text, lexicon) ?? speaker;
  const implied = IMPLIED_TONES.find(([pattern]) => pattern.test(text))?.[1] ??
    (isForChildren ? "gentle" : undefined);
  return {
    ...result,
    kinds,
    tone: reading.tone ?? implied,
    isToneSaid: reading.tone !== undefined,
    persona,
    speakers: kinds.length === 1 && kinds[0] === "dialogue"
      ? speakersOf(text, lexicon) ?? (persona === undefined ? undefined : speakersWith(persona, lexicon))
      : undefined,
    notes: manner === undefined ? result.notes : [...result.notes, mannerNote(manner)],
    isForChildren: isForChildren || BEDTIME.test(text),
    without,
  };
}

/** To sound like somebody is to write like them; elsewhere a sound is a topic. */
const SOUNDS = /\s(?:that|who|which)?\s*sound(?:s|ing)?\s+(?:\w+\s+)?like\s/giu;
/** What asks for somebody to talk with, and names no kind. */
const TALKS = /\b(?:talk|speak|chat)(?:s|ing)?\s+(?:\w+\s+)?(?:like|as)\b/iu;
const mannerNote = (name: string): string =>
  `templates name "${name}" and do not write in that manner; models of Ollama are told of it`;

/** What begins an order; elsewhere a train is a topic. */
const ORDER = /^\s*(?:please\s+)?(?:train|teach|design)\s+(?:me\s+)?(?=(?:an?|the|some)\b)/i;
/** Who is to read it, which is no topic; how they are may be one. */
const AUDIENCE =
  /\b(?:for|to)\s+(?:(?:my|our|the|young|small|little|older|all)\s+)*([\p{L}-]+\s+)??(?:kids?|child|children|toddlers?|babies|beginners|students|adults|teens|teenagers|everyone|people|friends)\b/giu;
const NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
const YEARS_OLD = "[- ]years?[- ]olds?";
const FOR_CHILDREN = new RegExp(
  "\\b(?:for|to)\\s+(?:[\\p{L}-]+\\s+){0,3}?" +
    `(?:kids?|child|children|toddlers?|babies|(?:[1-9]|1[0-2]|${NUMBERS})${YEARS_OLD})\\b`,
  "iu",
);
const BEDTIME = /\b(?:bedtime|lullab\w*|nursery)\b/i;
/** How old readers are: "for my 5-year-old", "aged 4 to 6". */
const AGE = new RegExp(
  `(?:\\b(?:for|to)\\s+(?:my|our|an?|the)?\\s*)?\\b(?:\\d{1,2}(?:\\s*(?:to|-)\\s*\\d{1,2})?|${NUMBERS})${YEARS_OLD}\\b|` +
    "\\b(?:aged?|ages)\\s+\\d{1,2}(?:\\s*(?:to|and|-|–)\\s*\\d{1,2})?(?:\\s+years?)?\\b",
  "giu",
);
/** A letter of complaint is no talk with a help desk. */
const OF_COMPLAINT = /\b(letters?|e-?mails?)\s+of\s+complaint\b/giu;
/** What it is not to be: "not too scary". */
const NOT_SO =
  /\b(?:not|never|\p{L}+n't|without\s+being)\s+(?:(?:be|too|very|so|at\s+all|overly|that|even)\s+)?(?!only\b|just\b)(\p{L}+)/giu;

/** What is done with kinds of text, in a sentence that says that it is not. */
const NOT_DONE =
  "(?:not|never|\\p{L}+n't)\\s+(?!only\\b|just\\b)(?:to\\s+)?(?:(?:write|make|tell|create|generate|compose|produce|give|want|do|be)(?:s|ing)?\\s+)?";
/** "not write jokes but", "not any jokes", "instead of jokes". */
const UNWANTED_BUT = new RegExp(`\\b${NOT_DONE}([^,.;:!?]{1,60}?),?\\s+but\\b(?!\\s+also\\b)`, "giu");
const UNWANTED = new RegExp(
  `\\b(?:${NOT_DONE}|(?<!with\\s)no\\s+|instead\\s+of\\s+|rather\\s+than\\s+)(?:any\\s+|an?\\s+)?([\\p{L}-]+(?:\\s+[\\p{L}-]+)?)`,
  "giu",
);

/** A description without the kinds of text that it does not want. */
function withoutUnwanted(text: string): string {
  return text.replace(UNWANTED_BUT, (said, words: string) => words.split(/\s+/).some(isKind) ? " " : said)
    .replace(UNWANTED, (said, words: string) => {
      const [first = "", second] = words.split(/\s+/);
      if (isKind(words)) return " ";
      return isKind(first) ? ` ${second ?? ""}` : said;
    });
}

const isKind = (text: string): boolean =>
  formOf(text.toLowerCase(), (word) => KIND_WORDS.get(word)) !== undefined;

const isFrame = (word: string): boolean => FRAME.has(word) || TONE_WORDS.has(word);

/** What a text is about follows, and with it words for kinds that ask for none. */
const ABOUT: ReadonlySet<string> = new Set(["about", "regarding", "concerning", "featuring", "involving"]);
/** Behind these another kind may be asked for, unless it is one of what a text is about: "a boy and a letter". */
const ALSO: ReadonlySet<string> = new Set(["and", "or", "plus", "also", "then"]);
const ARTICLES: ReadonlySet<string> = new Set("a an the my your his her their our its".split(" "));
/** Behind these Paris and Florence are places. */
const WHERE: ReadonlySet<string> = new Set("in to from around near through across at visiting".split(" "));
/** Behind these something is done: "who misses the rain". */
const WHO: ReadonlySet<string> = new Set(["who", "that", "which"]);

/** Takes words off a description, one after another. */
class Reader {
  readonly #lexicon: Lexicon;
  readonly #kinds = new Set<TextKind>();
  readonly #topics = new Set<string>();
  readonly #hints = new Set<string>();
  readonly #words = new Set<string>();
  readonly #unknown = new Set<string>();
  readonly #people = new Set<string>();
  readonly #places = new Set<string>();
  readonly #notes: string[] = [];
  readonly #tones: Tone[] = [];
  readonly #named = new Set<string>();
  readonly #shares = new Map<TextKind, number>();
  /** A share that was told, of the kind that comes next. */
  #share: number | undefined;
  /** Whether a word is one of what texts are about and asks for no kind, or may ask for one that has a grammar. */
  #about: "topic" | "also" | undefined;

  constructor(
    lexicon: Lexicon,
    private readonly unwanted: readonly Tone[],
    /** Words as they are written, by those in lower case. */
    private readonly spellings: ReadonlyMap<string, string>,
    /** Places of words that are names of people. */
    private readonly names: ReadonlySet<number>,
  ) {
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
        people: [...this.#people],
        places: [...this.#places],
        named: [...this.#named],
        shares: this.#shares,
        notes: this.#notes,
      },
    };
  }

  /** Takes the longest phrase that is known; gives how many words it has. */
  take(said: readonly string[], from: number): number {
    const word = said[from]!, share = shareAt(said, from, isKind, isFrame);
    if (share !== undefined) {
      this.#share = share.share;
      return share.length;
    }
    const place = placeAt(said, from, /^\p{Lu}/u.test(this.spellings.get(word) ?? ""));
    if (place !== undefined && (!this.names.has(from) || WHERE.has(said[from - 1] ?? ""))) {
      this.#places.add(place.place);
      this.#named.add(place.place.toLowerCase());
      return place.length;
    }
    if (this.names.has(from)) {
      const name = word.replace(/'s?$/, "");
      this.#people.add((this.spellings.get(word) ?? word).slice(0, name.length));
      this.#named.add(name);
      return 1;
    }
    if (WHO.has(said[from - 1] ?? "") && !isKind(word) && this.#isDone(word)) return 1;
    if (this.#kinds.size > 0 && ABOUT.has(word)) this.#about = "topic";
    if (this.#about !== undefined && ALSO.has(word) && !ARTICLES.has(said[from + 1] ?? "")) {
      this.#about = "also";
    }
    for (let length = Math.min(MOST_TOGETHER, said.length - from); length > 0; length--) {
      // "Jokes about cats, poems about dogs" asks for both.
      const about = ABOUT.has(said[from + length] ?? "") ? undefined : this.#about;
      if (this.#takes(said.slice(from, from + length), about)) return length;
    }
    return 1;
  }

  /** Whether a word is a verb in the third person. */
  #isDone(word: string): boolean {
    const [first] = bases(word).flatMap((base) => this.#lexicon.of(base).slice(0, 1));
    return /s$/.test(word) && first !== undefined && this.#lexicon.sense(first).part === "v";
  }

  #takes(phrase: readonly string[], about?: "topic" | "also"): boolean {
    const text = phrase.join(" ").replace(/'s?$/, "");
    const kind = about === "topic" ? undefined : formOf(text, (word) => KIND_WORDS.get(word));
    if (kind !== undefined) return this.#asks(kind.found, kind.word);
    const tone = formOf(text, (word) => TONE_WORDS.get(word));
    if (tone !== undefined) {
      this.#tones.push(tone.found);
      if (!TOPICAL_TONES.has(tone.word)) return true;
    } else if (FRAME.has(text) || /^[\p{N}'&%/-]+$|^\p{L}+n't$/u.test(text)) return true;
    const near = about !== undefined
      ? undefined
      : [text, ...singulars(text)].find((word) => STAND_INS.has(word));
    if (near !== undefined) {
      const kind = STAND_INS.get(near)!;
      this.#notes.push(`there is no grammar for "${text}": the nearest kind is taken, ${kind}`);
      return this.#asks(kind, near);
    }
    return this.#isTopic(phrase, text, about !== undefined) || (phrase.length === 1 && this.#isOdd(text));
  }

  #asks(kind: TextKind, word: string): boolean {
    this.#kinds.add(kind);
    this.#words.add(word);
    if (this.#share !== undefined) this.#shares.set(kind, this.#share);
    this.#share = undefined;
    // What a bedtime story, a fairy tale or a love letter is about stands in its name.
    const [about, ...rest] = word.split(" "), hint = SAID_BY_KIND.get(about!);
    if (hint !== undefined && (rest.length > 0 || SAID_ALONE.has(word))) this.#hints.add(hint);
    return true;
  }

  #isTopic(phrase: readonly string[], text: string, isSure: boolean): boolean {
    if (phrase.length > 1 && phrase.some((word) => FRAME.has(word))) return false;
    const found = this.#baseOf(text);
    if (found === undefined) return false;
    const kind = isSure || isNamedTopic(found.word) ? undefined : this.#kindNear(found.word);
    // A Christmas carol is a song, and of Christmas.
    if (kind !== undefined) return phrase.length === 1 && this.#asks(kind, found.word);
    const tone = phrase.length === 1 ? this.#toneNear(found.word) : undefined;
    if (tone !== undefined) this.#tones.push(tone);
    this.#words.add(found.word);
    this.#topics.add(found.word);
    this.#named.add(found.word);
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
    if (meant === undefined) {
      const spelled = this.spellings.get(text) ?? text;
      this.#unknown.add(spelled);
      this.#named.add(/^\p{Lu}{2,}s$/u.test(spelled) ? text.slice(0, -1) : text);
    } else {
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
  ["science", "science fiction"],
  ["sci-fi", "sci-fi"],
  ["mystery", "mystery"],
  ["complaint", "complaint"],
  ["workout", "workout"],
  ["product", "shop"],
  ["training", "training"],
  ["meal", "meal"],
  ["lesson", "lesson"],
  ["birthday", "birthday"],
  ["wedding", "wedding"],
  ["christmas", "christmas"],
  ["valentine", "love"],
  ["packing", "travel"],
  ["itinerary", "travel"],
]);
/** Those that are kinds without a second word. */
const SAID_ALONE: ReadonlySet<string> = new Set(["sci-fi", "mystery", "itinerary"]);

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
