/** How well a model labels pictures. */
import type { Context } from "../../base/context.ts";
import { paceOf } from "../../base/pace.ts";
import { classify, type LabelSession, likeliest } from "../../tasks/label/classify.ts";
import { type Pictures, pixelsAt } from "../../tasks/label/pictures/read.ts";
import { addToken, figuresOf, noSums } from "../text/figures.ts";
import { type Calibration, openTally } from "../text/tally.ts";

/** A class: its pictures, which of them are found, and how many of those that are taken for it are right. */
export interface ClassFigures {
  label: string;
  pictures: number;
  /** Null where no picture is of it. */
  recall: number | null;
  /** Null where no picture is taken for it. */
  precision: number | null;
}

/** Pictures of one class that are taken for another, or for what they are. */
export interface Confusion {
  label: string;
  takenFor: string;
  pictures: number;
}

/** A picture that is labelled wrongly. */
export interface WrongPicture {
  name: string;
  label: string;
  takenFor: string;
  /** Of what it is taken for. */
  probability: number;
}

/** Figures of all pictures. */
export interface JudgedPictures {
  pictures: number;
  /** Shares of pictures whose class is thought likeliest, or among the five likeliest. */
  accuracy: number;
  accuracyFive: number;
  /** Surprise at the right class. */
  bitsPerPicture: number;
  /** Share of the most frequent class: what is right without looking. */
  chance: number;
  /** Standard errors; null of fewer than twenty pictures. */
  errors: Record<"accuracy" | "accuracyFive" | "bitsPerPicture", number | null>;
  calibration: Calibration;
  byClass: ClassFigures[];
  /** All that occur, the most frequent first within each class. */
  confusions: Confusion[];
  /** Those that it is surest of, the surest first, of some. */
  wrong: WrongPicture[];
}

/** Wrong pictures that are told. */
const WRONG = 10;

/** Judges by pictures at the model's size, of its classes. Throws the reason of a signal that is aborted. */
export async function judgePictures(
  session: LabelSession,
  pictures: Pictures,
  numbers: readonly number[],
  context: Pick<Context, "progress" | "signal">,
): Promise<JudgedPictures> {
  const { labels } = session.labels;
  const numberOf = new Map(labels.map((label, number) => [label, number]));
  const right = numbers.map((number) => numberOf.get(pictures.labels[number]!)!);
  const pace = paceOf(context);
  const results = await classify(
    session,
    numbers.map((number) => pixelsAt(pictures, number)),
    (done) => pace("pictures judged", done, numbers.length),
  );
  const sums = noSums(), tally = openTally();
  const cells = new Map<string, number>(), wrong: WrongPicture[] = [];
  for (const [i, logs] of results.entries()) {
    const real = right[i]!, taken = likeliest(logs), probability = Math.exp(logs[taken]!);
    const rank = logs.reduce((rank, log) => rank + Number(log > logs[real]!), 0);
    // A picture counts as a text of one token and one byte.
    const scored = {
      id: real,
      bytes: 1,
      nats: -logs[real]!,
      rank,
      confidence: probability,
      place: 0,
      unknown: false,
    };
    addToken(sums, scored);
    tally.add([scored]);
    tally.endDocument();
    const cell = `${real} ${taken}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
    if (taken === real) continue;
    const name = pictures.names[numbers[i]!]!;
    wrong.push({ name, label: labels[real]!, takenFor: labels[taken]!, probability });
  }
  const { accuracy, accuracyFive, bitsPerByte } = figuresOf(sums);
  const { errors, calibration } = tally.told();
  const counts = [...cells].map(([cell, pictures]) => {
    const [real, taken] = cell.split(" ").map(Number);
    return { real: real!, taken: taken!, pictures };
  }).sort((a, b) => a.real - b.real || b.pictures - a.pictures || a.taken - b.taken);
  return {
    ...{ pictures: numbers.length, accuracy, accuracyFive, bitsPerPicture: bitsPerByte },
    chance: Math.max(...labels.map((_, number) => sumOf(counts, ({ real }) => real === number))) /
      numbers.length,
    errors: {
      accuracy: errors.accuracy,
      accuracyFive: errors.accuracyFive,
      bitsPerPicture: errors.bitsPerByte,
    },
    calibration,
    byClass: labels.map((label, number) => classFigures(label, number, counts)),
    confusions: counts.map(({ real, taken, pictures }) => ({
      ...{ label: labels[real]!, takenFor: labels[taken]!, pictures },
    })),
    wrong: wrong.sort((a, b) => b.probability - a.probability).slice(0, WRONG),
  };
}

interface Count {
  real: number;
  taken: number;
  pictures: number;
}

const sumOf = (counts: readonly Count[], which: (count: Count) => boolean): number =>
  counts.reduce((sum, count) => which(count) ? sum + count.pictures : sum, 0);

function classFigures(label: string, number: number, counts: readonly Count[]): ClassFigures {
  const pictures = sumOf(counts, ({ real }) => real === number);
  const taken = sumOf(counts, (count) => count.taken === number);
  const right = sumOf(counts, (count) => count.real === number && count.taken === number);
  const share = (of: number) => of === 0 ? null : right / of;
  return { label, pictures, recall: share(pictures), precision: share(taken) };
}
