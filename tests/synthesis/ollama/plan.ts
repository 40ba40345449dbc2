import { type Plan, planSchema, type Sample } from "../../../src/synthesis/plan.ts";
import type { Examples, OllamaPlan } from "../../../src/synthesis/ollama/prompts.ts";
import { random } from "../../../src/base/random.ts";
import { answering, type AskedText, type Reply } from "./server.ts";

/** A plan of recipes and stories. */
export const planOf = (data: Plan["data"], given: Partial<Plan> = {}): Plan =>
  planSchema.parse({
    ...{ version: 1, description: "a fun GPT that writes cooking recipes", name: "recipes", seed: 3 },
    ...{ kinds: { recipe: 0.8, story: 0.2 }, tone: "funny", persona: "a pirate" },
    words: {
      dish: ["soup", "stew", "pie"],
      ingredient: ["lentil", "onion", "carrot"],
      quality: ["warm", "quick"],
    },
    ...{
      data,
      characters: 12_000,
      heldOut: 0.1,
      model: { size: "nano", form: "llama", minutes: 1 },
      ...given,
    },
  });

export const ollamaPlan = (host: URL | string, given: Partial<Plan> = {}, parallel = 3): OllamaPlan => {
  const data = { source: "ollama", host: String(host), model: "tiny", parallel, temperature: 0.9 } as const;
  return { ...planOf(data, given), data };
};

/** Texts as templates would make them. */
export const EXAMPLES: Examples = {
  sample(index): Sample {
    const { int } = random(9, index);
    const subject = ["lentil soup", "onion pie", "carrot stew", "onion soup"][int(4)]!;
    const kind = int(4) === 0 ? "story" : "recipe";
    return {
      kind,
      subject,
      text: `Example ${index} of ${kind}: cook the ${subject} well, and serve it warm.`,
    };
  },
  isHeldOut: (subject) => subject === "onion pie",
};

const WORDS =
  ("soup bread lentil onion garlic pot spoon fire river boat sail star cloud rain bear moon light song " +
    "quiet golden small round warm heavy quick stirs finds keeps gives takes holds under over beside without")
    .split(" ");

/** What a model answers to a prompt: by its seed always the same. */
export function textFor({ options: { seed } }: Pick<AskedText, "options">): string {
  const { int } = random(11, seed);
  const word = () => WORDS[int(WORDS.length)]!;
  const sentences = Array.from(
    { length: 3 + int(4) },
    () => `The ${Array.from({ length: 6 + int(6) }, word).join(" ")}.`,
  );
  return `Number ${seed}\n${sentences.join(" ")}`;
}

export const answer = (asked: AskedText): Reply => answering(textFor(asked));
