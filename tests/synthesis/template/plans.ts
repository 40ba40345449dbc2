import { type Plan, planSchema } from "../../../src/synthesis/plan.ts";

/** A plan of some kinds and words; what is not said is as in a plain one. */
export const planOf = (
  changes: Partial<
    Pick<
      Plan,
      "description" | "kinds" | "tone" | "words" | "seed" | "heldOut" | "persona" | "topics" | "without"
    >
  >,
): Plan =>
  planSchema.parse({
    version: 1,
    description: "texts",
    name: "texts",
    seed: 1,
    kinds: { story: 1 },
    tone: "plain",
    words: {},
    data: { source: "template" },
    characters: 1000,
    heldOut: 0.1,
    model: { size: "nano", form: "llama", minutes: 1 },
    ...changes,
  });

/** Words of a domain of which the tables know only some. */
export const PIRATES: Plan["words"] = {
  thing: ["treasure", "ship", "cutlass", "rum", "treasure map", "noodles"],
  person: ["pirate", "first mate", "buccaneer"],
  animal: ["parrot", "kraken"],
  place: ["sea", "Tortuga", "tavern"],
  action: ["plunder", "sail", "bury"],
  problem: ["mutiny", "leak"],
  feeling: ["fury", "joy"],
};
export const KITCHEN: Plan["words"] = {
  dish: ["stew", "ratatouille", "lentil soup", "pot au feu"],
  ingredient: ["turnip", "lentil", "samphire", "jackfruit"],
  tool: ["skillet", "spatula"],
  action: ["bake", "braise"],
  quality: ["tasty", "crisp"],
};
export const DRINKS: Plan["words"] = {
  dish: [
    "lemonade",
    "latte",
    "iced tea",
    "mint tea",
    "ginger tea",
    "fruit punch",
    "cider",
    "egg cream",
    "eggnog",
    "mocha",
  ],
  ingredient: ["milk", "coffee bean", "tea leaf", "lemon", "ice", "mint", "vanilla", "orange", "berry"],
};
export const DESSERTS: Plan["words"] = {
  thing: ["chocolate"],
  dish: [
    "dessert",
    "charlotte",
    "flan",
    "mousse",
    "sherbet",
    "lollipop",
    "frozen dessert",
    "chocolate pudding",
  ],
  ingredient: ["onion", "potato", "salt", "chicken", "apple", "lemon", "ginger", "walnut", "cream"],
};
