/** What the service answers, as far as the page looks at it. */
import type { Artwork } from "../../art/render/artwork.ts";
import type { Json } from "../../base/json.ts";
import type { Job } from "../../operations/job.ts";

export {
  JOB_STATES as STATES,
  type JobEvent as RunEvent,
  type JobState as State,
} from "../../operations/job.ts";

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

/** A job, of which a run is the kind that trains. */
export interface Run extends Job {
  input: { readonly [name: string]: Json };
}

/** A trial of a sweep. */
export interface Trial {
  name: string;
  /** By key or group. */
  values: Readonly<Record<string, string>>;
  state: string;
  steps: number;
  value?: number;
  failed?: string;
  /** Its last training. */
  run?: string;
}

/** A sweep, as far as its table shows it. */
export interface Sweep {
  axes: readonly string[];
  metric: string;
  /** Name of the best trial. */
  best?: string;
  /** The best first. */
  trials: readonly Trial[];
}

export interface RunsPage {
  jobs: readonly Run[];
  next?: string;
}

/** A line of a run's metrics: numbers by name, "step" and "type" among them. */
export type MetricLine = Readonly<Record<string, Json>>;

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
