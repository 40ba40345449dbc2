/** Which two talk, as a description says it: "conversations between a pirate and a robot". */
// @ts-types="@types/pluralize"
import pluralize from "pluralize";
import type { Lexicon } from "../lexicon/lexicon.ts";

const WHO = /((?:[\p{L}'-]+\s+){0,2}?[\p{L}'-]+)/u.source;
const BETWEEN = new RegExp(
  `\\bbetween\\s+(?:(?:an?|the|my|your)\\s+)?${WHO}\\s+and\\s+(?:(?:an?|the|my|your|his|her|their)\\s+)?${WHO}` +
    `(?=\\s+(?:about|on|in|at|for|who|that|which|while|when|where|with|of|as|from)\\b|\\s*[.,;:!?]|\\s*$)`,
  "iu",
);
const CAPITALISED = /^\p{Lu}/u;

/** Who talks: the name before their lines, and the noun that it is of, unless it is one's own. */
export interface Speaker {
  name: string;
  noun?: string;
}

/** Two that talk: what is written as a name, and nouns. Undefined where something else stands there. */
export function speakersOf(description: string, lexicon: Lexicon): readonly [Speaker, Speaker] | undefined {
  const isTitle = !/(?<!\p{L})\p{Ll}{4,}/u.test(description);
  const [, first, second] = BETWEEN.exec(isTitle ? description.toLowerCase() : description) ?? [];
  const one = first && speakerOf(first, lexicon), other = second && speakerOf(second, lexicon);
  return one && other && one.name !== other.name ? [one, other] : undefined;
}

/** Of "a grumpy old wizard" the wizard, of "a police officer" both words. */
function speakerOf(words: string, lexicon: Lexicon): Speaker | undefined {
  const all = words.split(" ");
  if (all.every((word) => CAPITALISED.test(word))) return { name: words };
  const noun = [all.slice(-2), all.slice(-1)]
    .map((some) => pluralize.singular(some.join(" ").toLowerCase()))
    .find((noun) => lexicon.of(noun, "n").length > 0);
  return noun === undefined
    ? undefined
    : { noun, name: noun.replace(/(?<=^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase()) };
}
