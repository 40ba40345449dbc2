import { Command } from "commander";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Bundle } from "../tasks/art/bundle/read.ts";
import { corpusDigest, DEFAULT_CORPUS, openCorpus } from "../data/store/store.ts";
import { UserError } from "../base/errors.ts";
import { compareSettings, type ComparisonOptions, type StyleComparison } from "../evaluation/compare.ts";
import { loadPictures } from "../evaluation/corpus.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { EvaluationOptions, OnProgress } from "../evaluation/evaluation.ts";
import { type LearningCurve, parseMetrics } from "../evaluation/learning.ts";
import { comparisonSection } from "../evaluation/report/comparison.ts";
import { renderHtmlReport } from "../evaluation/report/html.ts";
import { markdownHead, markdownSection, renderMarkdownReport } from "../evaluation/report/markdown.ts";
import { requireValid } from "../evaluation/measures/validity.ts";
import { atomicWrite, readPlainText } from "../base/files.ts";
import { openSession } from "../tasks/art/draw/session.ts";
import { readAlbum } from "../tasks/art/album/pictures.ts";
import { loadDataset } from "../evaluation/dataset.ts";
import { openBundle } from "./default_bundle.ts";
import { describeSettings, type Flags, parseComparison, parseOptions } from "./eval/options.ts";
import { DEFAULT_LINES, DEFAULT_WIDTH, SAMPLING } from "./gen/defaults.ts";
import { type Progress, showProgress } from "./progress.ts";
import { writeErrorLine, writeOut } from "./terminal.ts";

/** Longest drawing whose likelihood is measured, in tokens. */
const MAX_TOKENS = 4000;

/** `ascii-gen eval`. */
export function command(): Command {
  return new Command("eval")
    .description(
      "judge a model beside real art, chance and looking up; prints Markdown. See docs/evaluation.md",
    )
    .option("-m, --model <folder>", "model folder (default: the built-in one)")
    .option("--data <file>", "corpus that it was trained on", DEFAULT_CORPUS)
    .option("--labels <n>", "best-populated labels to draw and tell apart; 0 for none", "300")
    .option("--per-label <n>", "drawings of each label", "1")
    .option("--folds <n>", "classifiers, each trained without one part of the corpus", "4")
    .option("--steps <n>", "training steps of each classifier", "1600")
    .option("--pictures <n>", "unseen and seen pictures whose likelihood is measured; 0 for none", "200")
    .option("--memory <n>", "sketches that are compared with their pictures; 0 for none", "2000")
    .option("--words <n>", "words whose diversity is measured; 0 for none", "20")
    .option("--seeds <n>", "seeds of each of these words", "10")
    .option("--limits <n>", "drawings under random limits; 0 for none", "100")
    .option("--style <name>", "style of the drawings", "line")
    .option("-w, --width <n>", "columns of the drawings at most", `${DEFAULT_WIDTH}`)
    .option("-l, --max-lines <n>", "lines of the drawings at most", `${DEFAULT_LINES}`)
    .option(
      "--temperature <t>",
      "how freely pictures are drawn (default: as they are, and once all were drawn, varied)",
    )
    .option(
      "--best-of <n>",
      `drawings made of each sketch at most (default: ${SAMPLING.bestOf})`,
    )
    .option(
      "--compare <settings>",
      'instead, draw the same with other settings, such as "temperature=0.3,0.9" (repeatable); --style may then list several',
      (text: string, before: string[] = []) => [...before, text],
    )
    .option("-s, --seed <n>", "seed of every choice", "1")
    .option("--metrics <file>", "metrics.jsonl of the training run, for its learning curve in the report")
    .option("--report <file>", "also write a page to look at, one HTML file with everything in it")
    .option("--json", "print JSON, drawings included")
    .option("-q, --quiet", "no progress on standard error")
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const bundle = await openBundle(flags.model);
  const { tokenizer } = bundle;
  if (flags.compare !== undefined) await compared(bundle, flags, parseComparison(flags, tokenizer));
  else await judged(bundle, flags, parseOptions(flags, tokenizer));
}

/** Judges the model and prints the report. */
async function judged(bundle: Bundle, flags: Flags, options: EvaluationOptions): Promise<void> {
  if (flags.report !== undefined) await requireFolder(flags.report);
  const learning = flags.metrics === undefined ? null : await readMetrics(flags.metrics);
  using db = openCorpus(flags.data, { mustExist: true });
  const facts = factsOf(bundle, db, flags);
  const datasets = {
    test: loadDataset(db, bundle.tokenizer, "test", MAX_TOKENS),
    train: loadDataset(db, bundle.tokenizer, "train", MAX_TOKENS),
  };
  const session = await openSession(bundle);
  // Of another corpus' pictures the model has no memory.
  const remembers = options.memory > 0 && facts.json.corpus.trainedOn;
  const album = remembers ? readAlbum(db, writeErrorLine) : undefined;
  const evidence = { session, pictures: loadPictures(db), datasets, album };
  const progress = progressOf(flags);
  const measured = await evaluate(evidence, options, progress.show).finally(progress.stop);
  const evaluation = { ...measured, learning };
  const lines = [
    ...facts.lines,
    `sampling as users get it: ${describeSettings(options.settings)}, seed ${options.seed}`,
  ];
  const title = "How good are the drawings?";
  if (flags.json) writeJson({ ...facts.json, ...evaluation });
  else writeOut(renderMarkdownReport(title, lines, evaluation));
  if (flags.report !== undefined) await atomicWrite(flags.report, renderHtmlReport(title, lines, evaluation));
  if (evaluation.validity) requireValid(evaluation.validity);
}

/** Compares settings and prints a table for each style as soon as it is there. */
async function compared(bundle: Bundle, flags: Flags, options: ComparisonOptions): Promise<void> {
  using db = openCorpus(flags.data, { mustExist: true });
  const facts = factsOf(bundle, db, flags);
  const lines = [
    ...facts.lines,
    ...options.usual.map((settings) => `as usual: ${describeSettings(settings)}`),
    `seed ${options.seed}; ${options.labels} labels, ${options.folds} classifiers of ${options.steps} steps`,
  ];
  const evidence = { session: await openSession(bundle), pictures: loadPictures(db) };
  const progress = progressOf(flags);
  const styles: StyleComparison[] = [];
  try {
    if (!flags.json) writeOut(markdownHead("Which settings?", lines));
    for await (const comparison of compareSettings(evidence, options, progress.show)) {
      progress.stop();
      styles.push(comparison);
      if (!flags.json) writeOut(`\n${markdownSection(comparisonSection(comparison))}`);
    }
  } finally {
    progress.stop();
  }
  if (flags.json) writeJson({ ...facts.json, options, styles });
}

/** What is judged, to stand above the figures. Warns of a corpus that the model was not trained on. */
function factsOf({ path, manifest }: Bundle, db: DatabaseSync, flags: Flags) {
  const digest = corpusDigest(db);
  const foreign = digest !== manifest.corpus;
  if (foreign && !flags.quiet) {
    writeErrorLine(
      `eval: ${flags.data} is not the corpus that ${path} was trained on: unseen may mean seen`,
    );
  }
  if (!flags.quiet) writeErrorLine(`eval: reading ${flags.data}`);
  const { created, training, files } = manifest;
  const { sha256 } = files["model.onnx"];
  return {
    json: { model: { path, created, training, sha256 }, corpus: { digest, trainedOn: !foreign } },
    lines: [
      `model ${path}, made ${created}, SHA-256 ${sha256.slice(0, 12)}…`,
      `corpus ${digest.slice(0, 12)}…${foreign ? ", not the one that the model was trained on" : ""}`,
    ],
  };
}

function writeJson(value: unknown): void {
  writeOut(JSON.stringify(value, null, 2) + "\n");
}

/** Fails before minutes of work rather than after. */
async function requireFolder(report: string): Promise<void> {
  const folder = dirname(report);
  if (await Deno.stat(folder).then(({ isDirectory }) => isDirectory, () => false)) return;
  throw new UserError("io", `--report ${report}: there is no folder ${folder}`);
}

/** Bytes of the metrics of a run. */
const MAX_METRICS = 1 << 28;

async function readMetrics(path: string): Promise<LearningCurve> {
  const text = await readPlainText(path, MAX_METRICS).catch((error) => {
    throw new UserError(
      "io",
      `cannot read --metrics ${path}: ${error instanceof Error ? error.message : error}`,
    );
  });
  return parseMetrics(text, path);
}

/** Progress of one part after the other on standard error, unless it is to be quiet. */
function progressOf({ quiet }: Flags): { show: OnProgress; stop: () => void } {
  if (quiet) return { show: () => {}, stop: () => {} };
  let progress: Progress | undefined, current = "";
  return {
    show(part, done, total) {
      if (part !== current) {
        progress?.stop();
        current = part;
        progress = showProgress(part);
      }
      progress?.update(done, "", total);
    },
    stop: () => progress?.stop(),
  };
}
