/** Texts for tests, by their number: good ones, short ones, some that come again, some of held-out subjects. */
import { random } from "../../../src/base/random.ts";
import type { DatasetRequest } from "../../../src/synthesis/dataset/write.ts";
import { type Made, numbered } from "../../../src/synthesis/dataset/source.ts";
import { checkOptions } from "../../../src/synthesis/checks/options.ts";

const WORDS =
  ("soup bread lentil onion garlic pot spoon fire river boat sail star cloud rain bear moon light song " +
    "quiet golden small round warm heavy quick stirs finds keeps gives takes holds under over beside without")
    .split(" ");
export const SUBJECTS = ["soup", "bread", "stew", "pie", "salad"];

/** The text of a number, the same each time. */
export function made(index: number): Made {
  if (index % 11 === 10) return { text: "Short." };
  const { int } = random(5, index % 13 === 12 ? index - 12 : index);
  const word = () => WORDS[int(WORDS.length)]!;
  const sentence = () => Array.from({ length: 5 + int(9) }, word).join(" ");
  const text = Array.from({ length: 2 + int(4) }, () => `The ${sentence()} – naïve.`).join("\n");
  return { text, kind: index % 2 === 0 ? "recipe" : "story", subject: SUBJECTS[int(SUBJECTS.length)]! };
}

export const isHeldOut = (subject: string): boolean => subject === "pie";

/** What is asked for in tests. */
export const requestIn = (folder: string, given: Partial<DatasetRequest> = {}): DatasetRequest => ({
  ...{ folder, source: numbered("made", made), checks: checkOptions("template", { nearDuplicates: true }) },
  ...{ characters: 120_000, isHeldOut, commitBytes: 16_000, ...given },
});
