/** What a diet leaves out. */
import type { Lexicon } from "../lexicon/lexicon.ts";
import type { Words } from "./collection.ts";
import { anchor, FILES } from "./roles.ts";

const MEATLESS = {
  kinds: ["meat", "seafood", "fish", "stock"],
  words:
    /\b(meat\w*|chicken|beef|bacon|salmon|shrimp|fish|pork|ham|turkey|tuna|mussel|burger|chowder|salt pork|sausage|steak)\b/,
};
const DIETS = {
  vegetarian: MEATLESS,
  vegan: {
    kinds: [...MEATLESS.kinds, "dairy product", "egg", "milk"],
    words: new RegExp(
      `${MEATLESS.words.source}|(?<!coconut )\\b(milk|butter|cream|cheese|egg|eggs|honey|yogurt|omelet|quiche|custard)\\b`,
    ),
  },
} as const;

/** Takes out of dishes and ingredients what a diet among the topics leaves out. */
export function withoutForbidden(lexicon: Lexicon, topics: readonly string[], words: Words): Words {
  const diet = topics.includes("vegan")
    ? DIETS.vegan
    : topics.some(isVegetarian)
    ? DIETS.vegetarian
    : undefined;
  if (diet === undefined) return words;
  const tops = diet.kinds.flatMap((word) => anchor(lexicon, word, FILES.food));
  const isForbidden = (word: string): boolean =>
    diet.words.test(word) ||
    lexicon.of(word, "n").slice(0, 2).some((number) => tops.some((top) => lexicon.isKind(number, top)));
  const kept = { ...words };
  for (const role of ["dish", "ingredient"] as const) {
    const left = words[role]?.filter((word) => !isForbidden(word)) ?? [];
    if (left.length > 0) kept[role] = left;
    else delete kept[role];
  }
  return kept;
}

const isVegetarian = (word: string): boolean => word === "vegetarian" || word === "vegetarianism";
