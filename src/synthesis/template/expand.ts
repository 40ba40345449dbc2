/** Writes a text by a grammar's rules, drawing at random and going back where a way leads nowhere. */
import type { Random } from "../../base/random.ts";
import { isIntangible } from "./abstract.ts";
import { type Entry, isOwned, MAIN, SLOT_ROLES } from "./lexicon.ts";
import { inTone } from "./polish.ts";
import type { Setting } from "./setting.ts";
import { american } from "./spelling.ts";
import { syllables } from "./syllables.ts";
import type { Alternative, Choice, Node, Range, Rule, Sequence, Slot } from "./syntax.ts";
import { bare, formed, instance, type Value } from "./values.ts";

/** What was bound so far; a list, so that going back costs nothing. */
interface Bound {
  name: string;
  value: Value;
  next: Bound | undefined;
}
/** Words and alternatives that this text has already, which it does not take again. */
interface Used {
  what: unknown;
  next: Used | undefined;
}

/** Share of words of a class that come from the plan where it has some; the rest are everyday ones. */
const OWN = 0.7;
/** Share of words that are topics of the plan, where one fits. */
const ON_TOPIC = 0.5, SUBJECT_ON_TOPIC = 0.8;
/** Share of templates for other dishes, or other ingredients, that are left out where one is a topic. */
const STRAYS = 0.99;
/** Share of templates for everyday words that are left out where a plan has others. */
const STRANGE = 0.8;
/** Kinds, and a tone of stories, that keep the words with which docs/create.md measures them. */
const KEPT: ReadonlySet<string> = new Set(["recipe", "joke", "haiku", "support"]);
const KEPT_STORY = "gentle";
/** Variable of texts that are none of these, so that a table's row can tell. */
const VARIED = "varied";
/** What most qualities are of: a leash is not lazy. */
const LIFELESS = "lifeless", FITTING = "object";
const TRIES = 8;
/** Ways tried before a text is given up; a grammar that gets here has a rule that hardly any words fit. */
const BUDGET = 20_000;

const DECLINED: unique symbol = Symbol("declined");
type Written = string | typeof DECLINED;

const sumOf = (alternatives: readonly Alternative[]) =>
  alternatives.reduce((sum, each) => sum + each.weight, 0);

export class Expansion {
  private bound: Bound | undefined;
  private used: Used | undefined;
  private budget = BUDGET;
  private isVaried = false;

  constructor(
    private readonly setting: Setting,
    private readonly random: Random,
    /** Told of each alternative that is written. */
    private readonly trace?: (id: string) => void,
  ) {
    if (setting.persona !== undefined) this.keep("persona", setting.persona);
    const teller = setting.teller && instance(setting.teller, random);
    if (teller !== undefined) this.keep("teller", teller);
    if (setting.addressee !== undefined) this.keep("addressee", setting.addressee.title);
  }

  /** The text of a rule and the words of its subject; `undefined` where no way can be filled with these words. */
  write(rule: string): { text: string; subject: string } | undefined {
    const { teller, addressee } = this.setting;
    // Who writes a letter is not met in it, nor whom it is to; a cat that sings of itself meets no other.
    const absent = rule === "letter"
      ? [teller, addressee]
      : rule === "poem" && teller?.role === "animal"
      ? [teller]
      : [];
    for (const each of absent) {
      if (each !== undefined) this.used = { what: partsOf(each.word).at(-1), next: this.used };
    }
    this.isVaried = !KEPT.has(rule) && !(rule === "story" && this.setting.tone === KEPT_STORY);
    if (this.isVaried) this.keep(VARIED, "");
    const text = this.rule(this.ruleOf(rule));
    if (text === DECLINED) return undefined;
    const marked: string[] = [];
    for (let each = this.bound; each; each = each.next) {
      if (!each.name.startsWith("!")) continue;
      const { value } = each;
      marked.unshift(typeof value === "object" ? value.entry.made?.head ?? value.entry.word : bare(value));
    }
    const spelled = this.isVaried ? american(text, (word) => this.setting.isDescribed(word)) : text;
    return { text: spelled, subject: marked.join(" + ") };
  }

  private ruleOf(name: string): Rule {
    const rule = this.setting.grammar.get(name);
    if (!rule) throw new Error(`no rule is called ${name}`);
    return rule;
  }

  private isUsed(what: unknown): boolean {
    for (let each = this.used; each; each = each.next) if (each.what === what) return true;
    return false;
  }

  /** Of "lentil soup" both words are used: it is not made of lentils once more. */
  private isWordUsed(word: string): boolean {
    return partsOf(word).some((part) => this.isUsed(part));
  }

  /** One alternative by weight; where it cannot be filled, another. */
  private rule(rule: Rule, fresh = false): Written {
    const all = this.setting.alternatives(rule);
    let open = fresh ? all.filter((each) => !this.isUsed(each)) : all;
    let total = sumOf(open);
    while (open.length > 0 && this.budget-- > 0) {
      let target = this.random.next() * total;
      let at = 0;
      while (at < open.length - 1 && (target -= open[at]!.weight) >= 0) at++;
      const chosen = open[at]!;
      const text = this.attempt(() => this.lines(chosen));
      if (text !== DECLINED) {
        if (fresh) this.used = { what: chosen, next: this.used };
        this.trace?.(chosen.id);
        return text;
      }
      total -= chosen.weight;
      open = open.filter((each) => each !== chosen);
    }
    return DECLINED;
  }

  /** Writes, or leaves all as it was. */
  private attempt(write: () => Written): Written {
    const { bound, used } = this;
    const text = write();
    if (text === DECLINED) [this.bound, this.used] = [bound, used];
    return text;
  }

  private lines(alternative: Alternative): Written {
    const lines: string[] = [];
    for (const { nodes, syllables: count } of alternative.lines) {
      const line = count === undefined ? this.sequence(nodes) : this.measured(nodes, count);
      if (line === DECLINED) return DECLINED;
      const idle = nodes.length > 0 && /^(%\.|-)? *$/.test(line);
      if (!idle) lines.push(line);
    }
    return lines.join("\n");
  }

  /** A line of so many syllables: tried some times, then declined. */
  private measured(nodes: Sequence, count: number): Written {
    for (let i = 0; i < TRIES; i++) {
      const line = this.attempt(() => {
        const text = this.sequence(nodes);
        return text !== DECLINED && syllables(inTone(text, this.setting.tone)) === count ? text : DECLINED;
      });
      if (line !== DECLINED) return line;
    }
    return DECLINED;
  }

  private sequence(nodes: Sequence): Written {
    let text = "";
    for (const node of nodes) {
      const part = typeof node === "string" ? node : this.node(node);
      if (part === DECLINED) return DECLINED;
      text += part;
    }
    return text;
  }

  private node(node: Exclude<Node, string>): Written {
    if (node.kind === "choice") return this.choice(node);
    if (node.kind === "range") return this.range(node);
    return node.repeat ? this.repeated(node, node.repeat) : this.slot(node);
  }

  private choice({ options, ordered }: Choice): Written {
    const start = ordered ? 0 : this.random.int(options.length);
    for (let i = 0; i < options.length; i++) {
      const option = options[(start + i) % options.length]!;
      const text = this.attempt(() => this.sequence(option));
      if (text !== DECLINED) return text;
    }
    return DECLINED;
  }

  private range({ from, to, step, bind, forms }: Range): Written {
    const value = from + this.random.int(Math.floor((to - from) / step) + 1) * step;
    if (bind !== undefined) this.keep(bind, value);
    return this.formedAs(value, forms);
  }

  private keep(name: string, value: Value): void {
    this.bound = { name, value, next: this.bound };
  }

  private valueOf(name: string): Value | undefined {
    for (let each = this.bound; each; each = each.next) if (each.name === name) return each.value;
    return undefined;
  }

  private slot(slot: Slot, fresh = false): Written {
    if (SLOT_ROLES.has(slot.ref)) return this.word(slot);
    const rule = this.setting.grammar.get(slot.ref);
    if (!rule) {
      const value = this.valueOf(slot.ref);
      return value === undefined ? DECLINED : this.formedAs(value, slot.forms);
    }
    const text = this.rule(rule, fresh);
    if (text === DECLINED) return DECLINED;
    if (slot.bind !== undefined) this.keep(slot.bind, text);
    if (slot.subject) this.keep(`!${slot.bind ?? slot.ref}`, text);
    return this.formedAs(text, slot.forms);
  }

  /** A word of a role, none that the text has already, with all the forms and facts that are asked of it here. */
  private word(asked: Slot): Written {
    const slot = this.fitting(asked);
    const main = slot.ref === MAIN ? this.mainOfDish() : undefined;
    if (main) {
      return slot.class === undefined || main.classes.has(slot.class) ? this.wordAs(main, slot) : DECLINED;
    }
    const { own, topics, everyday } = this.setting.words.pool(slot.ref, this.classOf(slot));
    // What a text is about is the plan's own more often than not, also where its words fit few templates.
    const strange = slot.subject && slot.class !== undefined && own.length === 0;
    if (
      strange && this.setting.words.owns(slot.ref === MAIN ? "ingredient" : slot.ref) &&
      this.random.next() < STRANGE
    ) return DECLINED;
    // Recipes for cakes are of cakes, though most templates are for other dishes.
    const isStray = slot.subject && slot.class !== undefined && topics.length === 0 &&
      (slot.ref === "dish" || slot.ref === MAIN) &&
      this.setting.words.isAbout(slot.ref === MAIN ? "ingredient" : "dish");
    if (isStray && this.random.next() < STRAYS) return DECLINED;
    const mixed = slot.class !== undefined && own.length > 0 && this.random.next() >= OWN;
    const pools = own.length === 0 || mixed ? [everyday, own] : [own, everyday];
    const share = this.isVaried && slot.subject ? SUBJECT_ON_TOPIC : ON_TOPIC;
    if (topics.length > 0 && this.random.next() < share) pools.unshift(topics);
    for (const pool of pools) {
      for (const entry of this.fromPool(pool)) {
        const text = this.attempt(() => this.wordAs(entry, slot));
        if (text !== DECLINED) return text;
      }
    }
    return DECLINED;
  }

  /** In texts that keep to what is measured any action is done to any object, and objects are eaten first. */
  private fitting(slot: Slot): Slot {
    if (this.isVaried) return slot.ref === "object" ? { ...slot, ref: "topic" } : slot;
    if (slot.class !== FITTING) return slot;
    const { class: _, ...rest } = slot;
    return rest;
  }

  /** Class of which a word must be: a quality without one is not of the living. */
  private classOf({ ref, class: group }: Slot): string | undefined {
    return group ?? (this.isVaried && ref === "quality" ? LIFELESS : undefined);
  }

  private mainOfDish(): Entry | undefined {
    for (let each = this.bound; each; each = each.next) {
      if (typeof each.value === "object" && each.value.entry.made) return each.value.entry.made.main;
    }
    return undefined;
  }

  private *fromPool(pool: readonly Entry[]): Generator<Entry> {
    if (pool.length === 0) return;
    for (let i = 0; i < TRIES; i++) {
      const entry = pool[this.random.int(pool.length)]!;
      if (!this.isWordUsed(entry.word)) yield entry;
    }
    for (const entry of pool) if (!this.isWordUsed(entry.word)) yield entry;
  }

  private wordAs(entry: Entry, slot: Slot): Written {
    if (this.budget-- < 0) return DECLINED;
    const like = slot.like === undefined ? undefined : this.valueOf(slot.like);
    const value = instance(entry, this.random, typeof like === "object" ? like.she : undefined);
    if (value === undefined || (slot.like !== undefined && like === undefined)) return DECLINED;
    for (const part of partsOf(entry.word)) this.used = { what: part, next: this.used };
    if (slot.bind !== undefined) this.keep(slot.bind, value);
    if (slot.subject) this.keep(`!${slot.bind ?? slot.ref}`, value);
    return this.formedAs(value, slot.forms);
  }

  private formedAs(value: Value, forms: readonly string[]): Written {
    let current: Value = value;
    for (const form of forms) {
      if (form === "hidden") return "";
      if (form === "own") {
        if (typeof current === "object" && !this.isHeld(current.entry)) return DECLINED;
        continue;
      }
      const made = formed(current, form);
      if (made === undefined) return DECLINED;
      if (typeof made === "string") current = made;
      else {
        const text = this.fact(made.fact, value);
        if (text === DECLINED) return DECLINED;
        current = text;
      }
    }
    return bare(current);
  }

  private isHeld(entry: Entry): boolean {
    return isOwned(entry) && !(this.isVaried && isIntangible(entry.word));
  }

  /** One of the ways to tell a fact; inside it `{me}` is the word that it is told of. */
  private fact(ways: readonly Sequence[], of: Value): Written {
    const kept = this.bound;
    this.keep("me", of);
    // Another way than the ones that this text has told already, as long as there is one.
    const fresh = ways.filter((way) => !this.isUsed(way));
    const open = fresh.length > 0 ? fresh : ways;
    const way = open[this.random.int(open.length)]!;
    this.used = { what: way, next: this.used };
    const text = this.sequence(way);
    this.bound = kept;
    return text;
  }

  private repeated(slot: Slot, { from, to, how }: NonNullable<Slot["repeat"]>): Written {
    const count = from + this.random.int(to - from + 1);
    const parts: string[] = [];
    for (let i = 0; i < count; i++) {
      let part = this.attempt(() => this.slot(slot, true));
      // A rule with fewer ways than are asked for writes the same one again with other words.
      if (part === DECLINED) part = this.attempt(() => this.slot(slot));
      if (part === DECLINED || parts.includes(part)) break;
      parts.push(part);
    }
    return parts.length < from ? DECLINED : joined(parts, how);
  }
}

/** Two names of the same, which no dish has both of. */
const TWINS = new Map(
  `courgette:zucchini;aubergine:eggplant;rocket:arugula;coriander:cilantro;spring onion:scallion;prawn:shrimp;yoghurt:yogurt;parmesan:Parmesan;
cod:codfish;cod:fish;salmon:fish;trout:fish;mackerel:fish;beef:meat;lamb:meat;pork:meat`
    .split(";").flatMap((pair) => {
      const [one, other] = pair.trim().split(":");
      return [[one!, other!], [other!, one!]] as const;
    }),
);

function partsOf(word: string): readonly string[] {
  const parts = word.includes(" ") ? word.split(" ") : [word], twin = TWINS.get(word);
  return twin === undefined ? parts : [...parts, twin];
}

function joined(parts: readonly string[], how: string): string {
  switch (how) {
    case "and":
    case "or":
      return parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(", ")} ${how} ${parts.at(-1)}`;
    case "commas":
      return parts.join(", ");
    case "steps":
      return parts.map((part, i) => `${i + 1}. ${part}`).join("\n");
    case "dashes":
      return parts.map((part) => `- ${part}`).join("\n");
    case "lines":
      return parts.join("\n");
    case "verses":
      return parts.join("\n\n");
    case "words":
      return parts.join(" ");
    default:
      throw new Error(`no way to put parts together is called ${how}`);
  }
}
