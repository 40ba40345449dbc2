/** Which pictures are learned and which are kept for validation. */
import { createHash } from "node:crypto";
import * as z from "zod";
import { UserError } from "../../../base/errors.ts";
import { parseAs } from "../../../base/schema.ts";
import { digestOf, type Pictures, pixelsAt } from "./read.ts";

/** Numbers of pictures. */
export interface Parts {
  train: number[];
  unseen: number[];
}

/**
 * Parts pictures by what they show: of each class about the share `validation` of its different pictures is kept, one at
 * least, those that a seed and their pixels choose. The same picture is never in both parts, under whatever name or label.
 * Throws a UserError of kind "input" for a class without a picture left to learn from.
 */
export function splitPictures(
  pictures: Pictures,
  { validation, seed }: { validation: number; seed: number },
): Parts {
  const { labels } = pictures;
  const digests = labels.map((_, i) => digestOf(pixelsAt(pictures, i)));
  const same = Map.groupBy(labels.keys(), (i) => digests[i]!);
  // A picture with several labels counts for the first.
  const byClass = Map.groupBy(same.keys(), (digest) => labels[same.get(digest)![0]!]!);
  const order = (digest: string) => createHash("sha256").update(`${seed} ${digest}`).digest("hex");
  const kept = new Set<string>();
  for (const [label, own] of byClass) {
    if (own.length < 2) {
      throw new UserError(
        "input",
        `the class ${label} has one picture, or only the same one: it needs another, to be kept for validation`,
      );
    }
    const count = Math.min(own.length - 1, Math.max(1, Math.round(validation * own.length)));
    const drawn = own.map((digest) => [order(digest), digest] as const).sort(([a], [b]) => a < b ? -1 : 1);
    for (const [, digest] of drawn.slice(0, count)) kept.add(digest);
  }
  const orphan = labels.find((label) => !byClass.has(label));
  if (orphan !== undefined) {
    throw new UserError("input", `each picture of the class ${orphan} is in another class as well`);
  }
  const parts: Parts = { train: [], unseen: [] };
  for (const [i, digest] of digests.entries()) parts[kept.has(digest) ? "unseen" : "train"].push(i);
  return parts;
}

const told = z.looseObject({ validation: z.number(), splitSeed: z.number() });

/** The split of a run, as a model's manifest tells its options. Throws a UserError of kind "model" where it does not. */
export function splitTold(options: unknown): { validation: number; seed: number } {
  const { validation, splitSeed } = parseAs(told, options, "model", "manifest.json: training.options");
  return { validation, seed: splitSeed };
}
