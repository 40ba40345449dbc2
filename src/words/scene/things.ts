/** The things of a scene, each read from a phrase without relations. */
import { singulars } from "../forms.ts";
import { countOf, isMeasure } from "../measures.ts";
import type { Token } from "../prompt.ts";
import { isResolved, knownLabel, resolvePrompt, type Vocabulary, type Why } from "../resolve.ts";
import {
  type Arrangement,
  arrangementOf,
  ARTICLES,
  type Attribute,
  attributeAt,
  MOST,
  relationAt,
  SOME,
} from "./phrases.ts";
import { isSign, SIGN } from "./surfaces.ts";
import { youngOf } from "./young.ts";

/** One kind of thing of a scene. */
export interface Thing {
  /** The label that it is drawn by, the words that asked for it, and why it is that label. */
  label: string;
  asked: string;
  why: Why;
  count: number;
  arrangement: Arrangement;
  attributes: Attribute[];
}

/** A thing that was found in a phrase, and whether that tells how many there are. */
export interface FoundThing extends Thing {
  isCounted: boolean;
}

/** Say nothing that could be drawn. */
export const IDLE = new Set(
  ("is are was were that which who there and of it sitting standing lying flying running walking swimming jumping " +
    "very really quite extremely incredibly super too")
    .split(" "),
);

/** One thing and how it is to be, of a phrase without relations; undefined where its words are not known. */
export function thingOf(
  phrase: readonly Token[],
  vocabulary: Vocabulary,
  omitted: string[],
): FoundThing | undefined {
  const rest = phrase.filter(({ folded }) => !ARTICLES.has(folded));
  const thing: Pick<FoundThing, "count" | "arrangement" | "attributes" | "isCounted"> = {
    count: 1,
    arrangement: "group",
    attributes: [],
    isCounted: false,
  };
  let from = 0, to = rest.length;
  /** What tells how many there are. */
  const said: string[] = [];
  /** No more than there is room for, which is said. */
  const counted = (thing: FoundThing): FoundThing => {
    if (thing.count < 1 || thing.count > MOST) omitted.push(said.join(" "));
    return withinRoom(thing, vocabulary);
  };
  const known = (end = to) => {
    const text = rest.slice(from, end).map(({ text }) => text).join(" ");
    const label = text === ""
      ? undefined
      : isSign(text.toLowerCase())
      ? { label: SIGN, why: "label" as const }
      : knownLabel(text, vocabulary);
    if (label === undefined) return undefined;
    // "sleeping cat" is a label of its own, and sleeps all the same.
    const asleep = attributeAt(text.toLowerCase().split(" "), 0)?.name === "sleeping"
      ? ["sleeping" as const]
      : [];
    return {
      ...{ ...thing, label: label.label, why: label.why, asked: text },
      attributes: [...thing.attributes, ...asleep],
    };
  };
  while (from < to) {
    const found = known();
    if (found !== undefined) return counted(found);
    const words = rest.slice(0, to).map(({ folded }) => folded);
    if (words[from] === "baby") {
      from++;
      const grown = known(), young = grown && youngOf({ ...thing, ...grown }, vocabulary);
      if (young !== undefined) return counted(young);
      from--;
    }
    const attribute = attributeAt(words, from);
    const count = countOf(words[from]!, words[from + 1]);
    if (count !== undefined && HAVING.has(words[from + 1] ?? "")) {
      // A two headed dragon is one.
      omitted.push(`${rest[from]!.text} ${rest[from + 1]!.text}`);
      from += 2;
    } else if (count !== undefined) {
      const isDigits = (at: number) => /^\d+$/.test(words[at] ?? "");
      if (isDigits(from) && isDigits(from - 1)) omitted.push(rest[from]!.text); // of "2.5"
      else thing.count = count === DOZEN && thing.isCounted ? DOZEN * thing.count : count;
      thing.isCounted = true;
      if (words[from] === "pair" && PAIRED.has(words.at(-1)!)) thing.count = 1;
      said.push(rest[from]!.text);
      thing.arrangement = arrangementOf(words[from]!) ?? thing.arrangement;
      from += words[from + 1] === "of" ? 2 : 1;
    } else if (attribute !== undefined) {
      thing.attributes.push(attribute.name);
      from += attribute.length;
    } else if (words[from + 1] === "of" && isMeasure(words[from]!)) from += 2;
    else if (IDLE.has(words[from]!)) from++;
    else {
      // "a cat upside down", "a cat sleeping"
      const last = words.length - 1;
      const after = [last, last - 1, last - 2].map((at) => attributeAt(words, at))
        .find((attribute, back) => attribute?.length === back + 1);
      if (after !== undefined && from < to - after.length) {
        thing.attributes.push(after.name);
        to -= after.length;
      } else if (IDLE.has(words[last]!)) to--;
      else if (isDoing(words[last]!) && from < to - 1) {
        // What someone does is not shown: they are, and that is said.
        const without = known(to - 1);
        if (without === undefined) break;
        omitted.push(rest[last]!.text);
        return counted(without);
      } else break;
    }
  }
  if (from >= to) return undefined;
  const text = rest.slice(from, to).map(({ text }) => text).join(" ");
  const resolved = resolvePrompt(text, vocabulary);
  if (!isResolved(resolved)) {
    const meant = resolved.nearest.find((label) => lettersOf(label) === lettersOf(text));
    return meant === undefined
      ? undefined
      : counted({ ...thing, label: meant, why: "spelling", asked: text });
  }
  omitted.push(...resolved.omitted);
  return counted({ ...thing, label: resolved.drawn, why: resolved.why, asked: resolved.asked });
}

/** A word whose letters stand in another order was meant, where it is one thing among others: "a cta on a chair". */
const lettersOf = (word: string): string => [...word.toLowerCase()].sort().join("");

const isDoing = (word: string): boolean => word.length > 5 && word.endsWith("ing");

/** One of what is called as if it were two. */
const PAIRED = new Set(
  "glasses,sunglasses,spectacles,goggles,scissors,pliers,tongs,tweezers,pants,trousers,jeans,shorts,headphones,binoculars,pajamas,earmuffs"
    .split(","),
);
/** Behind a number, and telling of one thing. */
const HAVING = new Set(
  "headed,legged,eyed,armed,winged,horned,humped,handed,footed,tailed,toed,wheeled,masted,sided,storey,story,year,day,piece"
    .split(","),
);

const DOZEN = 12;

/** How many there are of a thing where nothing tells it. */
export function someOf({ asked, label }: Thing): number {
  const last = (text: string) => text.toLowerCase().split(" ").at(-1)!;
  // "the sun behind the clouds" is one picture.
  const words = asked.toLowerCase().split(" ");
  if (words.some((_, at) => at > 0 && relationAt(words, at) !== undefined)) return 1;
  const isPlural = last(asked) !== last(label) && singulars(last(asked)).includes(last(label));
  return isPlural ? SOME : 1;
}

/** No more than there is room for; several of a kind are one and one, not a picture of many. */
function withinRoom(thing: FoundThing, vocabulary: Vocabulary): FoundThing {
  const count = Math.max(1, Math.min(MOST, thing.count));
  const one = count === 1
    ? undefined
    : singulars(thing.label).find((form) => vocabulary.labels.includes(form));
  return { ...thing, count, label: one ?? thing.label };
}
