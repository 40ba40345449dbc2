/** What texts are to leave out: what a description says they are to be without, and what a diet forbids. */
import { bases, type Lexicon } from "../lexicon/lexicon.ts";
import { leftOutOf } from "../left_out.ts";
import { type Role, ROLES } from "../plan.ts";
import type { Words } from "./collection.ts";
import { anchor, FILES } from "./roles.ts";
import { TABLED } from "./tabled.ts";
import { FRAME } from "./vocabulary.ts";

/** What is left out at once: words, senses of food whose kinds are, and classes of the tables. */
interface Forbidden {
  words: readonly string[];
  kinds: readonly string[];
  classes: readonly string[];
}

const listed = (text: string): string[] => text.split(",").map((word) => word.trim());

const DAIRY: Forbidden = {
  kinds: ["dairy product", "milk"],
  classes: ["milk", "cream", "yoghurt", "cheese"],
  words: listed(
    "milk, butter, cream, ice cream, cheese, cheesecake, yogurt, yoghurt, custard, feta, halloumi",
  ),
};
const MEAT_BUT_FISH: Forbidden = {
  kinds: ["meat", "stock"],
  classes: ["meat"],
  words: listed(
    "meat, meatball, meatloaf, chicken, turkey, duck, beef, veal, lamb, pork, salt pork, bacon, ham, sausage, steak, burger, " +
      "stock, shepherd's pie",
  ),
};
const MEAT: Forbidden = {
  kinds: [...MEAT_BUT_FISH.kinds, "seafood", "fish"],
  classes: [...MEAT_BUT_FISH.classes, "fish"],
  words: [
    ...MEAT_BUT_FISH.words,
    ...listed("fish, salmon, cod, trout, tuna, shrimp, prawn, mussel, chowder"),
  ],
};
const VEGAN: Forbidden = {
  kinds: [...MEAT.kinds, ...DAIRY.kinds, "egg"],
  classes: [...MEAT.classes, ...DAIRY.classes, "egg"],
  words: [
    ...MEAT.words,
    ...DAIRY.words,
    ...listed("egg, omelet, omelette, quiche, frittata, meringue, mayonnaise, honey"),
  ],
};

/** What words of a description forbid beside themselves. */
const FORBIDDEN: ReadonlyMap<string, Forbidden> = new Map([
  ["meat", MEAT],
  ["meat but fish", MEAT_BUT_FISH],
  ["dairy", DAIRY],
  ["lactose", DAIRY],
  ["animal product", VEGAN],
  ["sugar", {
    kinds: ["sugar", "sweetening", "candy", "syrup"],
    classes: ["sugar"],
    words: listed(
      "sugar, honey, syrup, caramel, fudge, candy, jam, jelly, marmalade, marshmallow, chocolate, ice cream, frosting, icing, " +
        "meringue, nougat, toffee, molasses",
    ),
  }],
  ["onion", {
    kinds: ["onion"],
    classes: ["allium"],
    words: listed("onion, shallot, scallion, spring onion, chive"),
  }],
]);
/** Diets by name, and what they are without. */
const DIETS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:vegan(?:s|ism)?|plant-based)\b/i, "animal product"],
  [/\b(?:vegetarian(?:s|ism)?|veggie|meatless)\b/i, "meat"],
  [/\b(?:pescatarian|pescetarian)(?:s|ism)?\b/i, "meat but fish"],
];
/** Diets that need more than to leave words out. */
const NOT_FOLLOWED =
  /\b(halal|kosher|keto(?:genic)?|paleo(?:lithic)?|diabetics?|fodmap|(?:low|high|reduced)[- ](?:carb(?:s|ohydrates?)?|fat|calories?|sodium|salt|sugar|protein|gi|fib(?:er|re)|cholesterol|fodmap))\b(?:[- ]diets?\b)?/giu;
/** Diets whose name is no word of the dictionary, and no topic. */
const UNKNOWN_DIET = /\bpesc[ae]tarian(?:s|ism)?\b/giu;

/** What a description leaves out, in its own words, and what it says without that. */
export interface Without {
  asked: readonly string[];
  /** Of those the ones that were said as a diet: "gluten" of "gluten-free". */
  free: readonly string[];
  /** Diets that are not followed. */
  diets: readonly string[];
  /** What is of the writing, and is not followed: rhymes, adjectives. */
  style: readonly string[];
  rest: string;
}

/** "gluten-free", "sugar free". */
const FREE_OF = /\b(\p{L}+)(-| +)free\b(?!\s+(?:of|from)\b)/giu;
const WITHOUT =
  /(?:\b(?:(?:but\s+)?(?:not|nothing|never|aren't|isn't)\s+(?:about|of|featuring|involving|mention(?:s|ing)?)|(?:anything|everything)\s+but|without|excluding|except(?:\s+for)?|free\s+(?:of|from)|(?:do(?:es)?\s+not|don't|doesn't)\s+(?:have|use|contain|include)|(?:with|but|and|have|has|having|use|uses|using)\s+no)|(?<=[,;.(]\s*)not?)\s+/giu;
/** Of these what follows is a noun, though it may be a verb elsewhere: "not about love". */
const BEFORE_NOUN = /\b(?:about|of|from|without|excluding|featuring|involving)\s+$/i;
/** Who eats fish eats no other meat. */
const BUT_FISH = /\b(?:no|without)\s+meat,?\s+(?:but|except(?:\s+for)?)\s+(?:fish|seafood)\b/giu;
/** What stands before a noun and is no part of it. */
const BEFORE = /^(?:any|an?|the|too|much|many|lots|of|added|all|kinds?|sorts?)$/i;
/** What a text may be without as it is written; of that templates know nothing. */
const STYLE: ReadonlySet<string> = new Set(
  listed(
    "rhyme, adjective, adverb, verb, emoji, cliche, cliché, punctuation, metaphor, simile, jargon, slang, hashtag, " +
      "exclamation mark, exclamation point, question mark, comma, happy ending, title, dialogue, dialog, plot, moral, repetition, " +
      "capital letter, number, filler, buzzword",
  ),
);
/** Words of a noun at most: "animal products". */
const MOST_TOGETHER = 3;

/** Reads what a description leaves out. */
export function readWithout(text: string, lexicon: Lexicon): Without {
  const asked = DIETS.flatMap(([diet, without]) => diet.test(text) ? [without] : []).slice(0, 1);
  const free: string[] = [], diets: string[] = [];
  let rest = text.replace(BUT_FISH, () => {
    asked.push("meat but fish");
    return " ";
  }).replace(UNKNOWN_DIET, " ").replace(FREE_OF, (said, name: string, mark: string) => {
    const word = name.toLowerCase();
    // "About free speech" is no diet.
    if (mark !== "-" && (FRAME.has(word) || nounAt([word], lexicon) === undefined)) return said;
    free.push(word);
    return " ";
  }).replace(NOT_FOLLOWED, (_, diet: string) => {
    diets.push(diet.toLowerCase());
    return " ";
  });
  const starts = [...rest.matchAll(WITHOUT)].reverse();
  for (const { index, 0: said } of starts) {
    const from = index + said.length,
      [nouns, length] = nounsOf(
        rest.slice(from),
        lexicon,
        BEFORE_NOUN.test(said),
      );
    if (nouns.length === 0) continue;
    asked.push(...nouns);
    rest = `${rest.slice(0, index)} ${rest.slice(from + length)}`;
  }
  const style = asked.filter((word) => STYLE.has(word)), words = asked.filter((word) => !STYLE.has(word));
  return { asked: [...new Set([...words, ...free])], free, diets: [...new Set(diets)], style, rest };
}

/** The nouns that a text begins with, "meat, eggs or fish", and how many characters they take. */
function nounsOf(
  text: string,
  lexicon: Lexicon,
  isNoun: boolean,
): [nouns: string[], length: number] {
  const nouns: string[] = [];
  let end = 0;
  for (
    const part of text.matchAll(
      /(\s*(?:,|\band\b|\bor\b|\bnor\b)\s*)*([^,.;:!?()]*?)(?=\s*(?:[,.;:!?()]|\band\b|\bor\b|\bnor\b|$))/giu,
    )
  ) {
    const words = [...part[2]!.matchAll(/[\p{L}\p{N}'-]+/gu)],
      first = words.findIndex(([word]) => !BEFORE.test(word));
    const said = words.slice(Math.max(0, first)).map(([word]) => word.toLowerCase());
    const noun = first < 0 ? undefined : nounAt(said, lexicon, isNoun) ?? unknownAt(said, lexicon, isNoun);
    if (noun === undefined) break;
    nouns.push(noun.word);
    const last = words[first + noun.length - 1]!;
    end = part.index + part[0].length - part[2]!.length + last.index + last[0].length;
    if (words.length > first + noun.length) break;
  }
  return [nouns, end];
}

/** The longest noun that some words begin with, as the dictionary has it. */
function nounAt(
  words: readonly string[],
  lexicon: Lexicon,
  isNoun = false,
): { word: string; length: number } | undefined {
  for (let length = Math.min(MOST_TOGETHER, words.length); length > 0; length--) {
    const phrase = words.slice(0, length).join(" ");
    if (/^animal products?$/.test(phrase)) return { word: "animal product", length };
    const word = [...bases(phrase), phrase].find((each) => lexicon.of(each, "n").length > 0);
    const [likeliest] = word === undefined ? [] : lexicon.of(word);
    if (word !== undefined && likeliest !== undefined && (isNoun || lexicon.sense(likeliest).part === "n")) {
      return { word, length };
    }
  }
  return undefined;
}

/** A word that the dictionary lacks, where a noun must stand: "without emojis". */
function unknownAt(
  [word = ""]: readonly string[],
  lexicon: Lexicon,
  isNoun: boolean,
): { word: string; length: number } | undefined {
  const isUnknown = isNoun && !FRAME.has(word) && lexicon.base(word) === undefined;
  return isUnknown ? { word: word.replace(/(?<=[^s])s$/, ""), length: 1 } : undefined;
}

/** Words of a plan without what is left out; the words that no text may have, and of which diets nothing is known. */
export function leftOut(
  lexicon: Lexicon,
  { asked, free }: Without,
  words: Words,
): { words: Words; without: string[]; unknown: string[] } {
  const known = [
    ...new Set(NOMINAL.flatMap((role) => [...TABLED.get(role)?.keys() ?? [], ...words[role] ?? []])),
  ];
  const rules = asked.map((each) => {
    const { words: named, kinds, classes } = FORBIDDEN.get(each) ??
      { words: [each], kinds: undefined, classes: [each] };
    const isNamed = leftOutOf(named);
    const tops = kinds?.flatMap((kind) => anchor(lexicon, kind, FILES.food)) ??
      [...likeliest(lexicon, each), ...anchor(lexicon, each, FILES.food)];
    const isOne = (word: string) =>
      isNamed(word) || classes.some((group) => TABLED.get("ingredient")?.get(word)?.has(group)) ||
      likeliest(lexicon, word).some((sense) => tops.some((top) => lexicon.isKind(sense, top)));
    // A codfish ball is no fish, but made of it.
    const isForbidden = (word: string) =>
      isOne(word) || (isFood(lexicon, word) && word.split(" ").slice(0, -1).some(isOne));
    return { asked: each, named, isForbidden };
  });
  const unknown = free.filter((each) =>
    !rules.some(({ asked, isForbidden }) => asked === each && known.some(isForbidden))
  );
  const followed = rules.filter(({ asked }) => !unknown.includes(asked));
  const isForbidden = (word: string) => followed.some((rule) => rule.isForbidden(word));
  const named = followed.flatMap((rule) => rule.named), isNamed = leftOutOf(named);
  // What is also done, as one may roast a carrot, would be left out of texts that mean that.
  const kinds = known.filter((word) =>
    !isNamed(word) && isForbidden(word) &&
    (TABLED.get("ingredient")?.has(word) || lexicon.of(word, "v").length === 0)
  );
  const without = [...new Set([...named, ...kinds])], isLeftOut = leftOutOf(without);
  const kept: Words = Object.fromEntries(ROLES.flatMap((role) => {
    const left = words[role]?.filter((word) =>
      !isLeftOut(word) && !(NOMINAL.includes(role) && isForbidden(word))
    ) ?? [];
    return left.length === 0 ? [] : [[role, left]];
  }));
  return { words: kept, without, unknown };
}

const isFood = (lexicon: Lexicon, word: string): boolean =>
  likeliest(lexicon, word).some((sense) => lexicon.sense(sense).file === FILES.food);
/** Senses of a word that are looked at. */
const likeliest = (lexicon: Lexicon, word: string): readonly number[] => lexicon.of(word, "n").slice(0, 2);
/** Roles of nouns, but for first names. */
const NOMINAL: readonly Role[] = ROLES.filter((role) => !["action", "quality", "name"].includes(role));
