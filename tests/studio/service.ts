/** The service with the studio, as it is served: real routes, a queue in a file, a small corpus. */
import { join } from "node:path";
import { openQueue } from "../../src/service/jobs/open.ts";
import type { Route } from "../../src/service/route.ts";
import { ROUTES } from "../../src/service/routes.ts";
import { makeCorpus } from "../data/browse/made.ts";
import { withService } from "../service/harness.ts";
import { drawnRoutes } from "./drawn_routes.ts";
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
}

const files = siteFiles();
const own: readonly Route[] = [...ROUTES, ...drawnRoutes];
const routes = own.filter((each, i) =>
  own.findIndex(({ method, path }) => method === each.method && path === each.path) === i
);

/** Runs `use` with a service of its own. */
export async function withStudio(
  { settings = {}, corpus = true }: StudioOptions,
  use: (studio: Studio) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "studio-" });
  try {
    if (corpus) (await makeCorpus(join(folder, "corpus.db"))).close();
    await using queue = await openQueue({ path: join(folder, "queue.db") });
    const seeded = await seedRuns(queue);
    try {
      await withService(
        {
          settings: { ...settings, corpora: { root: folder }, limits: { rate: 0, drain: 0 } },
          routes,
          files: await files,
          parts: { queue },
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
