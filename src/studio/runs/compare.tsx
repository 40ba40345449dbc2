/// <reference lib="dom" />
/** Several runs, curve beside curve. */
import { useMemo, useState } from "preact/hooks";
import { Failure, Nothing, Waiting } from "../parts/notices.tsx";
import { hashOf, type Place } from "../parts/place.ts";
import { useAsked, useInterval } from "../parts/use.ts";
import type { MetricLine, Run } from "../service/answers.ts";
import type { Api } from "../service/api.ts";
import { CurvesPanel, same } from "./curves_panel.tsx";
import { isOver } from "./follow.ts";
import { curveOf, lossesOf, metricNames, type Over, short } from "./metrics.ts";
import { StateBadge, whatOf } from "./state.tsx";

/** Runs that are compared at most: as many as there are colours and dashes. */
const MOST = 6;
const SOON = 4000;

interface Compared {
  run: Run;
  lines: readonly MetricLine[];
}

export function CompareView({ api, place }: { api: Api; place: Place }) {
  const chosen = (place.params.get("ids") ?? "").split(",").filter((id) => id !== "");
  const ids = chosen.slice(0, MOST);
  const [asked, again] = useAsked((signal) =>
    Promise.all(ids.map(async (id): Promise<Compared> => {
      const path = `/runs/${encodeURIComponent(id)}`;
      const [run, { metrics }] = await Promise.all([
        api.get<Run>(path, signal),
        api.get<{ metrics: readonly MetricLine[] }>(`${path}/metrics`, signal),
      ]);
      return { run, lines: metrics };
    })), [ids.join(",")]);
  useInterval(again, SOON, asked.state === "there" && asked.value.some(({ run }) => !isOver(run)));
  return (
    <div class="stack">
      <p>
        <a href="#runs">All runs</a>
      </p>
      {chosen.length > MOST && (
        <p class="notice">The first {MOST} of the {chosen.length} runs that were chosen are compared.</p>
      )}
      {asked.state === "waiting" && <Waiting what="Fetching the runs…" />}
      {asked.state === "failed" && <Failure error={asked.error} />}
      {asked.state === "there" && (asked.value.length === 0
        ? (
          <Nothing>
            <p>Choose two runs or more in the list.</p>
          </Nothing>
        )
        : <Beside runs={asked.value} />)}
    </div>
  );
}

function Beside({ runs }: { runs: readonly Compared[] }) {
  const all = useMemo(() => runs.flatMap(({ lines }) => lines), [runs]);
  const names = metricNames(all);
  const usual = lossesOf(all).find((name) => name.endsWith("Unseen")) ?? lossesOf(all)[0] ?? "";
  const [chosen, setChosen] = useState("");
  const [over, setOver] = useState<Over>("step");
  const metric = chosen || usual;
  const curves = useMemo(
    () => runs.map(({ run, lines }) => ({ name: run.id, points: curveOf(lines, metric, over) })),
    [runs, metric, over],
  );
  return (
    <>
      <CurvesPanel
        {...{ curves, over, metric }}
        choices={names.map(same)}
        onMetric={setChosen}
        onOver={setOver}
      />
      <div class="scrolls panel" tabIndex={0} role="group" aria-label="The runs; scrolls">
        <table>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">State</th>
              <th scope="col">What</th>
              <th scope="col" class="number">{metric}, lowest</th>
              <th scope="col" class="number">last</th>
            </tr>
          </thead>
          <tbody>
            {runs.map(({ run }, i) => {
              const values = curves[i]?.points.map(([, y]) => y) ?? [];
              const last = values.at(-1);
              return (
                <tr key={run.id}>
                  <th scope="row">
                    <a class="id" href={hashOf(["runs", run.id])}>{run.id}</a>
                  </th>
                  <td>
                    <StateBadge run={run} />
                  </td>
                  <td>{whatOf(run)}</td>
                  <td class="number">{values.length > 0 && short(Math.min(...values))}</td>
                  <td class="number">{last !== undefined && short(last)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
