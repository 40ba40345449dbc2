/** What routes work with, opened once. */
import type { Artifacts } from "./artifacts/store.ts";
import type { Drawing } from "./drawing/drawing.ts";
import type { Queue } from "./jobs/queue.ts";
import type { Settings } from "./settings/fields.ts";
import type { Texts } from "./texts/texts.ts";

export interface Services {
  settings: Settings;
  queue: Queue;
  artifacts: Artifacts;
  drawing: Drawing;
  texts: Texts;
}
