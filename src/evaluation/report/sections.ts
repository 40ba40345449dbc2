import { SKETCH_PIXELS } from "../../tasks/art/album/ports.ts";
import type { Accuracy } from "../judge/accuracy.ts";
import { DIFFERENT, type Spread } from "../measures/diversity.ts";
import type { Evaluation } from "../evaluation.ts";
import type { Truth } from "../measures/memory.ts";
import { NEAR_DRAWING, NEAR_SKETCH, type Novelty } from "../measures/novelty.ts";
import { mean } from "../statistics.ts";
import { figure, figureWithin, percent, percentWithin } from "./numbers.ts";

/** One part of a report: what its table says in words, and the table. */
export interface Section {
  /** Name of the part, for plots to be put beside it. */
  id: "accuracy" | "memory" | "likelihood" | "sensitivity" | "novelty" | "diversity" | "validity";
  title: string;
  /** Findings and how they were come by, a paragraph each. */
  notes: string[];
  columns: string[];
  rows: string[][];
}

/** Everything that was measured, as text, whatever it will be printed as. */
export function sectionsOf(evaluation: Evaluation): Section[] {
  return [
    accuracySection,
    memorySection,
    noveltySection,
    likelihoodSection,
    sensitivitySection,
    diversitySection,
    validitySection,
  ]
    .flatMap((section) => section(evaluation) ?? []);
}

function accuracySection({ accuracy, options }: Evaluation): Section | undefined {
  if (accuracy === null) return undefined;
  const { real, drawings, retrieval, shuffled, ofReal, ofRetrieval } = accuracy;
  const { style, width, maxLines } = options.settings;
  const row = (name: string, right: string, result: Accuracy | null) =>
    result === null
      ? []
      : [[name, right, String(result.judged), percentWithin(result.top1), percentWithin(result.top5)]];
  return {
    id: "accuracy",
    title: "Does it show the word?",
    notes: [
      `Drawings are recognised ${
        figure(ofReal)
      } times as often as real ${style} art of the same words, which is the ` +
      `ceiling, and ${figure(ofRetrieval)} times as often as training pictures looked up by the word. ` +
      "More than 1 is possible: a model may draw the plainest pictures of a word, real art has odd ones too.",
      `${options.folds} classifiers of ${real.byLabel.length} labels see rasters, never characters. Each is trained on ` +
      `real art without one of ${options.folds} parts of the corpus, and judges only what is in, or nearest to, a ` +
      "cluster of that part. So recalling a training picture helps a drawing no more than being that picture would.",
      `Right is the one label asked for, each label weighs the same; "any" takes any label of the picture, and each ` +
      `picture weighs the same. All art is judged at the size a user gets (${width}×${maxLines} at most). ` +
      "In brackets the 95 % interval.",
    ],
    columns: ["", "right", "judged", "first", "among five"],
    rows: [
      ...row("real art, held out from the model", "any", real.heldOut),
      ...row("real art, all", "any", real.all),
      ...row("real art, all", "one", real.labels),
      ...row(`real art, ${style} (ceiling)`, "one", real.labelsInStyle),
      ...row("drawings of the model", "one", drawings),
      ...row("looked up in the training set (baseline)", "one", retrieval),
      ...row("drawings, words shuffled (floor)", "one", shuffled),
      ...row("real art, labels shuffled (floor)", "one", real.shuffled),
    ],
  };
}

function memorySection({ memory }: Evaluation): Section | undefined {
  if (memory === null) return undefined;
  const row = (name: string, { sketches, mean, far, median, ninetieth, exact }: Truth) => [
    name,
    String(sketches),
    figure(mean, 1),
    figure(far, 1),
    String(median),
    String(ninetieth),
    percent(exact),
  ];
  return {
    id: "memory",
    title: "Does it remember its pictures?",
    notes: [
      `Pixels of a sketch (${SKETCH_PIXELS}) that differ from the picture that it was learned from, of which there are ` +
      `${memory.pictures}. By the number that a picture has among those of its word: the last ones should be as true as ` +
      "the first.",
    ],
    columns: [
      "",
      "sketches",
      "wrong pixels, mean",
      "far from any line",
      "median",
      "nine in ten at most",
      "none wrong",
    ],
    rows: [
      row("all", memory.all),
      ...memory.byNumber.map(({ from, to, ...truth }) =>
        row(from === to ? `number ${from}` : `numbers ${from} to ${to}`, truth)
      ),
    ],
  };
}

function noveltySection({ novelty, options }: Evaluation): Section | undefined {
  if (novelty === null) return undefined;
  const row = (name: string, result: Novelty | null) =>
    result === null ? [] : [[
      name,
      String(result.works),
      percent(result.exactSketches.value),
      percentWithin(result.nearSketches),
      percent(result.exactDrawings.value),
      percentWithin(result.nearDrawings),
      figure(result.medianSketchDifference, 3),
    ]];
  return {
    id: "novelty",
    title: "Is it new?",
    notes: [
      recallInWords(novelty.drawings),
      `A copy of a sketch has all ink in common with a training sketch, a near-copy all but ${
        percent(NEAR_SKETCH)
      }, small shifts and mirroring aside. A drawing is a copy when the training set has its characters, a ` +
      `near-copy when its raster shares all but ${
        percent(NEAR_DRAWING)
      } of its ink with a drawing of one of the training pictures nearest by sketch.`,
    ],
    columns: ["", "works", "sketch copied", "nearly", "drawing copied", "nearly", "median difference"],
    rows: [
      ...row(`drawings of the model (${options.settings.style})`, novelty.drawings),
      ...row("looked up in the training set (baseline)", novelty.retrieval),
      ...row(`real ${options.settings.style} art, held out (floor)`, novelty.heldOut),
    ],
  };
}

function recallInWords({ nearSketches: { value }, nearDrawings }: Novelty): string {
  return `Sketches are recalled by design (${
    percent(value)
  } are pictures of the training set or nearly); of the ` +
    `drawings, ${percent(nearDrawings.value)} nearly copy one.`;
}

function likelihoodSection({ likelihood }: Evaluation): Section | undefined {
  if (likelihood === null) return undefined;
  const { unseen, seen } = likelihood;
  return {
    id: "likelihood",
    title: "Does it predict pictures?",
    notes: [
      "Less is better. There is no ceiling to give: nobody knows how predictable art is. The same figures on " +
      "training pictures tell how much is memory.",
      "Drawings are predicted from their true sketch; banners are left out.",
    ],
    columns: ["", `unseen (${unseen.pictures})`, `training set (${seen.pictures})`],
    rows: [
      ["drawing, bits per character", figure(unseen.bitsPerCharacter, 3), figure(seen.bitsPerCharacter, 3)],
      [
        "… another picture's word (floor)",
        figure(unseen.bitsPerCharacterShuffled, 3),
        figure(seen.bitsPerCharacterShuffled, 3),
      ],
      [
        "… blank sketch (floor)",
        figure(unseen.bitsPerCharacterBlank, 3),
        figure(seen.bitsPerCharacterBlank, 3),
      ],
      [
        "… by how often characters occur",
        figure(unseen.bitsPerCharacterFrequencies, 3),
        figure(seen.bitsPerCharacterFrequencies, 3),
      ],
    ],
  };
}

function sensitivitySection({ likelihood, accuracy }: Evaluation): Section | undefined {
  if (likelihood === null) return undefined;
  const { unseen, seen } = likelihood;
  return {
    id: "sensitivity",
    title: "Does the word matter?",
    notes: [
      "How much likelier a true drawing is given its word than given another picture's word, both with its true " +
      "sketch. What a word shows is in the sketch; near 0 nats the hand draws what it sees, whatever it is told.",
      ...accuracy === null ? [] : [
        `Drawings are recognised as their word in ${
          percent(accuracy.drawings.top1.value)
        }, as the word of another ` +
        `drawing in ${percent(accuracy.shuffled.top1.value)}.`,
      ],
    ],
    columns: ["", "unseen", "training set"],
    rows: [
      [
        "drawing of the true sketch, nats a picture",
        figureWithin(unseen.drawingGain),
        figureWithin(seen.drawingGain),
      ],
    ],
  };
}

function diversitySection({ diversity, options }: Evaluation): Section | undefined {
  if (diversity === null) return undefined;
  const row = (name: string, drawn: Spread, corpus: Spread, available: number) => [
    name,
    figure(drawn.meanDifference),
    String(drawn.different),
    figure(corpus.meanDifference),
    `${corpus.different} of ${corpus.pictures}`,
    String(available),
  ];
  const known = (values: (number | null)[]) => mean(values.filter((value) => value !== null));
  return {
    id: "diversity",
    title: "Is it another picture each time?",
    notes: [
      `Sketches of ${options.seeds} seeds of a word, beside as many training pictures (${options.settings.style}) of ` +
      "it, taken at random, which is the ceiling; the floor is one picture and a difference of 0. Clearly different: " +
      `more than ${percent(DIFFERENT)} of the ink is not in common.`,
    ],
    columns: ["word", "difference", "clearly different", "training set's", "clearly different", "it has"],
    rows: [
      [
        "mean",
        figure(known(diversity.map(({ drawn }) => drawn.meanDifference))),
        figure(mean(diversity.map(({ drawn }) => drawn.different)), 1),
        figure(known(diversity.map(({ corpus }) => corpus.meanDifference))),
        `${figure(mean(diversity.map(({ corpus }) => corpus.different)), 1)} of ${
          figure(mean(diversity.map(({ corpus }) => corpus.pictures)), 1)
        }`,
        figure(mean(diversity.map(({ available }) => available)), 1),
      ],
      ...diversity.map(({ word, drawn, corpus, available }) => row(word, drawn, corpus, available)),
    ],
  };
}

function validitySection({ validity }: Evaluation): Section | undefined {
  if (validity === null) return undefined;
  const { drawings, violations } = validity;
  return {
    id: "validity",
    title: "Does it keep to the limits?",
    notes: [
      violations.length === 0
        ? "Always, as it must."
        : `Not always, which is a bug: ${violations.length} of ${drawings} drawings broke a limit.`,
      "Random words, styles, temperatures, widths, lines and numbers of characters.",
    ],
    columns: ["", "drawings", "within limits"],
    rows: [["random limits", String(drawings), percent((drawings - violations.length) / drawings)]],
  };
}
