/** A plan and its samples shown to a person, who accepts them, changes them, has others drawn or ends. */
import { type Plan, planSchema, TEXT_KINDS, TONES } from "../../synthesis/plan.ts";
import { usualCharacters } from "../../synthesis/plan/settings.ts";
import { insteadOf } from "../../words/nearest_name.ts";
import { writeErrorLine } from "../terminal.ts";
import { type Asker, asking } from "./ask.ts";

const ANSWERS = [
  { name: "begin", text: "make it as it is shown" },
  { name: "draw", text: "draw ten other samples" },
  { name: "kinds", text: "other kinds of texts" },
  { name: "tone", text: "another tone" },
  { name: "minutes", text: "longer or shorter training" },
  { name: "end", text: "leave it" },
] as const;

/** The plan as it was accepted, each change of which is shown; undefined where the person wants none. */
export function acceptedPlan(
  plan: Plan,
  show: (plan: Plan) => Promise<void>,
  signal: AbortSignal,
): Promise<Plan | undefined> {
  return asking(signal, async (asker) => {
    let now = plan;
    for (;;) {
      const answer = await asker.choice("and now", ANSWERS);
      if (answer === undefined || answer === "end") return undefined;
      if (answer === "begin") return now;
      const changed = await CHANGES[answer](now, asker);
      if (changed === undefined) return undefined;
      now = changed;
      await show(now);
    }
  });
}

type Change = (plan: Plan, asker: Asker) => Promise<Plan | undefined>;

const CHANGES: Readonly<Record<Exclude<typeof ANSWERS[number]["name"], "begin" | "end">, Change>> = {
  draw: (plan) => Promise.resolve({ ...plan, seed: plan.seed + 1 }),
  async kinds(plan, asker) {
    const usual = Object.entries(plan.kinds).map(([kind, share]) => `${kind} ${share}`).join(", ");
    writeErrorLine(`  of ${TEXT_KINDS.join(", ")}`);
    const kinds = await asker.line("kinds and their shares", usual, (said) => kindsIn(said).fault);
    return kinds === undefined ? undefined : { ...plan, kinds: kindsIn(kinds).kinds };
  },
  async tone(plan, asker) {
    const tone = await asker.choice("tone", TONES.map((name) => ({ name, text: "" })), plan.tone);
    return tone === undefined ? undefined : { ...plan, tone };
  },
  async minutes(plan, asker) {
    const { shape } = planSchema.shape.model;
    const fault = (said: string) =>
      shape.minutes.safeParse(Number(said)).success
        ? undefined
        : `${JSON.stringify(said)} is no number above 0`;
    const minutes = await asker.line("minutes of training", String(plan.model.minutes), fault);
    return minutes === undefined ? undefined : lasting(plan, Number(minutes));
  },
};

/** A plan with other minutes of training, and with text to suit them where it was as usual. */
function lasting(plan: Plan, minutes: number): Plan {
  const { model, characters } = plan;
  const usual = (minutes: number) => usualCharacters(model.size, minutes, navigator.hardwareConcurrency);
  return {
    ...plan,
    characters: characters === usual(model.minutes) ? usual(minutes) : characters,
    model: { ...model, minutes },
  };
}

/** Kinds by name and share: "recipe 0.7, list 30 %"; one without a share has all of one. What is wrong, where something is. */
function kindsIn(said: string): { kinds: Plan["kinds"]; fault?: string } {
  const kinds: Plan["kinds"] = {};
  for (const part of said.split(",").map((part) => part.trim())) {
    const [, name = part, share = "1", percent] = /^(\S+)(?:\s+([\d.]+)\s*(%?))?$/.exec(part) ?? [];
    const kind = TEXT_KINDS.find((each) => each === name), value = Number(share) / (percent ? 100 : 1);
    if (kind === undefined) {
      return { kinds, fault: `${JSON.stringify(name)} is no kind; ${insteadOf(name, TEXT_KINDS)}` };
    }
    if (kind in kinds) return { kinds, fault: `${kind} is there twice` };
    if (!(value > 0 && value <= 1)) {
      return { kinds, fault: `${kind}: its share, ${share}${percent}, is not above 0 and up to 1, or 100 %` };
    }
    kinds[kind] = value;
  }
  return { kinds };
}
