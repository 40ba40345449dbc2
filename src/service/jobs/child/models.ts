/** What is done with models as jobs: fitted tokenizers, judgements, other formats, rounded weights. */
import { join } from "node:path";
import { UserError } from "../../../base/errors.ts";
import { atomicWrite } from "../../../base/files.ts";
import { readManifest } from "../../../bundle/folder.ts";
import { evaluationFacts, labelFacts, textFacts } from "../../../evaluation/report/facts.ts";
import { renderHtmlReport } from "../../../evaluation/report/html.ts";
import { labelsHtml } from "../../../evaluation/report/labels.ts";
import { textsHtml } from "../../../evaluation/report/texts.ts";
import { evaluate } from "../../../operations/evaluate/evaluate.ts";
import { EVALUATE_FIELDS } from "../../../operations/evaluate/fields.ts";
import { EVALUATE_LABEL_FIELDS, evaluateLabel } from "../../../operations/evaluate/label.ts";
import { EVALUATE_TEXT_FIELDS, evaluateText } from "../../../operations/evaluate/text.ts";
import { exportRun } from "../../../operations/export.ts";
import { quantize } from "../../../operations/quantize.ts";
import { trainTokenizer } from "../../../operations/tokenizer/train.ts";
import type { EvaluateJob, ExportJob, QuantizeJob, TokenizerJob } from "../operations.ts";
import type { Outcome } from "./protocol.ts";
import { figuresOf, plain, restoredPath, type Runner } from "./place.ts";

export const runTokenizer: Runner<TokenizerJob> = async ({ files, ...given }, working) => {
  const out = join(working.folder, "tokenizer");
  const { manifest } = await trainTokenizer({ ...given, files: await working.corpora(files), out }, working);
  return {
    left: [{ name: "tokenizer", kind: "tokenizer", folder: out }],
    metrics: figuresOf({ vocabulary: manifest.vocabulary, ...manifest.data }),
    made: made("tokenizer", { files, ...given }, { corpus: manifest.data.sha256 }, plain(manifest)),
  };
};

export const runEvaluate: Runner<EvaluateJob> = async (
  { run, model: id, files: names, ...given },
  working,
) => {
  const model = restoredPath("model", id), files = await working.corpora(names);
  const { task } = await readManifest(model);
  const { result, page, digest } = await judgements(task, { ...given, model }, files, working);
  const out = join(working.folder, "report");
  await Deno.mkdir(out, { recursive: true });
  await atomicWrite(join(out, "evaluation.json"), `${JSON.stringify(result, null, 2)}\n`);
  await atomicWrite(join(out, "report.html"), page);
  const figures = figuresOf(result);
  return {
    left: [{ name: "evaluation", kind: "report", folder: out }],
    metrics: figures,
    made: made("evaluate", { run, model: id, files: names, ...given }, { corpus: digest }, plain(figures)),
  };
};

type Given = Omit<EvaluateJob, "files" | "run">;

/** Judges a model of a task: every figure, a page to look at, and the digest of what it was judged by. */
async function judgements(
  task: string,
  given: Given,
  files: string[],
  working: Parameters<typeof evaluate>[1],
) {
  if (task === "art") {
    refuseOthers(given, EVALUATE_FIELDS, task);
    const [data, ...more] = files;
    if (data === undefined || more.length > 0) {
      throw new UserError("usage", "files: a model of drawings is judged by one corpus");
    }
    const result = await evaluate({ ...given, data }, working);
    const page = renderHtmlReport("How good are the drawings?", evaluationFacts(result), result);
    return { result, page, digest: result.corpus.digest };
  }
  if (task === "label") {
    refuseOthers(given, EVALUATE_LABEL_FIELDS, task);
    const result = await evaluateLabel({ ...given, files }, working);
    return { result, page: labelsHtml(labelFacts(result), result), digest: result.data.digest };
  }
  refuseOthers(given, EVALUATE_TEXT_FIELDS, task);
  const result = await evaluateText({ ...given, files }, working);
  return { result, page: textsHtml(textFacts(result), result), digest: result.texts.digest };
}

function refuseOthers(given: Given, fields: object, task: string): void {
  const other = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
  if (other !== undefined) throw new UserError("usage", `${other} is not for models of the task ${task}`);
}

export const runExport: Runner<ExportJob> = async ({ checkpoint, name = "model", ...given }, working) => {
  const suffix = given.format === "gguf" ? ".gguf" : "";
  const out = join(working.folder, "model", suffix === "" ? "" : `${name}${suffix}`);
  if (suffix !== "") await Deno.mkdir(join(working.folder, "model"), { recursive: true });
  const { step } = await exportRun({ ...given, run: restoredPath("checkpoint", checkpoint), out }, working);
  return {
    left: [{ name: "model", kind: "model", folder: join(working.folder, "model") }],
    metrics: step === undefined ? {} : { steps: step },
    made: made("export", { checkpoint, name, ...given }, { checkpoint }, null),
  };
};

export const runQuantize: Runner<QuantizeJob> = async ({ model, ...given }, { folder }) => {
  const out = join(folder, "model");
  const { manifest, before } = await quantize({ ...given, model: restoredPath("model", model), out });
  const bytes = (files: typeof manifest.files) =>
    Object.values(files).reduce((sum, { size }) => sum + size, 0);
  return {
    left: [{ name: "model", kind: "model", folder: out }],
    metrics: { bytes: bytes(manifest.files), bytesBefore: bytes(before.files) },
    made: made("quantize", { model, ...given }, { model }, plain(manifest.files)),
  };
};

const made = (
  operation: string,
  input: object,
  inputs: Record<string, string>,
  result: ReturnType<typeof plain>,
) => ({ operation, input: plain(input), inputs, result }) satisfies Outcome["made"];
