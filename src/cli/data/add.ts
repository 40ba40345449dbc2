import { Argument, Command, Option } from "commander";
import * as z from "zod";
import { buildCorpus, missingFrom } from "../../data/drawn/build.ts";
import type { Source } from "../../data/found/finding.ts";
import { ingest, type IngestReport, noReport, sum } from "../../data/found/ingest.ts";
import type { Candidate } from "../../data/drawn/picture.ts";
import { qualityOptions } from "../../data/quality/options.ts";
import { described } from "../../data/sources/described.ts";
import { corpusExists, DEFAULT_CORPUS, withCorpus } from "../../data/store/store.ts";
import { updateTrainingIndex } from "../../data/store/training_index.ts";
import { UserError } from "../../base/errors.ts";
import { readPlainText } from "../../base/files.ts";
import { writeErrorLine, writeOut } from "../terminal.ts";
import { interruptible } from "../interrupt.ts";
import { positive, seconds, wholeNumber, years } from "./options.ts";
import { showProgress } from "../progress.ts";
import { DEFAULT_CACHE, openSource, type SourceFlags, SOURCES } from "./sources.ts";

/** Bytes of a file that describes what is added. */
const MAX_DESCRIPTION = 1 << 24;

interface Flags extends SourceFlags {
  data: string;
  maxItems?: number;
  dryRun?: boolean;
  label: string[];
  labels?: string;
  attribution?: string;
  quality?: string;
  workers: number;
  json?: boolean;
}

/** `ascii-gen data add`: adds art from a source to the corpus. */
export function command(): Command {
  const list = (text: string, earlier: string[]) => [...earlier, text];
  const known = Object.entries(SOURCES).map(([name, { text }]) => `  ${name.padEnd(16)}${text}`);
  return new Command("add")
    .description("add art from a source; what is there already is not added again")
    .addArgument(new Argument("<source>", "where the art is").choices(Object.keys(SOURCES)))
    .argument("[names...]", "paths, words or names, as the source needs; one or more")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--max-items <n>", "look at the source's first so many pieces only", positive)
    .option("--dry-run", "say what would be added, and write nothing")
    .option("--label <word>", "what all pieces show; may be repeated", list, [])
    .option("--labels <file>", "JSON or YAML: labels by the title, label or id of a piece")
    .option("--licence <text>", "licence of all pieces")
    .option("--attribution <text>", "whom to name for all pieces")
    .option("--quality <file>", "JSON or YAML: what to repair and to refuse, see docs/corpus.md")
    .option("--separator <line>", "collections: the line between two pieces")
    .option(
      "--column <field=name>",
      "records, huggingface.co: the column of a field; may be repeated",
      list,
      [],
    )
    .option("--words <list>", "figlet: everyday, wordnet, or a file with a word a line", "everyday")
    .option("--fonts <names>", "figlet: names with commas between them, or all", "all")
    .option("--fonts-per-word <n>", "figlet: fonts for each word", positive, 3)
    .option("-s, --seed <n>", "figlet, iconify: seed of fonts, views and splits", wholeNumber, 1)
    .option("--workers <n>", "figlet, iconify: drawing threads", positive, navigator.hardwareConcurrency)
    .option("--years <from-to>", "16colo.rs: years of the packs, such as 1990-1996 or 1994", years)
    .option("--config <name>", "huggingface.co: only this configuration of the dataset")
    .option("--split <name>", "huggingface.co: only this split")
    .addOption(
      new Option("--via <way>", "huggingface.co: a hundred rows a request, or ranges of the Parquet files")
        .choices(["rows", "parquet"]).default("rows"),
    )
    .option("--base-url <url>", "online sources: a mirror")
    .option(
      "--delay <seconds>",
      "online sources: wait between two requests to a host, and before the second try (default: 1)",
      seconds,
    )
    .option("--cache <folder>", "online sources: where pages are kept", DEFAULT_CACHE)
    .option("--json", "report as JSON")
    .addHelpText("after", ["\nSources:", ...known].join("\n"))
    .action(add);
}

async function add(name: string, names: string[], flags: Flags): Promise<void> {
  const opened = await openSource(name, names, flags);
  const report = "found" in opened
    ? await addFound(await describedAll(opened.found, flags), flags)
    : await addDrawn(await opened.drawn(), flags);
  writeOut(flags.json ? `${JSON.stringify(report, null, 2)}\n` : `${formatReport(report, flags)}\n`);
}

async function addFound(
  sources: Source[],
  { data, maxItems = Infinity, dryRun = false, quality }: Flags,
): Promise<IngestReport> {
  const progress = showProgress("pieces");
  // A dry run must not make the file either.
  const path = dryRun && !corpusExists(data) ? ":memory:" : data;
  const options = quality === undefined ? undefined : qualityOptions(await readYaml(quality));
  try {
    return await interruptible((signal) =>
      withCorpus(path, {}, async (db) => {
        let total = noReport();
        for (const source of sources) {
          if (signal.aborted || total.found >= maxItems) break;
          const before = total;
          const report = await ingest(db, source, {
            signal,
            dryRun,
            ...(maxItems === Infinity ? {} : { maxItems: maxItems - total.found }),
            ...(options === undefined ? {} : { quality: options }),
            onProgress: (report) => {
              const { found, added, nearDuplicates } = sum(before, report);
              progress.update(found, `${added + nearDuplicates} new`);
            },
            onProblem: (sourceId, problem) => writeErrorLine(`${sourceId}: ${problem}`),
          });
          total = sum(before, report);
        }
        if (!dryRun && !total.interrupted) updateTrainingIndex(db, writeErrorLine);
        return total;
      })
    );
  } finally {
    progress.stop();
  }
}

async function addDrawn(candidates: Candidate[], flags: Flags): Promise<IngestReport> {
  const { data, seed, workers, maxItems = Infinity, dryRun = false } = flags;
  if (flags.label.length > 0 || flags.labels !== undefined || flags.licence !== undefined) {
    throw new UserError(
      "usage",
      "--label, --labels and --licence are for found art; drawn art knows its own",
    );
  }
  const wanted = candidates.slice(0, maxItems);
  const counts = (added: number, rejected: number, seen: number, interrupted: boolean): IngestReport => ({
    ...{ found: added + rejected + seen, added, nearDuplicates: 0, seen, problems: 0, interrupted },
    rejected: rejected > 0 ? { drawing: rejected } : {},
  });
  if (dryRun) {
    const path = corpusExists(data) ? data : ":memory:";
    const missing = (await withCorpus(path, {}, (db) => missingFrom(db, wanted))).length;
    return counts(missing, 0, wanted.length - missing, false);
  }
  const progress = showProgress("pictures");
  try {
    return await interruptible((signal) =>
      withCorpus(data, {}, async (db) => {
        const seen = wanted.length - missingFrom(db, wanted).length;
        // With a limit, earlier pictures of these sources stay.
        const { pictures, rejected, interrupted } = await buildCorpus(db, wanted, {
          ...{ seed, workers, signal, limit: wanted.length },
          onProgress: ({ done, total, pieces }) => progress.update(done, `${pieces} pieces`, total),
        });
        if (!interrupted) updateTrainingIndex(db, writeErrorLine);
        return counts(pictures, rejected, seen, interrupted);
      })
    );
  } finally {
    progress.stop();
  }
}

const labelMap = z.record(
  z.string(),
  z.union([z.string().transform((label) => [label]), z.array(z.string())]),
);

async function describedAll(sources: Source[], flags: Flags): Promise<Source[]> {
  const description = await readDescription(flags);
  return sources.map((source) => described(source, description));
}

async function readDescription({ label, labels, licence, attribution }: Flags) {
  const map = labels === undefined ? undefined : labelMap.safeParse(await readYaml(labels));
  if (map?.success === false) {
    throw new UserError("input", `${labels}: expected names with a label or a list of labels each`);
  }
  return {
    labels: label,
    ...(map === undefined ? {} : { labelsOf: new Map(Object.entries(map.data)) }),
    ...(licence === undefined ? {} : { licence }),
    ...(attribution === undefined ? {} : { attribution }),
  };
}

async function readYaml(path: string): Promise<unknown> {
  const text = await readPlainText(path, MAX_DESCRIPTION);
  const { parse } = await import("yaml");
  try {
    return parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : error;
    throw new UserError("input", `${path} is neither JSON nor YAML: ${reason}`);
  }
}

function formatReport(report: IngestReport, { data, dryRun }: Flags): string {
  const { found, added, nearDuplicates, seen, rejected, problems, interrupted } = report;
  const checks = Object.entries(rejected).sort(([, a], [, b]) => b - a);
  const refused = checks.reduce((sum, [, count]) => sum + count, 0);
  const why = refused > 0 ? ` (${checks.map(([check, count]) => `${check} ${count}`).join(", ")})` : "";
  return [
    `${data}${dryRun ? " (dry run, nothing written)" : ""}: ${found} found`,
    `${added + nearDuplicates} added, of them ${nearDuplicates} near-duplicates`,
    `${seen} seen before`,
    `${refused} rejected${why}`,
    ...(problems > 0 ? [`${problems} could not be read`] : []),
  ].join("; ") + (interrupted ? "; interrupted, run again to continue" : "");
}
