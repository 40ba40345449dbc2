/** Texts of a plan by the grammars of templates. */
import { UserError } from "../../base/errors.ts";
import { hash01 } from "../../base/hash.ts";
import { random } from "../../base/random.ts";
import { type Plan, type Sample, TEXT_KINDS, type TextKind } from "../plan.ts";
import { Expansion } from "./expand.ts";
import { GRAMMAR, LEXICON } from "./grammars.ts";
import { polished } from "./polish.ts";
import { Setting } from "./setting.ts";

/** Another draw where the words of a plan fit no way to go on, or the text has what the plan leaves out. */
const TRIES = 100;

const settings = new WeakMap<Plan, Setting>();

function settingOf(plan: Plan): Setting {
  let setting = settings.get(plan);
  if (!setting) {
    setting = new Setting(GRAMMAR, plan, LEXICON);
    settings.set(plan, setting);
  }
  return setting;
}

/** Which kind a number in [0, 1) falls to, by the plan's shares. */
function kindAt(plan: Plan, u: number): TextKind {
  const kinds = TEXT_KINDS.filter((kind) => plan.kinds[kind] !== undefined);
  const share = (kind: TextKind) => plan.kinds[kind] ?? 0;
  let target = u * kinds.reduce((sum, kind) => sum + share(kind), 0);
  for (const kind of kinds) if ((target -= share(kind)) < 0) return kind;
  return kinds.at(-1)!;
}

/**
 * Text number `index` of a plan; it depends on the plan and the number alone. `subject` tells what it is about, for
 * `isHeldOut()`. `trace` is told of each template that had a part in it. Throws a UserError of kind "usage" where none can be made.
 */
export function templateSample(
  plan: Plan,
  index: number,
  trace?: (id: string) => void,
): Sample & { kind: TextKind; subject: string } {
  const draws = random(plan.seed, index);
  const kind = kindAt(plan, draws.next()), setting = settingOf(plan);
  for (let i = 0; i < TRIES; i++) {
    const made = new Expansion(setting, draws, trace).write(kind);
    if (made === undefined) continue;
    const text = polished(made.text, plan.tone);
    if (!setting.hasLeftOut(text)) return { kind, text, subject: `${kind}: ${made.subject}` };
  }
  const left = plan.without === undefined ? "" : `, and without ${plan.without.join(", ")}`;
  throw new UserError("usage", `no template of a ${kind} can be filled with the plan's words${left}`);
}

/**
 * Whether texts of a subject are kept from training, to measure with; the plan's seed and share decide. A topic alone never is: it
 * is what most texts are about.
 */
export const isHeldOut = (plan: Plan, subject: string): boolean =>
  hash01(subject, plan.seed) < plan.heldOut && !plan.topics?.includes(subject.replace(/^\w+: /, ""));
