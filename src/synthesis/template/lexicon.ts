/** Words by role with what is known of them, and those of a plan among them. */
import { type Plan, type Role, ROLES } from "../plan.ts";
import { isAbstract, isEvent, isIntangible } from "./abstract.ts";
import { headOf, isPlural } from "./forms.ts";
import { sexOf } from "./persons.ts";
import { relationsOf } from "./relations.ts";
import { parseSequence, type Sequence } from "./syntax.ts";

/** How a noun counts: "an onion", "flour", "noodles"; a name stands without articles. */
export type Countability = "count" | "mass" | "plural" | "name";

/** A word and what is known of it. */
export interface Entry {
  word: string;
  role: Role;
  classes: ReadonlySet<string>;
  countability: Countability;
  /** By kind, such as "sound", ways to say it. */
  facts: ReadonlyMap<string, readonly Sequence[]>;
  /** Of a dish that is named by what it is made of, as "lentil soup" is: that ingredient, and the dish without it. */
  made?: { main: Entry; head: string };
}

/** Everyday words, by role. */
export type Lexicon = ReadonlyMap<Role, readonly Entry[]>;

/** Class of things that nobody carries, loses or breaks, as they are animals, persons, places, events or ideas, too. */
const FIXED = "fixed";
const FIXED_ROLES: readonly Role[] = ["animal", "person", "place", "weather"];

/** Class of words that are topics of a plan, and the roles of which templates ask for such. */
const ASKED = "asked";
const ASKED_FOR: ReadonlySet<Role> = new Set<Role>([
  "person",
  "thing",
  "tool",
  "animal",
  "place",
  "weather",
  "feeling",
]);

/** Whether texts may have somebody carry, lose or break it. */
export const isOwned = ({ role, classes }: Entry): boolean =>
  !FIXED_ROLES.includes(role) && !classes.has(FIXED);

/** Class of qualities that only what lives has; the others are asked for by the second. */
const LIVING = "living", LIFELESS = "lifeless";

/** Class of places where animals live. */
const WILD = "wild";

/** Row of what can be said of any word of a role. */
const ANY = "any";
/** The row for places that are called by a name. */
const NAMED = "named";

const MASS = new Set(
  `barking internet makeup skincare cryptocurrency bitcoin comradeship devotion firewood popcorn smog basil bleeding breath chalk chewing corn coughing dew driftwood feedback fuel gingerbread glue hay
itching ivy lavender limping medicine mildew moss overheating pain pasta peat pork posture pressure rest rot scratching shedding
sleep slime sneezing snoring soap stress swelling timing training vomiting whiskey whisky yarn
advice air anger art baggage beauty bread butter cash cheese clothing coffee cotton courage damage dirt dust electricity equipment
flour food fun furniture gold grass hair happiness help homework honey hope ice information ink iron jewelry joy juice knowledge
laughter lightning linen loot love luck luggage magic mail meat milk money moonlight mud music news oil paint paper patience
peace pepper plunder poetry power rain rice rum salt sand silk silver smoke snow software soil steam sugar sunlight support
tea thunder time traffic treasure trouble water weather wheat wind wine wood wool work`.split(/\s+/),
);

/** States as "tiredness", but not a witness. */
const STATE = /(?<!\b(?:baro|busi|gover|har|ill|lio|patro|wilder|wit))ness$/;
/** Of what is eaten these are counted; the rest is weighed, as samphire is. */
const COUNTED =
  /(?:berry|nut|bean|seed|leaf|oat|vegetable|mussel|clam|oyster|scallop|anchovy|sardine|prune|kiwi|chile|chili|biscuit|cracker|chip|bun|roll|weenie|wiener|frank|knockwurst|chop|cutlet|rib|steak|meatball|bone|cube)$/;

/** How a word counts, as far as its form and lists tell. */
export function countabilityOf(word: string, role: Role): Countability {
  if (role === "thing" && isAbstract(word)) return "name";
  // Cats, dogs and dishes are called by places, and are counted all the same.
  const isNamed = !COMMON.has(role) && word.split(" ").every((part) => /^[A-Z]/.test(part));
  if (role === "name" || isNamed) return "name";
  const head = headOf(word);
  if (isPlural(word)) return "plural";
  // One irons with an iron, and solders with another.
  if (role !== "tool" || !/iron$/.test(head)) {
    const last = head.slice(head.lastIndexOf(" ") + 1);
    if (MASS.has(last) || STATE.test(last)) return "mass";
  }
  return role === "ingredient" && !COUNTED.test(head) ? "mass" : "count";
}

/** Roles whose words are no names, however they are written. */
const COMMON: ReadonlySet<Role> = new Set<Role>(["animal", "dish", "ingredient"]);

/** Between cells, not between the ways of a choice. */
const CELL = /\|(?![^[\]]*\])/;

/**
 * A table's text: `@ role | fact | fact` begins a role's rows `word <classes> | ways; to say | …`. After a word `*` says
 * that it is not counted, `+` that it is a plural. The row "any" is for words of a plan that have none.
 */
export function readTables(texts: readonly string[]): Lexicon {
  const lexicon = new Map<Role, Entry[]>();
  for (const text of texts) {
    let role: Role = "thing";
    let names: string[] = [];
    for (const line of text.split("\n")) {
      if (line.trim() === "" || line.startsWith("# ")) continue;
      const cells = line.split(CELL).map((cell) => cell.trim());
      if (line.startsWith("@ ")) {
        const name = cells[0]!.slice(2);
        const found = ROLES.find((each) => each === name);
        if (!found) throw new Error(`a table of an unknown role: ${name}`);
        [role, names] = [found, cells.slice(1)];
      } else {
        const entries = lexicon.get(role) ?? [];
        lexicon.set(role, entries);
        entries.push(entryOf(cells, role, names));
      }
    }
  }
  return lexicon;
}

function entryOf(cells: readonly string[], role: Role, names: readonly string[]): Entry {
  const match = /^([^<*+]+?)([*+]?)(?: <([a-z ]*)>)?$/.exec(cells[0]!);
  if (!match) throw new Error(`a row that cannot be read: ${cells[0]}`);
  const [, word, mark, classes] = match;
  const facts = new Map<string, Sequence[]>();
  for (const [i, name] of names.entries()) {
    const ways = (cells[i + 1] ?? "").split(";").map((way) => way.trim()).filter(Boolean);
    if (ways.length > 0) facts.set(name, ways.map((way) => parseSequence(way, `${word}: ${name}`)));
  }
  const countability = mark === "*" ? "mass" : mark === "+" ? "plural" : ofTable(word!, role);
  return { word: word!, role, classes: new Set(classes?.split(" ")), countability, facts };
}

/** Tables mark what is not counted. */
const ofTable = (word: string, role: Role): Countability =>
  role === "name" ? "name" : isPlural(word) ? "plural" : "count";

/** Words to choose from: those of the plan, of these its topics, and everyday ones where it has none (left). */
export interface Pool {
  own: readonly Entry[];
  topics: readonly Entry[];
  everyday: readonly Entry[];
}

/** Class of what is known but only written of where a plan names it. */
const RARE = "rare";
/** Class of a plan's words of which nothing is known; they take general templates. */
const UNKNOWN: ReadonlySet<string> = new Set(["plain"]);
/** Grilled fish is a dish of which no other ingredient is the main one. */
const NONE: ReadonlySet<string> = new Set();

/**
 * Roles of several kinds: what texts can be about, and what something is done with. Their words are of the first kinds that
 * a plan has words of.
 */
const JOINT: ReadonlyMap<string, readonly (readonly Role[])[]> = new Map([
  ["topic", [["thing", "tool"], ["dish", "ingredient"], ["animal"]]],
  ["object", [["dish", "ingredient"], ["thing", "tool"], ["animal"]]],
]);
const THINGS: readonly Role[] = ["thing", "tool", "dish", "ingredient", "animal"];

/** A dish's main ingredient: the one that is in its name, or else any. */
export const MAIN = "main";

/** Names of all roles that slots can have. */
export const SLOT_ROLES: ReadonlySet<string> = new Set([...ROLES, ...JOINT.keys(), MAIN]);

/** Classes of dishes that are sweet, and of what is drunk; the others are savoury. */
const SWEET = new Set(
  `brownie cake candy cheesecake compote cookie crumble custard doughnut flapjack fudge gingerbread granola icecream jam mousse muffin
pancake pavlova porridge pudding scone sorbet sundae sweetpie sweettart trifle truffle`.split(/\s+/),
);
const DRINK = new Set(
  "cider cocoa coffee eggcream eggnog icedcoffee icedtea juice lemonade mocha punch shake smoothie tea".split(
    " ",
  ),
);

type Course = "sweet" | "drink" | "savoury";

const courseOf = (group: string): Course =>
  SWEET.has(group) ? "sweet" : DRINK.has(group) ? "drink" : "savoury";

/** The words of one plan. */
export class Words {
  private readonly own = new Map<Role, Entry[]>();
  private readonly topics: ReadonlySet<string>;
  private readonly animals: ReadonlySet<string>;
  private readonly fixed: ReadonlySet<string>;
  private readonly names: readonly string[];
  private readonly pools = new Map<string, Pool>();

  constructor(
    { words, topics = [] }: Pick<Plan, "words" | "topics">,
    private readonly lexicon: Lexicon,
    private readonly isLeftOut: (word: string) => boolean,
  ) {
    this.topics = new Set(topics);
    this.animals = new Set(words.animal);
    this.names = words.name ?? [];
    const known = [...lexicon.get("animal") ?? [], ...lexicon.get("place") ?? []]
      .filter(({ classes }) => !classes.has(RARE)).map(({ word }) => word);
    this.fixed = new Set([...FIXED_ROLES.flatMap((role) => words[role] ?? []), ...known]);
    for (const role of ROLES) {
      const own = (words[role] ?? []).filter((word) => !isLeftOut(word));
      if (own.length > 0) this.own.set(role, [...new Set(own)].map((word) => this.known(word, role)));
    }
  }

  /** Whether the plan names words of a role; one without things of any kind takes everyday ones for all. */
  has(role: string): boolean {
    const words = this.own;
    if (THINGS.every((each) => !words.has(each))) return true;
    return ROLES.some((each) => each === role && words.has(each));
  }

  /** Whether the plan itself has words of a role. */
  owns(role: string): boolean {
    return ROLES.some((each) => each === role && this.own.has(each));
  }

  /** Whether a topic of the plan is a word of this role. */
  isAbout(role: Role): boolean {
    return this.own.get(role)?.some(({ word }) => this.topics.has(word)) ?? false;
  }

  /** Whether a topic is what can only be talked about, as "murder" and "freedom". */
  isAboutEvents(): boolean {
    return [...this.topics].some((word) => isAbstract(word) || isEvent(word) || isIntangible(word));
  }

  /** What a slot of a role, or of "topic", may choose from. */
  pool(role: string, group?: string): Pool {
    const key = `${role}/${group ?? ""}`;
    let pool = this.pools.get(key);
    if (!pool) this.pools.set(key, pool = this.makePool(role, group));
    return pool;
  }

  private makePool(role: string, group: string | undefined): Pool {
    const joint = JOINT.get(role);
    const named = role === MAIN ? "ingredient" : role;
    const roles = joint ? this.first(joint) : ROLES.filter((each) => each === named);
    const fits = (entry: Entry) =>
      entry.word !== ANY && entry.word !== NAMED &&
      (group === undefined || entry.classes.has(group) || (group === LIFELESS && !entry.classes.has(LIVING)));
    const own = roles.flatMap((each) => this.own.get(each) ?? []).filter(fits);
    if (role === MAIN) own.push(...this.eatenThings().filter((entry) => fits(entry) && !own.includes(entry)));
    if (role === "dish") {
      own.push(...this.servedThings().filter((entry) => fits(entry) && !own.includes(entry)));
    }
    // Who is to live somewhere lives outdoors, where the plan has that.
    if (role === "place" && group === WILD && own.length === 0) own.push(...this.own.get("place") ?? []);
    const topics = own.filter(({ word }) => this.topics.has(word));
    const common = joint && own.length > 0 ? roles.filter((each) => this.own.has(each)) : roles;
    const everyday = common.flatMap((each) => this.lexicon.get(each) ?? [])
      .filter((entry) => fits(entry) && !entry.classes.has(RARE) && !this.isLeftOut(entry.word));
    // A plan's things and problems are its own matter, whatever class is asked for.
    if ((role === "thing" || role === "problem") && roles.some((each) => this.own.has(each))) {
      if (group !== undefined) return { own, topics, everyday: [] };
    }
    if (role !== "dish") return { own, topics, everyday };
    if (group !== undefined) {
      return { own, topics, everyday: this.hasCourse(courseOf(group)) ? everyday : [] };
    }
    // What texts call a dish is eaten.
    return {
      own,
      topics,
      everyday: everyday.filter(({ classes }) => ![...classes].some((each) => DRINK.has(each))),
    };
  }

  /** Things of the plan that can be cooked with: recipes about chocolate have some. */
  private eatenThings(): readonly Entry[] {
    const things = new Set((this.own.get("thing") ?? []).map(({ word }) => word));
    return (this.lexicon.get("ingredient") ?? []).filter(({ word }) => things.has(word));
  }

  /** Topics that a plan has as things, and that are dishes of the tables: a barbecue. */
  private servedThings(): readonly Entry[] {
    const things = new Set((this.own.get("thing") ?? []).map(({ word }) => word));
    return (this.lexicon.get("dish") ?? []).filter(({ word }) => things.has(word) && this.topics.has(word));
  }

  /** Whether everyday dishes of a course go with the plan's own: soups are no desserts, and drinks are no meal. */
  private hasCourse(course: Course): boolean {
    const own = this.own.get("dish") ?? [];
    const courses = new Set(
      own.flatMap(({ classes }) => [...classes].filter((each) => each !== RARE).map(courseOf)),
    );
    return courses.size === 0 || courses.has(course) || (courses.size > 1 && course !== "drink");
  }

  private first(joint: readonly (readonly Role[])[]): readonly Role[] {
    return joint.find((roles) => roles.some((role) => this.own.has(role))) ?? ["thing"];
  }

  /** A plan's word with what is known of it. */
  known(word: string, role: Role): Entry {
    const entry = this.row(word, role);
    const isFixed = role === "thing" && (this.fixed.has(word) || isAbstract(word) || isEvent(word) ||
      (isIntangible(word) && this.topics.has(word)));
    const asked = ASKED_FOR.has(role) && this.topics.has(word) ? [ASKED] : [];
    if (role === "name") {
      return { ...entry, classes: new Set([...entry.classes, ...relationsOf(word, this.names)]) };
    }
    // What is asked for is joy, not some joy or the joy.
    if (role === "feeling" && asked.length > 0 && !word.includes(" ")) {
      return { ...entry, countability: "name", classes: new Set([...entry.classes, ...asked]) };
    }
    if (isFixed) return { ...entry, classes: new Set([FIXED, ...asked]) };
    return { ...entry, classes: new Set([...entry.classes, ...asked]) };
  }

  /** Its row, or that of the last of its words: a lentil soup is a soup. */
  private row(word: string, role: Role): Entry {
    const rows = this.lexicon.get(role) ?? [];
    const row = rows.find((each) => each.word === word);
    if (row) return row;
    const head = word.slice(word.lastIndexOf(" ") + 1);
    const kin = role === "dish" || role === "place" || role === "problem"
      ? rows.find((each) => each.word === head && !(role === "place" && each.classes.has(RARE)))
      : undefined;
    const countability = kin?.countability ??
      countabilityOf(word, this.animals.has(word) ? "animal" : role);
    const other = role === "place" && countability === "name" ? NAMED : ANY;
    const main = kin && role === "dish" ? this.edible(word.slice(0, -head.length - 1)) : undefined;
    return {
      word,
      role,
      classes: kin?.classes ?? this.classesOf(word, role),
      // A Newfoundland is counted, whatever a plan takes it for.
      countability,
      facts: kin?.facts ?? rows.find((each) => each.word === other)?.facts ?? new Map(),
      ...main && { made: { main, head } },
    };
  }

  /** Classes of a word that no row has. */
  private classesOf(word: string, role: Role): ReadonlySet<string> {
    if (role === "dish" && this.edible(word.slice(word.lastIndexOf(" ") + 1))) return NONE;
    const sex = role === "person" ? sexOf(word) : undefined;
    return sex === undefined ? UNKNOWN : new Set([...UNKNOWN, sex]);
  }

  /** What a dish of that name is made of: lentils, or turtle. */
  private edible(word: string): Entry | undefined {
    const row = this.lexicon.get("ingredient")?.find((each) => each.word === word);
    if (row) return row;
    const isEaten = this.lexicon.get("animal")?.some((each) => each.word === word);
    return isEaten ? { ...this.known(word, "ingredient"), countability: "mass" } : undefined;
  }
}
