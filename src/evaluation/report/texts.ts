/** What is told of how well a language model predicts texts. */
import type { DocumentFigures, JudgedTexts } from "../text/evaluate.ts";
import { calibrationChart, calibrationPart, shareError as share } from "./calibration.ts";
import { curveChart } from "./curves.ts";
import { markdownHead, markdownSection, markdownTable } from "./markdown.ts";
import { figure, percent } from "./numbers.ts";
import { htmlPage, htmlSection } from "./page.ts";
import type { Section } from "./sections.ts";

type Part = Omit<Section, "id">;

const TITLE = "How well are the texts predicted?";
const TOKENS = { one: "token", many: "tokens" };
const COLUMNS = ["document", "bits/byte", "bits/token", "right first", "bytes"];

const rowOf = ({ name, bitsPerByte, bitsPerToken, accuracy, bytes }: DocumentFigures): string[] => [
  ...[name, figure(bitsPerByte, 4), figure(bitsPerToken, 4), percent(accuracy), String(bytes)],
];

/** The report as Markdown, its tables aligned to be read as they are. */
export function textsMarkdown(facts: readonly string[], judged: JudgedTexts): string {
  const [first, ...parts] = partsOf(judged);
  return [
    markdownHead(TITLE, facts),
    markdownTable(first!) + "\n",
    ...first!.notes.map((note) => `${note}\n`),
  ]
    .concat(parts.map(markdownSection)).join("\n");
}

/** The report as one HTML page that needs no other file, no network and no script. */
export function textsHtml(facts: readonly string[], judged: JudgedTexts): string {
  const [first, places, calibration, ...rest] = partsOf(judged);
  const sections = [
    htmlSection(first!),
    htmlSection(places!, placesChart(judged)),
    htmlSection(calibration!, calibrationChart(judged.calibration, TOKENS)),
    ...rest.map((part) => htmlSection(part)),
  ];
  return htmlPage(TITLE, facts, sections.join("\n"));
}

function partsOf(judged: JudgedTexts): Part[] {
  return [
    wholePart(judged),
    placesPart(judged),
    calibrationPart(judged.calibration, TOKENS),
    ...documentParts(judged),
  ];
}

function wholePart(judged: JudgedTexts): Part {
  const { errors, bitsPerByte, bitsPerCharacter, bitsPerToken, perplexity, accuracy, accuracyFive } = judged;
  const { tokens, bytes, characters, documents } = judged;
  const perCharacter = errors.bitsPerByte === null ? null : errors.bitsPerByte * bytes / characters;
  const row = (name: string, value: string, error: string) => [name, value, error];
  return {
    title: "Figures",
    notes: [
      `${documents} ${
        documents === 1 ? "document" : "documents"
      }, ${bytes} bytes, ${characters} characters, ` +
      `${tokens} tokens (${figure(bytes / tokens)} bytes each). Errors: standard errors over ` +
      `${errors.units} ${errors.by}.`,
      "Perplexity and bits a token are of this tokenizer's tokens; beside a model with another one look at bits a " +
      "byte or a character, which are of the same text.",
    ],
    columns: ["", "value", "±"],
    rows: [
      row("bits a byte", figure(bitsPerByte, 4), figure(errors.bitsPerByte, 4)),
      row("bits a character", figure(bitsPerCharacter, 4), figure(perCharacter, 4)),
      row("bits a token", figure(bitsPerToken, 4), figure(errors.bitsPerToken, 4)),
      row("perplexity a token", figure(perplexity), figure(errors.perplexity)),
      row("right first", percent(accuracy), share(errors.accuracy)),
      row("right among five", percent(accuracyFive), share(errors.accuracyFive)),
    ],
  };
}

function placesPart({ byPlace }: JudgedTexts): Part {
  return {
    title: "By how much came before",
    notes: ["Tokens by how many stand before them in their document."],
    columns: ["tokens before", "tokens", "bits/token", "±", "bits/byte", "right first"],
    rows: byPlace.map(({ from, to, tokens, bitsPerToken, error, bitsPerByte, accuracy }) => [
      ...[
        from === to ? `${from}` : `${from}–${to}`,
        String(tokens),
        figure(bitsPerToken, 3),
        figure(error, 3),
      ],
      ...[figure(bitsPerByte, 3), percent(accuracy)],
    ]),
  };
}

function placesChart({ byPlace }: JudgedTexts): string {
  const points = byPlace.map(({ from, to, bitsPerToken }) => ({
    // Of 0 there is no logarithm.
    x: Math.sqrt(Math.max(0.5, from) * Math.max(0.5, to)),
    y: bitsPerToken,
  }));
  return curveChart({
    ...{ title: "Loss by place", xName: "tokens before", yName: "bits/token", logX: true },
    series: [{ name: "bits a token", points }],
  });
}

function documentParts({ worst, best, byDocument = [] }: JudgedTexts): Part[] {
  const part = (title: string, documents: readonly DocumentFigures[]): Part[] =>
    documents.length === 0 ? [] : [{ title, notes: [], columns: COLUMNS, rows: documents.map(rowOf) }];
  if (byDocument.length > 0) return part("Each document", byDocument);
  return [...part("Predicted worst", worst), ...part("Predicted best", best)];
}
