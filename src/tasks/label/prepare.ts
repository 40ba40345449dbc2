/** Pictures of folders or IDX files as something to learn. */
import * as z from "zod";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { parseAs, schemaOf } from "../../base/schema.ts";
import { chosenNetwork, type NetworkConfig, networkConfigSchema } from "../../network/config.ts";
import type { Prepared } from "../../training/task.ts";
import { changedData, type PrepareRequest } from "../kind.ts";
import {
  type LabelModel,
  labelPorts,
  MAX_CLASSES,
  MAX_POSITIONS,
  parseLabelModel,
  positionsOf,
} from "./model.ts";
import { findPictures } from "./pictures/find.ts";
import { dataDigest, type Pictures, pixelsAt, readPictures } from "./pictures/read.ts";
import { type Parts, splitPictures } from "./pictures/split.ts";
import { LABEL_FIELDS, type LabelSettings, VALIDATION } from "./settings.ts";
import { type LabelPlan, labelTask } from "./task.ts";

const paths = z.array(z.string()).min(1);
const settingsSchema = schemaOf(LABEL_FIELDS);
/** The preset of so many pictures and more, and that of fewer. */
const MANY = 50_000, PRESET_OF_MANY = "small", PRESET_OF_FEW = "tiny";

/** Reads pictures and parts them. Throws a UserError for what cannot be read, and for too few pictures or classes. */
export async function preparePictures(
  request: PrepareRequest,
  context: Context,
): Promise<Prepared<LabelPlan>> {
  const { settings: { data, ...given }, files, from, digest } = request;
  const named = paths.safeParse(files.length > 0 ? files : data);
  if (!named.success) {
    throw new UserError("usage", "name a folder with a folder of pictures for each class, or IDX files");
  }
  const asked = parseAs(settingsSchema, given, "usage", "training option");
  const old = from === undefined ? undefined : parseLabelModel(from.model, "model");
  const settings = { ...asked, ...sizesOf(asked, old) };
  const found = await findPictures(named.data, "learn");
  const pictures = await readPictures(found, settings, context);
  const labels = old?.labels ?? classesOf(pictures);
  if (old !== undefined) refuseStrange(pictures, old.labels);
  const patch = settings.patch ?? usualPatch(pictures.side);
  refusePatch(pictures.side, patch);
  const { validation = VALIDATION, splitSeed = 0, mirror } = settings;
  const parts = splitPictures(pictures, { validation, seed: splitSeed });
  const model: LabelModel = old ?? {
    ...{ labels, side: pictures.side, patch, channels: pictures.channels, ...scaleOf(pictures, parts.train) },
  };
  const now = dataDigest(pictures);
  if (digest !== undefined && now !== digest) throw changedData(named.data, digest, now);
  const network = from?.network ?? networkOf(request, model, parts);
  const shift = settings.shift ?? Math.round(model.side / 16);
  const length = positionsOf(model), { train, unseen } = parts;
  return {
    task: labelTask,
    plan: planOf({ model, network, pictures, parts, shift, mirror }),
    ports: labelPorts(model, network),
    ...{ network, model, digest: now },
    settings: {
      ...{ data: named.data, side: model.side, patch, channels: `${model.channels}`, shift, mirror },
      ...{ validation, splitSeed },
    },
    summary:
      `${train.length + unseen.length} pictures of ${labels.length} classes, ${unseen.length} of them kept ` +
      `for validation; ${model.side}×${model.side} pixels${model.channels === 3 ? " in colour" : ""}, ` +
      `${length - 1} patches of ${patch}×${patch}`,
    epoch: { positions: train.length * length, length, of: "pictures" },
  };
}

/** What is settled of sizes: those of a model that a run goes on with. */
function sizesOf({ side, patch, channels }: LabelSettings, old: LabelModel | undefined) {
  const given = {
    side,
    patch,
    channels: channels === undefined ? undefined : channels === "3" ? 3 : 1,
  } as const;
  if (old === undefined) {
    if (side !== undefined && patch !== undefined) refusePatch(side, patch);
    return given;
  }
  for (const name of ["side", "patch", "channels"] as const) {
    if (given[name] === undefined || given[name] === old[name]) continue;
    throw new UserError("usage", `--${name} ${given[name]} is not the model's, which is ${old[name]}`);
  }
  return { side: old.side, patch: old.patch, channels: old.channels };
}

function refusePatch(side: number, patch: number): void {
  if (side % patch !== 0) {
    throw new UserError("usage", `--patch ${patch} does not divide the side of pictures, ${side}`);
  }
  const positions = positionsOf({ side, patch });
  if (positions <= MAX_POSITIONS) return;
  throw new UserError(
    "usage",
    `--patch ${patch} makes ${positions} positions of ${side}×${side} pixels; at most ${MAX_POSITIONS} are read`,
  );
}

/** The smallest patch of which there are 8 by 8 at most; one pixel alone says little. */
function usualPatch(side: number): number {
  let patch = Math.max(2, Math.ceil(side / 8));
  while (side % patch !== 0) patch++;
  return patch;
}

/** The classes in order: numbers by their size, else by their characters. */
function classesOf({ labels }: Pictures): string[] {
  const all = [...new Set(labels)];
  if (all.length < 2) {
    throw new UserError("input", `there is one class, ${all[0]}: a model tells at least two apart`);
  }
  if (all.length > MAX_CLASSES) {
    throw new UserError("input", `there are ${all.length} classes; at most ${MAX_CLASSES} are told apart`);
  }
  const numbers = all.every((label) => /^\d+$/.test(label));
  return all.sort((a, b) => numbers ? Number(a) - Number(b) : a < b ? -1 : 1);
}

/** Throws a UserError of kind "input" for pictures of a class that a model has not. */
export function refuseStrange({ labels, names }: Pictures, known: readonly string[]): void {
  const strange = labels.findIndex((label) => !known.includes(label));
  if (strange < 0) return;
  throw new UserError(
    "input",
    `${names[strange]} is of the class ${labels[strange]}, which the model has not; it has ${
      known.slice(0, 8).join(", ")
    }${known.length > 8 ? ", …" : ""}`,
  );
}

/** Mean and standard deviation of each channel over some pictures. */
function scaleOf(pictures: Pictures, numbers: readonly number[]): Pick<LabelModel, "mean" | "deviation"> {
  const { channels, side } = pictures;
  const count = numbers.length * side ** 2;
  const of = (channel: number) => {
    let [sum, squares] = [0, 0];
    for (const number of numbers) {
      const pixels = pixelsAt(pictures, number);
      for (let i = channel; i < pixels.length; i += channels) {
        sum += pixels[i]!;
        squares += pixels[i]! ** 2;
      }
    }
    const mean = sum / count;
    return { mean, deviation: Math.max(0.5, Math.sqrt(Math.max(0, squares / count - mean ** 2))) };
  };
  const all = Array.from({ length: channels }, (_, channel) => of(channel));
  const short = (value: number) => Number(value.toFixed(3));
  return {
    mean: all.map(({ mean }) => short(mean)),
    deviation: all.map(({ deviation }) => short(deviation)),
  };
}

/** A network that looks back to the first patch, unless told otherwise. */
function networkOf(
  { preset, architecture, sizes, form = {}, means }: PrepareRequest,
  model: LabelModel,
  { train }: Parts,
): NetworkConfig {
  const usual = train.length < MANY ? PRESET_OF_FEW : PRESET_OF_MANY;
  const chosen = chosenNetwork({
    ...{ architecture, preset: means === undefined ? preset : usual, form },
    sizes: { window: Math.max(8, positionsOf(model)), ...sizes },
  });
  return parseAs(networkConfigSchema, chosen, "usage", "config");
}

function planOf(
  { model, network, pictures, parts, shift, mirror }:
    & Pick<LabelPlan, "model" | "network" | "shift" | "mirror">
    & { pictures: Pictures; parts: Parts },
): LabelPlan {
  const { labels, pixels } = pictures;
  const numbers = new Map(model.labels.map((label, number) => [label, number]));
  const classes = new Uint16Array(new SharedArrayBuffer(2 * labels.length));
  labels.forEach((label, i) => classes[i] = numbers.get(label)!);
  const shared = (values: readonly number[]) => {
    const copy = new Uint32Array(new SharedArrayBuffer(4 * values.length));
    copy.set(values);
    return copy;
  };
  const { train, unseen } = parts;
  return { model, network, pixels, classes, train: shared(train), unseen: shared(unseen), shift, mirror };
}
