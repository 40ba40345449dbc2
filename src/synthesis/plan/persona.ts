/** Who speaks, as a description says it. */
import type { Lexicon } from "../lexicon/lexicon.ts";
import { FILES } from "./roles.ts";

const SPEAKS =
  /\b(?:from|by|as|like|(?:diary|journal|memoirs?|confessions?|thoughts) of|(?:in|with) the (?:style|voice|words|manner) of|told by|written by|role of)\s+(an?|the|my|your)\s+((?:[\p{L}'-]+\s+){0,3}[\p{L}'-]+)/giu;

/** "a lighthouse keeper" in "letters from a lighthouse keeper": who speaks is a person or an animal. */
export function personaOf(text: string, lexicon: Lexicon): string | undefined {
  for (const [, article = "", rest = ""] of text.matchAll(SPEAKS)) {
    const words = rest.toLowerCase().split(/\s+/);
    for (let length = words.length; length > 0; length--) {
      const phrase = words.slice(0, length);
      const noun = [phrase.slice(-2).join(" "), phrase.at(-1)!].map((each) => lexicon.of(each, "n")).find((
        senses,
      ) => senses.length > 0);
      const speaks = SPEAKING.has(phrase.at(-1)!) ||
        noun?.slice(0, 2).some((number) => SPEAKERS.has(lexicon.sense(number).file));
      if (speaks && !phrase.some((word) => WITHIN.has(word))) {
        return `${/^an?$/i.test(article) ? article.toLowerCase() : "the"} ${phrase.join(" ")}`;
      }
    }
  }
  return undefined;
}

const SPEAKERS = new Set<number>([FILES.person, FILES.animal]);
/** Things that speak in texts. */
const SPEAKING: ReadonlySet<string> = new Set("robot android computer ghost machine".split(" "));
/** Words that end a noun phrase. */
const WITHIN = new Set(
  "who that which about to for of in on at and or with from while telling writing".split(" "),
);

/** What a description of a few words is that names nobody but who is to speak: "a grumpy wizard". */
export function soleSpeaker(text: string, lexicon: Lexicon): string | undefined {
  const [, article = "", rest = ""] =
    /^(an?|the)\s+((?:[\p{L}'-]+\s+){0,3}[\p{L}'-]+)\W*$/iu.exec(text.trim()) ?? [];
  return rest === "" ? undefined : personaOf(`by ${article} ${rest}`, lexicon);
}
