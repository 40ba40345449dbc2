import assert from "node:assert/strict";
import { evaluate } from "../../../src/evaluation/evaluate.ts";
import type { Evaluation } from "../../../src/evaluation/evaluation.ts";
import { renderHtmlReport } from "../../../src/evaluation/report/html.ts";
import { renderMarkdownReport } from "../../../src/evaluation/report/markdown.ts";
import { randomParameters, tinyConfig, toySession } from "../../tasks/art/toy.ts";
import { tinyEvidence } from "../tiny.ts";

const NASTY = `<script>alert("x&y")</script>`;
const point = { step: 10, minutes: 1 };

let made: Promise<Evaluation> | undefined;
const nastyEvaluation = () => made ??= makeNasty();

/** A whole evaluation, with text that would break a page that did not escape it. */
async function makeNasty(): Promise<Evaluation> {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 2, 3));
  const evaluation = await evaluate(await tinyEvidence(session), {
    ...{
      labels: 4,
      perLabel: 1,
      folds: 2,
      steps: 2,
      pictures: 2,
      memory: 5,
      words: 1,
      seeds: 2,
      limits: 1,
      seed: 1,
    },
    settings: { style: "line", width: 9, maxLines: 5, temperature: 1, topK: 0, topP: 1, bestOf: 1 },
  });
  const [first, ...rest] = evaluation.drawings;
  const nearest = { ...first!.nearest, label: NASTY };
  return {
    ...evaluation,
    drawings: [
      { ...first!, word: NASTY, lines: ["  </pre>&<b>", "|"], seenAs: NASTY, rank: 9, nearest },
      ...rest,
    ],
    learning: {
      training: [{ ...point, drawing: 2 }],
      validation: [{ ...point, drawingUnseen: 2, drawingSeen: 1 }],
    },
  };
}

Deno.test("renderHtmlReport() is one well-formed page that refers to nothing and escapes what it is given", async () => {
  const evaluation = await nastyEvaluation();
  const html = renderHtmlReport(`A & "B" ${NASTY}`, [`model ${NASTY}`], evaluation);
  assert.deepEqual(unclosed(html), []);
  assert.doesNotMatch(html, /https?:|\/\/\w|<script|<link|<img|<iframe|\ssrc=|\shref=|url\(|@import/i);
  assert.doesNotMatch(html, /NaN|undefined|Infinity|\[object/);
  assert.match(html, /&lt;script&gt;alert\(&quot;x&amp;y&quot;\)&lt;\/script&gt;/);
  assert.match(html, /<pre>\n {2}&lt;\/pre&gt;&amp;&lt;b&gt;\n\|<\/pre>/);
  assert.match(html, /prefers-color-scheme: dark/);
  // Two bar charts, one by label, histograms, a learning curve.
  assert.equal(html.match(/<svg /g)!.length, 5);
});

Deno.test("renderHtmlReport() copes with parts that were left out", async () => {
  const whole = await nastyEvaluation();
  const empty = {
    accuracy: null,
    novelty: null,
    likelihood: null,
    memory: null,
    diversity: null,
    validity: null,
    learning: null,
  };
  const html = renderHtmlReport("Nothing", [], { ...whole, ...empty, drawings: [] });
  assert.deepEqual(unclosed(html), []);
  assert.doesNotMatch(html, /<svg|<section|NaN|undefined/);
});

Deno.test("renderMarkdownReport() has a table with ceiling, floor and baseline for each part", async () => {
  const evaluation = await nastyEvaluation();
  const text = renderMarkdownReport("Title", ["one fact"], evaluation);
  for (
    const word of ["ceiling", "floor", "baseline", "within limits", "nats a picture", "clearly different"]
  ) {
    assert.ok(text.includes(word), word);
  }
  assert.doesNotMatch(text, /NaN|undefined|null/);
  for (const block of text.split("\n\n").filter((part) => part.startsWith("|"))) {
    const columns = block.trim().split("\n").map((line) => line.split("|").length);
    assert.equal(new Set(columns).size, 1);
  }
  assert.equal(text.match(/^## /gm)!.length, 7);
});

Deno.test("renderMarkdownReport() says when limits were broken and how much is recalled", async () => {
  const evaluation = await nastyEvaluation();
  const request = { prompt: "cat", seed: 1, ...evaluation.options.settings };
  const broken = { request, reason: "6 columns where 5 are allowed" };
  const all = { value: 0.9, low: 0.8, high: 1, samples: 4 };
  const novelty = {
    ...evaluation.novelty!,
    drawings: { ...evaluation.novelty!.drawings, nearSketches: all },
  };
  const validity = { drawings: 4, violations: [broken] };
  const text = renderMarkdownReport("Title", [], { ...evaluation, validity, novelty });
  assert.match(text, /a bug: 1 of 4 drawings broke a limit/);
  assert.match(text, /75\.0 %/);
  assert.match(text, /Sketches are recalled by design \(90\.0 %/);
});

/** Tags that do not pair up; void and self-closing ones aside. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  for (const [, close, tag, rest] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/gi)) {
    if (rest!.endsWith("/") || ["meta"].includes(tag!)) continue;
    if (close === "") open.push(tag!);
    else if (open.pop() !== tag) return [`</${tag}>`, ...open];
  }
  return open;
}
