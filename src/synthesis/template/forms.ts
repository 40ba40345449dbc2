// @ts-types="@types/pluralize"
import pluralize from "pluralize";

/** Past and participle of verbs that are not regular, by infinitive. */
const IRREGULAR = new Map(
  `be was been; beat beat beaten; become became become; begin began begun; bend bent bent; bind bound bound; bite bit bitten;
blow blew blown; break broke broken; bring brought brought; build built built; burst burst burst; buy bought bought;
catch caught caught; choose chose chosen; come came come; cost cost cost; creep crept crept; cut cut cut; deal dealt dealt;
dig dug dug; do did done; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed fed;
feel felt felt; fight fought fought; find found found; fit fit fit; flee fled fled; fly flew flown; forget forgot forgotten;
forgive forgave forgiven; freeze froze frozen; get got got; give gave given; go went gone; grind ground ground; grow grew grown;
hang hung hung; have had had; hear heard heard; hide hid hidden; hit hit hit; hold held held; hurt hurt hurt; keep kept kept;
know knew known; lay laid laid; lead led led; leave left left; lend lent lent; let let let; lie lay lain; light lit lit;
lose lost lost; make made made; mean meant meant; meet met met; mistake mistook mistaken; pay paid paid; put put put; quit quit quit;
read read read; ride rode ridden; ring rang rung; rise rose risen; run ran run; say said said; see saw seen; seek sought sought;
sell sold sold; send sent sent; set set set; sew sewed sewn; shake shook shaken; shine shone shone; shoot shot shot; show showed shown;
shut shut shut; sing sang sung; sink sank sunk; sit sat sat; sleep slept slept; slide slid slid; sow sowed sown; speak spoke spoken;
spend spent spent; spin spun spun; spread spread spread; spring sprang sprung; stand stood stood; steal stole stolen; stick stuck stuck;
sting stung stung; strike struck struck; string strung strung; swear swore sworn; sweep swept swept; swim swam swum; swing swung swung;
take took taken; teach taught taught; tear tore torn; tell told told; think thought thought; throw threw thrown; understand understood understood;
wake woke woken; wear wore worn; weave wove woven; win won won; wind wound wound; write wrote written`
    .split(";").map((line) => line.trim().split(/\s+/)).map(([verb, past, participle]) =>
      [verb, { past, participle }] as const
    ),
);
/** Verbs of two syllables and more whose last letter is doubled before an ending all the same. */
const DOUBLED = new Set("admit begin commit control forget occur prefer refer regret upset".split(" "));
const COMPARED = new Map([["good", ["better", "best"]], ["bad", ["worse", "worst"]], [
  "far",
  ["farther", "farthest"],
]]);
const SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
/** Words in the middle of a title that stay small. */
const MINOR = new Set("a an the and or of with in on at to for from by".split(" "));

/** Vowel letters that sound like consonants, and silent consonants. */
const HARD_START = /^(uni(?!n|m)|us[aeu]|ut[ei]|eu|ew|one(?![a-z])|once|ufo|u-)/i;
const SILENT_START = /^(hour|honest|honou?r|heir)/i;
/** Letters that are said by their names: "an x-ray", "an SUV", but "a U-turn". */
const LETTER_START = /^[aefhilmnorsx]-|^[AEFHILMNORSX]([A-Z]|-)/;

/** Whether "an" stands before a word. */
export const takesAn = (word: string): boolean =>
  SILENT_START.test(word) || LETTER_START.test(word) || (/^[aeiou]/i.test(word) && !HARD_START.test(word));

/** Changes the last word of a phrase. */
const last = (phrase: string, change: (word: string) => string): string => {
  const at = Math.max(phrase.lastIndexOf(" "), phrase.lastIndexOf("-")) + 1;
  return phrase.slice(0, at) + change(phrase.slice(at));
};
/** Changes the first word of a phrase: of "turn off" it is the verb. */
const first = (phrase: string, change: (word: string) => string): string => {
  const end = phrase.search(/[ -]/);
  return end < 0 ? change(phrase) : change(phrase.slice(0, end)) + phrase.slice(end);
};

/** What counts of a noun: of "cup of tea" the cup. */
export const headOf = (noun: string): string => {
  const end = noun.search(/ (?:of|with|in|for|from|on) /);
  return end < 0 ? noun : noun.slice(0, end);
};

/** "cup of tea" → "cups of tea". */
export function plural(noun: string): string {
  const head = headOf(noun);
  return last(head, pluralOfWord) + noun.slice(head.length);
}

/** The library looks through some hundred rules for each word. */
const plurals = new Map<string, string>();
const KEPT = 10_000;

function pluralOfWord(word: string): string {
  let made = plurals.get(word);
  if (made === undefined) {
    made = pluralize.plural(word);
    if (plurals.size < KEPT) plurals.set(word, made);
  }
  return made;
}

/** Plurals that have no singular, or none that is the same thing. */
const PAIRS = new Set(
  "scissors trousers jeans pants shorts glasses binoculars tongs pliers tweezers clothes goods stairs leftovers"
    .split(" "),
);

/** Whether a noun has the form of a plural, as "noodles" and "scissors" do, but "glass" does not. */
export const isPlural = (noun: string): boolean => {
  const head = headOf(noun), word = head.slice(head.lastIndexOf(" ") + 1);
  return PAIRS.has(word) ||
    (/s$/.test(word) && !/(ss|us|is|lens)$/.test(word) && pluralize.isPlural(word) &&
      pluralize.singular(word) !== word);
};

const syllablesOfVerb = (verb: string) => verb.match(/[aeiouy]+/g)?.length ?? 0;

/** A verb's stem before "-ing" and "-ed", which doubles a last consonant: "stop" → "stopp". */
function doubled(verb: string): string {
  const short = syllablesOfVerb(verb) === 1 &&
    /[^aeiou][aeiou][bdfgklmnprstvz]$|^[aeiou][bdgmnpt]$/.test(verb);
  const quick = /qu[aeiou][bdgmnpt]$/.test(verb);
  return short || quick || DOUBLED.has(verb) ? verb + verb.at(-1) : verb;
}

/** "bake" → "baking". */
export const present = (phrase: string): string =>
  first(phrase, (verb) => {
    if (verb === "be") return "being";
    if (verb.endsWith("ie")) return verb.slice(0, -2) + "ying";
    if (/[^eoy]e$/.test(verb)) return verb.slice(0, -1) + "ing";
    return doubled(verb) + "ing";
  });

function regularPast(verb: string): string {
  if (verb.endsWith("e")) return verb + "d";
  if (/[^aeiou]y$/.test(verb)) return verb.slice(0, -1) + "ied";
  return doubled(verb) + "ed";
}

/** "bake" → "baked". */
export const past = (phrase: string): string =>
  first(phrase, (verb) => IRREGULAR.get(verb)?.past ?? regularPast(verb));

/** "take" → "taken". */
export const participle = (phrase: string): string =>
  first(phrase, (verb) => IRREGULAR.get(verb)?.participle ?? regularPast(verb));

/** "go" → "goes". */
export const third = (phrase: string): string =>
  first(phrase, (verb) => {
    if (verb === "be") return "is";
    if (verb === "have") return "has";
    if (/(s|x|z|ch|sh|o)$/.test(verb)) return verb + "es";
    return /[^aeiou]y$/.test(verb) ? verb.slice(0, -1) + "ies" : verb + "s";
  });

function graded(adjective: string, ending: "er" | "est"): string {
  const irregular = COMPARED.get(adjective);
  if (irregular) return irregular[ending === "er" ? 0 : 1]!;
  const syllables = adjective.replace(/e$/, "").match(/[aeiouy]+/g)?.length ?? 0;
  const long = syllables > 2 || (syllables === 2 && !/(y|le|ow)$/.test(adjective)) ||
    /(ed|ing|ful|ous|yal)$/.test(adjective) || /[ -]/.test(adjective);
  if (long) return `${ending === "er" ? "more" : "most"} ${adjective}`;
  if (adjective.endsWith("e")) return adjective.slice(0, -1) + ending;
  if (/[^aeiou]y$/.test(adjective)) return adjective.slice(0, -1) + "i" + ending;
  return (/^[^aeiou]*[aeiou][bdgmnt]$/.test(adjective) ? adjective + adjective.at(-1) : adjective) + ending;
}

/** "happy" → "happier", "golden" → "more golden". */
export const comparative = (adjective: string): string => graded(adjective, "er");
/** "happy" → "happiest", "golden" → "most golden". */
export const superlative = (adjective: string): string => graded(adjective, "est");

/** "Anna" → "Anna's", "the cats" → "the cats'". */
export const possessive = (noun: string): string => noun + (/s$/.test(noun) && isPlural(noun) ? "'" : "'s");

/** "the soup of the day" → "The Soup of the Day"; inside a title "the" stays small as well. */
export const titleCase = (text: string, inside = false): string =>
  text.split(" ").map((word, i) => (inside || i > 0) && MINOR.has(word) ? word : capital(word)).join(" ");

/** "soup" → "Soup". */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** 3 → "three"; from 13 on digits. */
export const numberWord = (n: number): string => SMALL[n] ?? String(n);
