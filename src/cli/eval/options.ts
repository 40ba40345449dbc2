import { UserError } from "../../base/errors.ts";
import type { Change, ComparisonOptions } from "../../evaluation/compare.ts";
import type { DrawingSettings } from "../../evaluation/drawings.ts";
import type { EvaluationOptions } from "../../evaluation/evaluation.ts";
import { type GridTokenizer, pictureStyles } from "../../tokenizer/grid/grid.ts";
import { parseSampling, parseSetting, type SamplingName, type SamplingOptions } from "../gen/sampling.ts";
import { wholeNumber } from "../numbers.ts";

/** Options as commander hands them over. */
export interface Flags extends Pick<SamplingOptions, "temperature" | "bestOf"> {
  model?: string;
  data: string;
  labels: string;
  perLabel: string;
  folds: string;
  steps: string;
  pictures: string;
  memory: string;
  words: string;
  seeds: string;
  limits: string;
  style: string;
  width: string;
  maxLines: string;
  compare?: string[];
  seed: string;
  metrics?: string;
  report?: string;
  json?: boolean;
  quiet?: boolean;
}

/** Throws a UserError of kind "usage" that names the option at fault, as do the other functions here. */
export function parseOptions(flags: Flags, tokenizer: GridTokenizer): EvaluationOptions {
  checkStyles([flags.style], tokenizer);
  return {
    labels: wholeNumber("--labels", flags.labels, 0, MAX_LABELS),
    ...parseJudging(flags),
    pictures: wholeNumber("--pictures", flags.pictures, 0, 1_000_000),
    memory: wholeNumber("--memory", flags.memory, 0, 1_000_000),
    words: wholeNumber("--words", flags.words, 0, 100_000),
    seeds: wholeNumber("--seeds", flags.seeds, 2, 1000),
    limits: wholeNumber("--limits", flags.limits, 0, 1_000_000),
    settings: parseSettings(flags, flags.style, tokenizer),
  };
}

/** What `--compare` asks for: the settings of each style, and what is compared with them. */
export function parseComparison(flags: Flags, tokenizer: GridTokenizer): ComparisonOptions {
  for (const name of ["report", "metrics"] as const) {
    if (flags[name] !== undefined) {
      throw new UserError("usage", `--compare does not go with --${name}: it prints tables and no page`);
    }
  }
  const styles = [...new Set(flags.style.split(",").map((style) => style.trim()))];
  checkStyles(styles, tokenizer);
  return {
    labels: wholeNumber("--labels", flags.labels, 2, MAX_LABELS),
    ...parseJudging(flags),
    usual: styles.map((style) => parseSettings(flags, style, tokenizer)),
    changes: (flags.compare ?? []).flatMap((text) => parseChanges(text, tokenizer)),
  };
}

/** The settings of one `--compare`: every combination of the values that are listed for each name. */
export function parseChanges(text: string, tokenizer: Pick<GridTokenizer, "vocabularySize">): Change[] {
  const lists = text.trim().split(/\s+/).map((part) => {
    const [, name = "", values = ""] = /^([\w-]+)=(.+)$/.exec(part) ?? [];
    const setting = NAMES.get(name);
    if (setting === undefined) {
      throw new UserError(
        "usage",
        `--compare ${
          JSON.stringify(text)
        }: "${part}" is not a list of values such as temperature=0.3,0.9; names are ` +
          [...NAMES.keys()].join(", "),
      );
    }
    return values.split(",").map((value): Change => {
      return parseSetting(setting, `--compare ${name}`, value, tokenizer);
    });
  });
  return lists.reduce<Change[]>(
    (changes, list) => changes.flatMap((change) => list.map((more) => ({ ...change, ...more }))),
    [{}],
  );
}

const MAX_LABELS = 5000;

/** What can be compared, by the name it goes by. */
const NAMES = new Map<string, SamplingName>([
  ["temperature", "temperature"],
  ["top-k", "topK"],
  ["top-p", "topP"],
  ["best-of", "bestOf"],
]);

/** Throws a UserError of kind "usage" for a style that the model does not draw. */
export function checkStyles(styles: readonly string[], tokenizer: GridTokenizer): void {
  const known = pictureStyles(tokenizer.data.styles);
  const unknown = styles.find((style) => !known.includes(style));
  if (unknown === undefined) return;
  throw new UserError("usage", `--style "${unknown}" is not one of ${known.join(", ")}`);
}

function parseJudging(flags: Flags) {
  return {
    perLabel: wholeNumber("--per-label", flags.perLabel, 1, 1000),
    folds: wholeNumber("--folds", flags.folds, 2, 20),
    steps: wholeNumber("--steps", flags.steps, 1, 100_000),
    seed: wholeNumber("--seed", flags.seed, 0, 2 ** 32 - 1),
  };
}

function parseSettings(flags: Flags, style: string, tokenizer: GridTokenizer): DrawingSettings {
  const { maxWidth, maxHeight } = tokenizer.data;
  return {
    style,
    width: wholeNumber("--width", flags.width, 1, maxWidth),
    maxLines: wholeNumber("--max-lines", flags.maxLines, 1, maxHeight),
    ...parseSampling(flags, tokenizer),
  };
}

/** The settings in words. */
export function describeSettings(
  { style, width, maxLines, variation, temperature, topP, bestOf }: DrawingSettings,
) {
  return `${style}, ${width}×${maxLines} at most, varied by ${
    variation ?? "the usual"
  }, characters at temperature ` +
    `${Number(temperature.toFixed(3))}, top-p ${topP}, best of ${bestOf}`;
}
