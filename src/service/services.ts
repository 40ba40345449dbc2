/** What routes work with, opened once. */
import type { Artifacts } from "./artifacts/store.ts";
import type { Drawing } from "./drawing/drawing.ts";
import type { LeftModels } from "./jobs/left_models.ts";
import type { Queue } from "./jobs/queue.ts";
import type { Settings } from "./settings/fields.ts";
import type { Texts } from "./texts/texts.ts";

export interface Services {
  settings: Settings;
  queue: Queue;
  artifacts: Artifacts;
  /** Models that jobs have left. */
  left: LeftModels;
  drawing: Drawing;
  texts: Texts;
}
