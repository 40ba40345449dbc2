/** How good a model is that labels pictures. */
import { checked } from "../../base/check.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import type { About } from "../../evaluation/about.ts";
import { type JudgedPictures, judgePictures } from "../../evaluation/label/evaluate.ts";
import { readLabelBundle } from "../../tasks/label/bundle.ts";
import { openLabelSession } from "../../tasks/label/classify.ts";
import { findPictures } from "../../tasks/label/pictures/find.ts";
import { dataDigest, readPictures } from "../../tasks/label/pictures/read.ts";
import { splitPictures, splitTold } from "../../tasks/label/pictures/split.ts";
import { refuseStrange } from "../../tasks/label/prepare.ts";
import { LABEL_FIELDS } from "../label.ts";
import { findModel } from "../models.ts";
import { EVALUATE_TEXT_FIELDS } from "./text.ts";

export const EVALUATE_LABEL_FIELDS = {
  model: LABEL_FIELDS.model,
  unseen: EVALUATE_TEXT_FIELDS.unseen,
} as const satisfies Fields;

/** Which model is judged, by which pictures. */
export type EvaluateLabelInput = Given<typeof EVALUATE_LABEL_FIELDS> & {
  /** Folders with a folder for each class, or IDX files. */
  files?: readonly string[];
  /** Where models are looked for (models.ts). */
  places?: readonly string[];
};

/** What was judged, and every figure of it. */
export interface EvaluateLabelResult extends JudgedPictures, Pick<About, "model"> {
  data: {
    /** Of all pictures at the model's size, and their classes. */
    digest: string;
    /** Whether the model learned from these very pictures, but for those that it kept for validation. */
    trainedOn: boolean;
    /** Whether only those were judged. */
    unseen: boolean;
  };
}

/**
 * Judges a model as it is stored by how it labels pictures. Throws a UserError where there is no such model, for what cannot be
 * read, and for a class that the model has not; and the reason of a signal that is aborted.
 */
export async function evaluateLabel(
  { files = [], places, ...input }: EvaluateLabelInput,
  context: Context,
): Promise<EvaluateLabelResult> {
  const { model, unseen } = checked(EVALUATE_LABEL_FIELDS, input);
  const path = await findModel(model, { task: "label", places });
  if (files.length === 0) {
    throw new UserError("usage", `name a folder of pictures by class, or IDX files, to judge ${path} by`);
  }
  const bundle = await readLabelBundle(path);
  const { created, training, corpus, files: { "model.onnx": { sha256 } } } = bundle.manifest;
  const pictures = await readPictures(
    await findPictures(files, unseen ? "learn" : "test"),
    bundle.labels,
    context,
  );
  refuseStrange(pictures, bundle.labels.labels);
  const digest = dataDigest(pictures), trainedOn = digest === corpus;
  if (unseen && !trainedOn) {
    throw new UserError(
      "input",
      `--unseen: ${path} was not trained on just these pictures: all of them are unseen`,
    );
  }
  if (trainedOn && !unseen) {
    context.log(`${path} was trained on these pictures: they tell how well it knows them`);
  }
  const numbers = unseen
    ? splitPictures(pictures, splitTold(training["options"])).unseen
    : pictures.labels.map((_, number) => number);
  const session = await openLabelSession(bundle);
  try {
    const judged = await judgePictures(session, pictures, numbers, context);
    return { model: { path, created, training, sha256 }, data: { digest, trainedOn, unseen }, ...judged };
  } finally {
    await session.close();
  }
}
