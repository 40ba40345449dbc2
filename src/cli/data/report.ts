import { Command, Option } from "commander";
import { STYLES } from "../../art/styles.ts";
import { renderGallery } from "../../data/browse/gallery.ts";
import { type Filter, samplePieces } from "../../data/browse/selection.ts";
import { corpusStats } from "../../data/store/report.ts";
import { DEFAULT_CORPUS, withCorpus } from "../../data/store/store.ts";
import { atomicWrite } from "../../base/files.ts";
import { writeErrorLine } from "../terminal.ts";
import { positive, style, wholeNumber } from "./options.ts";

interface Flags extends Filter {
  data: string;
  output: string;
  sample: number;
  seed: number;
}

/** `ascii-gen data report`. */
export function command(): Command {
  return new Command("report")
    .description("write a page to look at: counts and a sample of the pieces, to filter and search")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("-o, --output <file>", "the page, one HTML file with everything in it", "report.html")
    .option("--sample <n>", "how many pieces", positive, 1000)
    .option("-s, --seed <n>", "seed of the sample", wholeNumber, 1)
    .option("--style <style>", `only one of ${STYLES.join(", ")}`, style)
    .option("--source <name>", "only pieces of this source")
    .addOption(new Option("--split <split>", "only this split").choices(["train", "validation", "test"]))
    .option("--label <word>", "only pieces with this label")
    .action(({ data, output, sample, seed, ...filter }: Flags) =>
      withCorpus(data, { mustExist: true }, async (db) => {
        writeErrorLine(`counting what ${data} has`);
        const stats = corpusStats(db);
        writeErrorLine(`choosing among ${stats.pieces} pieces`);
        const pieces = samplePieces(db, filter, sample, seed);
        await atomicWrite(output, renderGallery("Corpus of ASCII art", stats, pieces));
        writeErrorLine(`${output}: ${pieces.length} pieces`);
      })
    );
}
