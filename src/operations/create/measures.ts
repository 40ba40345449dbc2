/** What the texts of a model are measured at, beside those that it learned from. */
import type { Context } from "../../base/context.ts";
import { openTexts } from "../../data/text/files.ts";
import { readDocuments } from "../../data/text/documents.ts";
import { scanTexts } from "../../data/text/scan.ts";
import { linesOf, wordsOf } from "../../synthesis/measure/lines.ts";
import { type Measures, measureTexts } from "../../synthesis/measure/measure.ts";
import { Reference, runsOf } from "../../synthesis/measure/novelty.ts";
import { Patterns } from "../../synthesis/measure/patterns.ts";
import { type Plan, TEXT_KINDS, type TextKind } from "../../synthesis/plan.ts";
import type { Texts } from "./texts.ts";

/** What is measured by a plan: of the user's own files, of which none was made by it, there is nothing. */
type OfPlan = "onTopic" | "textsOnTopic" | "formed";
export type Figures = Omit<Measures, OfPlan> & Partial<Pick<Measures, OfPlan>>;

/** Shares, and how they are told. */
export interface Measured {
  figures: Figures;
  rows: [what: string, figure: string][];
  /** How they were measured, in words. */
  how: string;
}

/** Measures what a model wrote by its plan and by all that it learned from. */
export async function measured(
  plan: Plan,
  written: readonly string[],
  { files, heldOut }: Pick<Texts, "files" | "heldOut">,
  context: Context,
): Promise<Measured> {
  // Of a plan of several kinds nobody knows which one a text was to be.
  const [kind, ...more] = TEXT_KINDS.filter((each) => plan.kinds[each] !== undefined);
  const known = kind !== undefined && more.length === 0 ? { kind } : {};
  const texts = written.map((text) => ({ text, ...known }));
  const others = heldOut.slice(0, written.length).map((text) => ({ text, ...known }));
  const patterns = new Patterns(plan, [...texts, ...others].map(({ text }) => text));
  const reference = await learnedFrom(patterns, written, files, context);
  const figures = measureTexts(texts, plan, reference, patterns);
  const theirs = others.length === 0 ? undefined : measureTexts(others, plan, new Reference(), patterns);
  const isByPlan = plan.data.source !== "files";
  const row = (what: string, of: (measures: Measures) => number): [string, string] => [
    what,
    percent(of(figures)) + (theirs === undefined ? "" : ` (${percent(of(theirs))})`),
  ];
  return {
    figures: isByPlan ? figures : withoutPlan(figures),
    rows: [
      ...!isByPlan ? [] : [
        row("lines with a word of the plan", ({ onTopic }) => onTopic),
        row("texts with a word of the plan", ({ textsOnTopic }) => textsOnTopic),
      ],
      ...!isByPlan || known.kind === undefined ? [] : [row(FORMS[known.kind], ({ formed }) => formed)],
      row("lines without a fault that is looked for", ({ faultless }) => faultless),
      row("lines put together as those that it learned from", ({ patterned = 0 }) => patterned),
      ["lines that none of its texts had", percent(figures.novelty.lines)],
      ["runs of eight words that none had", percent(figures.novelty.runs)],
    ],
    how: `Shares are of ${figures.texts} texts, ${figures.lines} lines, which it wrote as those below` +
      (theirs === undefined ? "" : "; in parentheses: of as many texts of the plan that were held out") +
      ". Faults are those of articles, numbers, repetition, spelling and the like that a program finds: a line without one may " +
      "still make no sense. A line is put together as others where each of its runs of three words stands in them, with nouns, verbs, " +
      "adjectives and names taken for one another: that many are grammatical at least. What is new is no merit in itself: words run together are new, too.",
  };
}

const withoutPlan = (
  { onTopic: _lines, textsOnTopic: _texts, formed: _formed, ...rest }: Measures,
): Figures => rest;

/** What `hasForm` asks of a kind. */
const FORMS: Readonly<Record<TextKind, string>> = {
  recipe: "recipes with a title, ingredients, and steps that use three quarters of these",
  haiku: "haiku of 5, 7 and 5 syllables",
  dialogue: "dialogues in turns of two speakers",
  support: "conversations in turns of two, or of three lines at least",
  question: "questions with an answer",
  list: "lists of items with a title",
  letter: "letters with a greeting",
  poem: "poems of four lines at least",
  story: "stories of several paragraphs that come to an end",
  joke: "jokes of two to ten lines",
};

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Adds what was learned from to patterns. Its lines and runs of words only as far as `written` has them: all are too many to keep. */
async function learnedFrom(
  patterns: Patterns,
  written: readonly string[],
  files: readonly string[],
  context: Context,
): Promise<Reference> {
  const said = (line: string) => wordsOf(line).join(" ");
  const lines = new Set(linesOf(written).map(said)), runs = new Set(written.flatMap(runsOf));
  const reference = new Reference();
  const look = (text: string) => {
    patterns.add(text);
    for (const line of linesOf([text])) if (lines.delete(said(line))) reference.addLine(line);
    for (const run of runsOf(text)) if (runs.delete(run)) reference.addRun(run);
  };
  await using opened = await openTexts(files, { ...context, log: () => {} });
  const { texts } = await scanTexts(opened, { ...context, log: () => {} });
  for (const text of texts) {
    let document = "";
    const end = () => {
      look(document);
      document = "";
      context.signal.throwIfAborted();
    };
    await readDocuments(text, text.encoding, { text: (piece) => void (document += piece), end });
    end();
  }
  return reference;
}
