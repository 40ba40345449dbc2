/** The service with the studio, as it is served: real routes, a queue in a file, a small corpus. */
import { join } from "node:path";
import { openDrawing } from "../../src/service/drawing/drawing.ts";
import { openQueue } from "../../src/service/jobs/open.ts";
import { openTexts } from "../../src/service/texts/texts.ts";
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
  /** Folder of models besides the built-in one. */
  places?: string;
}

const files = siteFiles();

/** Runs `use` with a service of its own. */
export async function withStudio(
  { settings = {}, corpus = true, places }: StudioOptions,
  use: (studio: Studio) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "studio-" });
  try {
    if (corpus) (await makeCorpus(join(folder, "corpus.db"))).close();
    await using queue = await openQueue({ path: join(folder, "queue.db") });
    await using drawing = openDrawing({ threads: 1 });
    await using texts = openTexts({ places: places === undefined ? [] : [places] });
    const seeded = await seedRuns(queue);
    try {
      await withService(
        {
          settings: {
            ...settings,
            models: { places: places === undefined ? [] : [places] },
            corpora: { root: folder },
            limits: { rate: 0, drain: 0 },
          },
          files: await files,
          parts: { queue, drawing, texts },
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
