import { counting, type Pace } from "../../base/pace.ts";
import { random } from "../../base/random.ts";
import { accuracy, judgeReal, judgeWorks } from "./accuracy.ts";
import { bestPopulated } from "../corpus.ts";
import { canDraw, drawWords, type Work } from "../drawings.ts";
import type { Evaluation, EvaluationOptions, Evidence } from "../evaluation.ts";
import { trainJury } from "./jury.ts";
import { noveltyOf, type Resemblance, resemblanceTo } from "../measures/novelty.ts";
import { pieceWithin, retrieve } from "../measures/retrieval.ts";
import { shuffled } from "../statistics.ts";

/** Held-out pictures that are compared with the training set at most. */
const HELD_OUT = 200;

/** Draws the best-populated labels, and has the drawings judged and compared with the training set. */
export async function judgeDrawings(
  { session, pictures }: Evidence,
  options: EvaluationOptions,
  pace: Pace,
): Promise<Pick<Evaluation, "accuracy" | "novelty" | "drawings">> {
  const { settings, perLabel, seed, folds, steps } = options;
  const training = pictures.filter(({ split }) => split === "train");
  const known = new Set(training.flatMap((picture) => picture.labels));
  const labels = bestPopulated(pictures, options.labels)
    .filter((label) => known.has(label) && canDraw(session, label, settings.style));
  const count = labels.length * perLabel;
  const works = await drawWords(session, labels, settings, {
    count: perLabel,
    seed,
    onDrawing: counting(pace, "drawings", count),
  });
  const rng = random(seed, 11);
  const retrieved = works.flatMap(({ word }) =>
    retrieve(training, word, settings.style, settings, rng) ?? []
  );
  // Sparse and dense styles differ in how near the nearest picture is: like is compared with like.
  const unseen = pictures.filter(({ split, style }) => split !== "train" && style === settings.style);
  const heldOut = shuffled(unseen, rng).slice(0, HELD_OUT);

  const resemblance = resemblanceTo(training);
  const tick = counting(pace, "copies", works.length + retrieved.length + heldOut.length);
  const compare = async (some: readonly Pick<Work, "lines" | "sketch">[]): Promise<Resemblance[]> => {
    const resemblances: Resemblance[] = [];
    for (const work of some) {
      await tick();
      resemblances.push(resemblance(work));
    }
    return resemblances;
  };
  const resemblances = await compare(works);
  const retrievedResemblances = await compare(retrieved);
  const heldOutResemblances = await compare(heldOut.map((picture) => {
    return { lines: pieceWithin(picture, settings).lines, sketch: picture.sketch };
  }));

  const jury = await trainJury(pictures, labels, {
    folds,
    steps,
    seed,
    onProgress: (done, total) => pace("classifiers", done, total),
  });
  const real = await judgeReal(jury, pictures, {
    style: settings.style,
    box: settings,
    seed,
    onProgress: (done, total) => pace("real art", done, total),
  });
  const judge = (some: readonly Work[], clusterOf: (i: number) => number) =>
    judgeWorks(jury, some.map((work, i) => ({ ...work, cluster: clusterOf(i) })), seed);
  const verdicts = judge(works, (i) => resemblances[i]!.picture.cluster);
  const baseline = judge(retrieved, (i) => retrieved[i]!.picture.cluster);
  const score = (answers: readonly { word: string; rank: number }[]) =>
    accuracy(answers.map(({ word, rank }) => ({ group: word, rank })), seed)!;
  const [drawings, retrieval] = [score(verdicts), score(baseline)];
  return {
    accuracy: {
      real,
      drawings,
      retrieval,
      shuffled: score(verdicts.map(({ word, otherRank }) => ({ word, rank: otherRank }))),
      ofReal: drawings.top1.value / (real.labelsInStyle ?? real.labels).top1.value,
      ofRetrieval: drawings.top1.value / retrieval.top1.value,
    },
    novelty: {
      drawings: noveltyOf(resemblances),
      retrieval: noveltyOf(retrievedResemblances),
      heldOut: heldOut.length === 0 ? null : noveltyOf(heldOutResemblances),
    },
    drawings: works.map(({ word, lines }, i) => {
      const { picture, sketchDifference, drawingDifference } = resemblances[i]!;
      const { rank, seenAs } = verdicts[i]!;
      const nearest = {
        label: picture.labels[0]!,
        style: picture.style,
        lines: pieceWithin(picture, settings).lines,
      };
      return { word, lines, rank, seenAs, sketchDifference, drawingDifference, nearest };
    }),
  };
}
