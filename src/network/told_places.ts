/** What a step is told of places, where they are no rows of the table. */
import { formOf } from "./form.ts";
import type { KindConfig } from "./kind.ts";
import { headDimOf } from "./sizes.ts";

/** What attention does with places by itself. */
export interface ToldPlaces {
  /** Half the width of the heads that rotary places turn, else 0. */
  half: number;
  /** Whether scores are lowered by distance, so that the step must know how long ago what is in each slot was. */
  distances: boolean;
}

export const NO_PLACES: ToldPlaces = { half: 0, distances: false };

export function toldPlaces(
  { form, ...sizes }: Pick<KindConfig, "dim" | "heads" | "headDim" | "form">,
): ToldPlaces {
  const { positions } = formOf({ form });
  return { half: positions === "rotary" ? headDimOf(sizes) / 2 : 0, distances: positions === "alibi" };
}
