import * as z from "zod";
import { callback } from "./callback.ts";

const FIELDS = {
  patience: { type: "integer", least: 1, fallback: 5, text: "validations in a row without a better one" },
  by: { type: "number", least: 0, fallback: 0, text: "bits per unit that count as better" },
} as const;

const stateSchema = z.object({ best: z.number().nullable(), waited: z.int() });

/** Ends a run whose validations get no better. */
export const earlyStopping = callback(
  "ends the run where validations get no better",
  FIELDS,
  ({ patience, by }, { state, finish }) => {
    const kept = stateSchema.parse(state ?? { best: null, waited: 0 });
    const judge = () => {
      if (kept.waited >= patience) {
        finish(`${patience} validations in a row were no better than ${kept.best}`);
      }
    };
    judge();
    return {
      validated({ score }) {
        if (kept.best === null || score < kept.best - by) Object.assign(kept, { best: score, waited: 0 });
        else kept.waited++;
        judge();
      },
      state: () => ({ ...kept }),
    };
  },
);
