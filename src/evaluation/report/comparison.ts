import type { Change, Paired, SettingFigures, StyleComparison } from "../compare.ts";
import { figure, percent } from "./numbers.ts";
import type { Section } from "./sections.ts";

/** A gain of so many standard errors is hardly chance. */
const CLEAR = 2;

/** What came of a comparison in one style, as text. */
export function comparisonSection(
  { usual, words, figures, baseline }: StyleComparison,
): Omit<Section, "id"> {
  const { style } = usual;
  return {
    title: style,
    notes: [
      `Words: ${words}; seeds of each, the same in all rows: ${figures[0]!.accuracy.judged / words}. ` +
      `First and among five: how often the critic takes the drawing for its word. ` +
      "Log-probability: that of the word, in nats. " +
      "Likeness: how closely a drawing keeps to its sketch. Recalled: sketches that are nearly training pictures. " +
      "Different: clearly different sketches among a word's seeds.",
      "After ±: standard errors over words. Gain: over the first row, word by word; bold where it is more than " +
      `${CLEAR} standard errors.`,
    ],
    columns: [
      ...["setting", "first", "among five", "log-probability", "gain", "likeness", "gain"],
      ...["recalled", "different", "gain", "ms", "gain"],
    ],
    rows: [
      ...figures.map(rowOf),
      ...baseline === null ? [] : [[
        "looked up in the training set",
        percent(baseline.accuracy.top1.value),
        percent(baseline.accuracy.top5.value),
        figure(baseline.score),
        ...Array.from({ length: 8 }, () => ""),
      ]],
    ],
  };
}

function rowOf(
  { change, accuracy, score, likeness, recalled, different, milliseconds }: SettingFigures,
): string[] {
  return [
    nameOf(change),
    percent(accuracy.top1.value),
    percent(accuracy.top5.value),
    ...pairOf(score, 3),
    ...pairOf(likeness, 4),
    percent(recalled.value),
    ...pairOf(different, 2),
    ...pairOf(milliseconds, 0),
  ];
}

function nameOf(change: Change): string {
  const parts = Object.entries(change).map(([name, value]) =>
    `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${value}`
  );
  return parts.length === 0 ? "as usual" : parts.join(", ");
}

/** The mean and the gain; nothing is gained over itself. */
function pairOf({ value, error, gain, gainError }: Paired, decimals: number): [string, string] {
  const mean = `${figure(value, decimals)} ± ${figure(error, decimals)}`;
  if (gain === 0) return [mean, "–"];
  const text = `${gain > 0 ? "+" : ""}${figure(gain, decimals)} ± ${figure(gainError, decimals)}`;
  return [mean, Math.abs(gain) > CLEAR * gainError ? `**${text}**` : text];
}
