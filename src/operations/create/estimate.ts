/** What making a model will take on this machine, and what is to be expected of it. */
import { givenOf } from "../../base/fields.ts";
import {
  chosenNetwork,
  NETWORK_FIELDS,
  type NetworkConfig,
  networkConfigSchema,
  presetVocabulary,
} from "../../network/config.ts";
import { FORM_INPUT_FIELDS } from "../../network/form.ts";
import { parseAs } from "../../base/schema.ts";
import { parameterSpecs } from "../../network/architectures.ts";
import { parameterCount } from "../../network/parameters.ts";
import type { Plan } from "../../synthesis/plan.ts";
import { text } from "../../tasks/text/kind.ts";
import { CHARACTERS_OF_TOKEN } from "../../synthesis/plan/settings.ts";
import { usualVocabulary } from "../../tasks/text/settings.ts";
import { textPorts } from "../../tasks/text/state.ts";
import { footprint } from "../../training/footprint.ts";
import { TRAINING_FIELDS } from "../../training/options.ts";
import type { Network } from "../../training/replica.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { measuredSpeed, multiplied, positionsPerSecond } from "../../training/speed.ts";
import { positionsOfStep } from "../train/budget.ts";
import type { BaseModel } from "./base_model.ts";
import { runOf } from "./experiment.ts";
import type { Overrides } from "./fields.ts";
import { triedSteps } from "./trial.ts";

/** What a model will take, by a short measurement of this machine. */
export interface Estimate {
  /** Weights of the network, at most: fewer where the texts have fewer kinds of tokens. */
  weights: number;
  /** Minutes of training, and tokens that it will learn from in that time, with repetition, where nobody else wants the cores. */
  minutes: number;
  tokens: number;
  /** The same where others want them as they did while it was measured. */
  busy: { minutes: number; tokens: number };
  /** Tokens of its texts; undefined where nobody knows how much text there is. */
  text: number | undefined;
  /** Hours of a core for a million tokens. */
  hoursPerMillion: number;
  /** Bytes of memory while it trains, at most. */
  memory: number;
  /** Bytes that this machine has. */
  machine: number;
  cores: number;
}

/** Share of a text that is kept for validation. */
const VALIDATION = 0.1;

/**
 * Estimates what training will take; `samples` are some of the texts. Throws a UserError of kind "usage" for sizes that do not go
 * together.
 */
export async function estimateOf(
  plan: Plan,
  overrides: Overrides,
  base: BaseModel | undefined,
  samples: readonly string[] = [],
): Promise<Estimate> {
  const network = base?.network ?? networkOf(plan, overrides);
  // What is held out, as of templates, is not learned from.
  const characters = plan.characters * (plan.data.source === "files" ? 1 : 1 - plan.heldOut);
  const size = base?.tokenizer.size ?? overrides.vocabulary ?? presetVocabulary(plan.model.size) ??
    usualVocabulary(characters);
  const ports = textPorts({ size }, network), specs = parameterSpecs(ports, network);
  const { accumulate: planned, recompute: again } = runOf(plan, base?.path);
  const cores = overrides.workers ?? navigator.hardwareConcurrency;
  const {
    batchTokens = text.usual?.batchTokens ?? TRAINING_FIELDS.batchTokens.fallback,
    accumulate = planned ?? 1,
    optimizer = TRAINING_FIELDS.optimizer.fallback,
    dropout = TRAINING_FIELDS.dropout.fallback,
    backend = TRAINING_FIELDS.backend.fallback,
    precision = TRAINING_FIELDS.precision.fallback,
    validation = VALIDATION,
    context: length = network.window,
  } = overrides;
  const recompute = overrides.recompute ?? again ?? "no";
  const share = { workers: cores, accumulate, recompute: recompute === "yes" };
  const ofToken = overrides.tokenizer === "char" ? 1 : charactersOfToken(base?.tokenizer, samples);
  const learned = characters * (1 - validation) / ofToken;
  const { bytes } = footprint(
    { plan: {}, ports, network, epoch: { positions: learned, length } },
    { batchTokens, optimizer, dropout },
    share,
  );
  // Texts are learned whole where they are shorter than a stretch may be.
  const longest = Math.max(0, ...samples.map(({ length }) => length)) / ofToken;
  const isWhole = longest > 0 && overrides.stretches !== "anywhere";
  const stretch = isWhole ? Math.min(length, Math.ceil(longest)) : length;
  const ofStep = positionsOfStep({ batchTokens, workers: cores, accumulate }, stretch);
  const speed = await speedOf({ ports, network }, {
    ...{
      positions: batchTokens / cores / accumulate,
      length: stretch,
      backend,
      precision,
      optimizer,
      dropout,
      recompute,
    },
    ...{ ofStep, cores },
  });
  const { steps } = overrides, { minutes } = plan.model;
  const taken = (perSecond: number) =>
    steps === undefined
      ? { minutes, tokens: 60 * minutes * perSecond }
      : { minutes: steps * ofStep / perSecond / 60, tokens: steps * ofStep };
  return {
    ...{ weights: parameterCount(specs), ...taken(speed.alone), busy: taken(speed.busy) },
    text: plan.data.source === "files" ? undefined : learned,
    hoursPerMillion: 1e6 * cores / speed.alone / 3600,
    ...{ memory: bytes, machine: Deno.systemMemoryInfo().total, cores },
  };
}

/** Positions a second that all cores train, where nobody else wants them, and as busy as they are. */
async function speedOf(
  network: Pick<Network, "ports" | "network">,
  { ofStep, cores, ...steps }: Parameters<typeof triedSteps>[1] & { ofStep: number; cores: number },
): Promise<{ alone: number; busy: number }> {
  const tried = await triedSteps(network, steps);
  if (tried === undefined) {
    const specs = parameterSpecs(network.ports, network.network);
    const alone = positionsPerSecond(await measuredSpeed(steps.backend), multiplied(specs), cores);
    return { alone, busy: alone };
  }
  // Updates are dealt out over the cores as batches are.
  const alone = cores / (tried.position + tried.update / ofStep);
  return { alone, busy: alone * tried.share };
}

/** What a tokenizer that is there makes of samples; what one that is fitted makes of texts like those. */
function charactersOfToken(tokenizer: Tokenizer | undefined, samples: readonly string[]): number {
  const characters = samples.join("").length;
  if (tokenizer === undefined || characters === 0) return CHARACTERS_OF_TOKEN;
  return characters / samples.reduce((sum, sample) => sum + tokenizer.encode(sample).length, 0);
}

/** The network of a plan that begins with nothing. */
function networkOf(plan: Plan, overrides: Overrides): NetworkConfig {
  const { preset = plan.model.size, form, window } = runOf(plan);
  const chosen = chosenNetwork({
    preset,
    sizes: { ...window !== undefined && { window }, ...givenOf(NETWORK_FIELDS, overrides) },
    form: { ...form !== undefined && { form }, ...givenOf(FORM_INPUT_FIELDS, overrides) },
  });
  return parseAs(networkConfigSchema, chosen, "usage", "network");
}
