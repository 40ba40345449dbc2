import type { Relation } from "../../../words/thesaurus.ts";

/** A word, the label that is drawn for it, and why. */
export interface Substitute {
  word: string;
  label: string;
  why: Relation;
}
