import assert from "node:assert/strict";
import { screenOf } from "../../../src/cli/sweep/live.ts";
import type { Span } from "../../../src/cli/terminal.ts";
import type { SweepState } from "../../../src/operations/sweep.ts";
import { SWEEP_FIELDS } from "../../../src/experiment/sweep/fields.ts";
import { checked } from "../../../src/base/check.ts";
import { metricsOf } from "../../../src/operations/runs/metrics.ts";
import type { RunRecord } from "../../../src/operations/runs/read.ts";
import type { TrialRow } from "../../../src/operations/sweep/results.ts";

const textOf = (span: Span): string =>
  typeof span === "string" ? span : "bold" in span ? span.bold : span.text;

/** A run of three validations. */
function runOf(name: string): RunRecord {
  const lines = [1, 2, 3].map((step) =>
    JSON.stringify({ type: "validation", step, minutes: step, tokens: step, bitsUnseen: 9 - step })
  );
  return {
    ...{
      name,
      path: name,
      task: "text",
      state: "finished",
      steps: 3,
      minutes: 3,
      positions: 3,
      settings: {},
    },
    ...{ best: {}, last: {}, changed: "", ancestors: 0, problems: [] },
    ...metricsOf(lines.join("\n") + "\n", name),
  };
}

function stateOf(count: number, running: number): SweepState {
  const trials = Array.from({ length: count }, (_, i): TrialRow => ({
    ...{ name: String(i), values: { seed: String(i) }, state: i < count - running ? "finished" : "running" },
    ...{ steps: 3, minutes: 3, value: 6 + i },
  }));
  return {
    folder: "sweeps/cats",
    journal: {
      ...{ format: 1, name: "cats", began: "", words: [], axes: ["seed"], method: "grid", rungs: [1] },
      ...{ workers: 1, minutes: 0, settings: checked(SWEEP_FIELDS, {}) },
      trials: trials.map(({ name }) => ({ name, values: [name], reached: [] })),
    },
    results: {
      ...{ name: "cats", method: "grid", metric: "unseen", minutes: 1, trials },
      runs: trials.map(({ name }) => runOf(name)),
    },
  };
}

Deno.test("a sweep's screen has room on the terminal, and what is at work is on it", () => {
  for (
    const [count, running, height] of [[3, 1, 24], [40, 2, 24], [40, 2, 60], [9, 0, 12], [
      500,
      4,
      30,
    ]] as const
  ) {
    const text = screenOf(stateOf(count, running), height).map(textOf).join("");
    const lines = text.split("\n");
    assert.ok(lines.length <= height, `${lines.length} of ${height}`);
    assert.match(lines[0]!, new RegExp(`^sweeps/cats: ${count - running} of ${count} trials done`));
    assert.equal(text.match(/ running\n/g)?.length ?? 0, running);
    assert.equal(/unseen over steps|bitsUnseen over steps/.test(text), height > 19, text);
  }
});
