/** The young of animals: "a hen and its babies" has chicks, and "baby elephants" are small ones. */
import { singulars } from "../forms.ts";
import type { Token } from "../prompt.ts";
import type { Vocabulary } from "../resolve.ts";
import { POSSESSIVES } from "./back.ts";
import { isBeast, isBird, isSwimmer } from "./kinds.ts";
import { type Attribute, SOME } from "./phrases.ts";

/** What is read of a thing, as far as its age changes it. */
interface Grown {
  label: string;
  asked: string;
  count: number;
  isCounted: boolean;
  attributes: Attribute[];
}

const NAMES: ReadonlyMap<string, string> = new Map(
  ("cat kitten,dog puppy,bird chick,chicken chick,hen chick,rooster chick,duck duckling,cow calf,bull calf,ox calf,horse foal," +
    "pony foal,donkey foal,zebra foal,pig piglet,lion lion cub,deer fawn,sheep lamb,goose gosling")
    .split(",").map((pair): [string, string] => [pair.split(" ")[0]!, pair.slice(pair.indexOf(" ") + 1)]),
);
const MOTHERS = /^(?:mother|mama|momma|mom|mum|father|papa|dad)$/i;

/** The animal that a label is of, one of it. */
const animalOf = (label: string): string | undefined =>
  [label, ...singulars(label)].find((one) => isBeast(one) || isBird(one) || isSwimmer(one));

/** A young one of an animal; undefined where the label is of none. */
export function youngOf<T extends Grown>(thing: T, vocabulary: Vocabulary): T | undefined {
  const animal = animalOf(thing.label);
  if (animal === undefined) return undefined;
  const name = NAMES.get(animal), isKnown = name !== undefined && vocabulary.labels.includes(name);
  const isSeveral = !thing.isCounted && /s$/.test(thing.asked) &&
    singulars(thing.asked.toLowerCase()).length > 0;
  return {
    ...thing,
    label: isKnown ? name : animal,
    attributes: isKnown ? thing.attributes : [...thing.attributes, "small"],
    ...isSeveral && { count: SOME, isCounted: true },
  };
}

/** A baby as it is meant behind an animal, whose it is: "a cat with her babies", "a mother duck and three babies". */
export function asYoung<T extends Grown>(
  thing: T,
  phrase: readonly Token[],
  { things, omitted }: { things: readonly { label: string }[]; omitted: readonly string[] },
  vocabulary: Vocabulary,
): T {
  const parent = things.at(-1);
  const isMeant = thing.label === "baby" && /^(?:baby|babies)$/i.test(thing.asked) && parent !== undefined &&
    (POSSESSIVES.has(phrase[0]!.folded) || omitted.some((word) => MOTHERS.test(word)));
  const young = isMeant ? youngOf({ ...thing, label: parent.label }, vocabulary) : undefined;
  return young === undefined ? thing : { ...young, asked: thing.asked };
}
