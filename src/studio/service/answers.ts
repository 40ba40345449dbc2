/** What the service answers, as far as the page looks at it. */
import type { Artwork } from "../../art/render/artwork.ts";
import type { Json } from "../../base/json.ts";

export interface Model {
  name: string;
  /** What it does: "art", "text" or "label". */
  task: string;
  [more: string]: Json | undefined;
}

/** A picture as ASCII art. */
export interface Picture extends Pick<Artwork, "lines" | "style" | "width" | "height"> {
  text: string;
  notes: readonly string[];
}

export const STATES = ["queued", "running", "done", "failed", "cancelled"] as const;
export type State = typeof STATES[number];

/** A job, of which a run is the kind that trains. */
export interface Run {
  id: string;
  operation: string;
  state: State;
  input: Readonly<Record<string, Json>>;
  attempt: number;
  attempts: number;
  created: string;
  started?: string;
  ended?: string;
  heartbeat?: string;
  due?: string;
  progress?: { part: string; done: number; total?: number; detail?: string };
  cancelling?: true;
  error?: { kind: string; message: string };
  result?: Json;
  worker?: string;
}

export interface RunsPage {
  jobs: readonly Run[];
  next?: string;
}

/** A line of a run's metrics: numbers by name, "step" and "type" among them. */
export type MetricLine = Readonly<Record<string, Json>>;

/** What happened to a run, numbered. */
export interface RunEvent {
  number: number;
  time: string;
  type: "state" | "progress" | "log" | "metrics";
  data: Json;
}

/** A piece of the corpus. */
export interface Piece {
  /** SHA-256 of its characters, in hex. */
  sha256: string;
  art: string;
  width: number;
  height: number;
  style: string;
  label: string;
  labels: readonly string[];
  split: string;
  source: string;
  source_id: string;
  title: string;
  author: string;
  url: string;
  licence: string;
  attribution: string;
}
