import assert from "node:assert/strict";
import {
  curveOf,
  extremesOf,
  isLoss,
  metricIn,
  metricNames,
  metricsOf,
} from "../../../src/operations/runs/metrics.ts";

const line = (type: string, step: number, values: Record<string, unknown> = {}) =>
  JSON.stringify({ type, step, minutes: step / 10, tokens: step * 100, ...values });

Deno.test("metricsOf() reads numbers by name, and curves over steps, minutes and positions", () => {
  const text = [
    line("train", 10, { text: 3, note: "x", lost: null }),
    line("validation", 10, { textUnseen: 2.5, textSeen: 2.4 }),
    "",
    line("train", 20, { text: 1, positionsPerSecond: 500 }),
    line("validation", 20, { textUnseen: 2.75, textSeen: 2 }),
    "",
  ].join("\n");
  const { lines, problem } = metricsOf(text, "metrics.jsonl");
  assert.equal(problem, undefined);
  assert.deepEqual(metricNames(lines), ["text", "textUnseen", "textSeen", "positionsPerSecond"]);
  assert.deepEqual(curveOf(lines, "textUnseen", "steps"), [{ x: 10, y: 2.5 }, { x: 20, y: 2.75 }]);
  assert.deepEqual(curveOf(lines, "unseen", "minutes"), [{ x: 1, y: 2.5 }, { x: 2, y: 2.75 }]);
  assert.deepEqual(curveOf(lines, "text", "positions"), [{ x: 1000, y: 3 }, { x: 2000, y: 1 }]);
  assert.deepEqual(curveOf(lines, "none", "steps"), []);
  assert.equal(metricIn(lines, "unseen"), "textUnseen");
  const { best, last } = extremesOf(lines);
  assert.deepEqual([best["textUnseen"], last["textUnseen"]], [2.5, 2.75]);
  const losses = metricNames(lines).filter((name) => isLoss(name, lines));
  assert.deepEqual(losses, ["text", "textUnseen", "textSeen"]);
});

Deno.test("of steps that a resumed run took again the last count, and none of what it wrote beyond them before", () => {
  const text = [
    ...[
      line("train", 20, { text: 5 }),
      line("validation", 30, { textUnseen: 5 }),
      line("train", 40, { text: 4 }),
    ],
    ...[line("train", 60, { text: 3 }), line("train", 30, { text: 9 }), line("train", 40, { text: 8 })],
    line("validation", 30, { textUnseen: 7 }),
  ].join("\n");
  const { lines } = metricsOf(text, "m");
  assert.deepEqual(curveOf(lines, "text", "steps"), [{ x: 20, y: 5 }, { x: 30, y: 9 }, { x: 40, y: 8 }]);
  assert.deepEqual(curveOf(lines, "textUnseen", "steps"), [{ x: 30, y: 7 }]);
});

Deno.test("a broken line is told by its number; a last one may be in the making", () => {
  const good = line("train", 10, { text: 1 });
  assert.equal(metricsOf(`${good}\n{"type":"tr`, "m").problem, undefined);
  for (const bad of ['{"type":"tr', "[]", "1", '{"step":"x"}', '{"type":"train"}']) {
    const { lines, problem } = metricsOf(`${good}\n\n${bad}\n${line("train", 20)}\n`, "runs/x/metrics.jsonl");
    assert.equal(problem, "runs/x/metrics.jsonl, line 3: not a line of a run's metrics", bad);
    assert.equal(lines.length, 2);
  }
});
