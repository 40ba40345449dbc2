import { UserError } from "../../errors.ts";
import type { Change, ComparisonOptions } from "../../evaluation/compare.ts";
import type { DrawingSettings } from "../../evaluation/drawings.ts";
import type { EvaluationOptions } from "../../evaluation/evaluation.ts";
import { MAX_BEST_OF, MAX_GUIDANCE } from "../../inference/generate.ts";
import type { TokenizerData } from "../../tokenizer/character.ts";
import { DEFAULTS } from "../gen.ts";
import { MAX_TEMPERATURE } from "../gen/options.ts";
import { decimalNumber, wholeNumber } from "../numbers.ts";

/** Options as commander hands them over. */
export interface Flags {
  model?: string;
  data: string;
  labels: string;
  perLabel: string;
  folds: string;
  steps: string;
  pictures: string;
  words: string;
  seeds: string;
  limits: string;
  style: string;
  width: string;
  maxLines: string;
  temperature: string;
  bestOf: string;
  guidance: string;
  compare: string[];
  seed: string;
  metrics?: string;
  report?: string;
  json?: boolean;
  quiet?: boolean;
}

/** Throws a UserError of kind "usage" that names the option at fault, as do the other functions here. */
export function parseOptions(flags: Flags, data: TokenizerData): EvaluationOptions {
  const { styles } = data;
  const pictorial = styles.filter((style) => style !== "banner");
  if (!pictorial.includes(flags.style)) {
    throw new UserError("usage", `--style "${flags.style}" is not one of ${pictorial.join(", ")}`);
  }
  return {
    labels: wholeNumber("--labels", flags.labels, 0, MAX_LABELS),
    ...parseJudging(flags),
    pictures: wholeNumber("--pictures", flags.pictures, 0, 1_000_000),
    words: wholeNumber("--words", flags.words, 0, 100_000),
    seeds: wholeNumber("--seeds", flags.seeds, 2, 1000),
    limits: wholeNumber("--limits", flags.limits, 0, 1_000_000),
    settings: parseSettings(flags, flags.style, data),
  };
}

/** What `--compare` asks for: the settings of each style, and what is compared with them. */
export function parseComparison(flags: Flags, data: TokenizerData): ComparisonOptions {
  const styles = [...new Set(flags.style.split(",").map((style) => style.trim()))];
  const unknown = styles.find((style) => !data.styles.includes(style));
  if (unknown !== undefined) {
    throw new UserError("usage", `--style "${unknown}" is not one of ${data.styles.join(", ")}`);
  }
  return {
    labels: wholeNumber("--labels", flags.labels, 2, MAX_LABELS),
    ...parseJudging(flags),
    usual: styles.map((style) => parseSettings(flags, style, data)),
    changes: flags.compare.flatMap(parseChanges),
  };
}

/** The settings of one `--compare`: every combination of the values that are listed for each name. */
export function parseChanges(text: string): Change[] {
  const lists = text.trim().split(/\s+/).map((part) => {
    const [, name = "", values = ""] = /^([\w-]+)=(.+)$/.exec(part) ?? [];
    const parse = CHANGES.get(name);
    if (parse === undefined) {
      throw new UserError(
        "usage",
        `--compare ${
          JSON.stringify(text)
        }: "${part}" is not a list of values such as guidance=1,2; names are ` +
          [...CHANGES.keys()].join(", "),
      );
    }
    return values.split(",").map((value) => parse(value, `--compare ${name}`));
  });
  return lists.reduce<Change[]>(
    (changes, list) => changes.flatMap((change) => list.map((more) => ({ ...change, ...more }))),
    [{}],
  );
}

const MAX_LABELS = 5000;

const CHANGES = new Map<string, (text: string, option: string) => Change>([
  ["temperature", (text, option) => ({ temperature: decimalNumber(option, text, 0, MAX_TEMPERATURE) })],
  ["drawing-temperature", (text, option) => {
    return { drawingTemperature: decimalNumber(option, text, 0, MAX_TEMPERATURE) };
  }],
  ["top-p", (text, option) => ({ topP: decimalNumber(option, text, 0, 1, true) })],
  ["best-of", (text, option) => ({ bestOf: wholeNumber(option, text, 1, MAX_BEST_OF) })],
  ["guidance", (text, option) => ({ guidance: decimalNumber(option, text, 0, MAX_GUIDANCE) })],
]);

function parseJudging(flags: Flags) {
  return {
    perLabel: wholeNumber("--per-label", flags.perLabel, 1, 1000),
    folds: wholeNumber("--folds", flags.folds, 2, 20),
    steps: wholeNumber("--steps", flags.steps, 1, 100_000),
    seed: wholeNumber("--seed", flags.seed, 0, 2 ** 32 - 1),
  };
}

function parseSettings(flags: Flags, style: string, { maxWidth, maxHeight }: TokenizerData): DrawingSettings {
  return {
    style,
    width: wholeNumber("--width", flags.width, 1, maxWidth),
    maxLines: wholeNumber("--max-lines", flags.maxLines, 1, maxHeight),
    temperature: decimalNumber("--temperature", flags.temperature, 0, MAX_TEMPERATURE),
    topK: Number(DEFAULTS.topK),
    topP: Number(DEFAULTS.topP),
    guidance: decimalNumber("--guidance", flags.guidance, 0, MAX_GUIDANCE),
    bestOf: wholeNumber("--best-of", flags.bestOf, 1, MAX_BEST_OF),
  };
}

/** The settings in words. */
export function describeSettings(
  { style, width, maxLines, temperature, topP, bestOf, guidance }: DrawingSettings,
) {
  return `${style}, ${width}×${maxLines} at most, temperature ${temperature}, top-p ${topP}, best of ${bestOf}, ` +
    `guidance ${guidance}`;
}
