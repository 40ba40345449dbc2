import { leftOutOf } from "../left_out.ts";
import { type Plan, ROLES, speakersIn, type Tone } from "../plan.ts";
import { type Addressee, addresseeOf, describedWords, wordsOf } from "./described.ts";
import { type Entry, type Lexicon, Words } from "./lexicon.ts";
import { relationAsked } from "./relations.ts";
import { ownForms, wordsAsked } from "./asked.ts";
import type { Alternative, Grammar, Rule, Sequence } from "./syntax.ts";

/** Words of a description by which somebody has died, and nobody is to laugh. */
const SOLEMN =
  /\b(grie(?:f|v(?:e|es|ed|ing))|mourn(?:s|er|ers|ing|ful)?|funerals?|condolences?|bereave\w*|eulog(?:y|ies)|obituar(?:y|ies)|eleg(?:y|ies)|widow(?:s|er|ers|ed)?|memorials?|cemeter(?:y|ies)|deceased|sympathy|consol(?:e|ation)|remembrance|passed away|died|(?<!\b(?:weight|hair|memory|hearing|data) )loss)\b/i;

/** What texts of a plan have in common. */
export class Setting {
  private readonly open = new Map<Rule, readonly Alternative[]>();
  readonly words: Words;
  readonly tone: Tone;
  readonly persona: string | undefined;
  /** What the persona is, unless it is a name. */
  readonly teller: Entry | undefined;
  /** Whether the plan names two, who say all that is said. */
  private readonly hasSpeakers: boolean;
  private readonly hasTopics: boolean;
  /** Whether somebody is mourned, or all is sad. */
  private readonly isSolemn: boolean;
  /** Whom letters are to, where the description says so. */
  readonly addressee: Addressee | undefined;
  /** Words of the description, also in the singular. */
  private readonly described: ReadonlySet<string>;
  /** Those that say what is to be written, not what it is about. */
  private readonly asked: ReadonlySet<string>;
  /** Whether a text has what the plan leaves out. */
  readonly hasLeftOut: (text: string) => boolean;

  constructor(
    readonly grammar: Grammar,
    { description = "", words, topics, without = [], tone, persona }:
      & Pick<Plan, "words" | "topics" | "without" | "tone" | "persona">
      & Partial<Pick<Plan, "description">>,
    lexicon: Lexicon,
  ) {
    this.hasLeftOut = leftOutOf(without);
    this.words = new Words({ words, ...topics !== undefined && { topics } }, lexicon, this.hasLeftOut);
    this.isSolemn = tone === "sad" || (tone === "plain" && SOLEMN.test(description));
    this.tone = this.isSolemn ? "sad" : tone;
    this.hasSpeakers = speakersIn(words) !== undefined;
    this.hasTopics = topics !== undefined && topics.length > 0;
    const whole = persona === undefined || /^(an?|the) |^[A-Z]/.test(persona);
    this.persona = whole ? persona : `a ${persona}`;
    this.teller = this.tellerOf();
    const said = wordsOf(description);
    this.described = describedWords(said);
    this.asked = wordsAsked(said, grammar);
    this.addressee = addresseeOf({ description, words, ...topics !== undefined && { topics } });
  }

  /** The ways to write a rule that this tone and these words have. */
  alternatives(rule: Rule): readonly Alternative[] {
    let open = this.open.get(rule);
    if (!open) {
      const all = rule.byTone.get(this.tone) ?? rule.byTone.get("") ?? [];
      const own = all.filter(({ about, form }) =>
        (about ?? form) !== undefined && (about ?? []).every((each) => this.holds(each)) &&
        (form ?? []).every((each) => each.some((word) => this.asked.has(word)))
      );
      const fit = own.length > 0
        ? ownForms(own, this.asked, this.described)
        : all.filter(({ about, form }) => (about ?? form) === undefined);
      open = fit.filter(({ only, needs, nots, lines }) =>
        (only === undefined || only === this.tone) && needs.every((each) => this.holds(each)) &&
        !nots.some((each) => this.holds(each)) &&
        !lines.some(({ nodes }) => this.saysLeftOut(nodes))
      );
      this.open.set(rule, open);
    }
    return open;
  }

  /**
   * What a template may ask for, of several that `|` parts one: words of a role, a tone, a "persona", which may be "named" or a
   * "beast", "speakers" where two are named, "topics" where there are some, "solemn" where nobody is to laugh, "is_doctor"-like
   * relations of the two that are named, "animals", "persons" or "events" as topics, "addressed" where letters are to somebody or
   * something, "tothing" where it is a thing, or a word of the description, in the singular, or two: "love_letter".
   */
  private holds(condition: string): boolean {
    return condition.split("|").some((one) => {
      if (one === "persona") return this.persona !== undefined;
      if (one === "named") return this.persona !== undefined && this.teller === undefined;
      if (one === "beast") return this.teller?.role === "animal";
      const relation = relationAsked(one);
      if (relation !== undefined) return this.hasSpeakers && this.words.pool("name", relation).own.length > 0;
      if (one === "solemn") return this.isSolemn;
      if (one === "speakers") return this.hasSpeakers;
      if (one === "topics") return this.hasTopics;
      if (one === "addressed") return this.addressee !== undefined;
      if (one === "tothing") return this.addressee?.isThing === true;
      if (one === "animals") return this.words.isAbout("animal") || this.described.has("animal");
      if (one === "persons") return this.words.isAbout("person");
      if (one === "events") return this.words.isAboutEvents();
      const role = ROLES.find((each) => each === one);
      return role !== undefined ? this.words.has(role) : one === this.tone || this.described.has(one);
    });
  }

  /** Whether the description has a word. */
  isDescribed(word: string): boolean {
    return this.described.has(word);
  }

  private tellerOf(): Entry | undefined {
    const word = /^(?:an?|the) (.+)$/i.exec(this.persona ?? "")?.[1];
    if (word === undefined) return undefined;
    const head = word.slice(word.lastIndexOf(" ") + 1);
    const { own, everyday } = this.words.pool("animal");
    const isBeast = [...own, ...everyday].some((each) => each.word === word || each.word === head);
    return { ...this.words.known(head, isBeast ? "animal" : "person"), word };
  }

  /** Whether what is written of nodes has in any case what is left out. */
  private saysLeftOut(nodes: Sequence): boolean {
    return nodes.some((node) =>
      typeof node === "string"
        ? this.hasLeftOut(node)
        : node.kind === "choice" && node.options.every((option) => this.saysLeftOut(option))
    );
  }
}
