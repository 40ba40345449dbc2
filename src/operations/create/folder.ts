/** What stands where in the folder of a model that is made of a description. */
import { join, resolve, sep } from "node:path";
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import {
  atomicWrite,
  isFile,
  isFolder,
  isThere,
  readPlainFile,
  readPlainText,
  sha256,
} from "../../base/files.ts";
import { parseJsonAs } from "../../base/schema.ts";
import { byteOrderMark } from "../../base/text.ts";
import { type Plan, planSchema } from "../../synthesis/plan.ts";
import { CHECKPOINT_FILE } from "../../training/loop.ts";

export const PLAN_FILE = "plan.yaml";
/** Bytes of a plan or a record that are read. */
const MOST = 1 << 20;

/** Paths in the folder, which is a run's folder besides. */
export const placesIn = (folder: string) => ({
  folder,
  plan: join(folder, PLAN_FILE),
  /** What the texts are of: the plan's digest when they were begun. */
  begun: join(folder, "create.json"),
  data: join(folder, "data"),
  /** A model of another program that it begins with, as a model folder. */
  base: join(folder, "base"),
  experiment: join(folder, "experiment.yaml"),
  checkpoint: join(folder, CHECKPOINT_FILE),
  card: join(folder, "README.md"),
  modelfile: join(folder, "Modelfile"),
});
export type Places = ReturnType<typeof placesIn>;

/** Throws a UserError of kind "usage" where a folder has what is to be written into it. */
export async function refuseFilled(
  { folder, data, base, experiment, card, modelfile }: Places,
  name: string,
): Promise<void> {
  const foreign = [`${name}.gguf`, `${name}-safetensors`].map((file) => join(folder, file));
  for (const path of [data, base, experiment, card, modelfile, ...foreign]) {
    if (!await isThere(path)) continue;
    throw new UserError(
      "usage",
      `${path} is there already, and would be written over: choose another --name or --out`,
    );
  }
}

/** Throws a UserError of kind "usage" where a folder of the user's own texts is the one that a model is made in, or in it. */
export async function refuseWithin({ folder }: Places, paths: readonly string[]): Promise<void> {
  const within = paths.filter((path) => `${resolve(path)}${sep}`.startsWith(`${resolve(folder)}${sep}`));
  const areFolders = await Promise.all(within.map(isFolder));
  const inside = within.find((_, i) => areFolders[i]);
  if (inside === undefined) return;
  throw new UserError(
    "usage",
    `${inside} is to be learned from, and ${folder} is written to: choose another --out`,
  );
}

/** Of the note; 1 had a digest of the plan's file. */
const FORMAT = 2;

const begunSchema = z.object({
  format: z.int(),
  /** SHA-256 of the plan that the texts are of, as JSON. */
  plan: z.string(),
  /** What the command said of the plan, which may have been changed in the dialogue. */
  asked: z.string().optional(),
});

/** Of what a plan says, in whatever order, with whatever remarks. */
const digestOf = (plan: Plan): Promise<string> =>
  sha256(new TextEncoder().encode(JSON.stringify(planSchema.parse(plan))));

/** Whether a folder has a plan already. */
export const hasPlan = (folder: string): Promise<boolean> => isFile(placesIn(folder).plan);

/** Reads the text of a plan's file: UTF-8, or UTF-16 with its mark, as editors of Windows write it. */
export async function readPlanText(path: string): Promise<string> {
  if (!await isFile(path)) {
    throw new UserError("usage", `--plan ${path}: there is no such file; --plan-only writes one`);
  }
  const bytes = await readPlainFile(path, MOST), encoding = byteOrderMark(bytes) ?? "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UserError("input", `${path} is not ${encoding.toUpperCase()}: save it as UTF-8`);
  }
}

/**
 * Throws a UserError of kind "usage" where the texts of a folder are of another plan, as where it was edited since. Nothing is
 * wrong where none are begun.
 */
export async function refuseChanged({ folder, begun }: Places, plan: Plan): Promise<void> {
  const before = await readBegun(begun);
  if (before === undefined || before.plan === await digestOf(plan)) return;
  throw new UserError(
    "usage",
    `${folder} has texts of another plan than ${
      join(folder, PLAN_FILE)
    } is now; put the plan back, or take --out another folder`,
  );
}

/** What the command said that began the texts of a folder; undefined where none are begun, or it is not known. */
export const askedBefore = async ({ begun }: Places): Promise<string | undefined> =>
  (await readBegun(begun))?.asked;

/** What was noted when texts were begun; undefined where none are. */
async function readBegun(begun: string) {
  if (!await isFile(begun)) return undefined;
  const note = parseJsonAs(begunSchema, await readPlainText(begun, MOST), begun);
  if (note.format === FORMAT) return note;
  throw new UserError("usage", `${begun} is of another version of this program: name another folder`);
}

/** Notes which plan the texts of a folder are of, and what was asked for. Throws as `refuseChanged` does. */
export async function beginTexts(places: Places, plan: Plan, asked: string | undefined): Promise<void> {
  await refuseChanged(places, plan);
  const { folder, begun } = places;
  await Deno.mkdir(folder, { recursive: true });
  const before = await askedBefore(places);
  const note = { format: FORMAT, plan: await digestOf(plan), asked: asked ?? before };
  await atomicWrite(begun, `${JSON.stringify(note, null, 2)}\n`);
}
