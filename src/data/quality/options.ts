import * as z from "zod";
import { parseAs } from "../../base/schema.ts";
import { MAX_HEIGHT, MAX_WIDTH } from "../found/normalise.ts";

const on = z.boolean().default(true);
const share = (value: number) => z.number().min(0).max(1).default(value);
const count = (value: number, most = 1_000_000) => z.int().min(0).max(most).default(value);

/** What is repaired and what is refused, each by name; everything has a default. */
export const qualitySchema = z.strictObject({
  /** Repairs, in the order in which they are made. */
  repairs: z.strictObject({
    mojibake: on,
    byteOrderMark: on,
    entities: on,
    lineEndings: on,
    ansi: on,
    spaces: on,
    tabs: on,
    controls: on,
    ascii: on,
    escapes: on,
    caption: on,
    signature: on,
  }).prefault({}),
  /** Columns, lines and characters of ink; off, only the limits of the corpus hold. */
  size: z.strictObject({
    enabled: on,
    minWidth: count(3, MAX_WIDTH),
    maxWidth: count(MAX_WIDTH, MAX_WIDTH),
    minHeight: count(1, MAX_HEIGHT),
    maxHeight: count(MAX_HEIGHT, MAX_HEIGHT),
    minInk: count(6),
  }).prefault({}),
  /** Share of the ink that must be printable ASCII; what is not is blanked. */
  printable: z.strictObject({ enabled: on, min: share(0.99) }).prefault({}),
  /** Lines that may be headers of mail or news. */
  header: z.strictObject({ enabled: on, maxLines: count(1) }).prefault({}),
  /** Share of the lines that may be source code, markup, a diff, a log or a table. */
  code: z.strictObject({ enabled: on, max: share(0.4), minLines: count(2) }).prefault({}),
  /** Share of the ink that may be words, of a text with at least so many. */
  prose: z.strictObject({ enabled: on, max: share(0.6), minWords: count(3) }).prefault({}),
  /** Share of the ink that must be neither letters nor digits in a piece of one line, such as a fish. */
  oneLine: z.strictObject({ enabled: on, min: share(0.6) }).prefault({}),
  /** Runs of spaces lost on the way: lines from which a piece without any is refused. */
  collapsed: z.strictObject({ enabled: on, minLines: count(5) }).prefault({}),
  /** Share of the ink that may repeat at one distance across and at one down. */
  repetition: z.strictObject({ enabled: on, max: share(0.97) }).prefault({}),
  /** How surprising neighbouring characters are, from 0 to 1. */
  entropy: z.strictObject({ enabled: on, min: share(0.05), max: share(0.98) }).prefault({}),
  /** Share of the ink that its mirror picture covers; by default anything goes. */
  symmetry: z.strictObject({ enabled: on, min: share(0), max: share(1) }).prefault({}),
  /** Big letters are of style "banner" from this score on; off, they are taken for pictures. */
  banner: z.strictObject({ enabled: on, min: share(0.8) }).prefault({}),
  /** Off, or without `required`, a piece without a known English noun is kept without a label. */
  label: z.strictObject({ enabled: on, required: z.boolean().default(false) }).prefault({}),
});

/** Complete options; `qualityOptions` makes them from a part. */
export type QualityOptions = z.infer<typeof qualitySchema>;
export type RepairName = keyof QualityOptions["repairs"];

/** Options with what is not given at its default. Throws a UserError of kind "usage" that names the wrong one. */
export function qualityOptions(given: unknown = {}): QualityOptions {
  return parseAs(qualitySchema, given, "usage", "quality option");
}
