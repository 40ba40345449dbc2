/** What was added and what the checks refused, by samples. */
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { checked } from "../../base/check.ts";
import {
  countRejections,
  type RejectionRow,
  sampleAccepted,
  sampleRejections,
} from "../../data/browse/review.ts";
import type { PieceRow } from "../../data/browse/selection.ts";
import { CHECKS } from "../../data/quality/assess.ts";
import { withCorpus } from "../../data/store/store.ts";
import { CORPUS_FIELDS, SAMPLE_SEED } from "./fields.ts";

export const REVIEW_FIELDS = {
  ...CORPUS_FIELDS,
  accepted: { type: "switch", text: "only art that passed the checks" },
  rejected: { type: "switch", text: "only what was refused" },
  check: { type: "choice", choices: CHECKS, text: "only what this check refused" },
  sample: { type: "integer", least: 1, fallback: 5, text: "how many of each" },
  seed: SAMPLE_SEED,
} as const satisfies Fields;
export type ReviewInput = Given<typeof REVIEW_FIELDS>;

/** Samples, and how many findings each check refused. */
export interface Review {
  accepted: PieceRow[];
  rejected: RejectionRow[];
  refused: { check: string; count: number }[];
}

/** Samples of added art and of what was refused. Throws a UserError of kind "input" where there is neither. */
export async function review(input: ReviewInput): Promise<Review> {
  const settings = checked(REVIEW_FIELDS, input);
  const { data, check, sample: count, seed } = settings;
  if (settings.accepted && (settings.rejected || check !== undefined)) {
    throw new UserError(
      "usage",
      `--accepted does not go with ${settings.rejected ? "--rejected" : "--check"}, which asks for other art`,
    );
  }
  return await withCorpus(data, { mustExist: true }, (db) => {
    const options = { count, seed, ...check !== undefined && { check } };
    const accepted = settings.rejected || check !== undefined ? [] : sampleAccepted(db, options);
    const rejected = settings.accepted ? [] : sampleRejections(db, options);
    if (accepted.length + rejected.length === 0) {
      throw new UserError("input", `nothing to review in ${data}; "data add" adds and judges art`);
    }
    return { accepted, rejected, refused: countRejections(db) };
  });
}
