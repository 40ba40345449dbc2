/** Scenes in other languages, by the little words that join their things; the things are found as any word of those languages. */
import type { Token } from "../prompt.ts";

interface Language {
  articles: ReadonlySet<string>;
  /** What joins things, without marks, and the English for it; the longest first. */
  joins: readonly (readonly [words: readonly string[], english: readonly string[]])[];
  /** Things that no emoji is called by, or whose names mean something else in English. */
  nouns: ReadonlyMap<string, string>;
}

function languageOf(articles: string, joins: string, nouns: string): Language {
  return {
    articles: new Set(articles.split(" ")),
    nouns: new Map(
      nouns.split(" ").map((pair) => {
        const [noun, english] = pair.split("=");
        return [noun!, english!];
      }),
    ),
    joins: joins.split("; ").flatMap((line) => {
      const [english, list] = line.split(": ");
      return list!.split(", ").map((words) => [words.split(" "), english!.split(" ")] as const);
    }).sort(([a], [b]) => b.length - a.length),
  };
}

const LANGUAGES: readonly Language[] = [
  languageOf(
    "ein eine einen einem einer der die das den dem des",
    "on: auf; under: unter; in: im; beside: neben, bei, am, an; behind: hinter; in front of: vor; between: zwischen; " +
      "above: uber; with: mit; and: und",
    "tisch=table baum=tree stuhl=chair bett=bed kiste=box strand=beach hut=hat rock=skirt wand=wall",
  ),
  languageOf(
    "un une le la les des du l",
    "on: sur; under: sous, en dessous de; in: dans; beside: a cote de, a cote du, pres de, pres du; behind: derriere; " +
      "in front of: devant; between: entre; above: au dessus de, au dessus du; with: avec; and: et",
    "chat=cat chaise=chair lit=bed arbre=tree boite=box plage=beach main=hand pain=bread",
  ),
  languageOf(
    "un una unos unas el la los las",
    "on: sobre, en, encima de, encima del; under: bajo, debajo de, debajo del; in: dentro de, dentro del; " +
      "beside: junto a, junto al, al lado de, al lado del; behind: detras de, detras del; " +
      "in front of: delante de, delante del, frente a; between: entre; above: por encima de; with: con; and: y",
    "mesa=table arbol=tree silla=chair cama=bed caja=box playa=beach pie=foot",
  ),
  languageOf(
    "un uno una il lo la i gli le",
    "on: su, sul, sulla, sullo; under: sotto, sotto al, sotto alla; in: nel, nella, nello, dentro; " +
      "beside: accanto a, accanto al, accanto alla, vicino a, vicino al, vicino alla; behind: dietro; " +
      "in front of: davanti a, davanti al, davanti alla; between: tra, fra; above: sopra; with: con; and: e",
    "cane=dog tavolo=table albero=tree letto=bed scatola=box spiaggia=beach sole=sun mare=sea",
  ),
  languageOf(
    "um uma uns umas o os",
    "on: sobre, em, no, na, em cima de, em cima da, em cima do; under: sob, debaixo de, debaixo da, debaixo do; " +
      "in: dentro de, dentro da, dentro do; beside: ao lado de, ao lado da, ao lado do, perto da, perto do; " +
      "behind: atras de, atras da, atras do; in front of: em frente a, em frente ao; between: entre; with: com; and: e",
    "mesa=table arvore=tree cama=bed caixa=box praia=beach",
  ),
];

/** Words that only English prompts have. */
const ENGLISH = new Set("a the and on with of under my your his her".split(" "));

/** The tokens in English, things as they were; undefined where the prompt is English, or of no language that is known. */
export function inEnglish(tokens: readonly Token[]): Token[] | undefined {
  const first = tokens[0];
  if (first === undefined || tokens.some(({ word }) => ENGLISH.has(word))) return undefined;
  let best: { joins: number; tokens: Token[] } | undefined;
  for (const language of LANGUAGES) {
    if (!language.articles.has(first.folded)) continue;
    const read = translated(tokens, language);
    if (read.joins > (best?.joins ?? 0)) best = read;
  }
  return best?.tokens;
}

/** The tokens with English for what joins them, and how often something did. */
function translated(
  tokens: readonly Token[],
  { joins, nouns, articles }: Language,
): { joins: number; tokens: Token[] } {
  const out: Token[] = [];
  let count = 0;
  for (let at = 0; at < tokens.length;) {
    const join = joins.find(([words]) => words.every((word, i) => tokens[at + i]?.folded === word));
    if (join !== undefined) {
      out.push(...join[1].map(english));
      count++;
      at += join[0].length;
    } else {
      const token = tokens[at++]!, noun = nouns.get(token.folded);
      // An article before what is English by now would stand in its way, one before what is not tells what it is.
      if (noun !== undefined && articles.has(out.at(-1)?.folded ?? "")) out.pop();
      out.push(noun === undefined ? token : english(noun));
    }
  }
  return { joins: count, tokens: out };
}

const english = (word: string): Token => ({ text: word, word, folded: word });
