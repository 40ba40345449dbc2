/** Scenes in other languages, by the little words that join their things; the things are found as any word of those languages. */
// @ts-types="@types/pluralize"
import pluralize from "pluralize";
import type { Token } from "../prompt.ts";

interface Language {
  articles: ReadonlySet<string>;
  /** What joins things, without marks, and the English for it; the longest first. */
  joins: readonly (readonly [words: readonly string[], english: readonly string[]])[];
  /** How many of what follows, at the beginning instead of an article, too. */
  numbers: ReadonlyMap<string, string>;
  /** Things that no emoji is called by, or whose names mean something else in English. */
  nouns: ReadonlyMap<string, string>;
}

/** Words and the English for them: "mesa=table cama=bed". */
const dictionary = (pairs: string): Map<string, string> =>
  new Map(
    pairs.split(" ").map((pair) => {
      const [word, english] = pair.split("=");
      return [word!, english!];
    }),
  );

function languageOf(articles: string, joins: string, nouns: string, numbers: string): Language {
  return {
    articles: new Set(articles.split(" ")),
    numbers: dictionary(numbers),
    nouns: dictionary(nouns),
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
    "tisch=table baum=tree stuhl=chair bett=bed kiste=box strand=beach hut=hat rock=skirt wand=wall mauer=wall dach=roof mann=man " +
      "manner=men frau=woman frauen=women kind=child kinder=children konig=king konigin=queen hexe=witch ritter=knight " +
      "blume=flower blumen=flowers wald=forest berg=mountain berge=mountains see=lake meer=sea fluss=river mond=moon sonne=sun " +
      "stern=star wolke=cloud schnee=snow gras=grass schiff=ship auto=car zug=train fahrrad=bicycle brucke=bridge garten=garden " +
      "apfel=apple teller=plate korb=basket tasse=cup flasche=bottle fenster=window zaun=fence krone=crown regenschirm=umbrella schloss=castle burg=castle",
    "zwei=two drei=three vier=four funf=five sechs=six",
  ),
  languageOf(
    "un une le la les des du l",
    "on: sur; under: sous, en dessous de; in: dans; beside: a cote de, a cote du, pres de, pres du; behind: derriere; " +
      "in front of: devant; between: entre; above: au dessus de, au dessus du; with: avec; and: et",
    "chat=cat chaise=chair lit=bed arbre=tree boite=box plage=beach main=hand pain=bread femme=woman enfant=child chapeau=hat " +
      "roi=king reine=queen sorciere=witch fleur=flower foret=forest montagne=mountain mer=sea riviere=river lune=moon soleil=sun " +
      "etoile=star nuage=cloud neige=snow herbe=grass maison=house voiture=car bateau=boat velo=bicycle pont=bridge jardin=garden " +
      "pomme=apple assiette=plate panier=basket tasse=cup bouteille=bottle fenetre=window mur=wall toit=roof couronne=crown parapluie=umbrella chateau=castle",
    "deux=two trois=three quatre=four cinq=five six=six",
  ),
  languageOf(
    "un una unos unas el la los las",
    "on: sobre, en, encima de, encima del; under: bajo, debajo de, debajo del; in: dentro de, dentro del; " +
      "beside: junto a, junto al, al lado de, al lado del; behind: detras de, detras del; " +
      "in front of: delante de, delante del, frente a; between: entre; above: por encima de; with: con; and: y",
    "mesa=table arbol=tree silla=chair cama=bed caja=box playa=beach pie=foot hombre=man mujer=woman nina=girl sombrero=hat rey=king " +
      "reina=queen bruja=witch flor=flower bosque=forest montana=mountain mar=sea rio=river luna=moon sol=sun estrella=star " +
      "nube=cloud nieve=snow hierba=grass casa=house coche=car barco=boat bicicleta=bicycle puente=bridge jardin=garden " +
      "manzana=apple plato=plate cesta=basket taza=cup botella=bottle ventana=window pared=wall techo=roof castillo=castle corona=crown paraguas=umbrella pez=fish peces=fish",
    "dos=two tres=three cuatro=four cinco=five seis=six",
  ),
  languageOf(
    "un uno una il lo la i gli le",
    "on: su, sul, sulla, sullo; under: sotto, sotto al, sotto alla; in: nel, nella, nello, dentro; " +
      "beside: accanto a, accanto al, accanto alla, vicino a, vicino al, vicino alla; behind: dietro; " +
      "in front of: davanti a, davanti al, davanti alla; between: tra, fra; above: sopra; with: con; and: e",
    "cane=dog tavolo=table albero=tree letto=bed scatola=box spiaggia=beach sole=sun mare=sea donna=woman bambino=child cappello=hat " +
      "re=king regina=queen strega=witch fiore=flower foresta=forest montagna=mountain fiume=river luna=moon stella=star " +
      "nuvola=cloud neve=snow erba=grass casa=house macchina=car barca=boat bicicletta=bicycle ponte=bridge giardino=garden " +
      "mela=apple piatto=plate cesto=basket tazza=cup bottiglia=bottle finestra=window muro=wall tetto=roof castello=castle " +
      "gatto=cat gatti=cats cani=dogs sedia=chair pesce=fish corona=crown ombrello=umbrella",
    "due=two tre=three quattro=four cinque=five sei=six",
  ),
  languageOf(
    "um uma uns umas o os",
    "on: sobre, em, no, na, em cima de, em cima da, em cima do; under: sob, debaixo de, debaixo da, debaixo do; " +
      "in: dentro de, dentro da, dentro do; beside: ao lado de, ao lado da, ao lado do, perto da, perto do; " +
      "behind: atras de, atras da, atras do; in front of: em frente a, em frente ao; between: entre; with: com; and: e",
    "mesa=table arvore=tree cama=bed caixa=box praia=beach gato=cat mulher=woman chapeu=hat rei=king rainha=queen bruxa=witch " +
      "flor=flower floresta=forest montanha=mountain mar=sea rio=river lua=moon sol=sun estrela=star nuvem=cloud neve=snow " +
      "grama=grass casa=house carro=car barco=boat bicicleta=bicycle ponte=bridge jardim=garden maca=apple prato=plate cesta=basket " +
      "xicara=cup garrafa=bottle janela=window parede=wall telhado=roof castelo=castle cadeira=chair peixe=fish coroa=crown",
    "dois=two duas=two tres=three quatro=four cinco=five seis=six",
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
    if (!language.articles.has(first.folded) && !language.numbers.has(first.folded)) continue;
    const read = translated(tokens, language);
    if (read.joins > (best?.joins ?? 0)) best = read;
  }
  return best?.tokens;
}

/** The tokens with English for what joins them, and how often something did. */
function translated(
  tokens: readonly Token[],
  { joins, nouns, numbers, articles }: Language,
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
      const token = tokens[at++]!, noun = nounOf(token.folded, nouns) ?? numbers.get(token.folded);
      // An article before what is English by now would stand in its way, one before what is not tells what it is.
      if (noun !== undefined && articles.has(out.at(-1)?.folded ?? "")) out.pop();
      out.push(noun === undefined ? token : english(noun));
    }
  }
  return { joins: count, tokens: out };
}

/** The English for a noun, or for several of it where that only adds an "s". */
function nounOf(word: string, nouns: Language["nouns"]): string | undefined {
  const one = nouns.get(word.replace(/s$/, "")) ?? nouns.get(word.replace(/es$/, ""));
  return nouns.get(word) ?? (one === undefined ? undefined : pluralize.plural(one));
}

const english = (word: string): Token => ({ text: word, word, folded: word });
