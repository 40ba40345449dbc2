/** Texts as a task: a language model of any files. */
import * as z from "zod";
import { basename, extname, join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { fallbacks, type Fields } from "../../base/fields.ts";
import { parseAs, schemaOf } from "../../base/schema.ts";
import { readDocuments } from "../../data/text/documents.ts";
import { networkConfigSchema, presetShape, presetVocabulary } from "../../network/config.ts";
import { chosenForm, formOf } from "../../network/form.ts";
import { loadTextTokenizer, TOKENIZER_NAMES, tokenizerKind } from "../../tokenizer/tokenizers.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { type Checkpoint, checkpointParameters } from "../../training/checkpoint.ts";
import { trainingSummary } from "../../training/summary.ts";
import type { Values } from "../../training/task.ts";
import type { Kind } from "../kind.ts";
import { readTextBundle, type TextContent, writeTextBundle } from "./bundle.ts";
import { complete, openTextSession, SAMPLING_FIELDS } from "./complete.ts";
import { prepareText, type TextPlan, textTask } from "./task.ts";

const FIELDS = {
  tokenizer: {
    type: "choice",
    choices: TOKENIZER_NAMES,
    fallback: "char",
    text: "what texts are cut into",
  },
  context: {
    type: "integer",
    least: 8,
    most: 4096,
    text: "tokens of a stretch of text that is learned",
    usual: "those that attention looks back",
  },
} as const satisfies Fields;

const paths = z.array(z.string()).min(1);
const settingsSchema = schemaOf(FIELDS);
/** Tokens of a tokenizer that is fitted, where it leaves the choice. */
const VOCABULARY = 4096;
/** Samples while training. */
const SAMPLES = 2, SAMPLE_TOKENS = 160;

/** What a bundle is made of, from a checkpoint. */
const contentOf = (checkpoint: Checkpoint): TextContent => ({
  tokenizer: tokenizerOf(checkpoint.model),
  config: checkpoint.network,
  parameters: checkpointParameters(checkpoint),
  corpus: checkpoint.corpusDigest,
  training: trainingSummary(checkpoint),
  attributions: [],
});

/** Name of what is learned, after the first of its files. */
const nameOf = ([first = ""]: readonly string[]): string =>
  basename(first, extname(first)).replace(/[^\w.-]+/g, "-").replace(/^-+$/, "") || "text";

/** The tokenizer of a checkpoint's model. */
const tokenizerOf = (model: Values): Tokenizer => loadTextTokenizer(model["tokenizer"]);

export const text: Kind<TextPlan> = {
  task: textTask,
  fields: FIELDS,
  exportFields: {},
  free: ["data"],
  runFolder: (files) => join("runs", nameOf(files)),
  modelFolder: (run) => join("models", basename(run)),

  async prepare({ settings: { data, ...given }, files, preset, sizes, form: parts = {}, from }, context) {
    const named = paths.safeParse(files.length > 0 ? files : data);
    if (!named.success) throw new UserError("usage", "name files or folders to learn from");
    const all = parseAs(settingsSchema, given, "usage", "training option");
    const documents = await readDocuments(named.data, context);
    const form = chosenForm(preset, parts);
    const network = from?.network ??
      { architecture: "transformer", ...presetShape(preset, sizes, form), ...form && { form } };
    const tokenizer = from === undefined
      ? tokenizerKind(all.tokenizer).fit(documents.map(({ text }) => text), {
        vocabulary: presetVocabulary(preset) ?? VOCABULARY,
        seed: 1,
      }, context)
      : tokenizerOf(from.model);
    const length = all.context ?? network.window;
    const settings = { data: named.data, tokenizer: tokenizer.type, context: length };
    if (length > network.window && formOf(network).positions === "learned") {
      throw new UserError(
        "usage",
        `--context ${length} is longer than the ${network.window} places that --positions learned has by --window`,
      );
    }
    const checked = parseAs(networkConfigSchema, network, "usage", "config");
    return prepareText(documents, tokenizer, checked, settings);
  },

  begin: () =>
    Promise.resolve({
      async saved(checkpoint, folder) {
        await writeTextBundle(folder, contentOf(checkpoint));
        const session = await openTextSession(await readTextBundle(folder));
        const usual = { ...fallbacks(SAMPLING_FIELDS), maxTokens: SAMPLE_TOKENS };
        const requests = Array.from({ length: SAMPLES }, (_, seed) => ({ ...usual, prompt: "", seed }));
        const completions = await complete(session, requests);
        await session.close();
        return completions.flatMap(({ text }) => ["--", ...text.split("\n")]);
      },
      uses: (model) => [["go on from a text", ["start", "complete", "--model", model, "once upon"]]],
      exported: [],
    }),

  async exportModel({ checkpoint, out, weightType }) {
    return await writeTextBundle(out, { ...contentOf(checkpoint), weightType });
  },

  async readModel(folder) {
    const bundle = await readTextBundle(folder);
    const { tokenizer, config, manifest } = bundle;
    const { corpus, training, attributions } = manifest;
    return {
      ...{ stored: bundle, manifest, network: config, model: { tokenizer: tokenizer.toJSON() } },
      rewrite: (out, parameters, quantisation) =>
        writeTextBundle(out, {
          ...{ tokenizer, config, parameters, quantisation },
          ...{ corpus, training, attributions },
        }),
    };
  },
};
