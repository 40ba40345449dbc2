/** Prompts of several things: "two birds over a house and a tree". */
import { countOf } from "../measures.ts";
import { type Token, tokensOf, withoutRequest } from "../prompt.ts";
import { BY_THE_WAY, knownLabel, type Vocabulary } from "../resolve.ts";
import { inEnglish } from "./foreign.ts";
import { hasFace, isCreature, isPerson } from "./kinds.ts";
import { type Back, backAt, ownersOf } from "./back.ts";
import { BELONGS, calledBy, isCarried, isOwnFoot, isPartOf, isSmall, isWorn, meantBy } from "./belongs.ts";
import { saidIn } from "./said.ts";
import { labelPast } from "./spans.ts";
import { hasRoomForWords, isSign } from "./surfaces.ts";
import {
  type Arrangement,
  arrangementAt,
  ARTICLES,
  type Attribute,
  attributeAt,
  deniedAt,
  MOODS,
  MOST,
  relationAt,
  type SpatialRelation,
} from "./phrases.ts";
import { IDLE, someOf, type Thing, thingOf } from "./things.ts";
import { withParticiples } from "./verbs.ts";
import { reworded } from "./wording.ts";
import { asYoung } from "./young.ts";

export type { Thing } from "./things.ts";

/** Words that a scene has: on a thing that has room for them, or said by one. */
export interface Saying {
  text: string;
  /** Index of the thing. */
  by: number;
  how: "written" | "said";
}

/** How some things stand to others: all are indices of things. */
export interface Relation {
  kind: SpatialRelation;
  of: number[];
  to: number[];
  /** Of "beside": whether those it is said of stand to the right of the others, not to the left. */
  isRight?: true;
}

/** Where one thing stands, as shares of a drawing with `aspect` lines a column, and which picture of it. */
export interface HandBox {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Among those of the word, from 1 on, and whether the seed varies it. */
  picture?: number;
  varied?: boolean;
  flip?: boolean;
  /** Whether it is waves, tufts or drifts that others stand in, or a plate. */
  ground?: boolean;
}

export interface Scene {
  things: Thing[];
  relations: Relation[];
  saying?: Saying;
  /** Where each thing stands, if that is not for its relations to say; those behind others come first. */
  byHand?: { aspect: number; boxes: HandBox[] };
  /** Words that were not understood, those that stand together as one text. */
  omitted: string[];
}

/** A relation whose second is still to be named, and the words that said it. */
interface Pending {
  kind: SpatialRelation;
  of: number[];
  belongs: boolean;
  isRight: boolean;
  said: string;
}

/** Those that a thing of its own begins with. */
const BEGINS = new Set("a an the some".split(" "));
/** Things of a scene at most; what comes after is left out, and said to be. */
const THINGS = 6;

/**
 * Reads a prompt as a scene; undefined where it is one plain thing, whose words resolve.ts reads. The first thing is what
 * the scene is of. A relation is one of the thing before it, or of all that "and" joins to it; behind what is worn or held,
 * of who wears it.
 */
export function parseScene(prompt: string, vocabulary: Vocabulary): Scene | undefined {
  const said = saidIn(prompt, (text) => knownLabel(text, vocabulary) !== undefined);
  if (said === undefined) return parseThings(prompt, vocabulary, false);
  const scene = parseThings(said.of, vocabulary, true);
  if (scene === undefined || scene.things.length === 0) return undefined;
  scene.omitted.push(...said.omitted);
  const before = parseThings(said.before, vocabulary, true)?.things.length ?? 1;
  const last = Math.max(1, Math.min(before, scene.things.length)) - 1;
  const isSurface = scene.things.map(({ label }) => hasRoomForWords(label));
  const by = isSurface[last] ? last : 0, how = isSurface[by] ? "written" : "said";
  return { ...scene, saying: { text: said.text, by, how } };
}

function parseThings(prompt: string, vocabulary: Vocabulary, isSaid: boolean): Scene | undefined {
  const isLabel = (text: string) => knownLabel(text, vocabulary)?.why === "label";
  const all = tokensOf(reworded(prompt, isLabel));
  const tokens = withParticiples(inEnglish(foreignTokens(prompt)) ?? withoutRequest(all), vocabulary);
  const isMade = tokens.some(({ folded }) => isSign(folded));
  const known = isSaid ? undefined : knownLabel(prompt, vocabulary);
  if (known !== undefined && !isSign(known.label)) return undefined;
  if (!isSaid && !isMade && tokens.length < 2) return undefined;
  const words = tokens.map(({ folded }) => folded);
  // To look unknown words up takes long, and would be done again for one plain thing.
  if (!isSaid && !isMade && !words.some((_, at) => saysMore(words, at))) return undefined;
  const scene: Scene = { things: [], relations: [], omitted: [] };
  /** Things that "and" joins, the last of them now. */
  let group: number[] = [];
  /** Whose relations are meant next, where not the group's. */
  let holder: number[] | undefined;
  let pending: Pending | undefined;
  /** Things whose number was told. */
  const counted = new Set<number>();
  /** The thing that "and" has joined last, if it begins as a thing of its own. */
  let joined = -1;
  let joins = false, isSpanned = false;
  let start = 0;
  const close = (end: number) => {
    const { phrase, part } = ownersOf(tokens.slice(start, end), pending !== undefined);
    if (phrase.every(({ folded }) => ARTICLES.has(folded) || IDLE.has(folded))) return;
    const omitted: string[] = [];
    const read = (phrase: readonly Token[]) =>
      scene.things.length < THINGS ? thingOf(phrase, vocabulary, omitted) : undefined;
    const whole = read(phrase);
    const seen = isShown(whole) && phrase.length > 1 ? read(phrase.slice(-1)) : whole;
    const found = seen && asYoung(seen, phrase, scene, vocabulary);
    // "a cat with a hat and long ears": these are the cat's, too.
    const owners = pending?.belongs || pending?.kind === "holding"
      ? pending.of
      : pending === undefined && joins
      ? holder
      : undefined;
    const isOwn = found !== undefined && pending !== undefined &&
      isOwnFoot(pending.said.toLowerCase(), found);
    const isPart = found !== undefined && owners !== undefined &&
      isPartOf(scene.things[owners[0]!]!.label, found);
    if (isPart && callBy(owners, found)) return;
    if (found !== undefined && isStoodFor(found)) {
      isSpanned = true;
      return;
    }
    if (found === undefined || isPart || isOwn || isShown(found)) {
      const text = phrase.filter(({ folded }) => !ARTICLES.has(folded)).map(({ text }) => text).join(" ");
      if (!scene.omitted.some((known) => text.includes(known))) scene.omitted.push(text);
      return;
    }
    scene.omitted.push(...omitted);
    const { isCounted, ...thing } = found, again = phrase[0]!.folded === "the" ? namedBefore(thing) : -1;
    const index = again < 0 ? scene.things.push(thing) - 1 : again;
    if (isCounted) counted.add(index);
    if (again < 0) {
      burn(scene, index, vocabulary);
      soothe(scene, thing);
    }
    if (pending !== undefined) {
      const { belongs, said } = pending, of = saidOf(pending, thing.label);
      const { kind, isTurned } = part === undefined
        ? meantBy(pending.kind, said.toLowerCase(), { of: scene.things[of[0]!]!.label, to: thing.label })
        : { kind: part, isTurned: part === "holding" };
      if (pending.kind === "wearing" && kind === "beside") scene.omitted.push("wearing");
      const second = [index];
      const relation: Relation = isTurned ? { kind, of: second, to: of } : { kind, of, to: second };
      scene.relations.push({ ...relation, ...pending.isRight && { isRight: true } });
      const bearer = BORNE.has(kind) && isTurned ? second : of;
      holder = belongs || BORNE.has(kind) ? bearer : undefined;
      // What "and" joins to it stands in the relation too.
      group = second;
      pending = undefined;
    } else if (joins && group.length > 0 && again < 0) group.push(index);
    else group = [index];
    const { folded: first } = phrase[0]!;
    joined = joins && (ARTICLES.has(first) || countOf(first) !== undefined) ? index : -1;
    joins = false;
  };
  /** Whom a relation to a thing is said of, where that is not what was named last. */
  const saidOf = ({ kind, of, belongs }: Pending, to: string): number[] => {
    const { label } = scene.things[of[0]!]!;
    // "a girl holding a flower in a pot": nobody is in there but the flower.
    if (kind === "in" && isSmall(to) && isPerson(label)) return group;
    // "a cat on a chair with a hat"
    if (!belongs || isCreature(label) || !(isWorn(to) || isCarried(to))) return of;
    const isBearer = isWorn(to) ? isCreature : isPerson;
    const borne = scene.relations.findLast((one) =>
      one.to.includes(of[0]!) && one.of.every((each) => isBearer(scene.things[each]!.label))
    );
    return borne?.of ?? of;
  };
  /** Index of what "the" means again: "a cat and a dog. The cat is on a chair". Negative where it is new. */
  const namedBefore = ({ label, attributes }: Thing): number => {
    const known = scene.things.findIndex((thing) =>
      thing.label === label && attributes.every((each) => thing.attributes.includes(each))
    );
    if (!pending?.of.includes(known)) return known;
    // "a house. A tree is beside the house": only the tree is.
    const others = pending.of.filter((each) => each !== known);
    if (others.length === 0) return -1;
    pending.of = others;
    return known;
  };
  /** Whether what a word only brings to mind is drawn already: of "a wizard casting a spell" the spell. */
  const isShown = (thing: Thing | undefined): boolean =>
    thing !== undefined && BY_THE_WAY.has(thing.why) &&
    scene.things.some(({ label }) => ` ${thing.label}`.endsWith(` ${label}`));
  /** Whether it stands for what another word brings to mind, as the tightrope of "an acrobat on a tightrope" for both. */
  const isStoodFor = ({ label }: Thing): boolean =>
    scene.things.some((thing) => thing.label === label && BY_THE_WAY.has(thing.why));
  /** Takes the label of one with a part, as of a bearded man; false where there is none. */
  const callBy = ([owner, ...others]: readonly number[], { label: to, asked }: Thing): boolean => {
    const thing = scene.things[owner!]!;
    const known = calledBy(thing.label, to).map((name) => knownLabel(name, vocabulary))
      .find((known) => known?.why === "label");
    if (known === undefined || others.length > 0) return false;
    Object.assign(thing, { ...known, asked: `${thing.asked} with ${asked}` });
    isSpanned = true;
    return true;
  };
  /** "… and a queen wearing a crown": who comes behind "and" and stands in a relation of its own begins anew. */
  const beginClause = () => {
    const last = scene.things.length - 1;
    const isObject = scene.relations.some(({ of, to }) => of === group || to === group);
    if (joined !== last || !isObject || group.length < 2) return;
    if (holder !== undefined && !hasFace(scene.things[last]!.label)) return;
    group.pop();
    group = [last];
    holder = undefined;
  };
  /** "a castle on a hill with a flag on top": the flag is on what stands on the hill. */
  const uppermost = (thing: number): number => {
    const borne = scene.relations.find(({ kind, of, to }) =>
      kind === "on" && to[0] === thing && of.every((each) => each < thing)
    );
    return borne?.of[0] ?? thing;
  };
  /** Relates the last thing to the one that it is said of; false where there is none. */
  const putBack = ({ kind, isTop }: Back): boolean => {
    const last = scene.things.length - 1;
    // "a cake with a cherry" has it there already.
    const standing = scene.relations.find(({ kind, of }) => kind === "on" && of.includes(last));
    if (isTop && standing !== undefined) {
      group = [standing.to[0]!];
      holder = undefined;
      return true;
    }
    const known = scene.relations.findLastIndex(({ to }) => to.length === 1 && to[0] === last);
    const isJoined = group.length > 1 && group.at(-1) === last;
    const named = isJoined ? group[0] : scene.relations[known]?.of[0];
    if (named === undefined || named === last) return false;
    const owner = isTop ? uppermost(named) : named;
    if (isJoined) group.pop();
    else scene.relations.splice(known, 1);
    const meant = kind === "on" && isWorn(scene.things[last]!.label) ? "wearing" : kind;
    const [of, to] = BORNE.has(meant) ? [owner, last] : [last, owner];
    scene.relations.push({ kind: meant, of: [of], to: [to] });
    group = [owner];
    holder = undefined;
    return true;
  };
  let at = 0;
  while (at < words.length) {
    const past = labelPast(tokens, start, at, vocabulary);
    if (past !== undefined) {
      isSpanned = true;
      at = past;
      continue;
    }
    const how = saysHow(words, at);
    if (how > 0) {
      at += how;
      continue;
    }
    const denied = at > 0 ? deniedAt(words, at) : 0;
    if (denied > 0) {
      close(at);
      pending = undefined;
      start = at;
      at += denied;
      while (at < words.length && words[at] !== "and" && relationAt(words, at) === undefined) at++;
      scene.omitted.push(tokens.slice(start, at).map(({ text }) => text).join(" "));
      start = at;
      continue;
    }
    const relation = relationAt(words, at);
    // "three cats sitting in a row" sit in nothing.
    if (
      relation !== undefined && arrangementAt(words, at + relation.length - 1) !== undefined &&
      relation.length > 1
    ) {
      at += relation.length - 1;
      continue;
    }
    const arrangement = at > 0 ? arrangementAt(words, at) : undefined;
    if (arrangement !== undefined) {
      close(at);
      const thing = scene.things.at(-1);
      if (thing !== undefined) arrange(thing, arrangement.name, words[at + arrangement.length - 1]!);
      start = at += arrangement.length;
      continue;
    }
    const back = relation && at > 0 ? backAt(words, at, relation) : undefined;
    if (back !== undefined) {
      close(at);
      start = at;
      const isPut = putBack(back);
      if (!isPut && back.isTop) {
        scene.omitted.push(tokens.slice(at, at + back.length).map(({ text }) => text).join(" "));
      }
      if (isPut || back.isTop) {
        start = at += back.length;
        continue;
      }
    }
    // "in" of "in front of" is a longer phrase, found first; a relation at the very beginning is none.
    if (relation !== undefined && at > 0) {
      close(at);
      if (scene.things.length > 0) {
        beginClause();
        const of = words[at] === "out" ? group : holder ?? group;
        // Shared by the group that may still grow on its left side, and no more.
        const said = tokens.slice(at, at + relation.length).map(({ text }) => text).join(" ");
        pending = {
          kind: relation.name,
          of: [...of],
          belongs: BELONGS.has(said.toLowerCase()),
          isRight: isToTheRight(words[at + relation.length - 2], words[at + relation.length - 1]),
          said,
        };
      }
      at += relation.length;
      start = at;
    } else if (words[at] === "and") {
      close(at);
      joins = true;
      start = ++at;
    } else if (
      BEGINS.has(words[at]!) && words.slice(start, at).some((word, i, said) => isName(word, said[i + 1]))
    ) {
      // "a cat a dog": what follows an article is another thing.
      close(at);
      joins = true;
      start = at++;
    } else at++;
  }
  close(words.length);
  // "two cats kissing": nobody else is there.
  if (pending !== undefined && start === words.length) scene.omitted.push(pending.said);
  scene.things.forEach((thing, index) => {
    if (counted.has(index) || thing.count > 1) return;
    const relation = scene.relations.find(({ kind, to }) => OF_EACH.has(kind) && to.includes(index));
    const owners = relation?.of.reduce((sum, owner) => sum + scene.things[owner]!.count, 0) ?? 1;
    const some = someOf(thing), isPut = relation?.kind === "wearing";
    thing.count = isPut || (owners > 1 && some > 1) ? Math.min(MOST, owners) : some;
  });
  const isPlain = scene.things.length === 1 && scene.things[0]!.count === 1 && !isSaid && !isSpanned &&
    !isSign(scene.things[0]!.label) &&
    scene.things[0]!.attributes.every((attribute) => COMPARED.has(attribute));
  return scene.things.length === 0 || isPlain ? undefined : scene;
}

/** The tokens of a prompt in another language, in which an article may be joined to its noun: "l'arbre". */
const foreignTokens = (prompt: string): Token[] => tokensOf(prompt.replace(/\b[dl]['’](?=\p{L})/giu, ""));

/** How many words at a place say together how a thing is, and are no relation, as in "a house on fire". */
function saysHow(words: readonly string[], at: number): number {
  const attribute = attributeAt(words, at);
  if (attribute === undefined || attribute.length < 2) return 0;
  if (relationAt(words, at) === undefined) return attribute.length;
  const next = words[at + attribute.length];
  const isHow = next === undefined || next === "and" ||
    relationAt(words, at + attribute.length) !== undefined;
  return isHow ? attribute.length : 0;
}

/** Whether a relation ends with "right of". */
const isToTheRight = (side: string | undefined, of: string | undefined): boolean =>
  side === "right" && of === "of";

/** Of these the first has the second about it. */
const BORNE = new Set<SpatialRelation>(["wearing", "holding"]);
/** Of these each has one, where several are said to. */
const OF_EACH = new Set<SpatialRelation>(["wearing", "holding", "riding"]);

/** Puts what is several, or is said to be by its arrangement, in a row or a pile. */
function arrange(thing: Thing, name: Arrangement, word: string): void {
  thing.arrangement = name;
  if (thing.count === 1) thing.count = countOf(word, "of") ?? 1;
}

/** What has no face is in no mood. */
function soothe({ omitted }: Scene, thing: Thing): void {
  if (hasFace(thing.label)) return;
  const isMood = (attribute: Attribute) => MOODS.some((mood) => mood === attribute);
  omitted.push(...thing.attributes.filter(isMood));
  thing.attributes = thing.attributes.filter((attribute) => !isMood(attribute));
}

/** Puts fire on what burns. */
function burn(scene: Scene, index: number, vocabulary: Vocabulary): void {
  const thing = scene.things[index]!;
  if (!thing.attributes.includes("burning")) return;
  thing.attributes = thing.attributes.filter((attribute) => attribute !== "burning");
  const fire = knownLabel("fire", vocabulary);
  if (fire === undefined || scene.things.length >= THINGS) return void scene.omitted.push("burning");
  const { label, why } = fire;
  const on = scene.things.push({
    ...{ label, why, asked: "fire" },
    count: 1,
    arrangement: "group",
    attributes: ["big"],
  });
  scene.relations.push({ kind: "on", of: [on - 1], to: [index] });
}

/** Whether what begins at a word says that there are several things, or how many there are, or how. */
const saysMore = (words: readonly string[], at: number): boolean =>
  countOf(words[at]!, words[at + 1]) !== undefined || attributeAt(words, at) !== undefined ||
  (at > 0 && (words[at] === "and" || ARTICLES.has(words[at]!) || relationAt(words, at) !== undefined));

/** Nothing by itself is large or small. */
const COMPARED: ReadonlySet<Attribute> = new Set<Attribute>(["big", "small", "tiny"]);

/** Whether a word is neither an article nor tells how many there are, or how they are. */
const isName = (word: string, next: string | undefined): boolean =>
  !ARTICLES.has(word) && !IDLE.has(word) && countOf(word, next) === undefined &&
  attributeAt([word], 0) === undefined;
