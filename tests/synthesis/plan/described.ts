/** Descriptions, and what must be found in them. */
import type { Role, TextKind, Tone } from "../../../src/synthesis/plan.ts";

export interface Described {
  description: string;
  kinds: readonly TextKind[];
  tone?: Tone;
  persona?: string;
  name?: string;
  /** Words that must be there, and words that must not, by role. */
  has?: Partial<Record<Role, readonly string[]>>;
  lacks?: Partial<Record<Role, readonly string[]>>;
  /** Words that no text may have. */
  without?: readonly string[];
}

export const DESCRIBED: readonly Described[] = [
  {
    description: "a fun GPT that writes cooking recipes",
    kinds: ["recipe"],
    tone: "funny",
    name: "cooking-recipes",
    has: { dish: ["soup", "pie"], ingredient: ["onion", "flour"], tool: ["pan"], action: ["bake"] },
    lacks: { thing: ["precision cookie"] },
  },
  {
    description: "pirate jokes",
    kinds: ["joke"],
    tone: "pirate",
    persona: "a pirate",
    name: "pirate-jokes",
    has: { thing: ["treasure", "ship"], animal: ["parrot"], person: ["pirate", "captain"] },
  },
  {
    description: "haiku",
    kinds: ["haiku"],
    tone: "plain",
    name: "haiku",
    has: { thing: ["blossom"], weather: ["snow"] },
  },
  {
    description: "customer support",
    kinds: ["support"],
    tone: "formal",
    persona: "a support agent",
    name: "customer-support",
    has: { thing: ["phone", "router"], problem: ["broken screen"] },
  },
  {
    description: "bedtime stories",
    kinds: ["story"],
    tone: "gentle",
    name: "bedtime-stories",
    has: { animal: ["bear", "rabbit"], thing: ["moon"] },
  },
  {
    description: "a chatbot that answers questions about gardening",
    kinds: ["dialogue", "question"],
    has: { person: ["gardener"], tool: ["rake", "trowel"], animal: ["bee"], problem: ["drought"] },
    lacks: { animal: ["cow"] },
  },
  {
    description: "letters from a lighthouse keeper",
    kinds: ["letter"],
    persona: "a lighthouse keeper",
    name: "lighthouse-keeper-letters",
    has: { person: ["lighthouse keeper"], weather: ["storm"], place: ["island"] },
  },
  {
    description: "something that writes limericks about cats",
    kinds: ["poem"],
    tone: "funny",
    name: "cat-limericks",
    has: { animal: ["cat", "Persian cat"], thing: ["cat"], part: ["whisker"] },
    lacks: { animal: ["elephant"], person: ["elephant"] },
  },
  {
    description: "trivia questions about dinosaurs",
    kinds: ["question"],
    has: { animal: ["dinosaur", "tyrannosaurus"], person: ["paleontologist"] },
  },
  {
    description: "spooky stories",
    kinds: ["story"],
    tone: "spooky",
    has: { person: ["ghost"], place: ["graveyard"] },
  },
  {
    description: "Ghost stories for kids",
    kinds: ["story"],
    tone: "spooky",
    has: { person: ["ghost"] },
    lacks: { person: ["kid"] },
  },
  {
    description: "sad poems about the sea",
    kinds: ["poem"],
    tone: "sad",
    has: { place: ["harbor"], animal: ["whale"] },
    lacks: { animal: ["bastard turtle"] },
  },
  {
    description: "soup recipes",
    kinds: ["recipe"],
    has: { dish: ["chowder", "pea soup"] },
    lacks: { dish: ["pizza", "cake"] },
  },
  {
    description: "vegan baking recipes",
    kinds: ["recipe"],
    has: { ingredient: ["lentil", "coconut milk"], person: ["vegan"] },
    lacks: { ingredient: ["beef", "egg", "milk", "butter", "honey", "salmon"], dish: ["meatball", "omelet"] },
    without: ["meat", "egg", "milk", "gruyère"],
  },
  {
    description: "a fun GPT that writes cooking recipes for vegetarian kids",
    kinds: ["recipe"],
    tone: "funny",
    has: { ingredient: ["lentil", "egg"] },
    lacks: { ingredient: ["beef", "salmon", "stock"], dish: ["meatball", "chowder"], thing: ["blanket"] },
    without: ["meat", "bacon", "chicken", "cod", "crab"],
  },
  {
    description: "recipes without fish, eggs or nuts and with a lot of cheese",
    kinds: ["recipe"],
    name: "cheese-recipes",
    has: { ingredient: ["beef", "cheese"] },
    lacks: { ingredient: ["salmon", "egg", "walnut"] },
    without: ["fish", "egg", "nut", "walnut", "tuna"],
  },
  {
    description: "bedtime stories with no dragons for kids who love knights, not too sad",
    kinds: ["story"],
    tone: "gentle",
    has: { person: ["knight"] },
    lacks: { animal: ["dragon"], thing: ["dragon"] },
    without: ["dragon"],
  },
  {
    description: "ghost stories that are not scary",
    kinds: ["story"],
    tone: "plain",
    has: { person: ["ghost"] },
  },
  {
    description: "nut-free cookies",
    kinds: ["recipe", "list"],
    name: "cookie-recipes",
    has: { dish: ["cookie"] },
    lacks: { dish: ["almond cookie"], thing: ["almond cookie"] },
    without: ["nut", "almond"],
  },
  {
    description: "cocktail recipes",
    kinds: ["recipe"],
    has: { thing: ["cocktail"], dish: ["lemonade"] },
    lacks: { dish: ["stew"] },
  },
  {
    description: "knock-knock jokes about computers",
    kinds: ["joke"],
    has: { thing: ["computer"], person: ["programmer"] },
  },
  {
    description: "love letters",
    kinds: ["letter"],
    name: "love-letters",
    has: { thing: ["heart"], feeling: ["longing"] },
  },
  {
    description: "formal emails to my boss",
    kinds: ["letter"],
    tone: "formal",
    name: "boss-emails",
    has: { person: ["boss"], thing: ["deadline"] },
    lacks: { tool: ["microphone"] },
  },
  {
    description: "bicycle repair help desk",
    kinds: ["support"],
    has: { part: ["brake"], problem: ["flat tire"], thing: ["bicycle"] },
  },
  {
    description: "a bank's help desk",
    kinds: ["support"],
    has: { place: ["bank"] },
    lacks: { thing: ["riverside"], place: ["riverside"] },
  },
  {
    description: "stories about a brave knight and a dragon",
    kinds: ["story"],
    has: { person: ["knight"], animal: ["dragon"], quality: ["brave"], place: ["castle"] },
    lacks: { person: ["brave"] },
  },
  {
    description: "poems about tigers",
    kinds: ["poem"],
    has: { animal: ["tiger"], place: ["jungle"] },
    lacks: { person: ["tiger"] },
  },
  {
    description: "stories about trains",
    kinds: ["story"],
    has: { thing: ["train", "ticket"], place: ["train station"] },
  },
  {
    description: "Train a model that writes poems about spring rain",
    kinds: ["poem"],
    has: { weather: ["rain"], animal: ["frog"] },
    lacks: { thing: ["coil spring", "train"] },
  },
  {
    description: "football match reports",
    kinds: ["story"],
    has: { thing: ["match", "ball"], person: ["goalkeeper"] },
    lacks: { thing: ["kitchen match"] },
  },
  {
    description: "science fiction stories about robots on mars",
    kinds: ["story"],
    has: { thing: ["robot", "planet"], person: ["astronaut"] },
    lacks: { problem: ["mar"], thing: ["mar"] },
  },
  {
    description: "stories about a cat in space",
    kinds: ["story"],
    has: { animal: ["cat"], thing: ["rocket"], person: ["astronaut"] },
  },
  {
    description: "a chatbot that talks like a grumpy wizard",
    kinds: ["dialogue"],
    persona: "a grumpy wizard",
    has: { person: ["wizard"], quality: ["grumpy"] },
    lacks: { person: ["crab"] },
  },
  {
    description: "a grumpy wizard",
    kinds: ["dialogue"],
    persona: "a grumpy wizard",
  },
  {
    description: "an excited sports commentator",
    kinds: ["dialogue"],
    tone: "excited",
    has: { thing: ["goal"], person: ["sports commentator"] },
  },
  {
    description: "a bot that explains black holes to children",
    kinds: ["question"],
    has: { thing: ["black hole", "planet"] },
    lacks: { thing: ["teddy bear"] },
  },
  {
    description: "Christmas carols",
    kinds: ["poem"],
    has: { animal: ["reindeer"], thing: ["gift"] },
  },
  {
    description: "diary of a cat",
    kinds: ["story"],
    persona: "a cat",
  },
  {
    description: "jokes, riddles and short stories",
    kinds: ["joke", "question", "story"],
  },
  {
    description: "recipies for disaster",
    kinds: ["recipe"],
    has: { dish: ["soup"] },
  },
  {
    description: "stories set in ancient Egypt",
    kinds: ["story"],
    has: { thing: ["pyramid"], place: ["temple"] },
    lacks: { thing: ["egypt"] },
  },
  {
    description: "insect facts for kids",
    kinds: ["list"],
    tone: "gentle",
    has: { animal: ["bee", "butterfly"] },
    lacks: { animal: ["lion"] },
  },
  {
    description: "coding interview questions",
    kinds: ["dialogue", "question"],
    has: { thing: ["program"] },
    lacks: { animal: ["Pacific cod"] },
  },
  {
    description: "a tour guide for Paris",
    kinds: ["dialogue"],
    persona: "a tour guide",
    lacks: { thing: ["Paris"] },
  },
  {
    description: "haiku about kubernetes",
    kinds: ["haiku"],
    has: { thing: ["kubernetes"] },
  },
];
