/** What stands above the figures. */
import type { About } from "../about.ts";
import type { ComparisonOptions } from "../compare.ts";
import type { DrawingSettings } from "../drawings.ts";
import type { EvaluationOptions } from "../evaluation.ts";

/** What a model was judged by and how it drew. */
export function evaluationFacts(about: About & { options: EvaluationOptions }): string[] {
  const { settings, seed } = about.options;
  return [...aboutFacts(about), `sampling as users get it: ${describeSettings(settings)}, seed ${seed}`];
}

/** What settings were compared with, and by whom. */
export function comparisonFacts(about: About & { options: ComparisonOptions }): string[] {
  const { usual, seed, labels, folds, steps } = about.options;
  return [
    ...aboutFacts(about),
    ...usual.map((settings) => `as usual: ${describeSettings(settings)}`),
    `seed ${seed}; ${labels} labels, ${folds} classifiers of ${steps} steps`,
  ];
}

/** What a language model was judged by. */
export function textFacts(
  { model, texts: { files, digest, trainedOn, unseen } }: Pick<About, "model"> & {
    texts: { files: number; digest: string; trainedOn: boolean; unseen: boolean };
  },
): string[] {
  return [
    modelFact(model),
    `${files} ${files === 1 ? "file" : "files"} of text, ${digest.slice(0, 12)}…${
      unseen ? ": what the model kept for validation" : trainedOn ? ", which the model was trained on" : ""
    }`,
  ];
}

/** What a model that labels pictures was judged by. */
export function labelFacts(
  { model, data: { digest, trainedOn, unseen } }: Pick<About, "model"> & {
    data: { digest: string; trainedOn: boolean; unseen: boolean };
  },
): string[] {
  return [
    modelFact(model),
    `pictures ${digest.slice(0, 12)}…${
      unseen
        ? ": those that the model kept for validation"
        : trainedOn
        ? ", which the model was trained on"
        : ""
    }`,
  ];
}

const modelFact = ({ path, created, sha256 }: About["model"]): string =>
  `model ${path}, made ${created}, SHA-256 ${sha256.slice(0, 12)}…`;

function aboutFacts({ model, corpus: { digest, trainedOn } }: About): string[] {
  return [
    modelFact(model),
    `corpus ${digest.slice(0, 12)}…${trainedOn ? "" : ", not the one that the model was trained on"}`,
  ];
}

function describeSettings(
  { style, width, maxLines, variation, temperature, topP, bestOf }: DrawingSettings,
): string {
  return `${style}, ${width}×${maxLines} at most, varied by ${
    variation ?? "the usual"
  }, characters at temperature ` +
    `${Number(temperature.toFixed(3))}, top-p ${topP}, best of ${bestOf}`;
}
