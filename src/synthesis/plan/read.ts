/** What a description says: kinds of text, tone, who speaks, and the words that are left, which tell what it is about. */
import { editDistance } from "../../words/distance.ts";
import { singulars } from "../../words/forms.ts";
import type { TextKind, Tone } from "../plan.ts";
import { bases, type Lexicon, type Part } from "../lexicon/lexicon.ts";
import { isNamedTopic } from "./domains/domains.ts";
import { mannerOf, namedSpeaker, namesAmong } from "./names.ts";
import { personaOf, soleSpeaker } from "./persona.ts";
import { anchor, FILES } from "./roles.ts";
import { shareAt, SHARED_WORDS, withPlainShares } from "./shares.ts";
import {
  ABOUT,
  FRAME,
  IMPLIED_TONES,
  KIND_ANCHORS,
  KIND_WORDS,
  STAND_INS,
  TONE_WORDS,
  TOPICAL_TONES,
} from "./vocabulary.ts";
import { withoutPhrases } from "./phrases.ts";
import { TABLED } from "./tabled.ts";
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
  /** Parts of speech of topics that their form tells: aliens are nouns, mowing is done. */
  parts: ReadonlyMap<string, Part>;
  /** The topic that says what shall be written, as the vow of wedding vows, where that is no kind that is known. */
  form: string | undefined;
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
  const { rest, notes, isForChildren, isBedtime } = withoutPhrases(whole);
  const without = readWithout(withoutUnwanted(rest), lexicon);
  const unwanted: Tone[] = [];
  const text = withPlainShares(without.rest).replace(NOT_SO, (said, word: string) => {
    const tone = TONE_WORDS.get(word.toLowerCase()), [first] = lexicon.of(word);
    if (tone !== undefined) unwanted.push(tone);
    return tone !== undefined || (first !== undefined && lexicon.sense(first).part === "a") ? " " : said;
  });
  const found = [...text.matchAll(SHARED_WORDS)].slice(0, MOST_WORDS), written = found.map(([word]) => word);
  const attached = new Set(
    found.flatMap(({ index }, i) => /^[\s-]*$/.test(text.slice(endOf(found[i - 1]), index)) ? [i] : []),
  );
  const said = written.map((word) => word.toLowerCase());
  const spellings = new Map(said.map((word, i) => [word, written[i]!]));
  const manner = mannerOf(text, lexicon), like = manner?.split(/\s+/) ?? [];
  const names = namesAmong(written, lexicon);
  for (const [i, word] of written.entries()) if (like.includes(word)) names.add(i);
  const reading = new Reader(lexicon, unwanted, spellings, names, attached);
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
    notes: [...notes, ...result.notes, ...manner === undefined ? [] : [mannerNote(manner)]],
    isForChildren: isForChildren || isBedtime,
    without,
  };
}

const endOf = (match: RegExpExecArray | undefined): number =>
  match === undefined ? 0 : match.index + match[0].length;

/** What asks for somebody to talk with, and names no kind. */
const TALKS = /\b(?:talk|speak|chat)(?:s|ing)?\s+(?:\w+\s+)?(?:like|as)\b/iu;
const mannerNote = (name: string): string =>
  `templates name "${name}" and do not write in that manner; models of Ollama are told of it`;

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

/** Behind these stands no more of what is to be written. */
const BEHIND: ReadonlySet<string> = new Set([
  ...ABOUT,
  ..."for of in on at from by with to that who which as like".split(" "),
]);
/** Senses of which one tells that something can be written, and what is not, whatever it may mean besides: cookies. */
const LIKELY = 3;
const TANGIBLE: ReadonlySet<number | undefined> = new Set([
  ...[
    FILES.animal,
    FILES.artifact,
    FILES.body,
    FILES.food,
    FILES.location,
    FILES.object,
    FILES.person,
    FILES.plant,
  ],
  FILES.substance,
]);
/** Behind these another kind may be asked for, unless it is one of what a text is about: "a boy and a letter". */
const ALSO: ReadonlySet<string> = new Set(["and", "or", "plus", "also", "then"]);
const ARTICLES: ReadonlySet<string> = new Set("a an the my your his her their our its".split(" "));
/** Behind these Paris and Florence are places. */
const WHERE: ReadonlySet<string> = new Set("in to from around near through across at visiting".split(" "));
/** Behind these something is done: "who misses the rain". */
const WHO: ReadonlySet<string> = new Set(["who", "that", "which"]);

/** Numbers, also as ordinals and decades, and "don't". */
const COUNT = /^\p{N}[\p{N}'&%/-]*(?:st|nd|rd|th|s)?$|^\p{L}+n't$/u;

/** So many times more is a singular used than a plural that is another thing. */
const RARER = 3;

/** What kinds are collected in: a recipe book has recipes. */
const COLLECTIONS: ReadonlySet<string> = new Set(["book", "list", "blog"]);
/** Kinds that stay what they are before another: haiku poems, support chats. */
const STRONGER: ReadonlyMap<TextKind, TextKind> = new Map<TextKind, TextKind>([
  ["haiku", "poem"],
  ["support", "dialogue"],
]);

/** Takes words off a description, one after another. */
class Reader {
  readonly #lexicon: Lexicon;
  readonly #kinds = new Set<TextKind>();
  readonly #topics = new Set<string>();
  readonly #parts = new Map<string, Part>();
  /** The last topic before any "about" or "of". */
  #head: { word: string; isClosed: boolean } | undefined;
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
  /** The kind that was asked for last, and the place behind its words. */
  #latest: { kind: TextKind; word: string; isNew: boolean; end: number } | undefined;
  /** Whether a word is one of what texts are about and asks for no kind, or may ask for one that has a grammar. */
  #about: "topic" | "also" | undefined;

  constructor(
    lexicon: Lexicon,
    private readonly unwanted: readonly Tone[],
    /** Words as they are written, by those in lower case. */
    private readonly spellings: ReadonlyMap<string, string>,
    /** Places of words that are names of people. */
    private readonly names: ReadonlySet<number>,
    /** Places of words before which no comma stands. */
    private readonly attached: ReadonlySet<number>,
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
        parts: this.#parts,
        form: this.#form(),
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

  /** The topic that says what is to be written, where no kind does. */
  #form(): string | undefined {
    if (this.#head === undefined || this.#kinds.size > 0) return undefined;
    const { word } = this.#head, senses = this.#lexicon.of(word, "n").slice(0, LIKELY);
    const files = senses.map((sense) => this.#lexicon.sense(sense).file);
    const isWritten = files.includes(FILES.communication) && !TANGIBLE.has(files[0]);
    return this.#parts.get(word) === "n" && isWritten && !isNamedTopic(word) ? word : undefined;
  }

  /** Takes the longest phrase that is known; gives how many words it has. */
  take(said: readonly string[], from: number): number {
    const word = said[from]!, share = shareAt(said, from, isKind, isFrame);
    if (share !== undefined) {
      this.#share = share.share;
      this.#about = undefined;
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
    if (BEHIND.has(word) && this.#head !== undefined) this.#head.isClosed = true;
    if (this.#kinds.size > 0 && ABOUT.has(word)) this.#about = "topic";
    // "Names for a novel" are names.
    if (this.#kinds.size > 0 && word === "for" && this.#about === undefined) this.#about = "topic";
    if (this.#about !== undefined && ALSO.has(word) && !ARTICLES.has(said[from + 1] ?? "")) {
      this.#about = "also";
    }
    for (let length = Math.min(MOST_TOGETHER, said.length - from); length > 0; length--) {
      // "Jokes about cats, poems for dogs" asks for both.
      const next = said[from + length] ?? "",
        about = ABOUT.has(next) || next === "for" ? undefined : this.#about;
      const before = this.#latest;
      if (!this.#takes(said.slice(from, from + length), about)) continue;
      if (this.#latest !== undefined && this.#latest !== before) {
        this.#latest.end = from + length;
        // "Interview questions" are questions; "stories, poems" are both.
        if (before?.end === from && this.attached.has(from)) this.#merge(before, this.#latest);
      }
      return length;
    }
    return 1;
  }

  /** Whether a word is a verb in the third person. */
  #isDone(word: string): boolean {
    const [base] = bases(word).filter((base) => this.#lexicon.of(base).length > 0);
    return /s$/.test(word) && base !== undefined && this.#isVerb(base);
  }

  /** Whether a word is mostly a verb. */
  #isVerb(word: string): boolean {
    const [first] = this.#lexicon.of(word);
    return first !== undefined && this.#lexicon.sense(first).part === "v";
  }

  #takes(phrase: readonly string[], about?: "topic" | "also"): boolean {
    const text = phrase.join(" ").replace(/'s?$/, "");
    const kind = about === "topic" ? undefined : formOf(text, (word) => KIND_WORDS.get(word));
    if (kind !== undefined) return this.#asks(kind.found, kind.word);
    const tone = formOf(text, (word) => TONE_WORDS.get(word));
    if (tone !== undefined) {
      this.#tones.push(tone.found);
      if (!TOPICAL_TONES.has(tone.word)) return true;
    } else if (FRAME.has(text) || COUNT.test(text)) return true;
    const near = about !== undefined
      ? undefined
      : [text, ...singulars(text)].find((word) => STAND_INS.has(word));
    if (near !== undefined) {
      const kind = STAND_INS.get(near)!;
      if (!(COLLECTIONS.has(near) && this.#kinds.size > 0)) {
        this.#notes.push(`there is no grammar for "${text}": the nearest kind is taken, ${kind}`);
      }
      return this.#asks(kind, near);
    }
    return this.#isTopic(phrase, text, about !== undefined) || (phrase.length === 1 && this.#isOdd(text));
  }

  /** Of two kinds in one noun phrase only one is asked for, mostly the second. */
  #merge(
    first: { kind: TextKind; word: string; isNew: boolean },
    second: { kind: TextKind; word: string; isNew: boolean },
  ) {
    if (first.kind === second.kind) return;
    const isFirst = COLLECTIONS.has(second.word) || STRONGER.get(first.kind) === second.kind;
    const { kind, word, isNew } = isFirst ? second : first;
    if (!isNew) return;
    this.#kinds.delete(kind);
    this.#words.delete(word);
  }

  #asks(kind: TextKind, word: string): boolean {
    this.#latest = { kind, word, isNew: !this.#kinds.has(kind), end: -1 };
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
    if (this.#head?.isClosed !== true) this.#head = { word: found.word, isClosed: false };
    this.#topics.add(found.word);
    this.#named.add(found.word);
    const part = this.#partOf(text, found.word);
    if (part !== undefined) this.#parts.set(found.word, part);
    return true;
  }

  /** What a form is of: a topic of a domain as it stands, a word of the dictionary, or what it may be inflected from. */
  #baseOf(text: string): { word: string } | undefined {
    for (const word of [text, ...bases(text)]) if (isNamedTopic(word)) return { word };
    const any = this.#lexicon.base(text);
    if (any !== undefined && this.#partOf(text, any.word) === "v") return any;
    return this.#singular(text) ?? this.#lexicon.base(text, "n") ?? any;
  }

  /** What there are several of, where the dictionary has the plural for a rarer thing as well: wings are no badge. */
  #singular(text: string): { word: string } | undefined {
    const usesOf = (word: string) => {
      const [first] = this.#lexicon.of(word, "n"),
        sense = first === undefined ? undefined : this.#lexicon.sense(first);
      if (sense === undefined || sense.gloss.startsWith("(plural")) return undefined;
      return sense.lemmas.find((lemma) => lemma.word.toLowerCase() === word)?.uses;
    };
    const own = usesOf(text);
    if (own === undefined) return undefined;
    return singulars(text).map((word) => ({ word })).find(({ word }) => (usesOf(word) ?? 0) > RARER * own);
  }

  /** The part of speech that the form of a word tells: several are of a noun, and mowing is done to lawns, of no mow. */
  #partOf(form: string, word: string): Part | undefined {
    if (form === word) return undefined;
    if (/(?:ing|ed)$/.test(form)) return this.#isVerb(word) ? "v" : undefined;
    return /s$/.test(form) && this.#lexicon.of(word, "n").length > 0 ? "n" : undefined;
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
    if (parts.length > 1 && parts.every((part) => part.length > 1)) {
      for (const part of parts) this.#takes([part]);
      return true;
    }
    const meant = isTabled(text) ? undefined : nearestWord(text, this.#lexicon);
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
  ["camping", "camping"],
  ["git", "programming"],
  ["commit", "programming"],
  ["bug", "programming"],
  ["restaurant", "food"],
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

/** The word that one with a slip in it was meant to be: one of kinds of text, else one that says nothing, or any common one. */
function nearestWord(text: string, lexicon: Lexicon): string | undefined {
  const kind = text.length < MIN_LENGTH_SLIPPED ? undefined : nearestKindWord(text);
  const slipped = (word: string, shortest = MIN_LENGTH_SLIPPED + 1) =>
    word[0] === text[0] && isSlip(text, word, shortest) && editDistance(text, word, 1) <= 1;
  return kind ?? [...FRAME].find((word) => slipped(word, MIN_LENGTH_SLIPPED)) ??
    [...commonWords(lexicon)].flatMap((word) => [word, `${word}s`]).find((word) => slipped(word));
}

const isTabled = (text: string): boolean =>
  [text, ...singulars(text)].some((word) => [...TABLED.values()].some((words) => words.has(word)));

const sorted = (text: string): string => [...text].sort().join("");
/** Letters that are swapped, or one too many or too few in a long word: with another letter it is another word. */
const isSlip = (written: string, meant: string, shortest: number): boolean =>
  Math.abs(written.length - meant.length) === 1
    ? written.length >= shortest
    : meant.length > MOST_AMBIGUOUS && sorted(written) === sorted(meant);

const common = new WeakMap<Lexicon, ReadonlySet<string>>();

/** Words of the dictionary that everybody knows, the most common first. */
function commonWords(lexicon: Lexicon): ReadonlySet<string> {
  const known = common.get(lexicon) ?? new Set(
    lexicon.senses.flatMap(({ lemmas }) => lemmas)
      .filter(({ word, commonness }) => commonness >= COMMON && /^[a-z]{5,}$/.test(word))
      .sort((a, b) => b.commonness - a.commonness || (a.word < b.word ? -1 : 1))
      .map(({ word }) => word),
  );
  common.set(lexicon, known);
  return known;
}

/** How common a word must be that was meant, and letters of words that others have in another order: sing, sign. */
const COMMON = 5, MOST_AMBIGUOUS = 4;

function nearestKindWord(text: string): string | undefined {
  let best: string | undefined, least = 3;
  for (const word of KIND_WORDS.keys()) {
    if (word.includes(" ")) continue;
    const distance = Math.min(...[word, `${word}s`].map((form) => editDistance(text, form, 2)));
    if (distance < least) [best, least] = [word, distance];
  }
  return best;
}
