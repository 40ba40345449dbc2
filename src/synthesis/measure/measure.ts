/** What texts are worth, counted: of templates, or of a model that learned from them. */
import type { Plan, TextKind } from "../plan.ts";
import { type Fault, faultsByLine } from "./faults.ts";
import { linesOf, shareOf } from "./lines.ts";
import { noveltyOf, Reference } from "./novelty.ts";
import type { Patterns } from "./patterns.ts";
import { hasForm } from "./structure.ts";
import { isOnTopic, topicWords } from "./topic.ts";

/** Shares from 0 to 1. */
export interface Measures {
  texts: number;
  lines: number;
  /** Lines with a word of the plan's domain. */
  onTopic: number;
  /** Texts with a word of the plan's domain. */
  textsOnTopic: number;
  /** Lines without a fault that `faultsOf()` finds; that says nothing of their sense. */
  faultless: number;
  /**
   * Lines whose runs of three words the patterns have: a lower bound of what is grammatical, as `faultless` is an upper one.
   * Nothing where no patterns are given.
   */
  patterned?: number;
  /** Lines with each fault. */
  faults: Partial<Record<Fault, number>>;
  /** Lines, and runs of eight words, that the reference lacks. */
  novelty: { lines: number; runs: number };
  /** Texts whose kind is known that have its form. */
  formed: number;
  /** Texts that no other is equal to. */
  distinct: number;
}

/** Measures texts by a plan and by what a model learned from. Where a kind is given its form is asked for. */
export function measureTexts(
  texts: readonly { text: string; kind?: TextKind }[],
  plan: Pick<Plan, "words">,
  reference: Reference,
  patterns?: Patterns,
): Measures {
  const topic = topicWords(plan);
  const whole = texts.map(({ text }) => text);
  const lines = linesOf(whole);
  const faults = whole.flatMap((text) => faultsByLine(text, topic));
  const kinds = [...new Set(faults.flat())];
  const counts = new Map<string, number>();
  for (const text of whole) counts.set(text, (counts.get(text) ?? 0) + 1);
  const known = texts.flatMap(({ text, kind }) => kind === undefined ? [] : [{ text, kind }]);
  return {
    texts: texts.length,
    lines: lines.length,
    onTopic: shareOf(lines, (line) => isOnTopic(line, topic)),
    textsOnTopic: shareOf(whole, (text) => isOnTopic(text, topic)),
    faultless: shareOf(faults, (each) => each.length === 0),
    ...patterns === undefined ? {} : { patterned: shareOf(lines, (line) => patterns.fits(line)) },
    faults: Object.fromEntries(kinds.map((kind) => [kind, shareOf(faults, (each) => each.includes(kind))])),
    novelty: noveltyOf(whole, reference),
    formed: shareOf(known, ({ kind, text }) => hasForm(kind, text)),
    distinct: shareOf(whole, (text) => counts.get(text) === 1),
  };
}
