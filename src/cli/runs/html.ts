/** A comparison of runs as a page. */
import { curveChart } from "../../evaluation/report/curves.ts";
import { htmlPage, htmlSection } from "../../evaluation/report/page.ts";
import { escapeHtml } from "../../evaluation/report/svg.ts";
import type { RunComparison } from "../../operations/runs/compare.ts";
import { UNSEEN } from "../../operations/runs/metrics.ts";
import { plotOf } from "../../operations/runs/plot.ts";
import type { RunRecord } from "../../operations/runs/read.ts";
import { partsOf } from "./parts.ts";

/** One HTML page that needs no other file, no network and no script. */
export function comparisonPage(comparison: RunComparison, runs: readonly RunRecord[]): string {
  const facts = runs.map(({ name, state, steps, corpus }) =>
    `${name}: ${state}, ${steps} steps${corpus === undefined ? "" : `, data ${corpus.slice(0, 12)}…`}`
  );
  const parts = partsOf(comparison).map(({ title, notes, table }) =>
    htmlSection({
      title,
      notes,
      columns: [],
      rows: [],
      ...table && mutable(table),
    })
  );
  return htmlPage(
    `Runs: ${comparison.groups.map(({ name }) => name).join(", ")}`,
    facts,
    [...parts, curves(runs)].join("\n"),
  );
}

const mutable = (
  { columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] },
) => ({
  columns: [...columns],
  rows: rows.map((row) => [...row]),
});

/** The loss on unseen data over all that it may stand over. */
function curves(runs: readonly RunRecord[]): string {
  const charts = (["steps", "minutes", "positions"] as const).map((over) => {
    const plot = plotOf(runs, UNSEEN, over);
    return plot.series.length === 0 ? "" : `<h3>${escapeHtml(plot.title)}</h3>${curveChart(plot)}`;
  });
  return `<section><h2>Curves</h2>${charts.join("")}</section>`;
}
