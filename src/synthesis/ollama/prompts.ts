/** What a model is asked for each text: by the plan, each time a little otherwise, and by its number always the same. */
import { type Random, random } from "../../base/random.ts";
import { type Plan, type Role, type Sample, speakersIn, TEXT_KINDS, type TextKind } from "../plan.ts";
import { LEXICON } from "../template/grammars.ts";
import type { GenerateRequest } from "./generate.ts";

/** A plan that asks a model. */
export type OllamaPlan = Plan & { data: { source: "ollama" } };

/** A request for a text, and what is known of the text beforehand. */
export interface Prompt extends Omit<Sample, "text"> {
  request: GenerateRequest;
}

/** What prompts can draw on beside the plan: texts of the plan's templates. */
export interface Examples {
  sample(index: number): Sample;
  isHeldOut(subject: string): boolean;
}

/** Streams of random numbers, of the plan's seed. */
const CHOICES = 71, SEEDS = 72;
/** Templates that are looked through for an example of a kind, and numbers that they begin behind, far from the texts' own. */
const LOOKED_AT = 40, FAR = 1 << 30;
/** Share of prompts with an example, and with two. */
const EXAMPLE = 0.4, SECOND = 0.35;

/** How a kind is asked for, how many words it has, and which roles its subjects are taken from, best first. */
const KINDS: Readonly<
  Record<TextKind, { asked: string; words: readonly [number, number]; roles: readonly Role[] }>
> = {
  recipe: { asked: "a recipe for", words: [80, 180], roles: ["dish", "thing"] },
  dialogue: { asked: "a dialogue about", words: [60, 160], roles: ["thing", "problem"] },
  story: { asked: "a very short story about", words: [100, 220], roles: ["thing", "animal", "person"] },
  question: { asked: "a question about", words: [40, 120], roles: ["thing", "dish", "problem"] },
  list: { asked: "a list about", words: [40, 110], roles: ["thing", "tool", "dish"] },
  letter: { asked: "a letter about", words: [70, 160], roles: ["thing", "place", "person"] },
  poem: { asked: "a poem about", words: [40, 120], roles: ["thing", "feeling", "weather"] },
  haiku: { asked: "a haiku about", words: [12, 20], roles: ["thing", "weather", "animal"] },
  joke: { asked: "a joke about", words: [20, 80], roles: ["thing", "person", "animal"] },
  support: {
    asked: "a conversation between a customer and a support agent about",
    words: [80, 180],
    roles: ["problem", "thing"],
  },
};
/** What a form must have beside its subject. */
const FORMS: Partial<Record<TextKind, string>> = {
  recipe: "Give its name, the ingredients and the steps.",
  question: "Write the question, then its answer.",
  dialogue: "Begin each line with the speaker's name and a colon.",
  haiku: "It has three lines, of 5, 7 and 5 syllables.",
  support: 'Begin each line with "Customer:" or "Agent:".',
};
/** Turns that keep texts from being all alike. */
const TURNS = [
  "",
  "",
  "Begin with something that one can see or hear.",
  "Let something go wrong in it.",
  "Begin with a question.",
  "Mention the time of the day.",
  "Mention a number in it.",
  "Let it end in a surprise.",
  "Use short sentences.",
  "Use plain words that a child knows.",
  "Name a place in it.",
  'Do not begin with "The" or "Once".',
];
const SYSTEM =
  "You write texts for a collection. Answer with the text alone: plain text without markdown, no introduction, " +
  "no title of yours, no comment before or after it.";

/** The prompt of a number. Of templates its kind and subject are taken where there are some, so that the same are held out. */
export function promptOf(plan: OllamaPlan, index: number, examples?: Examples): Prompt {
  const { int, next } = random(plan.seed, CHOICES, index);
  const chosen = examples?.sample(index);
  const kind = chosen?.kind ?? kindOf(plan, next());
  const { asked, words: [few, many], roles } = KINDS[kind];
  const subject = chosen?.subject ?? subjectOf(plan, roles, int);
  const count = few + int(many - few + 1);
  const shown = examples === undefined || next() >= EXAMPLE
    ? []
    : examplesOf(examples, kind, index, next() < SECOND ? 2 : 1);
  const speakers = speakersIn(plan.words);
  const prompt = [
    `The collection is for: ${plan.description}.`,
    `Write ${asked} ${
      subject === undefined ? "something that belongs there" : spoken(subject)
    }, about ${count} words.`,
    FORMS[kind] ?? "",
    kind === "dialogue" && speakers !== undefined ? `${speakers.join(" and ")} talk.` : "",
    plan.tone === "plain" ? "" : `Its tone is ${plan.tone}.`,
    plan.persona === undefined ? "" : `It is told by ${plan.persona}.`,
    plan.without === undefined ? "" : `It is without ${plan.without.join(", ")}.`,
    wordsFor(plan, kind, int),
    TURNS[int(TURNS.length)]!,
    ...shown.map((text) => `This is one of the collection; write another one, not this:\n---\n${text}\n---`),
  ].filter((line) => line !== "").join("\n");
  const options = {
    seed: random(plan.seed, SEEDS, index).int(2 ** 31 - 1),
    temperature: plan.data.temperature,
    // A word has some 1.4 tokens, and models take more words than they are asked for.
    num_predict: Math.ceil(3 * many + 50),
  };
  return {
    kind,
    ...subject !== undefined && { subject },
    request: { model: plan.data.model, system: SYSTEM, prompt, options, most: 24 * many },
  };
}

/** A subject in words: templates call theirs "recipe: dip + pumpkin". */
const spoken = (subject: string): string => subject.replace(/^\w+: +/, "").replaceAll(" + ", " and ");

/** A kind, by the plan's shares. */
function kindOf({ kinds }: Plan, chance: number): TextKind {
  const shares = TEXT_KINDS.flatMap((kind) => {
    const share = kinds[kind];
    return share === undefined ? [] : [{ kind, share }];
  });
  let left = chance * shares.reduce((sum, { share }) => sum + share, 0);
  for (const { kind, share } of shares) if ((left -= share) < 0) return kind;
  return shares.at(-1)!.kind;
}

type Int = Random["int"];

/** What a text is about: a word of the domain, with how it is. */
function subjectOf({ words }: Plan, roles: readonly Role[], int: Int): string | undefined {
  const nouns = roles.map((role) => words[role]).find((list) => list !== undefined) ?? words.thing;
  if (nouns === undefined) return undefined;
  const noun = nouns[int(nouns.length)]!;
  const quality = words.quality;
  return quality === undefined || int(2) === 0 ? noun : `${quality[int(quality.length)]} ${noun}`;
}

/** Roles whose words a text of any kind may use. */
const USED: readonly Role[] = [
  "part",
  "person",
  "name",
  "animal",
  "place",
  "action",
  "tool",
  "ingredient",
  "feeling",
  "weather",
];

/** Kinds in which people are called by names. */
const NAMING: readonly TextKind[] = ["story", "letter", "dialogue", "support", "joke", "poem"];
/** Names for plans without: a model left alone calls most people by the same one. */
const NAMES = (LEXICON.get("name") ?? []).map(({ word }) => word);

/** Some words of the domain to use, each time others. */
function wordsFor(plan: Plan, kind: TextKind, int: Int): string {
  const words = { name: NAMES, ...plan.words };
  const roles = USED.filter((role) =>
    words[role] !== undefined && (role !== "name" || NAMING.includes(kind))
  );
  const some = new Set<string>();
  for (let count = roles.length === 0 ? 0 : 1 + int(4); count > 0; count--) {
    const list = words[roles[int(roles.length)]!];
    if (list !== undefined) some.add(list[int(list.length)]!);
  }
  return some.size === 0 ? "" : `Use some of these words: ${[...some].join(", ")}.`;
}

/** Texts of templates of a kind; none of a held-out subject, which would be learned by way of the model's answer. */
function examplesOf({ sample, isHeldOut }: Examples, kind: TextKind, index: number, most: number): string[] {
  const texts: string[] = [];
  for (let i = 0; i < LOOKED_AT && texts.length < most; i++) {
    const { kind: other, subject, text } = sample(FAR + index * LOOKED_AT + i);
    if (other === kind && (subject === undefined || !isHeldOut(subject))) texts.push(text);
  }
  return texts;
}
