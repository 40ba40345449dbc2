/** What became of a data set's texts, in lines for a person. */
import type { Check, Repair } from "../checks/options.ts";
import { type DatasetState, keptOf, type Part } from "./state.ts";

const DROPPED: Readonly<Record<Check, string>> = {
  empty: "empty",
  refusal: "refusals, or a program that speaks of itself",
  "left out": "with what the plan leaves out",
  short: "too short",
  long: "too long",
  language: "not English",
  repetition: "the same again and again",
  duplicate: "there before",
  "near-duplicate": "nearly there before",
};
const REPAIRED: Readonly<Record<Repair, string>> = {
  "control characters": "control characters or spaces at lines' ends taken out",
  thinking: "what the model thought before cut off",
  "marks of a chat": "marks of a chat cut off",
  fences: "fences taken off",
  preamble: "an introduction cut off",
  "closing remark": "a closing remark cut off",
  markdown: "signs of markdown taken out",
  "unfinished end": "an unfinished end cut off",
};

/** How many texts were made, kept and dropped, by which check and, for example, why. */
export function reportLines(state: DatasetState): string[] {
  const { learn, heldOut, next, dropped, repaired, examples, foreign } = state;
  const kept = keptOf(state);
  const lines = [
    `${texts(next)} looked at: ${kept} kept, ${next - kept} dropped`,
    `to learn from: ${extent(learn)}`,
  ];
  if (heldOut.documents > 0) lines.push(`held out, to measure with: ${extent(heldOut)}`);
  for (const [check, count] of countsOf(dropped)) {
    const example = examples[check]?.[0];
    lines.push(`dropped, ${DROPPED[check]}: ${count}${example === undefined ? "" : ` (${example.reason})`}`);
  }
  for (const [repair, count] of countsOf(repaired)) lines.push(`kept, ${REPAIRED[repair]}: ${count}`);
  if (foreign > 0) lines.push(`kept, though not English: ${foreign}`);
  if (state.ended === "exhausted") {
    lines.push("most that could still be made is dropped: there is hardly anything new");
  }
  return lines;
}

const texts = (count: number): string => `${count} ${count === 1 ? "text" : "texts"}`;

const extent = ({ documents, characters }: Part): string => `${texts(documents)}, ${characters} characters`;

/** Counts by name, the largest first. */
function countsOf<Name extends string>(counts: Partial<Record<Name, number>>): [Name, number][] {
  const entries: [Name, number][] = [];
  for (const name in counts) {
    const count = counts[name];
    if (count !== undefined) entries.push([name, count]);
  }
  return entries.sort(([, a], [, b]) => b - a);
}
