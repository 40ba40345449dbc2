/** What a hand will probably put in its next cells: by a draft model, or by what the network said of a cell that it came to too early. */
import type { Guesses } from "../../../inference/batch.ts";
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import type { Draft } from "../draft/draft.ts";
import { copyOf, type Hand, type Rules } from "./hand.ts";

/** Guesses for one drawing from wherever its hand is. */
export function guesser(tokenizer: GridTokenizer, draft: Draft, rules: Rules): (hand: Hand) => Guesses {
  /**
   * Logits [vocabulary] for a cell that a wrong guess came before, by the cell and what stood at its left: they hold where that
   * stands there after all (Jacobi decoding: Santilli et al. 2023).
   */
  const heard = new Map<string, Float32Array>();
  const placeOf = ({ state: { row, column }, line }: Hand) => `${row} ${column} ${line.at(-1) ?? ""}`;
  return (hand) => {
    const ahead = copyOf(hand), { state } = ahead, places: string[] = [];
    return {
      state,
      next(indices, field) {
        const lawful = rules.lawful(ahead), place = placeOf(ahead);
        places.push(place);
        const logits = state.height > 0 ? heard.get(place) : undefined;
        let token: number;
        if (logits !== undefined) token = rules.choose(ahead, lawful, logits);
        else {
          rules.skip(ahead, lawful);
          token = draft.likeliest(indices, field, lawful);
        }
        if (token === tokenizer.eos) return undefined;
        rules.put(ahead, token);
        return token;
      },
      learn(index, logits) {
        if (state.height > 0) heard.set(places[index] ?? placeOf(ahead), logits.slice());
      },
    };
  };
}
