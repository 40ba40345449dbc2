/// <reference lib="dom" />
/** The trials of a sweep, the best first. */
import { Failure, Waiting } from "../parts/notices.tsx";
import { hashOf } from "../parts/place.ts";
import { useAsked, useInterval } from "../parts/use.ts";
import type { Sweep, Trial } from "../service/answers.ts";
import type { Api } from "../service/api.ts";

/** Milliseconds between looks while it goes on, and trials that are shown. */
const SOON = 2500, MOST = 200;

export function Trials({ api, id, live }: { api: Api; id: string; live: boolean }) {
  const [sweep, again] = useAsked((signal) => api.get<Sweep>(`/sweeps/${id}`, signal), [id, live ? 1 : 0]);
  useInterval(again, SOON, live);
  return (
    <section class="panel" aria-label="Trials">
      <h2>Trials</h2>
      {sweep.state === "waiting" && <Waiting what="Looking for trials…" />}
      {sweep.state === "failed" && <Failure error={sweep.error} />}
      {sweep.state === "there" && <Table sweep={sweep.value} />}
    </section>
  );
}

function Table({ sweep: { axes, metric, best, trials } }: { sweep: Sweep }) {
  return (
    <>
      <div class="scrolls" tabIndex={0} role="group" aria-label="Table of trials; scrolls">
        <table class="runs">
          <thead>
            <tr>
              <th scope="col">Trial</th>
              {axes.map((axis) => <th key={axis} scope="col">{nameOf(axis)}</th>)}
              <th scope="col">{metric}</th>
              <th scope="col">Steps</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {trials.slice(0, MOST).map((trial) => (
              <Row key={trial.name} {...{ trial, axes, metric }} isBest={trial.name === best} />
            ))}
          </tbody>
        </table>
      </div>
      {trials.length > MOST && <p class="dim">{trials.length - MOST} more are not shown.</p>}
    </>
  );
}

const nameOf = (axis: string): string => axis.split(".").at(-1) ?? axis;

/** On a phone, where a row is a block, each value is told with its name. */
function Row({ trial, axes, metric, isBest }: {
  trial: Trial;
  axes: readonly string[];
  metric: string;
  isBest: boolean;
}) {
  const { name, values, value, steps, state, failed, run } = trial;
  return (
    <tr>
      <th scope="row">
        {run === undefined ? name : <a href={hashOf(["runs", run])}>{name}</a>}
        {isBest && " · best"}
      </th>
      {axes.map((axis) => <td key={axis} data-name={nameOf(axis)}>{values[axis]}</td>)}
      <td data-name={metric}>{value ?? "–"}</td>
      <td data-name="steps">{steps}</td>
      <td data-name="state">{failed === undefined ? state : `${state}: ${failed}`}</td>
    </tr>
  );
}
