/** What a sweep tries: which combinations of values, and the configuration of each. */
import { checked } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import type { Given, InputOf } from "../../base/fields.ts";
import { type RunValues, valuesOf } from "../../experiment/compose.ts";
import { type Axis, type Combination, combinations } from "../../experiment/sweep/combine.ts";
import { type Method, SWEEP_FIELDS } from "../../experiment/sweep/fields.ts";
import { without } from "../../experiment/tree.ts";
import { type ComposedRun, composeTrain, type GivenRun } from "../train/compose.ts";
import { trainSchema } from "../train/fields.ts";
import { axesOf, partsOf, someOf, wordsWith } from "./axes.ts";
import type { Sharing } from "./cores.ts";

/** What is asked for: words of the command line, fields of runs and of sweeps. */
export interface TrialsRequest extends GivenRun {
  words: readonly string[];
  sweep?: Given<typeof SWEEP_FIELDS>;
}

/** What is tried. */
export interface Trials {
  /** Keys, or groups, that trials differ in. */
  axes: string[];
  method: Method;
  settings: InputOf<typeof SWEEP_FIELDS>;
  combinations: Combination[];
  /** What is said besides what is tried, and the experiments that are begun with. */
  values: RunValues;
  experiments: readonly string[] | undefined;
  /** Of each run. */
  workers: number;
  /** The run of a combination, and the words that say it. */
  trial(combination: Combination): Promise<{ run: ComposedRun; words: string[] }>;
}

/**
 * Composes the trials of a sweep; `share` gives the workers of each run from what is said of them. Throws a UserError of one
 * line for whatever is wrong.
 */
export async function composeTrials(
  request: TrialsRequest,
  share: (sharing: Sharing) => number,
): Promise<Trials> {
  const { words, given, files, source } = request;
  const schema = await trainSchema();
  const parts = partsOf(words, schema);
  const { name: _name, out: _out, resume: _, ...fields } = given;
  const run: GivenRun = {
    ...files !== undefined && { files },
    ...source !== undefined && { source },
    given: fields,
    settings: { ...request.settings, ...plainOf(request.sweep ?? {}) },
  };
  if (files?.includes("-")) {
    throw new UserError("usage", "standard input is read once; name files for a sweep to learn from");
  }
  const told = parts.filter((part) => typeof part !== "string");
  const some = await composeTrain(wordsWith(parts, [], someOf), run);
  const axes = [...told, ...axesOf(some.composition.swept, schema)];
  const doubled = axes.find((axis, i) => axes.findIndex(({ name }) => name === axis.name) < i);
  if (doubled !== undefined) throw new UserError("usage", `${doubled.name} has values to try twice`);
  if (axes.length === 0) {
    throw new UserError(
      "usage",
      "there is nothing to try; give several values, as in lr=0.001,0.0003 seed=range(4)",
    );
  }
  const values = valuesOf(some.composition, schema);
  // cast: values were checked against these fields.
  const settings = checked(SWEEP_FIELDS, values.sweep as Given<typeof SWEEP_FIELDS>);
  const { method, all } = combinations(axes, {
    ...settings,
    method: settings.method,
    trials: settings.trials,
  });
  const workers = share({
    workers: mostWorkers(axes, values.run["workers"]),
    parallel: settings.parallel,
  });
  const own = axes.some(({ name }) => name === WORKERS) ? {} : { workers };
  return {
    ...{ axes: axes.map(({ name }) => name), method, settings, combinations: all, values, workers },
    experiments: some.composition.choices["experiment"],
    async trial(combination) {
      const words = wordsWith(parts, axes, (axis) => combination[axes.indexOf(axis)]!);
      return {
        run: trialOf(await composeTrain(words, { ...run, given: { ...fields, ...own } })),
        words,
      };
    },
  };
}

const WORKERS = "engine.workers";

/** Workers of a run at most, as far as anything says. */
function mostWorkers(axes: readonly Axis[], said: unknown): number | undefined {
  const axis = axes.find(({ name }) => name === WORKERS);
  if (axis === undefined) return typeof said === "number" ? said : undefined;
  return axis.tried.kind === "list" ? Math.max(...axis.tried.values.map(Number)) : axis.tried.to;
}

/** Fields as composing takes them. */
const plainOf = (fields: Given<typeof SWEEP_FIELDS>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A run of its own, which says nothing of sweeps nor of where it is. */
function trialOf({ composition, schema }: ComposedRun): ComposedRun {
  const tree = [["sweep"], ["run", "name"], ["run", "out"]].reduce(without, composition.tree);
  return { composition: { ...composition, tree, swept: [] }, schema };
}
