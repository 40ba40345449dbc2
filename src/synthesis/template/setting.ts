import { leftOutOf } from "../left_out.ts";
import type { Plan, Tone } from "../plan.ts";
import { type Lexicon, Words } from "./lexicon.ts";
import type { Alternative, Grammar, Rule, Sequence } from "./syntax.ts";

/** What texts of a plan have in common. */
export class Setting {
  private readonly open = new Map<Rule, readonly Alternative[]>();
  readonly words: Words;
  readonly tone: Tone;
  readonly persona: string | undefined;
  /** Whether a text has what the plan leaves out. */
  readonly hasLeftOut: (text: string) => boolean;

  constructor(
    readonly grammar: Grammar,
    { words, topics, without = [], tone, persona }: Pick<
      Plan,
      "words" | "topics" | "without" | "tone" | "persona"
    >,
    lexicon: Lexicon,
  ) {
    this.hasLeftOut = leftOutOf(without);
    this.words = new Words({ words, ...topics !== undefined && { topics } }, lexicon, this.hasLeftOut);
    this.tone = tone;
    const whole = persona === undefined || /^(an?|the) |^[A-Z]/.test(persona);
    this.persona = whole ? persona : `a ${persona}`;
  }

  /** The ways to write a rule that this tone and these words have. */
  alternatives(rule: Rule): readonly Alternative[] {
    let open = this.open.get(rule);
    if (!open) {
      const all = rule.byTone.get(this.tone) ?? rule.byTone.get("") ?? [];
      open = all.filter(({ only, needs, lines }) =>
        (only === undefined || only === this.tone) && needs.every((role) => this.words.has(role)) &&
        !lines.some(({ nodes }) => this.saysLeftOut(nodes))
      );
      this.open.set(rule, open);
    }
    return open;
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
