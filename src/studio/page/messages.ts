/** What the page and the worker that draws for it say to each other. */
import type { DrawEvent, StudioRequest } from "../engine.ts";

export type Question =
  /** Loads what the list at this address names. */
  | { type: "load"; list: string }
  | { type: "draw"; id: number; request: StudioRequest }
  | { type: "stop"; id: number };

export type Reply =
  | { type: "loaded"; loaded: number; total: number }
  | { type: "ready"; labels: readonly string[] }
  | { type: "failed"; message: string }
  | { type: "event"; id: number; event: DrawEvent }
  /** A drawing has ended, well unless there is a message. */
  | { type: "end"; id: number; message?: string };
