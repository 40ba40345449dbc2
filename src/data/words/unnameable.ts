import { ownWords } from "../sources/own/candidates.ts";
import { type Labels, wordSet } from "./labels.ts";
import unnameable from "./unnameable.json" with { type: "json" };
import { openWordNet } from "./wordnet.ts";

/**
 * Words that nobody names by the pictures that icon sets have of them: ideas, or things that are drawn in another sense
 * (a filter of coffee as circles that overlap). Found by looking at drawings of the words that are asked for most, without
 * knowing the word.
 */
const UNNAMEABLE: ReadonlySet<string> = new Set(unnameable);

/** Words that tell of a state or a part of a program; what they stand beside is no thing of its own: "car off", "zoom pan". */
const OF_PROGRAMS = wordSet(`
  off plus minus charging zoom select reset ibm multi dashed disabled upload download outgoing forwarding forwarded missed
  paused dimmed merge drag data app ai os topology premise hybrid than pending locking collect replay delete edit
  developer advocate reporting publishing method technician my what me call quite really done
`);

/** Whether people would call a picture by a label. */
export function isNameable(label: string): boolean {
  if (UNNAMEABLE.has(label)) return false;
  if (ownWords().has(label)) return true;
  const words = label.split(" ");
  return words.length === 1 || openWordNet().senses(label).length > 0 ||
    !words.some((word) => OF_PROGRAMS.has(word));
}

/** Those of a picture's labels that people would call it by, the most fitting first; undefined where there is none. */
export function nameableLabels(labels: Labels | undefined): Labels | undefined {
  if (labels === undefined) return undefined;
  const [label, ...further] = [labels.label, ...labels.further].filter(isNameable);
  return label === undefined ? undefined : { label, further };
}
