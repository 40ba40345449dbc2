/// <reference lib="dom" />
/** A run: how it stands, its curves, what it drew or wrote on the way, its log. */
import { useMemo, useState } from "preact/hooks";
import { useAnnounce } from "../parts/announce.tsx";
import { Failure, Waiting } from "../parts/notices.tsx";
import { hashOf } from "../parts/place.ts";
import { errorOf } from "../parts/use.ts";
import type { MetricLine, Run } from "../service/answers.ts";
import type { Api } from "../service/api.ts";
import { isOver as hasEnded, type LogLine, useFollowed } from "./follow.ts";
import { CurvesPanel, same } from "./curves_panel.tsx";
import { curveOf, lossesOf, metricNames, type Over } from "./metrics.ts";
import { Trials } from "./trials.tsx";
import { Progress, StateBadge, timeOf, whatOf } from "./state.tsx";

export function RunView({ api, id }: { api: Api; id: string }) {
  const [turn, setTurn] = useState(0);
  const { run, lines, log, error } = useFollowed(api, id, turn);
  return (
    <div class="stack">
      <p>
        <a href="#runs">All runs</a>
      </p>
      {error && <Failure error={error} />}
      {run === undefined && error === undefined && <Waiting what="Fetching the run…" />}
      {run && (
        <>
          <Head run={run} api={api} onChanged={() => setTurn(turn + 1)} />
          {run.operation === "sweep"
            ? <Trials api={api} id={run.id} live={!hasEnded(run)} />
            : <Curves lines={lines} />}
          <Log log={log} live={!hasEnded(run)} />
          <Told run={run} />
        </>
      )}
    </div>
  );
}

function Head({ run, api, onChanged }: { run: Run; api: Api; onChanged(): void }) {
  const announce = useAnnounce();
  const [failed, setFailed] = useState<Error>();
  const tell = (what: "cancel" | "retry", done: string) =>
    api.post<Run>(`/runs/${run.id}/${what}`, {}).then(() => {
      setFailed(undefined);
      announce(done);
      onChanged();
    }, (error) => setFailed(errorOf(error)));
  return (
    <section class="panel" aria-label="The run">
      <div class="row between">
        <div>
          <h2 class="id">{run.id}</h2>
          <p class="dim">{whatOf(run)}</p>
        </div>
        <div class="row">
          <StateBadge run={run} />
          {!hasEnded(run) && (
            <button
              type="button"
              class="danger"
              disabled={run.cancelling}
              onClick={() => tell("cancel", "The run is told to stop.")}
            >
              Cancel
            </button>
          )}
          {(run.state === "failed" || run.state === "cancelled") && (
            <button
              type="button"
              onClick={() => tell("retry", "The run is in the queue again.")}
            >
              Retry
            </button>
          )}
        </div>
      </div>
      <Progress run={run} />
      {run.operation === "train" && run.state === "done" && run.input["task"] === "text" && (
        <p>
          <a href={hashOf(["text"], { model: run.id })}>Let it write</a>
        </p>
      )}
      {failed && <Failure error={failed} />}
      {run.error && (
        <p class="notice failure">
          <strong>{run.error.kind}:</strong> {run.error.message}
        </p>
      )}
      <p class="dim">
        {[
          `Asked for ${timeOf(run.created)}`,
          run.started && `begun ${timeOf(run.started)}`,
          run.ended && `ended ${timeOf(run.ended)}`,
          run.attempt > 1 && `try ${run.attempt} of ${run.attempts}`,
          run.due && !hasEnded(run) && `tried again ${timeOf(run.due)}`,
          run.worker && `by ${run.worker}`,
        ].filter(Boolean).join(", ")}
      </p>
    </section>
  );
}

function Curves({ lines }: { lines: readonly MetricLine[] }) {
  const [over, setOver] = useState<Over>("step");
  const [metric, setMetric] = useState("");
  const names = useMemo(() => metricNames(lines), [lines]);
  const curves = useMemo(
    () =>
      (metric === "" ? lossesOf(lines) : [metric]).map((name) => ({
        name,
        points: curveOf(lines, name, over),
      })),
    [lines, metric, over],
  );
  return (
    <CurvesPanel
      {...{ curves, over, metric }}
      choices={[["", "losses"], ...names.map(same)]}
      onMetric={setMetric}
      onOver={setOver}
    />
  );
}

function Log({ log, live }: { log: readonly LogLine[]; live: boolean }) {
  return (
    <section class="panel" aria-label="Log and samples">
      <h2>Log and samples {live && <span class="dim">as they come</span>}</h2>
      {log.length === 0
        ? <p class="dim">Nothing is told yet.</p>
        : (
          <div class="log" tabIndex={0} role="group" aria-label="Log; scrolls">
            {/* The newest line is at the bottom, and stays in sight. */}
            <pre>{log.map(({ number, text }) => <span key={number} class="line">{`${text}\n`}</span>)}</pre>
          </div>
        )}
    </section>
  );
}

function Told({ run }: { run: Run }) {
  return (
    <section class="panel" aria-label="Settings and result">
      <details>
        <summary>Settings</summary>
        <pre class="json">{JSON.stringify(run.input, null, 2)}</pre>
      </details>
      {run.result !== undefined && (
        <details>
          <summary>Result</summary>
          <pre class="json">{JSON.stringify(run.result, null, 2)}</pre>
        </details>
      )}
    </section>
  );
}
