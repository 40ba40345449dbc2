/** Parts of a prompt that stand for something that was named, or whose they are. */
import type { Token } from "../prompt.ts";
import { relationAt, type SpatialRelation } from "./phrases.ts";

/** A relation back, in how many words, and whether it is to the top of what was named. */
export interface Back {
  kind: SpatialRelation;
  length: number;
  isTop?: true;
}

/**
 * A relation back to a thing that was named before, and how many words say it: "… with a tree behind it", "… with a cherry on
 * top", "… with a parrot on his shoulder", where a part of a body stands for whose it is.
 */
export function backAt(
  words: readonly string[],
  at: number,
  { name, length }: { name: SpatialRelation; length: number },
): Back | undefined {
  const behind = words[at + length], next = words[at + length + 1];
  const part = POSSESSIVES.has(behind ?? "")
    ? next
    : POSSESSIVES.has(words[at + length - 1]!)
    ? behind
    : undefined;
  const kind = part === undefined ? undefined : PARTS.get(part);
  if (kind !== undefined) return { kind, length: length + (part === next ? 2 : 1) };
  const isEnd = (end: number) =>
    words[end] === undefined || words[end] === "and" || relationAt(words, end) !== undefined;
  const top = length + (behind === "the" || behind === "its" ? 1 : 0);
  const isUp = name === "on" || words[at] === "at";
  if (isUp && words[at + top] === "top" && isEnd(at + top + 1)) {
    return { kind: "on", length: top + 1, isTop: true };
  }
  return PRONOUNS.has(behind ?? "") && isEnd(at + length + 1)
    ? { kind: name, length: length + 1 }
    : undefined;
}

const PRONOUNS = new Set("it them him her".split(" "));
export const POSSESSIVES: ReadonlySet<string> = new Set("his her its their".split(" "));
/** Parts of a body that others are on, and those that hold them. */
const PARTS: ReadonlyMap<string, SpatialRelation> = new Map([
  ..."pouch,lap".split(",").map((part) => [part, "in front of"] as const),
  ..."head,hair,shoulder,shoulders,back,nose,face,tail".split(",").map((part) => [part, "on"] as const),
  ..."mouth,beak,teeth,jaws,paw,paws,hand,hands,arm,arms,claw,claws,trunk".split(",")
    .map((part) => [part, "holding"] as const),
]);

/** Of "a pirate's shoulder" the pirate, and how others stand to a part of them. */
export function ownersOf(phrase: Token[], isRelated: boolean): { phrase: Token[]; part?: SpatialRelation } {
  const part = isRelated ? PARTS.get(phrase.at(-1)?.folded ?? "") : undefined, owner = phrase.at(-2);
  if (part === undefined || owner === undefined || !/['’]s$/.test(owner.text)) return { phrase };
  const of = (text: string) => text.replace(/['’]?s$/, "");
  const named = { text: of(owner.text), word: of(owner.word), folded: of(owner.folded) };
  return { phrase: [...phrase.slice(0, -2), named], part };
}
