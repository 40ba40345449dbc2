import { type Plan, planSchema, type TextKind } from "../../../src/synthesis/plan.ts";

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

/** Forms that a description asks for by name, and what every text of one has. */
export const FORMS_ASKED = ([
  ["list", "quotes", /^[A-Z]/],
  ["list", "affirmations", /^[A-Z]/],
  ["list", "slogans", /^(Slogans|On the sign|For the|What)/],
  ["list", "names", /^(Names|What shall we call it\?)/],
  ["list", "excuses", /^(Excuses|It was not|It wasn't|Why I|What the)/],
  ["list", "tips", /^(Tips|Before|How to|Your first|Yer first|Common|What|A week|When|One day)/],
  ["list", "travel guides", /^(Tips|Before|How to|Your first|Yer first|Common|What|A week|When|One day)/],
  ["list", "facts", /^(Facts|Did you know|Did ye know|Things that|What they|Which is)/],
  ["list", "compliments", /^(Nice|Fine|For|Say)/],
  ["list", "insults", /^(For|To say|Words|What)/],
  ["list", "wishes", /^(For|To|What|Raise|Wishes)/],
  ["list", "headlines", /^(Headlines|In the paper|What|News|All about)/],
  ["list", "horoscopes", /^([A-Z]\w+, \w+day|What the stars|Three things)/],
  ["list", "tweets", /^(Posts|Written|What|Today|\w+ on )/],
  ["list", "plans", /^(Plan|This week|A week|\w+day, hour|A day|How to begin)/],
  ["list", "to-do lists", /^(To do|Before|This week)/],
  ["list", "packing lists", /^(What to pack|In the suitcase|For)/],
  [
    "list",
    "meal plans",
    /^(Menu|What to eat|Dinner|For|Plan|This week|A week|\w+day, hour|A day|How to begin)/,
  ],
  ["list", "conversation starters", /^(Questions|To break|For|Around)/],
  ["story", "reviews", /star|many/],
  ["story", "product descriptions", /^.+[.:?!]/],
  ["story", "speeches", /friend|mate|heart|ladies|lads|speak|evenin/i],
  ["story", "wedding speeches", /friend|mate|heart|ladies|lads|speak|evenin/i],
  ["story", "movie plots", /until|for the last time/],
  ["story", "biographies", /born|comes from|has been/],
  ["story", "news articles", /found|more|was seen|quality|since|year/],
  [
    "story",
    "essays",
    /^(On|In Praise|What I|Why I|A Few|I used|Everybody|Everyone|There are|No one|Nobody|My|Me)/,
  ],
  ["letter", "thank-you notes", /[Tt]hank|[Gg]rateful/],
  ["letter", "apologies", /[Ss]orry|forgive|chance|[Aa]shamed|heavy heart|undo it|make it good|again/],
  ["letter", "birthday cards", /birthday|Another year/],
  ["letter", "invitations", /o'clock|on \w+day/],
  ["letter", "emails that ask my boss for vacation", /leave|days o|away|holidays/],
  ["letter", "letters of leave", /leave|days o|away|holidays/],
  ["poem", "limericks", /^(.+\n){4}.+$/],
  ["poem", "tongue twisters", /^\w+ \w+ \w+ \w+ .+\.\n.+\?\nIf .+,\n.+!$/],
  ["joke", "knock-knock jokes", /^Knock, knock[.!]\nWho.+\?\n.+\.\n.+ who\?\n\S/],
  ["question", "riddles", /^Q: .+\?\nA: \S/],
] satisfies [TextKind, string, RegExp][]).map(([kind, description, manner]) => ({
  kind,
  description,
  manner,
}));
