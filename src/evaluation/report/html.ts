import type { Accuracy } from "../judge/accuracy.ts";
import type { WordDiversity } from "../measures/diversity.ts";
import type { Evaluation } from "../evaluation.ts";
import { NEAR_SKETCH } from "../measures/novelty.ts";
import { mean } from "../statistics.ts";
import { figure, percent } from "./numbers.ts";
import { type Section, sectionsOf } from "./sections.ts";
import { contactSheet, nearestPairs } from "./sheet.ts";
import { htmlPage, htmlSection, htmlTable } from "./page.ts";
import { barChart, escapeHtml, histograms, labelChart, lineChart, type Role } from "./svg.ts";

/** The evaluation as one HTML page that needs no other file, no network and no script. */
export function renderHtmlReport(title: string, facts: readonly string[], evaluation: Evaluation): string {
  const sections = sectionsOf(evaluation).map((section) =>
    htmlSection(section, plotOf(section.id, evaluation))
  );
  const body = [
    tiles(evaluation),
    ...sections,
    learningCurve(evaluation),
    contactSheet(evaluation),
    nearestPairs(evaluation),
  ];
  return htmlPage(title, facts, body.join("\n"));
}

function tiles({ accuracy, novelty, likelihood, diversity, validity }: Evaluation): string {
  const tile = (value: string, name: string) => `<div><b>${value}</b><span>${escapeHtml(name)}</span></div>`;
  const found: string[] = [];
  if (accuracy !== null) {
    const ceiling = accuracy.real.labelsInStyle ?? accuracy.real.labels;
    found.push(
      tile(
        percent(accuracy.drawings.top5.value),
        `seen as the word among five; real art ${percent(ceiling.top5.value)}`,
      ),
    );
  }
  if (novelty !== null) {
    const floor = novelty.heldOut === null
      ? ""
      : `; unseen art ${percent(novelty.heldOut.nearSketches.value)}`;
    found.push(tile(percent(novelty.drawings.nearSketches.value), `of sketches recalled${floor}`));
  }
  if (likelihood !== null) {
    const { bitsPerCharacter, bitsPerCharacterBlank } = likelihood.unseen;
    const blank = figure(bitsPerCharacterBlank);
    found.push(
      tile(figure(bitsPerCharacter), `bits per character of unseen art; with a blank sketch ${blank}`),
    );
  }
  if (diversity !== null) {
    const average = (pick: (word: WordDiversity) => number) => figure(mean(diversity.map(pick)), 1);
    const pictures = average(({ drawn }) => drawn.pictures), real = average(({ corpus }) => corpus.different);
    found.push(
      tile(
        average(({ drawn }) => drawn.different),
        `clearly different of ${pictures} drawings of a word; corpus ${real}`,
      ),
    );
  }
  if (validity !== null) {
    found.push(
      tile(percent(1 - validity.violations.length / validity.drawings), "within the limits asked for"),
    );
  }
  return `<div class="tiles">${found.join("")}</div>`;
}

function plotOf(section: Section["id"], evaluation: Evaluation): string {
  if (section === "accuracy") return accuracyPlots(evaluation);
  return section === "novelty" ? noveltyPlots(evaluation) : "";
}

function accuracyPlots({ accuracy, drawings, options }: Evaluation): string {
  if (accuracy === null) return "";
  const { real } = accuracy;
  const bars = (places: "top1" | "top5") => {
    const bar = (name: string, role: Role, result: Accuracy | null) =>
      result === null ? [] : [{ name, role, estimate: result[places] }];
    return [
      ...bar("real art (ceiling)", "ceiling", real.labels),
      ...bar(`real ${options.settings.style} art (ceiling)`, "ceiling", real.labelsInStyle),
      ...bar("drawings of the model", "model", accuracy.drawings),
      ...bar("looked up in the training set", "baseline", accuracy.retrieval),
      ...bar("drawings, words shuffled (floor)", "floor", accuracy.shuffled),
      ...bar("real art, labels shuffled (floor)", "floor", real.shuffled),
    ];
  };
  const hits = Map.groupBy(drawings, ({ word }) => word);
  const labels = real.byLabel.map(({ label, pictures, top1, top5 }) => {
    const ranks = (hits.get(label) ?? []).map(({ rank }) => rank <= 5 ? 1 : 0);
    return { label, pictures, top1, real: top5, model: mean(ranks) };
  });
  const rows = labels.map(({ label, pictures, top1, real, model }) => [
    label,
    String(pictures),
    percent(top1),
    percent(real),
    percent(model),
  ]);
  const columns = ["label", "real pictures", "first", "among five", "drawings among five"];
  return `<h3>The right label first</h3>${barChart("Right label first", bars("top1"))}` +
    `<h3>The right label among five</h3>${barChart("Right label among five", bars("top5"))}` +
    "<h3>Each label, among five: bars real art, dots the model</h3>" +
    labelChart("Accuracy by label", labels.filter(({ model }) => Number.isFinite(model))) +
    `<details><summary>All ${labels.length} labels</summary>${htmlTable({ columns, rows })}</details>`;
}

function noveltyPlots({ novelty }: Evaluation): string {
  if (novelty === null) return "";
  const series = [
    { name: "drawings of the model", role: "model" as const, values: novelty.drawings.sketchDifferences },
    ...novelty.heldOut === null
      ? []
      : [{ name: "real art, held out", role: "ceiling" as const, values: novelty.heldOut.sketchDifferences }],
    { name: "looked up", role: "baseline" as const, values: novelty.retrieval.sketchDifferences },
  ];
  return "<h3>Ink not shared with the nearest training sketch</h3>" +
    histograms("Distance to the nearest training picture", series, {
      value: NEAR_SKETCH,
      name: "near-copies to the left",
    });
}

function learningCurve({ learning }: Evaluation): string {
  if (learning === null) return "";
  const { training, validation } = learning;
  const title = "Drawings, bits per character";
  const chart = lineChart(title, "step", [
    {
      name: "training",
      role: "floor",
      points: training.map(({ step, drawing }) => ({ x: step, y: drawing })),
    },
    {
      name: "seen",
      role: "model",
      points: validation.map(({ step, drawingSeen }) => ({ x: step, y: drawingSeen })),
    },
    {
      name: "unseen",
      role: "ceiling",
      points: validation.map(({ step, drawingUnseen }) => ({ x: step, y: drawingUnseen })),
    },
  ]);
  return `<section><h2>How it was learned</h2><h3>${title}</h3>${chart}</section>`;
}
