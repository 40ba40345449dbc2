/** How good a language model is. */
import { checked } from "../../base/check.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { readManifest } from "../../bundle/folder.ts";
import { openTexts } from "../../data/text/files.ts";
import { heldOutTexts } from "../../data/text/held_out.ts";
import { scanTexts } from "../../data/text/scan.ts";
import { splitIn } from "../../data/text/split.ts";
import type { About } from "../../evaluation/about.ts";
import {
  type JudgedTexts,
  judgeTexts,
  piecesOfFiles,
  piecesOfTexts,
} from "../../evaluation/text/evaluate.ts";
import { readTextBundle } from "../../tasks/text/bundle.ts";
import { openTextSession } from "../../tasks/text/complete.ts";
import { TEXT_MODEL_FIELD } from "../fields.ts";
import { findModel } from "../models.ts";

const GROUP = { group: "For language models:" };

export const EVALUATE_TEXT_FIELDS = {
  model: TEXT_MODEL_FIELD,
  maxTokens: {
    ...{ type: "integer", least: 1, text: "judge only so many tokens of the texts, the first ones" },
    ...GROUP,
  },
  unseen: {
    ...{
      type: "switch",
      text:
        "judge only what the model kept for validation of these texts or pictures, which it was trained on",
    },
    ...GROUP,
  },
  byDocument: { type: "switch", text: "tell each document by itself as well", ...GROUP },
} as const satisfies Fields;

/** Which model is judged, by how much of which texts. */
export type EvaluateTextInput = Given<typeof EVALUATE_TEXT_FIELDS> & {
  /** Files, folders, or "-" for standard input. */
  files?: readonly string[];
  /** Where models are looked for (models.ts). */
  places?: readonly string[];
};

/** What was judged, and every figure of it. */
export interface EvaluateTextResult extends JudgedTexts, Pick<About, "model"> {
  texts: {
    files: number;
    documents: number;
    /** Of all files' bytes. */
    digest: string;
    /** Whether the model learned from these very texts, but for what it kept for validation. */
    trainedOn: boolean;
    /** Whether only that was judged. */
    unseen: boolean;
  };
}

/**
 * Judges a language model as it is stored by how well it predicts texts: each token by those before it in its document, and
 * each document's end. Throws a UserError where there is no such model or nothing to read, and the reason of a signal that is
 * aborted.
 */
export async function evaluateText(
  { files = [], places, ...input }: EvaluateTextInput,
  context: Context,
): Promise<EvaluateTextResult> {
  const { model, unseen, ...options } = checked(EVALUATE_TEXT_FIELDS, input);
  const path = await findModel(model, { task: "text", places });
  const { task } = await readManifest(path);
  if (task === "art" && files.length > 0) {
    throw new UserError("usage", `${path} draws: it is judged by a corpus (--data), not by ${files[0]}`);
  }
  if (files.length === 0) {
    throw new UserError("usage", `name files or folders to judge ${path} by, or - for standard input`);
  }
  const { log } = context;
  const bundle = await readTextBundle(path);
  await using opened = await openTexts(files, context);
  const scan = await scanTexts(opened, context, 1);
  const { created, training, corpus, files: { "model.onnx": { sha256 } } } = bundle.manifest;
  const trainedOn = corpus === scan.digest;
  if (unseen && !trainedOn) {
    throw new UserError(
      "input",
      `--unseen: ${path} was not trained on just these texts: all of them are unseen`,
    );
  }
  if (trainedOn && !unseen) log(`${path} was trained on these texts: they tell how well it knows them`);
  const session = await openTextSession(bundle);
  try {
    const { tokenizer } = session;
    const pieces = unseen
      ? piecesOfTexts(
        (await heldOutTexts(scan, splitIn(training["options"]), Infinity, context)).documents,
        tokenizer,
      )
      : piecesOfFiles(scan, tokenizer);
    const judged = await judgeTexts(session, pieces, options, context);
    if (judged.cut) log(`only the first ${judged.tokens} tokens were judged`);
    const { unknown } = judged;
    if (unknown > 0) {
      log(
        `${unknown} of the tokens ${
          unknown === 1 ? "is" : "are"
        } unknown characters, no matter which: bits are too few`,
      );
    }
    const texts = {
      files: scan.texts.length,
      documents: scan.documents,
      digest: scan.digest,
      trainedOn,
      unseen,
    };
    return { model: { path, created, training, sha256 }, texts, ...judged };
  } finally {
    await session.close();
  }
}
