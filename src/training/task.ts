/** What the trainer knows of a task: where its sequences come from, and what its network is connected to. */
import * as z from "zod";
import type { NetworkConfig } from "../network/config.ts";
import type { Ports } from "../network/ports.ts";
import type { Source } from "./source.ts";

/** Parts of a task's data: what is learned from, and what is measured, of data not learned from and of those. */
export type Part = "train" | "unseen" | "seen";

/** A kind of data to learn from. A plan says which; it is plain data, posted to workers, large arrays in shared memory. */
export interface Task<Plan = unknown> {
  readonly name: string;
  /** What its losses are told of, such as "drawing". */
  readonly unit: string;
  /** What losses are counted by, such as "byte"; "char" unless told otherwise. */
  readonly per?: string;
  open(plan: Plan, part: Part): Source;
}

/** Values as JSON holds them, by name. */
export const valuesSchema = z.record(z.string(), z.json());
export type Values = z.infer<typeof valuesSchema>;

/** A trained network of the same task and tokenizer, whose predictions are learned from besides the data. */
export interface Teacher<Plan = unknown> {
  ports: Ports;
  network: NetworkConfig;
  /** Its weights, flat, float32. */
  weights: SharedArrayBuffer;
  /** A plan whose source tells it what it is connected to; undefined where that is what the learner is told. */
  plan?: Plan | undefined;
  /** SHA-256 of its weights. */
  digest: string;
}

/** What a run learns, worked out once. */
export interface Prepared<Plan = unknown> {
  task: Task<Plan>;
  plan: Plan;
  ports: Ports;
  network: NetworkConfig;
  /** What else the model consists of, such as its tokenizer, as checkpoints keep it. */
  model: Values;
  /** The task's own settings; `data` among them says where the data are, and may change. */
  settings: Values;
  /** Digest of the data. */
  digest: string;
  /** How much there is to learn from, in words. */
  summary: string;
  /** Once through what is learned from: positions, in sequences of this length, such as "pictures" (stretches of a text unless told
   * otherwise); undefined where that means nothing.
   */
  epoch?: { positions: number; length: number; of?: string };
  /** What it is learned from besides. */
  teacher?: Teacher<Plan> | undefined;
  /** Positions of the longest sequence; those of an epoch's unless told otherwise. */
  longest?: number;
}
