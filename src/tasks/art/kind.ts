/** Drawings as a task: pictures that are remembered, and a hand that is trained to draw them. */
import { join } from "node:path";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields } from "../../base/fields.ts";
import { parseAs, schemaOf } from "../../base/schema.ts";
import { attributions } from "../../data/store/attributions.ts";
import { corpusDigest, DEFAULT_CORPUS, openCorpus } from "../../data/store/store.ts";
import { ownCounts, pictureCounts } from "../../data/words/thesaurus/counts.ts";
import { buildThesaurus } from "../../data/words/thesaurus/thesaurus.ts";
import { checkpointParameters } from "../../training/checkpoint.ts";
import { trainingSummary } from "../../training/summary.ts";
import { loadSketchCheckpoint } from "./album/checkpoint.ts";
import { learnSketches } from "./album/learn.ts";
import { SKETCH_CHECKPOINT } from "./album/loop.ts";
import { readAlbum } from "./album/pictures.ts";
import { readBundle } from "./bundle/read.ts";
import { drawSamples } from "./bundle/samples.ts";
import { bundledSketches } from "./bundle/sketches.ts";
import { type BundleContent, withoutWeights, writeBundle } from "./bundle/write.ts";
import { modelShape, PROMPT_FIELDS } from "./config.ts";
import type { ArtPlan } from "./task.ts";
import { ART_FIELDS, SKETCH_FIELDS } from "./settings.ts";
import { artModelOf, artTask, prepareArt } from "./task.ts";
import { DEFAULT_RUN, type Kind, RUN_MODEL } from "../kind.ts";

const RUN_FIELDS = {
  ...ART_FIELDS,
  ...SKETCH_FIELDS,
  ...PROMPT_FIELDS,
} as const satisfies Fields;
const EXPORT_FIELDS = {
  data: {
    type: "text",
    value: "file",
    fallback: DEFAULT_CORPUS,
    text: "corpus it was trained on, for the attributions and the thesaurus",
  },
  sketches: { type: "text", value: "folder", text: "run folder of the sketches, if another" },
} as const satisfies Fields;

const runSchema = schemaOf(RUN_FIELDS), exportSchema = schemaOf(EXPORT_FIELDS);

export const art: Kind<ArtPlan> = {
  task: artTask,
  fields: RUN_FIELDS,
  exportFields: EXPORT_FIELDS,
  free: ["data", ...Object.keys(SKETCH_FIELDS)],

  runFolder: () => DEFAULT_RUN,
  ownModel: (run) => join(run, RUN_MODEL),
  modelFolder: () => "weights/default",

  prepare({ settings: given, files, preset, sizes, architecture, form, from }, { log }) {
    if (files.length > 1) throw new UserError("usage", "a model of drawings is trained on one corpus");
    const { promptLength, sketches: _, sketchSteps: __, ...settings } = parseAs(
      runSchema,
      { ...given, ...files.length > 0 && { data: files[0] } },
      "usage",
      "training option",
    );
    const kept = from && artModelOf(from);
    if (kept !== undefined && promptLength !== undefined && promptLength !== kept.config.promptLength) {
      throw new UserError(
        "usage",
        `--prompt-length ${promptLength} is not the model's, which is ${kept.config.promptLength}`,
      );
    }
    const config = kept?.config ??
      modelShape(preset, { ...sizes, ...promptLength && { promptLength } }, {
        architecture,
        ...form && { form },
      });
    return Promise.resolve(prepareArt(settings, config, kept?.tokenizer, log));
  },

  // Whatever the network, a position of a drawing is told the same.
  connected: ({ ports }) => ({ ports }),

  async begin({ out, prepared, settings, seed }, context) {
    const all = { ...prepared.settings, ...settings };
    const { data, sketches: folder = out, sketchSteps: steps } = parseAs(runSchema, all, "usage", "option");
    const { state, album } = await learnSketches(folder, { data, seed, steps }, hooksOf(context));
    let sketches: Pick<BundleContent, "decoder" | "album"> | undefined; // the same at every checkpoint
    const corpus = data === DEFAULT_CORPUS ? [] : ["--data", data];
    return {
      saved: (checkpoint, folder) =>
        drawSamples(checkpoint, sketches ??= bundledSketches(state, album), folder),
      uses: (model) => [
        ["draw with it", ["start", album.labels[0] ?? "cat", "--model", model]],
        ["judge it", ["eval", "--model", model, ...corpus, "--report", "report.html"]],
      ],
      exported: corpus,
    };
  },

  async exportModel({ checkpoint, run, out, weightType, settings }, { log }) {
    const { data, sketches = run } = parseAs(exportSchema, settings, "usage", "option");
    using db = openCorpus(data, { mustExist: true });
    if (corpusDigest(db) !== checkpoint.corpusDigest) {
      throw new UserError(
        "corpus",
        `${data} is not the corpus that ${run} was trained on; name that one by --data`,
      );
    }
    const album = readAlbum(db, log);
    return await writeBundle(out, {
      ...artModelOf(checkpoint),
      parameters: checkpointParameters(checkpoint),
      ...bundledSketches(await loadSketchCheckpoint(join(sketches, SKETCH_CHECKPOINT)), album),
      thesaurus: buildThesaurus(album.labels, pictureCounts(db), ownCounts(db)),
      corpus: checkpoint.corpusDigest,
      training: trainingSummary(checkpoint),
      attributions: attributions(db),
      weightType,
    });
  },

  async readModel(folder) {
    const bundle = await readBundle(folder);
    const { promptLength, ...network } = bundle.config;
    return {
      stored: bundle,
      manifest: bundle.manifest,
      network,
      model: { tokenizer: bundle.tokenizer.data, promptLength },
      rewrite: (out, { network: made = network, ...weights }) =>
        writeBundle(out, { ...withoutWeights(bundle), ...weights, config: { ...made, promptLength } }),
    };
  },
};

const hooksOf = ({ log, signal }: Context) => ({ log, stopped: () => signal.aborted });
