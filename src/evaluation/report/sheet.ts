import type { Evaluation, JudgedDrawing } from "../evaluation.ts";
import { percent } from "./numbers.ts";
import { escapeHtml } from "./svg.ts";

/** Drawings shown beside their nearest training picture. */
const PAIRS = 12;

/** Every drawing with what was said of it. */
export function contactSheet({ drawings }: Evaluation): string {
  if (drawings.length === 0) return "";
  const caption = ({ word, rank, seenAs, sketchDifference, nearest }: JudgedDrawing) => {
    const verdict = rank === 1 ? "✓" : rank <= 5 ? `guess ${rank}, first ${seenAs}` : `seen as ${seenAs}`;
    return `<b>${escapeHtml(word)}</b> ${escapeHtml(verdict)}; ` +
      escapeHtml(`${percent(sketchDifference)} from ${nearest.label} (${nearest.style})`);
  };
  return "<section><h2>Every drawing</h2><p>Unedited, the best-populated labels first. Behind the word: what the " +
    "classifiers take it for, and how much ink its sketch does not share with the nearest one of the training set." +
    `</p><div class="sheet">${
      drawings.map((drawing) =>
        `<figure><figcaption>${caption(drawing)}</figcaption>${preformatted(drawing.lines)}</figure>`
      ).join("")
    }</div></section>`;
}

/** The drawings that come nearest to training pictures, beside these. */
export function nearestPairs({ drawings }: Evaluation): string {
  if (drawings.length === 0) return "";
  const pairs = drawings.toSorted((a, b) => a.drawingDifference - b.drawingDifference).slice(0, PAIRS);
  return "<section><h2>The nearest to a training picture</h2><p>Left the model's drawing, right the training picture " +
    `with the nearest sketch.</p><div class="sheet">${
      pairs.map(({ word, lines, nearest, drawingDifference }) =>
        `<figure><figcaption><b>${escapeHtml(word)}</b> ${
          percent(drawingDifference)
        } of the ink not shared; ` +
        `${escapeHtml(nearest.label)} (${escapeHtml(nearest.style)})</figcaption>` +
        `<div class="pair">${preformatted(lines)}${preformatted(nearest.lines)}</div></figure>`
      ).join("")
    }</div></section>`;
}

function preformatted(lines: readonly string[]): string {
  // HTML drops a line break right after <pre>: one more keeps a blank first line.
  return `<pre>\n${escapeHtml(lines.join("\n"))}</pre>`;
}
