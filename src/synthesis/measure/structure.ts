/** Whether texts have the form of their kind. */
import type { TextKind } from "../plan.ts";
import { isPlural, plural } from "../template/forms.ts";
import { LEXICON } from "../template/grammars.ts";
import { syllables } from "../template/syllables.ts";
import { wordsOf } from "./lines.ts";

/** A recipe's parts; `undefined` where one is missing. */
export interface Recipe {
  title: string;
  /** As they are listed: "two onions". */
  ingredients: string[];
  steps: string[];
}

/** Reads a recipe: a title, a list of ingredients after a heading or in a sentence, steps with numbers or as prose. */
export function readRecipe(text: string): Recipe | undefined {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const at = lines.findIndex((line) => /^(ingredients\b.*:|(you|ye) need:)/i.test(line));
  if (at < 1) return undefined;
  const inline = /^ingredients: (.+)$/i.exec(lines[at]!)?.[1];
  const rest = lines.slice(at + 1);
  const listed = rest.filter((line) => line.startsWith("- ")).map((line) => line.slice(2));
  const ingredients = inline?.replace(/\.$/, "").split(/, | and /) ?? listed;
  const numbered = rest.filter((line) => /^\d+\. /.test(line)).map((line) => line.replace(/^\d+\. /, ""));
  const steps = inline === undefined ? numbered : rest.flatMap((line) => line.split(/(?<=\.) /));
  return ingredients.length > 0 && steps.length > 0 ? { title: lines[0]!, ingredients, steps } : undefined;
}

/** Words that tell amounts and not what is meant. */
const MEASURES = new Set(
  `a an the of and or some little half g ml cup cups tablespoon tablespoons teaspoon teaspoons spoon spoons spoonful handful handfuls bunch
pinch knob glug splash tin tins pot packet sheet block ball bar head big small large fresh thick slice slices piece pieces ripe crisp 0
one two three four five six seven eight nine ten bag bowl punnet sprig sprigs few leaves clove cloves thumb stick sticks stalk stalks
fillet fillets rasher rashers for each as much twice than to more portion kilogram litre dried cold warm cooked melted soft plain round
dark red yellow sweet green rolled drops bulb bulbs breasts pan frying`.split(/\s+/),
);

const singularOf = (word: string) => {
  for (const end of ["s", "es", "ies", "ves"]) {
    const root = word.slice(0, -end.length) + (end === "ies" ? "y" : end === "ves" ? "f" : "");
    if (word.endsWith(end) && plural(root) === word) return root;
  }
  return word;
};

/** Words of what is to be taken, without how much, in the singular. */
const contents = (text: string) =>
  wordsOf(text).filter((word) => !MEASURES.has(word)).map((word) => isPlural(word) ? singularOf(word) : word);

/**
 * Share of a recipe's listed ingredients that its steps name (one of the words is enough: "vegetable stock", "the stock"),
 * and ingredients of the tables that steps name though they are not listed; water, salt, pepper and oil are in every kitchen.
 */
export function ingredientUse(recipe: Recipe): { used: number; unlisted: string[] } {
  const steps = new Set(contents(recipe.steps.join(" ")));
  const listed = new Set(recipe.ingredients.flatMap(contents).concat(contents(recipe.title)));
  const used = recipe.ingredients.filter((each) => {
    const words = contents(each);
    return words.length === 0 || words.some((word) => steps.has(word));
  });
  const named = (LEXICON.get("ingredient") ?? []).map(({ word }) => word).filter((word) =>
    !word.includes(" ") && steps.has(word) && !listed.has(word)
  );
  return {
    used: used.length / recipe.ingredients.length,
    unlisted: named.filter((word) => !PANTRY.has(word)),
  };
}

const PANTRY = new Set(
  "water salt pepper oil olive ice butter bread yoghurt cream juice custard syrup potato flour orange egg onion tomato"
    .split(" "),
);

/** Syllables of each line of a haiku; one has 5, 7 and 5. */
export const haikuLines = (text: string): number[] =>
  text.split("\n").map((line) => line.trim()).filter(Boolean).map(syllables);

const isHaiku = (text: string) => haikuLines(text).join() === "5,7,5";

function isDialogue(text: string): boolean {
  const turns = text.split("\n").filter(Boolean).map((line) => /^([A-Z][\w' -]*): \S/.exec(line)?.[1]);
  return turns.length >= 2 && turns.every((turn) => turn !== undefined) && new Set(turns).size >= 2;
}

const lineCount = (text: string) => text.split("\n").filter((line) => line.trim() !== "").length;

const FORMS: Record<TextKind, (text: string) => boolean> = {
  recipe: (text) => {
    const recipe = readRecipe(text);
    return recipe !== undefined && ingredientUse(recipe).used >= 0.75;
  },
  haiku: isHaiku,
  dialogue: isDialogue,
  support: (text) => isDialogue(text) || lineCount(text) >= 3,
  question: (text) => /^Q: .+[.?]\nA: .+[.!?]["']?$/.test(text.trim()),
  list: (text) =>
    lineCount(text) >= 3 && text.trim().split("\n").slice(1).every((line) => /^(- |\d+\. )\S/.test(line)),
  letter: (text) => /^(To |Dear |Hello |Hi |Good |Ahoy |Hey )/.test(text) && lineCount(text) >= 2,
  poem: (text) => lineCount(text) >= 4,
  story: (text) => text.split(/\n\n/).length >= 2 && /[.!?]["']?$/.test(text.trim()),
  joke: (text) => lineCount(text) >= 2 && lineCount(text) <= 10,
};

/**
 * Whether a text has the form of its kind: of a recipe title, ingredients and steps that use at least three quarters of
 * them; of a haiku 5, 7 and 5 syllables; of a dialogue turns of two; of a question its answer; of a list items after its
 * title; of a letter its greeting; of a poem four lines; of a story paragraphs and an end.
 */
export const hasForm = (kind: TextKind, text: string): boolean => FORMS[kind](text);
