/** Verbs that say how things stand to each other, in the forms of a sentence: "rides a horse", "rode a horse" is "riding a horse". */
import { knownLabel, type Vocabulary } from "../resolve.ts";
import { countOf } from "../measures.ts";
import type { Token } from "../prompt.ts";
import { ARTICLES, attributeAt, relationAt } from "./phrases.ts";

const VERBS =
  ("climb lean float land grow hang drive sit stand lie perch rest hide swim dive fall come peek jump feed " +
    "pet greet meet kiss fight kick play fly hover hold carry breathe spit eat read drink use push pull lift raise swing " +
    "throw toss catch wave drag juggle hug pour ride row paddle sail steer pilot look watch face stare talk chase run " +
    "follow hunt flee wear sleep burn shine smile laugh cry snore walk hit cook bake stir make wash clean brush fix open cut chop shoot plant water " +
    "milk sell share steal find rescue save wait point bark smell sniff lick bite scare attack guard defend protect dance")
    .split(" ");
const DOUBLED: ReadonlySet<string> = new Set("sit swim run hug drag pet spit hit cut chop stir".split(" "));

const thirdOf = (verb: string): string =>
  /[^aeiou]y$/.test(verb)
    ? `${verb.slice(0, -1)}ies`
    : /(?:[sx]|[cs]h)$/.test(verb)
    ? `${verb}es`
    : `${verb}s`;

const participleOf = (verb: string): string =>
  DOUBLED.has(verb) ? `${verb}${verb.at(-1)}ing` : `${verb.replace(/ie$/, "y").replace(/([^e])e$/, "$1")}ing`;

const IRREGULAR: Readonly<Record<string, string>> = Object.fromEntries(
  ("sit sat,stand stood,lie lay,hide hid,swim swam,fall fell,come came,fly flew,hold held,eat ate,drink drank,swing swung,throw threw," +
    "catch caught,ride rode,run ran,wear wore,sleep slept,shine shone,hang hung,drive drove,meet met,feed fed,fight fought,bite bit," +
    "make made,steal stole,find found,shoot shot,sell sold,flee fled,stir stirred,hug hugged,drag dragged,pet petted,chop chopped")
    .split(",").map((pair) => pair.split(" ")),
);

const pastOf = (verb: string): string =>
  IRREGULAR[verb] ?? (/[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb.replace(/e$/, "")}ed`);

/** Participles by what one does, and by what several do; a building is mostly no doing, but a house. */
const OF_ONE = new Map([
  ...VERBS.flatMap((verb) =>
    [thirdOf(verb), pastOf(verb)].map((form) => [form, participleOf(verb)] as const)
  ),
  ...["builds", "built", "building"].map((form) => [form, "making"] as const),
]);
const OF_SEVERAL = new Map(VERBS.map((verb) => [verb, participleOf(verb)]));

/** "a dog that holds a bone" */
const RELATIVE: ReadonlySet<string> = new Set("that which who".split(" "));

const SEVERAL = /s$|^(?:children|people|men|women|mice|geese|sheep|fish)$/;

/**
 * Words with verbs as participles, where they stand behind someone and before what is done with: many are also plurals ("waves",
 * "flies") or things ("a watch").
 */
export function withParticiples(tokens: readonly Token[], vocabulary: Vocabulary): readonly Token[] {
  const words = tokens.map(({ folded }) => folded);
  const isThing = (text: string | undefined) =>
    text !== undefined && knownLabel(text, vocabulary) !== undefined;
  return tokens.map((token, at): Token => {
    const before = words.slice(0, at).findLast((word) => !RELATIVE.has(word)), after = words[at + 1];
    // "a cat chased by a dog" does not chase.
    if (after === "by" && token.folded.endsWith("ed")) return token;
    if (before === undefined || ARTICLES.has(before) || countOf(before) !== undefined) return token;
    const several = SEVERAL.test(before) ? OF_SEVERAL.get(token.folded) : undefined;
    const participle = OF_ONE.get(token.folded) ?? several;
    if (participle === undefined) return token;
    if (attributeAt([before], 0) !== undefined || relationAt([before], 0) !== undefined) return token;
    const meant = words.with(at, participle), relation = relationAt(meant, at);
    const ends = after === undefined || after === "and";
    const goesOn = after !== undefined &&
      (ARTICLES.has(after) || countOf(after) !== undefined || relationAt(words, at + 1) !== undefined);
    const isSaid = relation !== undefined && relation.length > 1 || goesOn ||
      several === undefined && (ends || isThing(after));
    if (!isSaid || !isThing(before) || isThing(`${before} ${token.folded}`)) return token;
    return { ...token, word: participle, folded: participle };
  });
}
