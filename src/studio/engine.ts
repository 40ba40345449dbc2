/**
 * What the Draw view draws with: the service that the page comes from, or the model in the page itself. The view is handed one
 * of the two and cannot tell which.
 */
import type { Motion } from "../art/motions.ts";
import type { Artwork } from "../art/render/artwork.ts";
import type { DrawInput } from "../operations/draw/fields.ts";

/** What to draw: a prompt, and how, by the names of `POST /draw`. */
export interface StudioRequest extends Omit<DrawInput, "from" | "model" | "room"> {
  prompt: string;
  /** Whether to tell how sure each character was (`cell` events). */
  confidence?: boolean;
  /** Whether it is to move, and how, if not by its nature. */
  animate?: boolean;
  motion?: Motion;
}

/** A finished drawing. */
export interface StudioDrawing extends Artwork {
  /** Its lines as one text. */
  text: string;
  /** What there is to say of it: what was drawn instead of the prompt and why, which words were left out. */
  notes: readonly string[];
  /** The sketch that it was drawn after, 18 lines of 36 half blocks; none of letters, and where the engine does not tell. */
  sketch?: readonly string[];
  /** How probable each of its characters was, by line; where the engine tells, as the `cell` events are of a first try. */
  confidence?: readonly (readonly number[])[];
}

/**
 * What is told while drawing, in the order in which it happens. Drawings come one after the other: `text` and `cell` belong to the
 * next `drawing`, which may differ from them, where a later try kept closer to the sketch. Nothing comes after `done`.
 */
export type DrawEvent =
  /** A piece of text as soon as it is certain; the left margin is kept. */
  | { type: "text"; text: string }
  /** How probable a character was, 0 to 1, by its row and column in the text. */
  | { type: "cell"; row: number; column: number; probability: number }
  | { type: "drawing"; drawing: StudioDrawing }
  | { type: "done" };

/** Bytes of the model that are there, and of all. */
export type OnLoaded = (loaded: number, total: number) => void;

/** Draws. */
export interface Engine {
  /** Where drawing happens. */
  readonly place: "service" | "page";
  /** Makes ready to draw, which the first drawing would wait for. Rejects, in words, where that cannot be. */
  load(onLoaded?: OnLoaded): Promise<void>;
  /** The words that are known, the most popular first. */
  labels(): Promise<readonly string[]>;
  /**
   * Draws and tells of it. Rejects with an Error that says in words what was wrong with the request, and with an `AbortError`
   * once the signal is aborted; nothing is told after that.
   */
  draw(request: StudioRequest, onEvent: (event: DrawEvent) => void, signal: AbortSignal): Promise<void>;
}
