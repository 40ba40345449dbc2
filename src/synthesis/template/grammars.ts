/** All grammars and tables, read once. */
import dialogue from "./grammars/dialogue.txt" with { type: "text" };
import dialogueRoles from "./grammars/dialogue_roles.txt" with { type: "text" };
import dialogueTones from "./grammars/dialogue_tones.txt" with { type: "text" };
import haiku from "./grammars/haiku.txt" with { type: "text" };
import joke from "./grammars/joke.txt" with { type: "text" };
import jokeAsked from "./grammars/joke_asked.txt" with { type: "text" };
import jokeTones from "./grammars/joke_tones.txt" with { type: "text" };
import letter from "./grammars/letter.txt" with { type: "text" };
import letterAsked from "./grammars/letter_asked.txt" with { type: "text" };
import list from "./grammars/list.txt" with { type: "text" };
import listAsked from "./grammars/list_asked.txt" with { type: "text" };
import listForms from "./grammars/list_forms.txt" with { type: "text" };
import poem from "./grammars/poem.txt" with { type: "text" };
import poemAsked from "./grammars/poem_asked.txt" with { type: "text" };
import question from "./grammars/question.txt" with { type: "text" };
import questionAsked from "./grammars/question_asked.txt" with { type: "text" };
import questionForms from "./grammars/question_forms.txt" with { type: "text" };
import recipe from "./grammars/recipe.txt" with { type: "text" };
import recipeAsked from "./grammars/recipe_asked.txt" with { type: "text" };
import recipeParts from "./grammars/recipe_parts.txt" with { type: "text" };
import story from "./grammars/story.txt" with { type: "text" };
import storyAsked from "./grammars/story_asked.txt" with { type: "text" };
import storyForms from "./grammars/story_forms.txt" with { type: "text" };
import storyParts from "./grammars/story_parts.txt" with { type: "text" };
import storyTones from "./grammars/story_tones.txt" with { type: "text" };
import support from "./grammars/support.txt" with { type: "text" };
import synonyms from "./grammars/synonyms.txt" with { type: "text" };
import tones from "./grammars/tones.txt" with { type: "text" };
import { type Lexicon, readTables } from "./lexicon.ts";
import { readSynonyms } from "./synonyms.ts";
import { type Grammar, readGrammar } from "./syntax.ts";
import food from "./tables/food.txt" with { type: "text" };
import living from "./tables/living.txt" with { type: "text" };
import world from "./tables/world.txt" with { type: "text" };

/** Grammars' texts by file. */
const TEXTS = {
  tones,
  recipe,
  recipeAsked,
  recipeParts,
  dialogue,
  dialogueRoles,
  dialogueTones,
  story,
  storyAsked,
  storyForms,
  storyParts,
  storyTones,
  question,
  questionAsked,
  questionForms,
  list,
  listAsked,
  listForms,
  letter,
  letterAsked,
  poem,
  poemAsked,
  haiku,
  joke,
  jokeAsked,
  jokeTones,
  support,
};

/** Files whose lines would limp with other words. */
const IN_METRE: ReadonlySet<string> = new Set(["poem", "poemAsked", "haiku"]);

function readAll(): Grammar {
  const grammar: Grammar = new Map();
  const vary = readSynonyms(synonyms);
  for (const [name, text] of Object.entries(TEXTS)) {
    readGrammar(text, grammar, IN_METRE.has(name) ? undefined : vary);
  }
  return grammar;
}

export const GRAMMAR: Grammar = readAll();
export const LEXICON: Lexicon = readTables([food, living, world]);
