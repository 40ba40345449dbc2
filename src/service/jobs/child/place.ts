/** Where a job works: folders below that of all runs, which the process stands in. */
import { join } from "node:path";
import { sha256 } from "../../../base/files.ts";
import type { Json } from "../../../base/json.ts";
import type { Context } from "../../../base/context.ts";
import type { ArtifactKind } from "../../artifacts/store.ts";
import { corpusPath } from "../corpora.ts";
import type { ChildEvent, Outcome } from "./protocol.ts";

/** A job at work. */
export interface Working extends Context {
  /** Folder of its run. */
  folder: string;
  /** What is told besides lines and progress. */
  tell(event: ChildEvent): void;
  /** Where corpora are, by their names. */
  corpora(names: readonly string[]): Promise<string[]>;
}

/** Does a job of some operation; undefined where it stopped as it was told to, with what it has saved. */
export type Runner<Input> = (input: Input, working: Working) => Promise<Outcome | undefined>;

/** Folder beside the runs that artifacts are restored to. */
export const RESTORED = "restored";
/** Where an artifact was restored to, from the folder of all runs. */
export const restoredPath = (kind: ArtifactKind, id: string): string =>
  join("..", RESTORED, restoredName(kind, id));
export const restoredName = (kind: ArtifactKind, id: string): string => `${kind}-${id}`;

/** Finds corpora below a root. */
export const corporaOf = (root: string | null) => (names: readonly string[]): Promise<string[]> =>
  Promise.all(names.map((name) => corpusPath(root, name)));

/** The numbers of a result by dotted names, few levels deep; no lists, which may be long. */
export function figuresOf(value: object, depth = 3, prefix = ""): Record<string, number> {
  const figures: Record<string, number> = {};
  for (const [name, each] of Object.entries(value)) {
    if (typeof each === "number" && Number.isFinite(each)) figures[prefix + name] = each;
    else if (depth > 1 && typeof each === "object" && each !== null && !Array.isArray(each)) {
      Object.assign(figures, figuresOf(each, depth - 1, `${prefix}${name}.`));
    }
  }
  return figures;
}

/** A value as JSON holds it. */
export const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));

/** SHA-256 of numbers. */
export const digestOf = (numbers: Float32Array): Promise<string> =>
  sha256(new Uint8Array(numbers.slice().buffer));
