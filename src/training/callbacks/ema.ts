import { callback } from "./callback.ts";

const FIELDS = {
  decay: {
    type: "number",
    above: 0,
    most: 0.99999,
    fallback: 0.999,
    text: "share of the average that stays at each step; less in the first ones",
  },
} as const;

/**
 * An exponential moving average of the weights: validated beside them, kept in checkpoints, and what models are made of. In
 * step n the average keeps no more than (1 + n) / (10 + n) of itself, so that the first weights are soon forgotten.
 */
export const ema = callback(
  "an exponential moving average of the weights, which models are made of",
  FIELDS,
  ({ decay }, { weights, average: before }) => {
    const average = before ?? weights.slice();
    return {
      average,
      step({ step }) {
        const newest = 1 - Math.min(decay, (1 + step) / (10 + step));
        for (let i = 0; i < average.length; i++) {
          average[i] = average[i]! + newest * (weights[i]! - average[i]!);
        }
      },
    };
  },
);
