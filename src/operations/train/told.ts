/** What is told of a run before it trains, and how long it will take. */
import { flagOf } from "../../base/fields.ts";
import type { NetworkConfig } from "../../network/config.ts";
import { architectureName } from "../../network/kinds.ts";
import { parameterCount, type ParameterSpec } from "../../network/parameters.ts";
import { OPTION_FIELDS } from "../../network/sizes.ts";
import type { TrainingOptions } from "../../training/options.ts";
import type { Prepared } from "../../training/task.ts";
import { positionsOfStep } from "./budget.ts";

/** A run that is about to train. */
export interface ToldRun {
  out: string;
  model: string;
  prepared: Prepared;
  options: TrainingOptions;
  specs: readonly ParameterSpec[];
  /** Why its budget is what it is, where nobody said. */
  why?: string | undefined;
  /** Steps done before. */
  done: number;
  /** Positions a second that are to be expected; undefined where nothing was measured. */
  speed: number | undefined;
}

/** The configuration, a line a part. */
export function configurationLines(
  { out, model, prepared, options, specs, why, done, speed }: ToldRun,
): string[] {
  const { network, epoch } = prepared;
  const { layers, dim, heads, hidden, window } = network;
  const { steps, minutes, optimizer, learningRate, batchTokens, workers, seed } = options;
  const stretches = epoch === undefined
    ? ""
    : epoch.of === undefined
    ? ` in stretches of ${epoch.length} tokens`
    : ` in ${epoch.of} of ${epoch.length} positions`;
  const positions = epoch === undefined ? batchTokens : positionsOfStep(options, epoch.length);
  const budget = steps === undefined
    ? `${minutes} minutes`
    : `${steps} steps${epochsOf(steps, prepared, options)}`;
  const left = steps === undefined || epoch === undefined || speed === undefined
    ? ""
    : `, about ${
      duration((steps - done) * positionsOfStep(options, epoch.length) / speed)
    } by a short measurement`;
  return [
    `network: ${
      kindOf(network)
    }${layers} layers of ${dim}, ${heads} heads, ${hidden} hidden units, window ${window}${
      optionsOf(network)
    }; ` +
    `${parameterCount(specs)} parameters`,
    `training: ${optimizer}, learning rate ${learningRate}, steps of ${positions} positions${stretches}, ` +
    `${workers} ${workers === 1 ? "worker" : "workers"}, seed ${seed}`,
    ...positions > batchTokens ? [tooFewFor(options, positions)] : [],
    `budget: ${budget}${why === undefined ? "" : ` (${why})`}${
      done > 0 ? `, ${done} steps of it done` : ""
    }${left}`,
    `saved in ${out} (checkpoints, metrics) and ${model} (the model, after every ${options.saveInterval} steps)`,
  ];
}

/** Why steps take more positions than were asked for. */
const tooFewFor = ({ batchTokens, workers, accumulate }: TrainingOptions, positions: number): string =>
  `--batch-tokens ${batchTokens} has no room for a stretch for each of ${workers} ${
    workers === 1 ? "worker" : "workers"
  }${
    accumulate > 1 ? ` in each of ${accumulate} batches` : ""
  }: steps take ${positions} positions all the same`;

/** The kind of network, where it is not the usual one. */
const kindOf = ({ architecture }: NetworkConfig): string =>
  architectureName(architecture) === "transformer" ? "" : `${architecture}, `;

/** What only its kind has. */
const optionsOf = (network: NetworkConfig): string =>
  Object.entries(OPTION_FIELDS).map(([name, field]) => {
    // cast: Object.entries forgets what the names are
    const value = network[name as keyof typeof OPTION_FIELDS];
    return value === undefined ? "" : `, ${flagOf(name, field)} ${value}`;
  }).join("");

function epochsOf(steps: number, { epoch }: Prepared, options: TrainingOptions): string {
  if (epoch === undefined) return "";
  const times = steps * positionsOfStep(options, epoch.length) / epoch.positions;
  return `, ${Number(times.toPrecision(2))} times through the ${epoch.of ?? "text"}`;
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Number((seconds / 3600).toFixed(1))} h`;
}

/** Steps after which the time that is left is told: soon, and then rarely. */
const TOLD_AFTER = [5, 100, 500, 2000, 10_000];

/** To be called before each step: tells how long a budget of steps still takes, by the steps that were measured. */
export function remainingTime(
  log: (line: string) => void,
  budget: number | undefined,
  done: number,
): () => void {
  let calls = -1, began = 0;
  return () => {
    calls++;
    // The first step prepares much.
    if (calls === 1) began = performance.now();
    if (budget === undefined || !TOLD_AFTER.includes(calls)) return;
    const seconds = (performance.now() - began) / 1000 / (calls - 1);
    const left = seconds * (budget - done - calls);
    if (left > 0) log(`a step takes ${Number(seconds.toPrecision(2))} s: about ${duration(left)} left`);
  };
}
