/** How a sweep goes over what there is to try. */
import type { Fields } from "../../base/fields.ts";

export const METHODS = ["grid", "random", "asha"] as const;
export type Method = typeof METHODS[number];

const group = "Sweeps (docs/experiments.md):";

/** Keys of the section `sweep`, and flags. */
export const SWEEP_FIELDS = {
  method: {
    type: "choice",
    choices: METHODS,
    group,
    text:
      "all combinations, drawn ones, or asynchronous successive halving, which goes on with the best alone",
    usual: "grid; random where a range is drawn from",
  },
  trials: {
    type: "integer",
    least: 1,
    most: 10_000,
    group,
    text: "random, asha: combinations that are drawn",
    usual: "16; asha of lists: all",
  },
  drawSeed: { type: "integer", least: 0, fallback: 1, group, text: "random, asha: seed of what is drawn" },
  metric: {
    type: "text",
    value: "name",
    fallback: "unseen",
    group,
    text: "metric that trials are compared by: a loss by its lowest value, others by their last",
  },
  goal: { type: "choice", choices: ["lowest", "highest"], fallback: "lowest", group, text: "which is best" },
  reduction: {
    type: "integer",
    least: 2,
    most: 100,
    fallback: 3,
    group,
    text: "asha: of so many one goes on, with so many times the budget",
  },
  rungs: {
    type: "integer",
    least: 2,
    most: 20,
    group,
    text: "asha: budgets that there are, the last of them that of the runs",
    usual: "as many as the trials are enough for",
  },
  parallel: {
    type: "integer",
    least: 1,
    most: 256,
    group,
    text: "runs side by side",
    usual: "as many as the cores carry; a run has one unless --workers is given",
  },
  limit: {
    type: "number",
    above: 0,
    group,
    text: "minutes for the whole sweep, over all its sessions: then it stops, and can go on later",
  },
} as const satisfies Fields;
