/** What a service and its workers work with, opened as the settings say. */
import { join } from "node:path";
import { openArtifacts } from "./artifacts/open.ts";
import { openDrawing } from "./drawing/drawing.ts";
import { leftModels } from "./jobs/left_models.ts";
import { openQueue } from "./jobs/open.ts";
import type { Services } from "./services.ts";
import type { Settings } from "./settings/fields.ts";
import { openTexts } from "./texts/texts.ts";

/** Throws a UserError of kind "environment" where a store cannot be used. */
export async function openServices(settings: Settings): Promise<Services & AsyncDisposable> {
  const { root } = settings;
  await Deno.mkdir(root, { recursive: true, mode: 0o700 });
  const artifacts = await openArtifacts(settings);
  const { url, name } = settings.queue;
  const queue = await openQueue(url === undefined ? { path: join(root, "queue.db") } : { url, name });
  const { places } = settings.models;
  const left = leftModels({ queue, artifacts, root });
  const drawing = openDrawing({ ...settings.drawing, places, left });
  const texts = openTexts({ ...settings.texts, places, left });
  return {
    ...{ settings, artifacts, queue, left, drawing, texts },
    async [Symbol.asyncDispose]() {
      for (const part of [drawing, texts, queue]) await part[Symbol.asyncDispose]();
    },
  };
}
