/**
 * Makes the thesaurus of a trained model anew; the weights stay as they are.
 *
 *     deno run -A scripts/thesaurus.ts weights/default weights/float16
 */
import { Command } from "commander";
import { join } from "node:path";
import { readBundle } from "../src/tasks/art/bundle/read.ts";
import { corpusDigest, DEFAULT_CORPUS, openCorpus } from "../src/data/store/store.ts";
import { ownCounts, pictureCounts } from "../src/data/words/thesaurus/counts.ts";
import { buildThesaurus } from "../src/data/words/thesaurus/thesaurus.ts";
import { atomicWrite, sha256 } from "../src/base/files.ts";

await new Command("thesaurus")
  .argument("<model...>", "model folders")
  .option("--data <file>", "corpus whose pictures count", DEFAULT_CORPUS)
  .action(async (folders: string[], { data }: { data: string }) => {
    using db = openCorpus(data, { mustExist: true });
    for (const folder of folders) {
      const { album: { labels }, manifest } = await readBundle(folder);
      const thesaurus = buildThesaurus(labels, pictureCounts(db), ownCounts(db));
      const bytes = new TextEncoder().encode(JSON.stringify(thesaurus, null, 1) + "\n");
      const files = {
        ...manifest.files,
        "thesaurus.json": { size: bytes.length, sha256: await sha256(bytes) },
      };
      const renewed = { ...manifest, created: new Date().toISOString(), files };
      await atomicWrite(join(folder, "thesaurus.json"), bytes);
      await atomicWrite(join(folder, "manifest.json"), JSON.stringify(renewed, null, 2) + "\n");
      const count = Object.values(thesaurus).flatMap((byLabel) => Object.values(byLabel))
        .reduce((sum, words) => sum + words.split(",").length, 0);
      const same = corpusDigest(db) === manifest.corpus
        ? ""
        : "; the corpus is another than it was trained on";
      console.error(`${folder}: ${count} words, ${bytes.length} bytes${same}`);
    }
  })
  .parseAsync(Deno.args, { from: "user" });
