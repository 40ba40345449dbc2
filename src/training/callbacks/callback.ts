/** What accompanies a run: it is told what happens, in plain data, and may keep something of it in checkpoints. */
import type { Fields, InputOf } from "../../base/fields.ts";
import type { ParameterSpec } from "../../network/parameters.ts";
import type { Checkpoint } from "../checkpoint.ts";
import type { TrainingOptions } from "../options.ts";
import type { Values } from "../task.ts";
import { checkedSettings } from "./settings.ts";

/** Numbers by name, as metrics have them. */
export type Figures = Readonly<Record<string, number>>;

/** A gradient, before it moves the weights. */
export interface GradientEvent {
  /** Steps done before. */
  step: number;
  /** L2 norm before clipping. */
  gradientNorm: number;
  /** Of its batches, in bits per unit. */
  loss: number;
}

/** A step that is done. */
export interface StepEvent extends GradientEvent {
  /** Steps done, with this one. */
  step: number;
  learningRate: number;
  /** Positions of its batches, padding included. */
  positions: number;
  seconds: number;
  /** Every so many steps, and at the end: of the steps since the last ones. */
  figures?: Figures;
}

/** Losses on data of a validation, in bits per unit. */
export interface ValidatedEvent {
  step: number;
  /** The losses, and how far the run is. */
  figures: Figures;
  losses: Figures;
  /** Loss by which runs are compared. */
  score: number;
  /** Whether it is the lowest so far. */
  best: boolean;
}

/** A state that is to be kept: the best so far, or after so many steps, at the end, or because the run is stopped. */
export interface SavedEvent {
  reason: "best" | "interval" | "end" | "stopped";
  /** Its vectors change with the next step. */
  checkpoint: Checkpoint;
}

/** What a model does as it is now, in lines. */
export interface SampledEvent {
  step: number;
  lines: readonly string[];
}

/** What happens in a run. */
export interface Events {
  /** A listener that throws here keeps the weights as they are. */
  gradient: GradientEvent;
  step: StepEvent;
  validated: ValidatedEvent;
  saved: SavedEvent;
  sampled: SampledEvent;
}
export type Listeners = { readonly [Name in keyof Events]?: (event: Events[Name]) => void | Promise<void> };

/** A part of a run that listens; whatever it does not need, it leaves out. An error that it throws ends the run. */
export interface Callback extends Listeners {
  /** The run is over, be it by an error. */
  end?(): void | Promise<void>;
  /** What it needs to go on in a resumed run as in an unbroken one; checkpoints keep it. */
  state?(): Values;
  /** Weights that models are made of in the place of the trained ones: validated, and kept in checkpoints. */
  readonly average?: Float32Array;
}

/** What a callback may look at. */
export interface Run {
  /** Folder of the run. */
  out: string;
  /** What losses are told of, such as "drawing", and counted by, such as "char". */
  unit: string;
  per: string;
  options: TrainingOptions;
  specs: readonly ParameterSpec[];
  /** As they are now, flat; never to be changed. The gradient is that of the last step, clipped. */
  weights: Float32Array;
  gradient: Float32Array;
  /** Steps done before. */
  step: number;
  /** What it kept of itself, where the run is resumed. */
  state?: Values | undefined;
  average?: Float32Array | undefined;
  /** A line for the log. */
  log(line: string): void;
  /** Ends the run after this step, as if its budget were used up. */
  finish(why: string): void;
  /** The run as it is now. */
  checkpoint(): Promise<Checkpoint>;
  /** What a step (0-based) learns from: its batches, of sequences. */
  batches(step: number): Sequences[];
}

/** Sequences of a batch: tokens that go in, and those that the last of them are to predict. */
export type Sequences = { tokens: readonly number[]; targets: readonly number[] }[];

/** A callback as the registry has it. */
export interface CallbackKind {
  /** What it does, for help. */
  readonly text: string;
  readonly fields: Fields;
  /** Throws a UserError of kind "usage" for a setting that is not right: `path` says whose it is. */
  check(given: Values, path: string): void;
  start(given: Values, run: Run): Callback | Promise<Callback>;
}

/** A callback of its settings. */
export function callback<F extends Fields>(
  text: string,
  fields: F,
  start: (settings: InputOf<F>, run: Run) => Callback | Promise<Callback>,
): CallbackKind {
  const read = (given: Values, path: string) => checkedSettings(path, fields, given);
  return { text, fields, check: read, start: (given, run) => start(read(given, "callbacks"), run) };
}
