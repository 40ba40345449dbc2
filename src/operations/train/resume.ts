/** Whether a run that goes on is the run that it was, or that begins with a model has that model's network: what is given is compared. */
import { UserError } from "../../base/errors.ts";
import type { Context } from "../../base/context.ts";
import { pathsOf, type Schema } from "../../experiment/keys.ts";
import { meant } from "../../experiment/nearest_key.ts";
import { placeOf } from "../../experiment/places.ts";
import type { RunValues } from "../../experiment/compose.ts";
import { NETWORK_FIELDS, type NetworkConfig, presetShape } from "../../network/config.ts";
import { chosenForm, FORM_INPUT_FIELDS, formOf, FORMS } from "../../network/form.ts";
import { architectureName, networkKind } from "../../network/kinds.ts";
import type { Kind, ModelParts } from "../../tasks/kind.ts";
import { readChosen } from "../../tasks/text/fit.ts";
import { loadTextTokenizer } from "../../tokenizer/tokenizers.ts";
import type { Checkpoint } from "../../training/checkpoint.ts";
import { TRAINING_FIELDS } from "../../training/options.ts";
import type { Values } from "../../training/task.ts";
import { RANK_FIELDS, type TrainInput } from "./fields.ts";
import { tokenizerDigest } from "./record.ts";

/** Budgets, and what hangs on how closely a run is watched: they may change when a run goes on. */
const FREE: readonly string[] = ["steps", "minutes", "epochs", "evalInterval", "saveInterval"];
/** What says where a run is and what to do with it. */
const NO_SETTINGS: readonly string[] = [
  "name",
  "out",
  "resume",
  "allowChanged",
  "like",
  "files",
  "settings",
  "callbacks",
  "composed",
  "pause",
  ...Object.keys(RANK_FIELDS),
];
/** Options that a checkpoint's moments hang on. */
const KEPT: readonly string[] = ["optimizer"];

/** A key whose value is another than the run's. */
export interface Difference {
  /** Such as "optimizer.learningRate". */
  key: string;
  before: unknown;
  now: unknown;
}

/** A run that is to go on, and what its folder tells of it. */
export interface EarlierRun {
  checkpoint: Checkpoint;
  kind: Kind;
  /** Its configuration, where its folder has one. */
  values: RunValues | undefined;
}

/** What differs between what is given and what a run has; what may change at any time is left out. */
export async function differences(
  input: TrainInput,
  { checkpoint, kind, values }: EarlierRun,
  context: Context,
): Promise<Difference[]> {
  const { found, compare } = comparison();
  const { network, options, model } = checkpoint;
  // A preset by its name says what it said before.
  const { preset: told, ...without } = input;
  const shape = shapeGiven(told === values?.run["preset"] ? without : input, network.architecture);
  for (const [name, now] of Object.entries({ ...input, ...shape })) {
    if (NO_SETTINGS.includes(name) || FREE.includes(name)) continue;
    if (name === "preset" || Object.hasOwn(FORM_INPUT_FIELDS, name)) continue;
    if (name === "task") compare(name, checkpoint.task, now);
    else if (Object.hasOwn(TRAINING_FIELDS, name)) compare(name, Reflect.get(options, name), now);
    else if (name === "architecture") compare(name, architectureName(network.architecture), now);
    else if (Object.hasOwn(NETWORK_FIELDS, name)) compare(name, Reflect.get(network, name), now);
    else compare(name, values?.run[name], now);
  }
  const form = formGiven(input, network), was = formOf(network);
  for (const [part, now] of Object.entries(form)) compare(part, Reflect.get(was, part), now);
  for (const [name, now] of Object.entries(input.callbacks ?? {})) {
    if (values !== undefined) compare(`callbacks.${name}`, values.callbacks?.[name], now);
  }
  const { tokenizer, vocabulary, ...settings } = input.settings ?? {};
  for (const [name, now] of Object.entries(settings)) {
    if (kind.free.includes(name)) continue;
    compare(name, checkpoint.settings[name] ?? model[name] ?? values?.settings[name], now);
  }
  if (typeof tokenizer === "string") {
    await compareTokenizer(tokenizer, { type: checkpoint.settings["tokenizer"], model }, context, compare);
  }
  if (vocabulary !== undefined && vocabulary !== values?.settings["vocabulary"]) {
    compare("vocabulary", loadTextTokenizer(model["tokenizer"]).size, vocabulary);
  }
  return found;
}

type Compare = (name: string, before: unknown, now: unknown) => void;

/** Finds what is given and another than it was. */
function comparison(): { found: Difference[]; compare: Compare } {
  const found: Difference[] = [];
  const compare = (name: string, before: unknown, now: unknown) => {
    if (now === undefined || JSON.stringify(before) === JSON.stringify(now)) return;
    found.push({ key: placeOf(name) ?? name, before, now });
  };
  return { found, compare };
}

/**
 * Throws a UserError of kind "usage" that lists what is given of a network or a tokenizer and is not that of the model that a new
 * run begins with, whose it takes.
 */
export async function refuseOtherModel(
  input: TrainInput,
  { network, model }: ModelParts,
  context: Pick<Context, "log">,
): Promise<void> {
  const { found, compare } = comparison();
  compare("architecture", architectureName(network.architecture), input.architecture);
  for (const [name, now] of Object.entries(shapeGiven(input, network.architecture))) {
    compare(name, Reflect.get(network, name), now);
  }
  const was = formOf(network);
  for (const [part, now] of Object.entries(formGiven(input, network))) {
    compare(part, Reflect.get(was, part), now);
  }
  const { tokenizer, vocabulary } = input.settings ?? {};
  if (typeof tokenizer === "string" || vocabulary !== undefined) {
    const { type, size } = loadTextTokenizer(model["tokenizer"]);
    if (typeof tokenizer === "string") await compareTokenizer(tokenizer, { type, model }, context, compare);
    compare("vocabulary", size, vocabulary);
  }
  if (found.length === 0) return;
  throw new UserError(
    "usage",
    `--init-from ${input.initFrom} brings its network and its tokenizer, and here they differ: ` +
      `${listOf(found)}; leave that out, or leave out --init-from`,
  );
}

/** Sizes that are given, by a preset or one by one. */
function shapeGiven(
  { preset, ...input }: TrainInput,
  architecture: NetworkConfig["architecture"],
): Record<string, unknown> {
  const sizes = Object.fromEntries(
    Object.entries(input).filter(([name, value]) =>
      Object.hasOwn(NETWORK_FIELDS, name) && value !== undefined
    ),
  );
  const { formed } = networkKind(architecture);
  return preset === undefined
    ? sizes
    : { ...presetShape(preset, sizes, formed ? chosenForm(preset, input) : undefined, architecture) };
}

/** Parts of a form that are given, by its name, that of a preset, or one by one. */
function formGiven(input: TrainInput, { architecture }: NetworkConfig): Record<string, unknown> {
  const { form, preset, norm, activation, positions, biases, tied } = input;
  if (form !== undefined || preset !== undefined && networkKind(architecture).formed) {
    return { ...chosenForm(preset ?? "small", input) ?? FORMS.own };
  }
  const said = (value: "yes" | "no" | undefined) => value === undefined ? undefined : value === "yes";
  return { norm, activation, positions, biases: said(biases), tied: said(tied) };
}

/** A kind of tokenizer is compared by its name, one that is named by a path by what it does. */
async function compareTokenizer(
  named: string,
  { type, model }: { type: unknown; model: Values },
  context: Pick<Context, "log">,
  compare: Compare,
): Promise<void> {
  const given = await readChosen({ tokenizer: named }, context);
  if (given === undefined) return compare("tokenizer", type, named);
  compare(
    "tokenizer",
    short(tokenizerDigest(model)),
    short(tokenizerDigest({ tokenizer: asJson(given.toJSON()) })),
  );
}

/** As a checkpoint holds it. */
const asJson = (value: unknown): Values[string] => JSON.parse(JSON.stringify(value));

const short = (digest: string | null): string => `sha256 ${digest?.slice(0, 12)}`;

/** What of a run may be another when it goes on, if that is allowed by name. */
export function isChangeable(key: string): boolean {
  if (key === "data.files" || key === "data.corpus") return true;
  const fixed = [...KEPT, ...FREE];
  return Object.keys(TRAINING_FIELDS).some((name) => placeOf(name) === key && !fixed.includes(name));
}

/** The keys that are allowed to change. Throws a UserError of kind "usage" for those that there are not or that cannot. */
export function allowedKeys(words: readonly string[], schema: Schema): string[] {
  return words.map((word) => {
    const paths = schema.keys.has(word) ? [word] : word.includes(".") ? [] : pathsOf(schema, word);
    if (paths.length > 1) throw new UserError("usage", `--allow-changed ${word} can be ${paths.join(", ")}`);
    const [path] = paths;
    if (path === undefined) {
      throw new UserError("usage", `--allow-changed ${word}: there is no such key; ${meant(word, schema)}`);
    }
    if (isChangeable(path)) return path;
    const can = [...schema.keys.keys()].filter(isChangeable).join(", ");
    throw new UserError(
      "usage",
      `--allow-changed ${word}: a run cannot go on with another ${path}; it can with ${can}`,
    );
  });
}

/** Throws a UserError of kind "usage" that lists what differs and is not allowed to. */
export function refuseDifferences(differing: readonly Difference[], allowed: readonly string[]): void {
  const refused = differing.filter(({ key }) => !allowed.includes(key));
  if (refused.length === 0) return;
  const changeable = refused.map(({ key }) => key).filter(isChangeable);
  const advice = [
    "leave that out",
    ...changeable.length === refused.length ? [`allow it by --allow-changed ${changeable.join()}`] : [],
    "or begin a new run by --init-from",
  ];
  throw new UserError(
    "usage",
    `--resume keeps the run's settings, and here they differ: ${listOf(refused)}; ${advice.join(", ")}`,
  );
}

const listOf = (differing: readonly Difference[]): string =>
  differing.map(({ key, before, now }) => `${key}: ${told(before)} → ${told(now)}`).join(", ");

const told = (value: unknown): string =>
  value === undefined ? "none" : typeof value === "string" ? value : JSON.stringify(value);
