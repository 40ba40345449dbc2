/** Where the texts of a data set come from, as its writer sees it. */
import type { Sample } from "../plan.ts";

/** A text as it comes. */
export interface Made extends Sample {
  /** Whether its end was cut off. */
  unfinished?: boolean;
}

/** A source of texts. */
export interface TextSource {
  /** What decides its texts, all of them, in words that are the same for the same ones. */
  key: string;
  /** Characters that it has in all, where that is known. */
  characters?: number;
  /** Texts in order, from number `first` on (the first of all is 0): the same ones each time, to be continued anywhere. */
  texts(first: number, signal: AbortSignal): AsyncIterable<Made> | Iterable<Made>;
}

/** Texts that are made by their number, without end. */
export function numbered(key: string, make: (index: number) => Made): TextSource {
  return {
    key,
    *texts(first) {
      for (let index = first;; index++) yield make(index);
    },
  };
}
