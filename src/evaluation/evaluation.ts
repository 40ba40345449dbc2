import type { ModelSession } from "../tasks/art/draw/session.ts";
import type { Album } from "../tasks/art/album/pictures.ts";
import type { Dataset } from "./dataset.ts";
import type { Accuracy, RealAccuracy } from "./judge/accuracy.ts";
import type { RealPicture } from "./corpus.ts";
import type { WordDiversity } from "./measures/diversity.ts";
import type { DrawingSettings, Work } from "./drawings.ts";
import type { LearningCurve } from "./learning.ts";
import type { Likelihood } from "./measures/likelihood.ts";
import type { Memory } from "./measures/memory.ts";
import type { Novelty } from "./measures/novelty.ts";
import type { Validity } from "./measures/validity.ts";

/** How much is measured; a part with a count of 0 is left out. */
export interface EvaluationOptions {
  /** Best-populated labels that the jury tells apart and that are drawn, and drawings of each. */
  labels: number;
  perLabel: number;
  /** Classifiers of the jury, and their training steps. */
  folds: number;
  steps: number;
  /** Pictures whose likelihood is measured, unseen ones and seen ones. */
  pictures: number;
  /** Sketches that are compared with their pictures. */
  memory: number;
  /** Words whose diversity is measured, and seeds of each. */
  words: number;
  seeds: number;
  /** Drawings under random limits. */
  limits: number;
  /** How users draw. */
  settings: DrawingSettings;
  seed: number;
}

/** What is judged, and by what. */
export interface Evidence {
  session: ModelSession;
  /** Every picture of the corpus but banners. */
  pictures: readonly RealPicture[];
  /** The pictures that the model was to remember; undefined where it learned from another corpus. */
  album: Album | undefined;
  /** The splits as the model takes them, for likelihoods. */
  datasets: { test: Dataset; train: Dataset };
}

/** A drawing of the model with what the judges said. */
export interface JudgedDrawing extends Pick<Work, "word" | "lines"> {
  rank: number;
  seenAs: string;
  sketchDifference: number;
  drawingDifference: number;
  /** The training picture with the nearest sketch. */
  nearest: { label: string; style: string; lines: string[] };
}

/** Every figure of a model, beside its ceiling, floor and baseline. */
export interface Evaluation {
  options: EvaluationOptions;
  likelihood: { unseen: Likelihood; seen: Likelihood } | null;
  memory: Memory | null;
  accuracy: {
    real: RealAccuracy;
    drawings: Accuracy;
    retrieval: Accuracy;
    /** Drawings judged by the word of another drawing. */
    shuffled: Accuracy;
    /** Top-1 accuracy of drawings as a share of that of real art of the style, and of the retrieval baseline. */
    ofReal: number;
    ofRetrieval: number;
  } | null;
  novelty: { drawings: Novelty; retrieval: Novelty; heldOut: Novelty | null } | null;
  drawings: JudgedDrawing[];
  diversity: WordDiversity[] | null;
  validity: Validity | null;
  learning: LearningCurve | null;
}
