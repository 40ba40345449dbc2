/** A piece of art as a source shows it, before any check. */
export interface Finding {
  /** Name of the source, such as "files" or "16colo.rs". */
  source: string;
  /** Unique within the source and lasting: a later run finds the same piece under the same name. */
  sourceId: string;
  /** Decoded text, lines joined by "\n"; tabs, ANSI sequences, captions and signatures may still be in it. */
  art: string;
  /** Caption or file name; empty where there is none. */
  title: string;
  /** Words that the source itself gives, most fitting first. */
  labels: string[];
  /** Empty where unknown. */
  author: string;
  url: string;
  licence: string;
  attribution: string;
}

/** Where art comes from. */
export interface Source {
  name: string;
  /**
   * Finds pieces one by one, in the same order at each call as long as the source does not change. `isKnown` tells which
   * need not be fetched again. Throws a UserError when the source cannot be read at all; what is wrong with one piece
   * is told to `onProblem`, and the search goes on.
   */
  find(options: FindOptions): AsyncGenerator<Finding>;
}

/** What a search may ask and tell. */
export interface FindOptions {
  signal?: AbortSignal;
  /** Whether a piece need not be found. One that need not counts as seen, so ask once of each. */
  isKnown(sourceId: string): boolean;
  onProblem(sourceId: string, problem: string): void;
}
