/** What a model is to write and how it comes to be: the plan of `create`, as a person may edit it. */
import * as z from "zod";

/** Kinds of texts that can be asked for; each has a grammar of templates. */
export const TEXT_KINDS = [
  "recipe",
  "dialogue",
  "story",
  "question",
  "list",
  "letter",
  "poem",
  "haiku",
  "joke",
  "support",
] as const;
export type TextKind = typeof TEXT_KINDS[number];

/** Manners of speaking; a text may have one that colours its words, such as "pirate". */
export const TONES = ["plain", "funny", "gentle", "formal", "excited", "sad", "spooky", "pirate"] as const;
export type Tone = typeof TONES[number];

/**
 * What words do in texts. Each role has words of the domain, in the form in which a dictionary has them: nouns in the
 * singular, verbs as infinitives without "to", lower case but for names.
 */
export const ROLES = [
  "thing", // what the texts are about, and its kinds
  "part", // what these have or consist of
  "person", // who has to do with it
  "name", // first names, of people in stories and letters
  "animal",
  "place",
  "action", // what is done with or by the things
  "quality", // how they are
  "tool", // what is used for it
  "dish",
  "ingredient",
  "feeling",
  "weather",
  "problem", // what may go wrong
] as const;
export type Role = typeof ROLES[number];

const share = z.number().positive().max(1);
const word = z.string().trim().overwrite((text) => text.replace(/\s+/g, " ")).min(1);
const words = z.array(word).min(1);

/** Where texts come from. */
const dataSchema = z.discriminatedUnion("source", [
  z.strictObject({ source: z.literal("template") }),
  z.strictObject({
    source: z.literal("ollama"),
    host: z.url(),
    model: z.string().min(1),
    /** Requests at once. */
    parallel: z.int().min(1).max(64).default(2),
    temperature: z.number().min(0).max(2).default(0.9),
  }),
  z.strictObject({ source: z.literal("files"), paths: z.array(z.string().min(1)).min(1) }),
]);

/** Of fewer characters too few may be left to train with when some texts are held out. */
export const LEAST_CHARACTERS = 5000;

/** Schema of a plan's YAML. */
export const planSchema = z.strictObject({
  /** Format of this file. */
  version: z.literal(1),
  /** The words that it was made of. */
  description: z.string().trim().min(1),
  /** Of the model and its folder. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "lower case letters, digits and dashes"),
  seed: z.int().min(0),
  /** Kinds of texts and how often each is written; shares are relative to their sum. */
  kinds: z.partialRecord(z.enum(TEXT_KINDS), share).refine(
    (kinds) => Object.keys(kinds).length > 0,
    "one at least",
  ),
  tone: z.enum(TONES),
  /** Who speaks, in a word or two, such as "a pirate". */
  persona: z.string().trim().min(1).optional(),
  /** Words of the domain by what they do; roles that are missing have everyday words. */
  words: z.partialRecord(z.enum(ROLES), words),
  /** Those of `words` that most texts are about, where it is about some more than about others. */
  topics: words.optional(),
  /** Words that no text has, as `words` has them. */
  without: words.optional(),
  data: dataSchema,
  /** Characters of text to make, about; of files all are taken. */
  characters: z.int().min(LEAST_CHARACTERS),
  /** Share of combinations of words that no text has to learn from, to measure with. */
  heldOut: z.number().min(0).max(0.5),
  /** How the model is trained; the rest is as `train` has it. */
  model: z.strictObject({
    size: z.enum(["nano", "12M", "33M", "117M"]),
    form: z.enum(["llama", "gpt2", "plain"]),
    minutes: z.number().positive(),
    /** A model that this one begins with. */
    initFrom: z.string().min(1).optional(),
  }),
});
export type Plan = z.infer<typeof planSchema>;

/** Two that a plan names, who say all that is said in its dialogues. */
export const speakersIn = ({ name }: Plan["words"]): readonly string[] | undefined =>
  name?.length === 2 ? name : undefined;

/** A text that was made, and of what. */
export interface Sample {
  text: string;
  kind?: TextKind;
  /** The combination that decides whether it is held out, such as "lentil soup"; texts from elsewhere have none. */
  subject?: string;
}
