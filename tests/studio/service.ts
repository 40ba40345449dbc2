/** The service with the studio, as it is served: real routes, a queue in a file, a small corpus. */
import { join } from "node:path";
import { openDrawing } from "../../src/service/drawing/drawing.ts";
import { folderArtifacts } from "../../src/service/artifacts/folder.ts";
import { openQueue } from "../../src/service/jobs/open.ts";
import { openTexts } from "../../src/service/texts/texts.ts";
import { writeTinyText } from "../console/models.ts";
import { makeCorpus } from "../data/browse/made.ts";
import { withService } from "../service/harness.ts";
import { type SeededRuns, seedRuns } from "./runs.ts";
import { siteFiles } from "./site.ts";

export interface Studio {
  address: string;
  runs: SeededRuns;
}

export interface StudioOptions {
  /** Values of settings by path. */
  settings?: Readonly<Record<string, unknown>>;
  corpus?: boolean;
  /** Name of a language model of random weights that is there. */
  model?: string;
}

const files = siteFiles();

/** Runs `use` with a service of its own. */
export async function withStudio(
  { settings = {}, corpus = true, model }: StudioOptions,
  use: (studio: Studio) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "studio-" });
  const places = [join(folder, "models")];
  try {
    if (model !== undefined) await writeTinyText(join(folder, "models"), model);
    if (corpus) (await makeCorpus(join(folder, "corpus.db"))).close();
    await using queue = await openQueue({ path: join(folder, "queue.db") });
    const artifacts = await folderArtifacts(join(folder, "artifacts"));
    await using drawing = openDrawing({ threads: 1 });
    await using texts = openTexts({ places });
    const seeded = await seedRuns(queue);
    try {
      await withService(
        {
          settings: {
            ...settings,
            models: { places },
            corpora: { root: folder },
            limits: { rate: 0, drain: 0 },
          },
          files: await files,
          parts: { queue, artifacts, drawing, texts },
        },
        ({ address }) => use({ address, runs: seeded }),
      );
    } finally {
      await seeded.close();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  await withStudio({ settings: { port: Number(Deno.args[0] ?? 8123) } }, async ({ address, runs }) => {
    console.log(address, JSON.stringify(runs));
    await new Promise(() => {});
  });
}
