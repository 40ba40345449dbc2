import type { Tone } from "../plan.ts";
import type { Words } from "./lexicon.ts";
import type { Alternative, Grammar, Rule } from "./syntax.ts";

/** What texts of a plan have in common. */
export class Setting {
  private readonly open = new Map<Rule, readonly Alternative[]>();
  readonly persona: string | undefined;

  constructor(
    readonly grammar: Grammar,
    readonly words: Words,
    readonly tone: Tone,
    persona: string | undefined,
  ) {
    const whole = persona === undefined || /^(an?|the) |^[A-Z]/.test(persona);
    this.persona = whole ? persona : `a ${persona}`;
  }

  /** The ways to write a rule that this tone and these words have. */
  alternatives(rule: Rule): readonly Alternative[] {
    let open = this.open.get(rule);
    if (!open) {
      const all = rule.byTone.get(this.tone) ?? rule.byTone.get("") ?? [];
      open = all.filter(({ only, needs }) =>
        (only === undefined || only === this.tone) && needs.every((role) => this.words.has(role))
      );
      this.open.set(rule, open);
    }
    return open;
  }
}
