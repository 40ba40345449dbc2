/// <reference lib="dom" />
/** Curves, of a metric and over what one likes. */
import { Choice } from "../parts/choice.tsx";
import { type Curve, isOver, OVER, type Over } from "./metrics.ts";
import { Plot } from "./plot.tsx";

export const CurvesPanel = ({ curves, metric, choices, over, onMetric, onOver }: {
  curves: readonly Curve[];
  metric: string;
  choices: readonly (readonly [value: string, text: string])[];
  over: Over;
  onMetric(metric: string): void;
  onOver(over: Over): void;
}) => (
  <section class="panel" aria-label="Curves">
    <div class="row between">
      <h2>Curves</h2>
      <div class="row">
        <Choice name="Of" value={metric} onValue={onMetric} choices={choices} />
        <Choice
          name="Over"
          value={over}
          onValue={(name) => isOver(name) && onOver(name)}
          choices={Object.entries(OVER)}
        />
      </div>
    </div>
    <Plot curves={curves} over={over} />
  </section>
);

/** A choice that is called what it is. */
export const same = (name: string) => [name, name] as const;
