/**
 * Makes the thesaurus of a trained model anew; the weights stay as they are.
 *
 *     deno run -A scripts/thesaurus.ts weights/default weights/float16
 */
import { Command } from "commander";
import { readBundle } from "../src/tasks/art/bundle/read.ts";
import { corpusDigest, DEFAULT_CORPUS, openCorpus } from "../src/data/store/store.ts";
import { ownCounts, pictureCounts } from "../src/data/words/thesaurus/counts.ts";
import { buildThesaurus } from "../src/data/words/thesaurus/thesaurus.ts";
import { renewFiles } from "./renew.ts";

await new Command("thesaurus")
  .argument("<model...>", "model folders")
  .option("--data <file>", "corpus whose pictures count", DEFAULT_CORPUS)
  .action(async (folders: string[], { data }: { data: string }) => {
    using db = openCorpus(data, { mustExist: true });
    for (const folder of folders) {
      const bundle = await readBundle(folder);
      const { album: { labels }, manifest } = bundle;
      const thesaurus = buildThesaurus(labels, pictureCounts(db), ownCounts(db));
      const bytes = new TextEncoder().encode(JSON.stringify(thesaurus, null, 1) + "\n");
      await renewFiles(bundle, { "thesaurus.json": bytes }, { created: new Date().toISOString() });
      const count = Object.values(thesaurus).flatMap((byLabel) => Object.values(byLabel))
        .reduce((sum, words) => sum + words.split(",").length, 0);
      const same = corpusDigest(db) === manifest.corpus
        ? ""
        : "; the corpus is another than it was trained on";
      console.error(`${folder}: ${count} words, ${bytes.length} bytes${same}`);
    }
  })
  .parseAsync(Deno.args, { from: "user" });
