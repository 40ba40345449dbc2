/** What can accompany a run, by name. A new one is a file and a line here. */
import { UserError } from "../../base/errors.ts";
import type { Fields } from "../../base/fields.ts";
import { type Values, valuesSchema } from "../task.ts";
import type { CallbackKind } from "./callback.ts";
import { checkpoints } from "./checkpoints.ts";
import { csv } from "./csv.ts";
import { earlyStopping } from "./early_stopping.ts";
import { ema } from "./ema.ts";
import { guard } from "./guard.ts";
import { metrics } from "./metrics.ts";
import { progress } from "./progress.ts";
import { samples } from "./samples.ts";
import { notRight, unknown } from "./settings.ts";
import { tensorboard } from "./tensorboard/tensorboard.ts";
import { throughput } from "./throughput.ts";

/** In the order in which they are told of what happens. */
const CALLBACKS: Readonly<Record<string, CallbackKind>> = {
  checkpoints,
  metrics,
  csv,
  tensorboard,
  progress,
  samples,
  throughput,
  ema,
  guard,
  "early-stopping": earlyStopping,
};

export const CALLBACK_NAMES: readonly string[] = Object.keys(CALLBACKS);
/** Settings of each. */
export const CALLBACK_FIELDS: Readonly<Record<string, Fields>> = Object.fromEntries(
  Object.entries(CALLBACKS).map(([name, { fields }]) => [name, fields]),
);
/** Those that every run has. */
export const DEFAULT_CALLBACKS: readonly string[] = ["checkpoints", "metrics", "progress", "samples"];
/** The one of them that no run can do without. */
const NEEDED = "checkpoints";
/** A setting of every callback: whether it is left out. */
export const OFF = "off";

/** Callbacks with their settings, as far as they were given; what `off` is true of is left out, though it be usual. */
export type ChosenCallbacks = Readonly<Record<string, Values>>;

/** A flag for those that have no need of settings. */
export const CALLBACKS_FIELD = {
  callbacks: {
    type: "list",
    value: "names",
    choices: CALLBACK_NAMES,
    text: `what accompanies the run besides the usual: ${CALLBACK_NAMES.join(", ")}`,
    usual: DEFAULT_CALLBACKS.join(","),
  },
} as const satisfies Fields;

/** Callbacks of these names, as they are unless told otherwise. Throws what `parseCallbacks` throws. */
export const namedCallbacks = (names: readonly string[]): ChosenCallbacks =>
  parseCallbacks(Object.fromEntries(names.map((name) => [name, {}])));

/** Throws a UserError of kind "usage" for a name or a setting that is not right, by its path. */
export function parseCallbacks(given: Readonly<Record<string, unknown>>): ChosenCallbacks {
  const parsed = Object.entries(given).map(([name, settings]): [string, Values] => {
    const path = `callbacks.${name}`;
    const values = valuesOf(path, settings ?? {});
    const { [OFF]: off, ...own } = values;
    if (off !== undefined && typeof off !== "boolean") {
      throw notRight(`${path}.${OFF}`, off, "true or false");
    }
    if (off === true && name === NEEDED) {
      throw new UserError(
        "usage",
        `${path}.${OFF} true is not possible: without ${NEEDED} a run leaves nothing`,
      );
    }
    kindOf(name).check(own, path);
    return [name, values];
  });
  return Object.fromEntries(parsed);
}

/** The callbacks of a run, the usual ones among them, in their order. */
export function callbacksOf(chosen: ChosenCallbacks): [name: string, kind: CallbackKind, settings: Values][] {
  const names = CALLBACK_NAMES.filter((name) =>
    (DEFAULT_CALLBACKS.includes(name) || Object.hasOwn(chosen, name)) && chosen[name]?.[OFF] !== true
  );
  return names.map((name) => {
    const { [OFF]: _, ...settings } = chosen[name] ?? {};
    return [name, kindOf(name), settings];
  });
}

/** Throws a UserError of kind "usage" that names the nearest. */
function kindOf(name: string): CallbackKind {
  const kind = Object.hasOwn(CALLBACKS, name) ? CALLBACKS[name] : undefined;
  if (kind === undefined) throw unknown("there is no callback", name, CALLBACK_NAMES);
  return kind;
}

function valuesOf(path: string, settings: unknown): Values {
  const values = valuesSchema.safeParse(settings);
  if (values.success) return values.data;
  throw notRight(path, settings, "settings by name");
}
