import { SingleBar } from "cli-progress";
import { Command } from "commander";
import { dirname } from "node:path";
import { stderr } from "node:process";
import { readBundle } from "../bundle/bundle.ts";
import { corpusDigest, DEFAULT_CORPUS, openCorpus } from "../corpus/store.ts";
import { UserError } from "../errors.ts";
import { loadPictures } from "../evaluation/corpus.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import type { EvaluationOptions, OnProgress } from "../evaluation/evaluation.ts";
import { type LearningCurve, parseMetrics } from "../evaluation/learning.ts";
import { renderHtmlReport } from "../evaluation/report/html.ts";
import { renderMarkdownReport } from "../evaluation/report/markdown.ts";
import { requireValid } from "../evaluation/validity.ts";
import { atomicWrite } from "../files.ts";
import { MAX_BEST_OF } from "../inference/generate.ts";
import { openSession } from "../inference/session.ts";
import { loadDataset } from "../evaluation/dataset.ts";
import type { TokenizerData } from "../tokenizer/file.ts";
import { defaultBundle } from "./default_bundle.ts";
import { DEFAULT_LINES, DEFAULT_WIDTH, DEFAULTS } from "./gen.ts";
import { decimalNumber, wholeNumber } from "./numbers.ts";
import { writeErrorLine, writeOut } from "./terminal.ts";

interface Flags {
  model?: string;
  data: string;
  labels: string;
  perLabel: string;
  folds: string;
  steps: string;
  pictures: string;
  words: string;
  seeds: string;
  limits: string;
  style: string;
  width: string;
  maxLines: string;
  temperature: string;
  bestOf: string;
  seed: string;
  metrics?: string;
  report?: string;
  json?: boolean;
  quiet?: boolean;
}

/** Longest drawing whose likelihood is measured, in tokens. */
const MAX_TOKENS = 4000;

/** `ascii-gen eval`. */
export function command(): Command {
  return new Command("eval")
    .description(
      "judge a model beside real art, chance and looking up; prints Markdown. See docs/evaluation.md",
    )
    .option("--model <folder>", "model folder (default: the built-in one)")
    .option("--data <file>", "corpus that it was trained on", DEFAULT_CORPUS)
    .option("--labels <n>", "best-populated labels to draw and tell apart; 0 for none", "300")
    .option("--per-label <n>", "drawings of each label", "1")
    .option("--folds <n>", "classifiers, each trained without one part of the corpus", "4")
    .option("--steps <n>", "training steps of each classifier", "1600")
    .option("--pictures <n>", "unseen and seen pictures whose likelihood is measured; 0 for none", "200")
    .option("--words <n>", "words whose diversity is measured; 0 for none", "20")
    .option("--seeds <n>", "seeds of each of these words", "10")
    .option("--limits <n>", "drawings under random limits; 0 for none", "100")
    .option("--style <name>", "style of the drawings", "line")
    .option("--width <n>", "columns of the drawings at most", `${DEFAULT_WIDTH}`)
    .option("--max-lines <n>", "lines of the drawings at most", `${DEFAULT_LINES}`)
    .option("--temperature <t>", "sampling temperature of the sketches", DEFAULTS.temperature)
    .option("--best-of <n>", "sketches and drawings made for each drawing", DEFAULTS.bestOf)
    .option("--seed <n>", "seed of every choice", "1")
    .option("--metrics <file>", "metrics.jsonl of the training run, for its learning curve in the report")
    .option("--report <file>", "also write a page to look at, one HTML file with everything in it")
    .option("--json", "print JSON, drawings included")
    .option("--quiet", "no progress on standard error")
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const bundle = await readBundle(flags.model ?? defaultBundle());
  const options = parseOptions(flags, bundle.tokenizer.data);
  if (flags.report !== undefined) await requireFolder(flags.report);
  const learning = flags.metrics === undefined ? null : await readMetrics(flags.metrics);
  using db = openCorpus(flags.data, { mustExist: true });
  const digest = corpusDigest(db);
  const foreign = digest !== bundle.manifest.corpus;
  if (foreign && !flags.quiet) {
    writeErrorLine(
      `eval: ${flags.data} is not the corpus that ${bundle.path} was trained on: unseen may mean seen`,
    );
  }
  const datasets = {
    test: loadDataset(db, bundle.tokenizer, "test", MAX_TOKENS),
    train: loadDataset(db, bundle.tokenizer, "train", MAX_TOKENS),
  };
  const session = await openSession(bundle);
  const progress = flags.quiet ? { show: () => {}, stop: () => {} } : progressBars();
  const evidence = { session, pictures: loadPictures(db), datasets };
  const measured = await evaluate(evidence, options, progress.show).finally(progress.stop);
  const evaluation = { ...measured, learning };

  const { created, training, files } = bundle.manifest;
  const facts = [
    `model ${bundle.path}, made ${created}, SHA-256 ${files["model.onnx"].sha256.slice(0, 12)}…`,
    `corpus ${digest.slice(0, 12)}…${foreign ? ", not the one that the model was trained on" : ""}`,
    `sampling as users get it: ${describeSettings(options)}, seed ${options.seed}`,
  ];
  if (flags.json) {
    const model = { path: bundle.path, created, training, sha256: files["model.onnx"].sha256 };
    writeOut(
      JSON.stringify({ model, corpus: { digest, trainedOn: !foreign }, ...evaluation }, null, 2) + "\n",
    );
  } else writeOut(renderMarkdownReport("How good are the drawings?", facts, evaluation));
  if (flags.report !== undefined) {
    await atomicWrite(flags.report, renderHtmlReport("How good are the drawings?", facts, evaluation));
  }
  if (evaluation.validity) requireValid(evaluation.validity);
}

function parseOptions(flags: Flags, { styles, maxWidth, maxHeight }: TokenizerData): EvaluationOptions {
  const pictorial = styles.filter((style) => style !== "banner");
  if (!pictorial.includes(flags.style)) {
    throw new UserError("usage", `--style "${flags.style}" is not one of ${pictorial.join(", ")}`);
  }
  return {
    labels: wholeNumber("--labels", flags.labels, 0, 5000),
    perLabel: wholeNumber("--per-label", flags.perLabel, 1, 1000),
    folds: wholeNumber("--folds", flags.folds, 2, 20),
    steps: wholeNumber("--steps", flags.steps, 1, 100_000),
    pictures: wholeNumber("--pictures", flags.pictures, 0, 1_000_000),
    words: wholeNumber("--words", flags.words, 0, 100_000),
    seeds: wholeNumber("--seeds", flags.seeds, 2, 1000),
    limits: wholeNumber("--limits", flags.limits, 0, 1_000_000),
    settings: {
      style: flags.style,
      width: wholeNumber("--width", flags.width, 1, maxWidth),
      maxLines: wholeNumber("--max-lines", flags.maxLines, 1, maxHeight),
      temperature: decimalNumber("--temperature", flags.temperature, 0, 5),
      topK: Number(DEFAULTS.topK),
      topP: Number(DEFAULTS.topP),
      guidance: Number(DEFAULTS.guidance),
      bestOf: wholeNumber("--best-of", flags.bestOf, 1, MAX_BEST_OF),
    },
    seed: wholeNumber("--seed", flags.seed, 0, 2 ** 32 - 1),
  };
}

function describeSettings({ settings }: EvaluationOptions): string {
  const { style, width, maxLines, temperature, topP, bestOf } = settings;
  return `${style}, ${width}×${maxLines} at most, temperature ${temperature}, top-p ${topP}, best of ${bestOf}`;
}

/** Fails before minutes of work rather than after. */
async function requireFolder(report: string): Promise<void> {
  const folder = dirname(report);
  if (await Deno.stat(folder).then(({ isDirectory }) => isDirectory, () => false)) return;
  throw new UserError("io", `--report ${report}: there is no folder ${folder}`);
}

async function readMetrics(path: string): Promise<LearningCurve> {
  const text = await Deno.readTextFile(path).catch((error) => {
    throw new UserError(
      "io",
      `cannot read --metrics ${path}: ${error instanceof Error ? error.message : error}`,
    );
  });
  return parseMetrics(text, path);
}

/** One bar after the other on standard error. */
function progressBars(): { show: OnProgress; stop: () => void } {
  let bar: SingleBar | undefined, current = "";
  return {
    show(part, done, total) {
      if (part !== current) {
        bar?.stop();
        current = part;
        bar = new SingleBar({
          format: `${part} {bar} {value}/{total}, {eta_formatted} left`,
          stream: stderr,
        });
        bar.start(total, 0);
      }
      bar?.update(done);
    },
    stop: () => bar?.stop(),
  };
}
