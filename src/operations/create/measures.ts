/** What the samples of a model are measured at. */
import type { Plan } from "../../synthesis/plan.ts";
import type { Texts } from "./texts.ts";

/** Figures of samples, and how they are told. */
export interface Measures {
  figures: Readonly<Record<string, number>>;
  /** Rows of the card's table. */
  rows: [what: string, figure: string][];
  /** How they were measured, in words. */
  how: string;
}

export function measuresOf(_plan: Plan, _samples: readonly string[], _texts: Texts): Measures {
  return { figures: {}, rows: [], how: "" };
}
