/** How far probabilities can be taken at their word, as a table and as a chart. */
import type { Calibration } from "../text/tally.ts";
import { curveChart } from "./curves.ts";
import { figure, percent } from "./numbers.ts";
import type { Section } from "./sections.ts";

type Part = Omit<Section, "id">;

/** What is counted, such as tokens, of which one is likeliest. */
interface Counted {
  one: string;
  many: string;
}

/** How often it is right when it is so sure, in ranges. */
export function calibrationPart({ expectedError, error, bins }: Calibration, { one, many }: Counted): Part {
  return {
    title: "Is it as sure as it is right?",
    notes: [
      `${many[0]!.toUpperCase()}${
        many.slice(1)
      } by the probability of the ${one} that was thought likeliest. ` +
      `Expected calibration error: ${percent(expectedError)}${
        error === null ? "" : ` ± ${shareError(error)}`
      }, the mean distance of the two shares.`,
    ],
    columns: ["probability", many, "on average", "right", "±"],
    rows: bins.map(({ from, to, tokens, confidence, accuracy, error }) => [
      `${figure(from, 1)}–${figure(to, 1)}`,
      ...[String(tokens), percent(confidence), percent(accuracy), shareError(error)],
    ]),
  };
}

/** The same as a curve beside the diagonal. */
export function calibrationChart({ bins }: Calibration, { one }: Counted): string {
  return curveChart({
    ...{ title: "Calibration", xName: `probability of the likeliest ${one}`, yName: "share that was right" },
    series: [
      { name: "the model", points: bins.map(({ confidence, accuracy }) => ({ x: confidence, y: accuracy })) },
      { name: "as sure as right", points: [{ x: 0, y: 0 }, { x: 1, y: 1 }], reference: true },
    ],
  });
}

/** A standard error of a share. */
export const shareError = (error: number | null): string => error === null ? "–" : percent(error);
