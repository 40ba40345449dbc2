/** What a service and its workers work with, opened as the settings say. */
import { join } from "node:path";
import { openArtifacts } from "./artifacts/open.ts";
import { openDrawing } from "./drawing/drawing.ts";
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
  const drawing = openDrawing({ ...settings.drawing, places });
  const texts = openTexts({ ...settings.texts, places });
  return {
    ...{ settings, artifacts, queue, drawing, texts },
    async [Symbol.asyncDispose]() {
      for (const part of [drawing, texts, queue]) await part[Symbol.asyncDispose]();
    },
  };
}
