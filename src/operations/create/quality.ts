/** What quality to expect, by runs that were measured. */
import { rough } from "../../tasks/text/preset.ts";
import type { Estimate } from "./estimate.ts";

/** A run of `create "a fun GPT that writes cooking recipes"` that was measured, as its card tells. */
interface MeasuredRun {
  weights: number;
  /** Tokens that it learned from, with repetition. */
  tokens: number;
  /** Bits a byte of combinations that no text had. */
  heldOut: number;
  /** Lines with a word of the plan, and without a fault that is looked for, in percent. */
  onTopic: number;
  faultless: number;
  /** What its samples were like, read by a person. */
  like: string;
}

/** Further ones are a line each: `docs/create.md` tells how they were made. */
const MEASURED: readonly MeasuredRun[] = [
  {
    ...{ weights: 46_176, tokens: 1_300_000, heldOut: 1.137, onTopic: 62, faultless: 55 },
    like: "lists and steps look like those of recipes, words run into one another, sentences make no sense",
  },
  {
    ...{ weights: 418_000, tokens: 147_000, heldOut: 1.107, onTopic: 60, faultless: 83 },
    like: "many lines are whole and begin as in recipes; their order, and what belongs together, is lost",
  },
  {
    ...{ weights: 144_480, tokens: 8_570_000, heldOut: 0.155, onTopic: 82, faultless: 100 },
    like: "lines are whole and in order; steps use other ingredients than those that are listed",
  },
  {
    ...{ weights: 201_000, tokens: 45_100_000, heldOut: 0.109, onTopic: 85, faultless: 100 },
    like: "recipes are whole, and nine of ten cook with what they list; hardly a line is new",
  },
  {
    ...{ weights: 202_000, tokens: 97_200_000, heldOut: 0.102, onTopic: 85, faultless: 100 },
    like: "recipes are whole, and nineteen of twenty cook with what they list; hardly a line is new",
  },
  {
    ...{ weights: 12_495_744, tokens: 338_000, heldOut: 0.272, onTopic: 87, faultless: 100 },
    like:
      "lines are whole and in order, some repeat a word; steps use other ingredients than those that are listed",
  },
  {
    ...{ weights: 12_680_064, tokens: 798_000, heldOut: 0.181, onTopic: 81, faultless: 100 },
    like: "recipes are whole, and nine of ten cook with what they list; a line in eleven is new",
  },
  {
    ...{ weights: 12_800_000, tokens: 2_960_000, heldOut: 0.11, onTopic: 84, faultless: 100 },
    like: "recipes are whole, and cook with what they list; hardly a line is new",
  },
];

/** How far another run may be, by weights and tokens, for what is told of one to hold: four times as much or as little. */
const NEAR = Math.log(4);

/** What a run like this one became, a line a part; that nothing like it was measured where that is so. */
export function expectedQuality({ weights, tokens }: Pick<Estimate, "weights" | "tokens">): string[] {
  const apart = (run: MeasuredRun) =>
    Math.max(Math.abs(Math.log(run.weights / weights)), Math.abs(Math.log(run.tokens / Math.max(1, tokens))));
  const [first, ...others] = MEASURED;
  if (first === undefined) return ["no run was measured yet"];
  const best = others.reduce((best, run) => apart(run) < apart(best) ? run : best, first);
  const isNear = apart(best) <= NEAR;
  return [
    isNear
      ? `a run of about this size and length: ${best.like}`
      : `none of about this size and length was measured; the nearest:`,
    ...isNear ? [] : [best.like],
    `(${rough(best.weights)} weights, ${rough(best.tokens)} tokens, of recipes by templates: ${
      best.heldOut.toFixed(2)
    } bits a byte of ` +
    `combinations that it never saw, ${best.onTopic} % of lines on topic, ${best.faultless} % without a fault that is looked for)`,
  ];
}
