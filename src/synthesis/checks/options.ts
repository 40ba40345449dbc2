/** What is asked of texts, by where they come from. */
import type { Plan } from "../plan.ts";

/** Checks that drop a text, in the order in which they are made. */
export const CHECKS = [
  "empty",
  "refusal",
  "left out",
  "short",
  "long",
  "language",
  "repetition",
  "duplicate",
  "near-duplicate",
] as const;
export type Check = typeof CHECKS[number];

/** What is cut off or taken out of a text that is kept. */
export const REPAIRS = [
  "control characters",
  "thinking",
  "marks of a chat",
  "fences",
  "preamble",
  "closing remark",
  "markdown",
  "unfinished end",
] as const;
export type Repair = typeof REPAIRS[number];

/** What is asked of a text. */
export interface CheckOptions {
  /** Characters (UTF-16 code units) at least and at most. */
  least: number;
  most: number;
  /** Whether what is not English is dropped, only counted, or not looked for. */
  language: "english" | "told" | "any";
  /** Whether texts that say the same again and again are dropped. */
  repetition: boolean;
  /** Whether what an assistant says around a text is cut off, with fences and signs of emphasis, and a refusal is dropped. */
  talk: boolean;
  /** Whether a text that has nearly the words of an earlier one is dropped; the same ones are in any case. */
  nearDuplicates: boolean;
  /** Words with one of which a text is dropped. */
  without?: readonly string[];
}

/** Where texts come from. */
export type SourceName = Plan["data"]["source"];

const OPTIONS: Readonly<Record<SourceName, CheckOptions>> = {
  // What a grammar makes is like itself, and right by construction.
  template: {
    ...{ least: 10, most: 20_000, language: "any", repetition: false, talk: false },
    nearDuplicates: false,
  },
  ollama: {
    ...{ least: 20, most: 20_000, language: "english", repetition: true, talk: true },
    nearDuplicates: true,
  },
  files: {
    ...{ least: 20, most: Infinity, language: "told", repetition: true, talk: false },
    nearDuplicates: true,
  },
};

/** What is asked of texts of a source, unless told otherwise. */
export const checkOptions = (source: SourceName, given: Partial<CheckOptions> = {}): CheckOptions => ({
  ...OPTIONS[source],
  ...given,
});
