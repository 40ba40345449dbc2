/** Counts of the corpus. */
import { checked } from "../../base/check.ts";
import { type DistinctPictures, distinctPictures } from "../../data/drawn/distinct.ts";
import { type CorpusStats, corpusStats } from "../../data/store/report.ts";
import { withCorpus } from "../../data/store/store.ts";
import { CORPUS_FIELDS, type CorpusInput } from "./fields.ts";

/** Counts pictures and pieces by style, split, source, width and label. */
export const stats = (input: CorpusInput): Promise<CorpusStats> =>
  withCorpus(checked(CORPUS_FIELDS, input).data, { mustExist: true }, corpusStats);

/** Counts how many clearly different pictures everyday words have. */
export const distinct = (input: CorpusInput): Promise<DistinctPictures> =>
  withCorpus(checked(CORPUS_FIELDS, input).data, { mustExist: true }, distinctPictures);
