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
import { usualVocabulary } from "../../tasks/text/settings.ts";
import { textPorts } from "../../tasks/text/state.ts";
import { footprint } from "../../training/footprint.ts";
import { TRAINING_FIELDS } from "../../training/options.ts";
import { measuredSpeed, multiplied, positionsPerSecond } from "../../training/speed.ts";
import { positionsOfStep } from "../train/budget.ts";
import type { BaseModel } from "./base_model.ts";
import { runOf } from "./experiment.ts";
import type { Overrides } from "./fields.ts";

/** What a model will take, by a short measurement of this machine. */
export interface Estimate {
  /** Weights of the network. */
  weights: number;
  /** Minutes of training. */
  minutes: number;
  /** Tokens that it will learn from in that time, with repetition. */
  tokens: number;
  /** Times that it goes through its texts; undefined where nobody knows how much text there is. */
  rounds: number | undefined;
  /** Hours of a core for a million tokens. */
  hoursPerMillion: number;
  /** Bytes of memory while it trains, at most. */
  memory: number;
  /** Bytes that this machine has. */
  machine: number;
  cores: number;
}

/** Characters of a token of such texts: bpe on what the templates write. */
const CHARACTERS_OF_TOKEN = 3.5;

/** Estimates what training will take. Throws a UserError of kind "usage" for sizes that do not go together. */
export async function estimateOf(
  plan: Plan,
  overrides: Overrides,
  base: BaseModel | undefined,
): Promise<Estimate> {
  const network = base?.network ?? networkOf(plan, overrides);
  const size = base?.vocabulary ?? overrides.vocabulary ?? presetVocabulary(plan.model.size) ??
    usualVocabulary(plan.characters);
  const ports = textPorts({ size }, network), specs = parameterSpecs(ports, network);
  const { accumulate: planned, recompute: again } = runOf(plan, base?.path);
  const cores = overrides.workers ?? navigator.hardwareConcurrency;
  const {
    batchTokens = text.usual?.batchTokens ?? TRAINING_FIELDS.batchTokens.fallback,
    accumulate = planned ?? 1,
    optimizer = TRAINING_FIELDS.optimizer.fallback,
    dropout = TRAINING_FIELDS.dropout.fallback,
    backend = TRAINING_FIELDS.backend.fallback,
    context: length = network.window,
  } = overrides;
  const recompute = (overrides.recompute ?? again) === "yes";
  const share = { workers: cores, accumulate, recompute };
  const epoch = { positions: plan.characters / CHARACTERS_OF_TOKEN, length };
  const { bytes } = footprint(
    { plan: {}, ports, network, epoch },
    { batchTokens, optimizer, dropout },
    share,
  );
  const speed = await measuredSpeed(backend), perCore = positionsPerSecond(speed, multiplied(specs), 1);
  const ofStep = positionsOfStep({ batchTokens, workers: cores, accumulate }, length);
  const tokens = overrides.steps === undefined
    ? plan.model.minutes * 60 * perCore * cores
    : overrides.steps * ofStep;
  return {
    ...{ weights: parameterCount(specs), minutes: tokens / perCore / cores / 60, tokens, cores },
    rounds: plan.data.source === "files" ? undefined : tokens / epoch.positions,
    hoursPerMillion: 1e6 / perCore / 3600,
    ...{ memory: bytes, machine: Deno.systemMemoryInfo().total },
  };
}

/** The network of a plan that begins with nothing. */
function networkOf(plan: Plan, overrides: Overrides): NetworkConfig {
  const { preset = plan.model.size, form } = runOf(plan);
  const chosen = chosenNetwork({
    preset,
    sizes: givenOf(NETWORK_FIELDS, overrides),
    form: { ...form !== undefined && { form }, ...givenOf(FORM_INPUT_FIELDS, overrides) },
  });
  return parseAs(networkConfigSchema, chosen, "usage", "network");
}
