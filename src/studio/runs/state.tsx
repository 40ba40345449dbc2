/// <reference lib="dom" />
/** How a run stands, in a word, a sign and a bar. */
import type { Run, State } from "../service/answers.ts";

const SIGNS: Readonly<Record<State, string>> = {
  queued: "…",
  running: "▶",
  done: "✓",
  failed: "✕",
  cancelled: "–",
};

export const StateBadge = ({ run }: { run: Run }) => (
  <span class={`state ${run.state}`}>
    <span aria-hidden="true">{SIGNS[run.state]}</span>{" "}
    {run.cancelling && run.state === "running" ? "stopping" : run.state}
  </span>
);

/** How far a run is; what is over says nothing. */
export function Progress({ run: { id, state, progress } }: { run: Run }) {
  if (state !== "running" || progress === undefined) return null;
  const { part, done, total, detail } = progress;
  const told = [part, total === undefined ? done : `${done} of ${total}`, detail].filter(Boolean).join(", ");
  return (
    <span class="progress">
      <progress aria-label={`Progress of ${id}`} {...total !== undefined && { value: done, max: total }} />
      <small>{told}</small>
    </span>
  );
}

/** What a run is of, in few words. */
export function whatOf({ operation, input }: Run): string {
  const { task, preset, files, architecture, name, method } = input;
  const named = [task, architecture, preset, name, method].filter((each) => typeof each === "string");
  const read = Array.isArray(files) ? files.map(String).join(", ") : "";
  return [operation === "train" ? "" : operation, ...named, read].filter((each) => each !== "").join(" · ");
}

export function timeOf(iso: string | undefined): string {
  if (iso === undefined) return "";
  const date = new Date(iso);
  const today = new Date().toDateString() === date.toDateString();
  return today
    ? date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })
    : date.toLocaleDateString(undefined, {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
}
