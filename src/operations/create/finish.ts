/** What follows training: the model folder with its licences, files for other programs, measures and the card. */
import type { Context } from "../../base/context.ts";
import { atomicWrite } from "../../base/files.ts";
import { parameterSpecs } from "../../network/architectures.ts";
import { parameterCount } from "../../network/parameters.ts";
import type { Plan } from "../../synthesis/plan.ts";
import { calledBy } from "../../tasks/named.ts";
import type { TrainResult } from "../train/result.ts";
import type { BaseModel } from "./base_model.ts";
import { cardOf } from "./card.ts";
import type { Places } from "./folder.ts";
import { type Figures, measured } from "./measures.ts";
import { type ForeignFiles, samplingBy, tryModel, writeForeign, writeModel } from "./result.ts";
import type { Texts } from "./texts.ts";

/** Samples that a card shows. */
const SHOWN = 10;

/** What came of making a model. */
export interface CreateResult {
  name: string;
  folder: string;
  /** The model folder, and what `console` calls it. */
  model: string;
  called: string;
  /** Whether it was told to stop before its budget was used up: the same command goes on. */
  stopped: boolean;
  weights: number;
  steps: number;
  minutes: number;
  tokens: number;
  losses: Readonly<Record<string, number>>;
  /** The rest is there once it is done. */
  done?: {
    samples: string[];
    /** Bits a byte of combinations that no text had. */
    heldOut: number | undefined;
    measures: Figures;
    files: ForeignFiles | undefined;
    card: string;
  };
}

/** A model that has been trained, and of what. */
interface Made {
  plan: Plan;
  places: Places;
  base: BaseModel | undefined;
  texts: Texts;
  trained: TrainResult;
}

/** What there is when training has ended, by its budget or because it was told to stop. */
export async function finished(
  { plan, places, base, texts, trained }: Made,
  context: Context,
): Promise<CreateResult> {
  const { model, checkpoint } = trained, { network, ports, step, minutes, tokens, losses } = checkpoint;
  const weights = parameterCount(parameterSpecs(ports, network)), called = calledBy(model);
  const result = {
    ...{ name: plan.name, folder: places.folder, model, called, weights },
    ...{ steps: step, minutes, tokens, losses },
  };
  const all = [...texts.attributions, ...base?.attributions ?? []];
  const attributions = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  const sampling = samplingBy(plan);
  // Before the first step there is no model.
  if (checkpoint.step > 0) await writeModel(model, checkpoint, { attributions, sampling });
  if (context.signal.aborted) return { ...result, stopped: true };
  const foreign = await writeForeign(places, { model, name: plan.name, network, sampling }, context);
  const trial = await tryModel(model, texts.heldOut, context);
  const measures = await measured(plan, trial.written, texts, context);
  const samples = trial.written.slice(0, SHOWN);
  const card = cardOf({
    ...{ plan, model, called, weights, checkpoint, network, data: texts.facts, attributions },
    ...{ base, trial, samples, measures, foreign },
  });
  await atomicWrite(places.card, card);
  const done = {
    samples,
    heldOut: trial.heldOut,
    measures: measures.figures,
    files: foreign,
    card: places.card,
  };
  return { ...result, stopped: false, done };
}
