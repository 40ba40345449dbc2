import type { DatabaseSync } from "node:sqlite";
import type { Finding, Source } from "../../../src/data/found/finding.ts";
import { ingest } from "../../../src/data/found/ingest.ts";
import { openCorpus, pictureWriter } from "../../../src/data/store/store.ts";
import { DRAWINGS } from "../quality/drawings.ts";

/** A source of the test drawings, by one artist, and of what is no art. */
export function drawings(): Source {
  const finding = (sourceId: string, art: string, title: string): Finding => ({
    ...{ source: "drawn", sourceId, art, title, labels: [], author: "Jo Doe", url: "https://example.org/" },
    ...{ licence: "CC0-1.0", attribution: "drawn for a test" },
  });
  return {
    name: "drawn",
    async *find() {
      for (const { label, art } of DRAWINGS) yield finding(label, art, `<A> ${label} & "more"`);
      yield finding(
        "prose",
        "It was a quiet morning in the village\nand the old teacher opened a window.",
        "text",
      );
      yield finding("page", `${DRAWINGS[0]!.art}\n`.repeat(20), "page");
    },
  };
}

/** A corpus file with an icon, the drawings and two rejections. */
export async function makeCorpus(path: string): Promise<DatabaseSync> {
  const db = openCorpus(path);
  const icon = {
    ...{
      source: "icons",
      sourceId: "zebra-fill",
      label: "zebra",
      furtherLabels: ["animal"],
      style: "solid" as const,
    },
    ...{ licence: "MIT", attribution: "icon maker", drawing: { kind: "svg" as const, svg: "" } },
  };
  const pieces = [10, 20].map((width) => {
    return { art: `${"8".repeat(width)}\n88888`, width, height: 2, mirrored: false };
  });
  pictureWriter(db).insert(
    icon,
    { sketch: new Uint8Array(162), fine: new Uint8Array(512), pieces },
    "train",
  );
  await ingest(db, drawings());
  return db;
}

/** Runs `work` in a new folder that is removed afterwards. */
export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
