/** What is told of how well a model labels pictures. */
import type { JudgedPictures } from "../label/evaluate.ts";
import { calibrationChart, calibrationPart, shareError } from "./calibration.ts";
import { markdownHead, markdownSection } from "./markdown.ts";
import { figure, percent } from "./numbers.ts";
import { htmlPage, htmlSection } from "./page.ts";
import type { Section } from "./sections.ts";

type Part = Omit<Section, "id">;

const TITLE = "How well are the pictures labelled?";
const CLASSES = { one: "class", many: "pictures" };
/** Classes that a matrix shows at most; of more the most frequent mistakes are told. */
const MATRIX = 20, MISTAKES = 20;

/** The report as Markdown, its tables aligned to be read as they are. */
export const labelsMarkdown = (facts: readonly string[], judged: JudgedPictures): string =>
  [markdownHead(TITLE, facts), ...partsOf(judged).map(({ part }) => markdownSection(part))].join("\n");

/** The report as one HTML page that needs no other file, no network and no script. */
export const labelsHtml = (facts: readonly string[], judged: JudgedPictures): string =>
  htmlPage(TITLE, facts, partsOf(judged).map(({ part, chart }) => htmlSection(part, chart)).join("\n"));

function partsOf(judged: JudgedPictures): { part: Part; chart?: string }[] {
  return [
    { part: wholePart(judged) },
    { part: confusionPart(judged) },
    { part: classPart(judged) },
    {
      part: calibrationPart(judged.calibration, CLASSES),
      chart: calibrationChart(judged.calibration, CLASSES),
    },
    ...judged.wrong.length > 0 ? [{ part: wrongPart(judged) }] : [],
  ];
}

function wholePart(
  { pictures, accuracy, accuracyFive, bitsPerPicture, chance, errors, byClass }: JudgedPictures,
): Part {
  const rows = [
    ["right first", percent(accuracy), shareError(errors.accuracy)],
    ["right among five", percent(accuracyFive), shareError(errors.accuracyFive)],
    ["bits a picture", figure(bitsPerPicture, 4), figure(errors.bitsPerPicture, 4)],
    ["always the most frequent class", percent(chance), "–"],
  ];
  return {
    title: "Figures",
    notes: [`${pictures} pictures of ${byClass.length} classes. Errors: standard errors over pictures.`],
    columns: ["", "value", "±"],
    rows: byClass.length > 5 ? rows : rows.filter(([name]) => name !== "right among five"),
  };
}

function confusionPart({ byClass, confusions }: JudgedPictures): Part {
  const labels = byClass.map(({ label }) => label);
  if (labels.length > MATRIX) {
    const mistakes = confusions.filter(({ label, takenFor }) => label !== takenFor)
      .toSorted((a, b) => b.pictures - a.pictures).slice(0, MISTAKES);
    return {
      title: "What is taken for what?",
      notes: ["The most frequent mistakes."],
      columns: ["class", "taken for", "pictures"],
      rows: mistakes.map(({ label, takenFor, pictures }) => [label, takenFor, String(pictures)]),
    };
  }
  const counts = new Map(confusions.map((each) => [`${each.label}\0${each.takenFor}`, each.pictures]));
  return {
    title: "What is taken for what?",
    notes: ["A line for each class, a column for what its pictures are taken for."],
    columns: ["", ...labels],
    rows: labels.map((label) => [
      label,
      ...labels.map((takenFor) => String(counts.get(`${label}\0${takenFor}`) ?? "")),
    ]),
  };
}

function classPart({ byClass }: JudgedPictures): Part {
  const share = (value: number | null) => value === null ? "–" : percent(value);
  return {
    title: "Each class",
    notes: [
      "Found: of its pictures, those that are taken for it; right: of those that are taken for it, its own.",
    ],
    columns: ["class", "pictures", "found", "right"],
    rows: byClass.map(({ label, pictures, recall, precision }) => [
      ...[label, String(pictures), share(recall), share(precision)],
    ]),
  };
}

function wrongPart({ wrong }: JudgedPictures): Part {
  return {
    title: "Surely wrong",
    notes: ["Pictures that are labelled wrongly, those first that the model is surest of."],
    columns: ["picture", "class", "taken for", "probability"],
    rows: wrong.map((
      { name, label, takenFor, probability },
    ) => [name, label, takenFor, percent(probability)]),
  };
}
