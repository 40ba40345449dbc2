/** Which two talk, as a description says it: "conversations between a pirate and a robot". */
// @ts-types="@types/pluralize"
import pluralize from "pluralize";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { titleCase } from "../template/forms.ts";
import { personaOf } from "./persona.ts";

const WHO = /((?:[\p{L}'-]+\s+){0,2}?[\p{L}'-]+)/u.source;
const END =
  /(?=\s+(?:about|on|in|at|for|who|that|which|while|when|where|with|of|as|from)\b|\s*[.,;:!?]|\s*$)/u.source;
const BETWEEN = new RegExp(
  `\\bbetween\\s+(?:(?:an?|the|my|your)\\s+)?${WHO}\\s+and\\s+(?:(?:an?|the|my|your|his|her|their)\\s+)?${WHO}${END}`,
  "iu",
);
const WITH = new RegExp(
  `\\b(?:conversation|chat|interview|talk|dialogue|dialog)s?\\s+with\\s+(?:(?:an?|the|my|your)\\s+)?${WHO}${END}`,
  "iu",
);
/** Who talks with one who is named alone. */
const OTHERS: readonly Speaker[] = [{ name: "Visitor" }, { name: "Guest" }];
const CAPITALISED = /^\p{Lu}/u;

/** Who talks: the name before their lines, and the noun that it is of, unless it is one's own. */
export interface Speaker {
  name: string;
  noun?: string;
}

/**
 * Two that talk: what is written as a name, and nouns. Of "an interview with a vampire", a person, an animal or a name, the
 * other one is a visitor. Undefined where nobody is told.
 */
export function speakersOf(description: string, lexicon: Lexicon): readonly [Speaker, Speaker] | undefined {
  const isTitle = !/(?<!\p{L})\p{Ll}{4,}/u.test(description);
  const text = isTitle ? description.toLowerCase() : description;
  const [, first, second] = BETWEEN.exec(text) ?? [];
  const one = first && speakerOf(first, lexicon), other = second && speakerOf(second, lexicon);
  if (one && other && one.name !== other.name) return [one, other];
  const [, alone] = WITH.exec(text) ?? [], named = alone && speakerOf(alone, lexicon);
  const isSomebody = named && (named.noun === undefined || speaks(named.noun, lexicon));
  return isSomebody ? [named, visitorOf(named)] : undefined;
}

/** A visitor and who is to speak: "a chatbot that talks like a grumpy wizard". */
export function speakersWith(persona: string, lexicon: Lexicon): readonly [Speaker, Speaker] | undefined {
  const speaker = speakerOf(persona.replace(/^(?:an?|the) /, ""), lexicon);
  return speaker && [visitorOf(speaker), speaker];
}

const visitorOf = ({ name }: Speaker): Speaker => OTHERS.find((other) => other.name !== name)!;

const speaks = (noun: string, lexicon: Lexicon): boolean =>
  personaOf(`by a ${noun}`, lexicon) === `a ${noun}`;

/** Of "a grumpy old wizard" the wizard, of "a police officer" both words. */
function speakerOf(words: string, lexicon: Lexicon): Speaker | undefined {
  if (words.split(" ").some((word) => lexicon.isCrude(word))) return undefined;
  const all = words.split(" ");
  if (all.every((word) => CAPITALISED.test(word))) return { name: words };
  const noun = [all.slice(-2), all.slice(-1)]
    .map((some) => pluralize.singular(some.join(" ").toLowerCase()))
    .find((noun) => lexicon.of(noun, "n").length > 0);
  return noun === undefined ? undefined : { noun, name: titleCase(noun) };
}
