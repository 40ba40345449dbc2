/** What comes to mind at words that have no pictures of their own. Written by hand. */
import table from "./related.json" with { type: "json" };

const listOf = (text: string): string[] => text.split(",").map((word) => word.trim());

/** Words and the labels that can be drawn for them, the best first; the first that a model has counts. */
export const RELATED: readonly { word: string; instead: readonly string[] }[] = Object.entries(table)
  .flatMap(([labels, words]) => listOf(words).map((word) => ({ word, instead: listOf(labels) })));
