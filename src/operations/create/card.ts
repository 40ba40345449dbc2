/** The card of a model: what it is, of what it was made, what it was measured at, and how it is used. */
import { isDeepStrictEqual as isEqual } from "node:util";
import { fallbacks } from "../../base/fields.ts";
import { shellWord } from "../../base/shell.ts";
import type { Attribution } from "../../bundle/manifest.ts";
import type { NetworkConfig } from "../../network/config.ts";
import { FORM_NAMES, formOf, FORMS } from "../../network/form.ts";
import type { Plan } from "../../synthesis/plan.ts";
import { SAMPLING_FIELDS } from "../../tasks/text/complete.ts";
import { rough } from "../../tasks/text/preset.ts";
import type { Checkpoint } from "../../training/checkpoint.ts";
import { duration } from "../train/told.ts";
import type { BaseModel } from "./base_model.ts";
import type { Measured } from "./measures.ts";
import type { ForeignFiles, Trial } from "./result.ts";

/** All that a card tells. */
export interface CardFacts {
  plan: Plan;
  /** Where the model is, and what it is called. */
  model: string;
  called: string;
  /** Weights of the network. */
  weights: number;
  checkpoint: Checkpoint;
  network: NetworkConfig;
  /** What the texts are, a line a fact. */
  data: readonly string[];
  attributions: readonly Attribution[];
  base: BaseModel | undefined;
  trial: Trial;
  /** Those of its texts that are shown. */
  samples: readonly string[];
  measures: Measured;
  foreign: ForeignFiles | undefined;
}

const TOP_P = fallbacks(SAMPLING_FIELDS).topP;

/** The card as Markdown. */
export function cardOf(facts: CardFacts): string {
  const { plan, samples } = facts;
  const sections: [title: string, body: string][] = [
    ["What it is", whatItIs(facts)],
    ["What it learned from", list([...facts.data, ...licences(facts)])],
    ["What it was measured at", measured(facts)],
    ["Samples", `${samplesTold(facts.trial)}\n\n${samples.map(fenced).join("\n\n")}`],
    ["How it is used", usage(facts)],
    [
      "The plan",
      "`plan.yaml` beside this file has all of it; `ascii-gen create --plan plan.yaml --out` and another folder makes the model again.",
    ],
  ];
  return [`# ${plan.name}`, plan.description, ...sections.map(([title, body]) => `## ${title}\n\n${body}`)]
    .join("\n\n") + "\n";
}

const samplesTold = ({ temperature }: Trial): string =>
  "Unedited and not chosen: what it writes from nothing with the seeds 0 to 9 and its usual sampling " +
  `(temperature ${temperature}, top-p ${TOP_P}), cut off where it goes on for long; control characters stand as \ufffd.`;

function whatItIs({ weights, network, checkpoint, base }: CardFacts): string {
  const { layers, dim, heads, window } = network, { step, minutes, tokens } = checkpoint;
  const from = base === undefined ? "trained from nothing" : `trained on from ${base.path}`;
  return `A language model of ${
    rough(weights)
  } weights (${layers} layers of ${dim}, ${heads} heads, a window of ${window} ` +
    `tokens, ${formTold(network)}), ${from} for ${duration(60 * minutes)}: ${step} steps, ` +
    `${
      rough(tokens)
    } tokens. It goes on from a text and does not chat. So small a model knows its texts and nothing of the world: ` +
    "what it writes is no advice, and a recipe of it nothing to cook by.";
}

/** How a network is built, by name or by its parts. */
function formTold(network: NetworkConfig): string {
  const form = formOf(network), name = FORM_NAMES.find((name) => isEqual(FORMS[name], form));
  return name === undefined ? Object.values(form).join(", ") : `form ${name}`;
}

function licences({ attributions, base }: CardFacts): string[] {
  return [
    ...attributions.map(({ source, licence, attribution }) =>
      `licence: ${source}, ${licence}${attribution === "" ? "" : ` (${attribution})`}`
    ),
    ...base === undefined
      ? []
      : [`licence of the model that it began with: ${base.licence ?? "that says nothing of it"}`],
  ];
}

function measured({ checkpoint, trial, measures }: CardFacts): string {
  const { textUnseen, textSeen } = checkpoint.losses;
  const rows: [what: string, figure: string][] = [
    ["bits a byte, of texts kept for validation", figure(textUnseen)],
    ["bits a byte, of texts learned from", figure(textSeen)],
    ["bits a byte, of combinations that no text had", figure(trial.heldOut)],
    ...measures.rows,
  ];
  return ["| measure | figure |", "| --- | ---: |", ...rows.map(([what, value]) => `| ${what} | ${value} |`)]
    .join("\n") + (measures.how === "" ? "" : `\n\n${measures.how}`);
}

const figure = (value: number | undefined): string => value === undefined ? "not measured" : value.toFixed(3);

function usage({ called, foreign, plan }: CardFacts): string {
  const commands = [
    `ascii-gen console ${shellWord(called)}`,
    `ascii-gen complete --model ${shellWord(called)} ""`,
    ...foreign === undefined ? [] : [`ollama create ${plan.name} -f Modelfile`],
  ];
  const others = foreign === undefined
    ? "No other program runs this form of network."
    : `\`${plan.name}.gguf\` is for llama.cpp, Ollama and LM Studio, \`${plan.name}-safetensors\` for transformers.`;
  return `\`\`\`sh\n${commands.join("\n")}\n\`\`\`\n\n${others}`;
}

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

/** A text as a block that no run of backquotes in it ends. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
