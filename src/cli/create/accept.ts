/** A plan and its samples shown to a person, who accepts them, changes them, has others drawn or ends. */
import { type Plan, planSchema, TONES } from "../../synthesis/plan.ts";
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
    const kinds = await asker.line("kinds and their shares", usual, (said) => faultOf(kindsOf(said)));
    return kinds === undefined ? undefined : { ...plan, kinds: planSchema.shape.kinds.parse(kindsOf(kinds)) };
  },
  async tone(plan, asker) {
    const tone = await asker.choice("tone", TONES.map((name) => ({ name, text: "" })));
    return tone === undefined ? undefined : { ...plan, tone };
  },
  async minutes(plan, asker) {
    const { shape } = planSchema.shape.model;
    const fault = (said: string) =>
      shape.minutes.safeParse(Number(said)).success
        ? undefined
        : `${JSON.stringify(said)} is no number above 0`;
    const minutes = await asker.line("minutes of training", String(plan.model.minutes), fault);
    return minutes === undefined
      ? undefined
      : { ...plan, model: { ...plan.model, minutes: Number(minutes) } };
  },
};

/** Kinds by name and share: "recipe 0.7, list 0.3"; one without a share has all of one. */
const kindsOf = (said: string): Record<string, number> =>
  Object.fromEntries(
    said.split(",").map((part) => part.trim().split(/\s+/)).map(([kind = "", share = "1"]) => [
      kind,
      Number(share),
    ]),
  );

function faultOf(value: unknown): string | undefined {
  const result = planSchema.shape.kinds.safeParse(value);
  const [issue] = result.error?.issues ?? [];
  return issue && `${issue.path.join(".") || "kinds"}: ${issue.message}`;
}
