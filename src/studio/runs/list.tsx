/// <reference lib="dom" />
/** Runs: all of them, the newest first. */
import { useState } from "preact/hooks";
import { Failure, Nothing, Waiting } from "../parts/notices.tsx";
import { hashOf, type Place } from "../parts/place.ts";
import { useAsked, useInterval } from "../parts/use.ts";
import { type Run, type RunsPage, STATES } from "../service/answers.ts";
import type { Api } from "../service/api.ts";
import { isOver } from "./follow.ts";
import { Progress, StateBadge, timeOf, whatOf } from "./state.tsx";

/** Milliseconds between looks at runs that go on, and at those that do not. */
const SOON = 2500, LATER = 15_000;

export function RunsList({ api, place }: { api: Api; place: Place }) {
  const state = place.params.get("state") ?? "", cursor = place.params.get("cursor") ?? "";
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [page, again] = useAsked((signal) => {
    const params = new URLSearchParams({ ...state && { state }, ...cursor && { cursor } });
    return api.get<RunsPage>(`/runs${params.size > 0 ? `?${params}` : ""}`, signal);
  }, [state, cursor]);
  const active = page.state === "there" && page.value.jobs.some((run) => !isOver(run));
  useInterval(again, active ? SOON : LATER, true);
  return (
    <>
      <div class="row between">
        <div class="row">
          <label class="inline">
            <span>State</span>
            <select
              name="state"
              value={state}
              onChange={({ currentTarget }) =>
                location.hash = hashOf(["runs"], { state: currentTarget.value })}
            >
              <option value="">any</option>
              {STATES.map((each) => <option key={each} value={each}>{each}</option>)}
            </select>
          </label>
          <button
            type="button"
            class="quiet"
            disabled={chosen.length < 2}
            onClick={() => location.hash = hashOf(["runs", "compare"], { ids: chosen.join(",") })}
          >
            Compare{chosen.length > 0 && ` ${chosen.length}`}
          </button>
        </div>
        <a class="button main" href="#runs/new">Start a run</a>
      </div>
      {page.state === "waiting" && <Waiting what="Looking for runs…" />}
      {page.state === "failed" && <Failure error={page.error} />}
      {page.state === "there" && (page.value.jobs.length === 0
        ? (
          <Nothing>
            <p>{state === "" ? "There are no runs yet." : `No run is ${state}.`}</p>
          </Nothing>
        )
        : <Table page={page.value} chosen={chosen} onChosen={setChosen} state={state} />)}
    </>
  );
}

function Table({ page: { jobs, next }, chosen, onChosen, state }: {
  page: RunsPage;
  chosen: readonly string[];
  onChosen(ids: readonly string[]): void;
  state: string;
}) {
  return (
    <>
      <table class="runs">
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">Compare</span>
            </th>
            <th scope="col">Run</th>
            <th scope="col">State</th>
            <th scope="col">What</th>
            <th scope="col">Begun</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((run) => (
            <Row
              key={run.id}
              run={run}
              chosen={chosen.includes(run.id)}
              onChosen={(yes) => onChosen(yes ? [...chosen, run.id] : chosen.filter((id) => id !== run.id))}
            />
          ))}
        </tbody>
      </table>
      {next !== undefined && (
        <p>
          <a href={hashOf(["runs"], { state, cursor: next })}>Older runs</a>
        </p>
      )}
    </>
  );
}

function Row({ run, chosen, onChosen }: { run: Run; chosen: boolean; onChosen(yes: boolean): void }) {
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          checked={chosen}
          aria-label={`Compare ${run.id}`}
          onChange={({ currentTarget }) => onChosen(currentTarget.checked)}
        />
      </td>
      <th scope="row">
        <a class="id" href={hashOf(["runs", run.id])}>{run.id}</a>
      </th>
      <td>
        <StateBadge run={run} />
        <Progress run={run} />
      </td>
      <td>{whatOf(run)}</td>
      <td class="dim">{timeOf(run.started ?? run.created)}</td>
    </tr>
  );
}
