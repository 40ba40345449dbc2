/** What a plan takes besides its description, and what stands in for what is not given. */
import type { Plan } from "../plan.ts";

export type Size = Plan["model"]["size"];

/** All may be left out. */
export interface PlanSettings {
  size?: Size;
  form?: Plan["model"]["form"];
  /** Where texts come from; templates unless told. */
  data?: Plan["data"];
  minutes?: number;
  /** Processors that train, for the number of characters. */
  cores?: number;
  characters?: number;
  heldOut?: number;
  seed?: number;
  name?: string;
  initFrom?: string;
}

/** Minutes of training by size, where none are told: two cores learn something in them. */
export const USUAL_MINUTES: Readonly<Record<Size, number>> = { nano: 10, "12M": 60, "33M": 240, "117M": 720 };

/** Positions a second that one core learns from, measured; docs/create.md tells on which. */
export const POSITIONS_A_SECOND: Readonly<Record<Size, number>> = {
  nano: 10_000,
  "12M": 718,
  "33M": 300,
  "117M": 79,
};

/** Characters that a token stands for: bpe on what the templates write has 3.5 (jokes) to 4.0 (stories), measured. */
export const CHARACTERS_OF_TOKEN = 3.7;
/** How often training may come to the same text: what docs/create.md tells of quality was measured with so much of it. */
const PASSES = 3.7;
const FEWEST_CHARACTERS = 500_000, MOST_CHARACTERS = 100_000_000;
const CORES = 2;
const HELD_OUT = 0.1;

/** Characters of which training makes a few passes in its minutes. */
export function usualCharacters(size: Size, minutes: number, cores: number): number {
  const seen = POSITIONS_A_SECOND[size] * cores * 60 * minutes * CHARACTERS_OF_TOKEN;
  const wanted = Math.min(MOST_CHARACTERS, Math.max(FEWEST_CHARACTERS, seen / PASSES));
  // Two digits are enough of an estimate.
  const digit = 10 ** (Math.floor(Math.log10(wanted)) - 1);
  return Math.round(wanted / digit) * digit;
}

/** All of a plan that its description does not tell. */
export function settled(
  settings: PlanSettings,
): Pick<Plan, "seed" | "data" | "characters" | "heldOut" | "model"> {
  const { size = "nano", form = "llama", cores = CORES, initFrom } = settings;
  const minutes = settings.minutes ?? USUAL_MINUTES[size];
  return {
    seed: settings.seed ?? 1,
    data: settings.data ?? { source: "template" },
    characters: settings.characters ?? usualCharacters(size, minutes, cores),
    heldOut: settings.heldOut ?? HELD_OUT,
    model: { size, form, minutes, ...initFrom !== undefined && { initFrom } },
  };
}
