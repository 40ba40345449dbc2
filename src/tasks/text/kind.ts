/** Texts as a task: a language model of any files. */
import { join } from "node:path";
import { fallbacks } from "../../base/fields.ts";
import { UserError } from "../../base/errors.ts";
import { isFile } from "../../base/files.ts";
import { collectGarbage } from "../../base/garbage.ts";
import { readManifest } from "../../bundle/folder.ts";
import { type Manifest, MANIFEST_FILE } from "../../bundle/manifest.ts";
import { loadTextTokenizer } from "../../tokenizer/tokenizers.ts";
import { type Checkpoint, checkpointParameters } from "../../training/checkpoint.ts";
import { trainingSummary } from "../../training/summary.ts";
import type { Kind } from "../kind.ts";
import { calledBy, NAMED_PLACES } from "../named.ts";
import { readTextBundle, type TextContent, writeTextBundle } from "./bundle.ts";
import { writeGguf, writeSafetensors } from "./exchange/write.ts";
import { complete, openTextSession, SAMPLING_FIELDS } from "./complete.ts";
import { prepareFiles } from "./prepare.ts";
import { TEXT_FIELDS } from "./settings.ts";
import { otherNetwork, type TextPlan, textTask } from "./task.ts";

/** Samples while training. */
const SAMPLES = 2, SAMPLE_TOKENS = 160;
/** What a model that has learned little may write, and a terminal should not get. */
const CONTROL = /(?![\n\t])\p{Cc}/gu;

/** What a bundle is made of, from a checkpoint. */
export const contentOf = (checkpoint: Checkpoint): TextContent => ({
  tokenizer: loadTextTokenizer(checkpoint.model["tokenizer"]),
  config: checkpoint.network,
  parameters: checkpointParameters(checkpoint),
  corpus: checkpoint.corpusDigest,
  training: trainingSummary(checkpoint),
  attributions: [],
});

type Told = Pick<Manifest, "attributions" | "sampling">;

/** What the model that is in a folder tells of whom its texts are by and how it writes, where it learned from the same ones. */
async function toldIn(folder: string, corpus: string): Promise<Partial<Told>> {
  if (!await isFile(join(folder, MANIFEST_FILE))) return {};
  try {
    const { corpus: learned, attributions, sampling } = await readManifest(folder);
    return learned === corpus ? { attributions, sampling } : {};
  } catch (error) {
    // What cannot be read is written over, and is no reason for a training to end.
    if (error instanceof UserError) return {};
    throw error;
  }
}

export const text: Kind<TextPlan> = {
  task: textTask,
  fields: TEXT_FIELDS,
  exportFields: {},
  free: ["data"],
  // Texts are trained for minutes: four times the steps teach more than steps of four times the positions (docs/LOG.md).
  usual: { batchTokens: 2048 },
  ...NAMED_PLACES,
  prepare: prepareFiles,

  connected: otherNetwork,

  begin: () =>
    Promise.resolve({
      async saved(checkpoint, folder) {
        await Deno.mkdir(join(folder, ".."), { recursive: true });
        const told = await toldIn(folder, checkpoint.corpusDigest);
        await writeTextBundle(folder, { ...contentOf(checkpoint), ...told });
        // The bytes that were written are as large as the weights, and opening takes as much again.
        if (checkpoint.options.memory !== undefined) collectGarbage();
        const session = await openTextSession(await readTextBundle(folder));
        const usual = { ...fallbacks(SAMPLING_FIELDS), maxTokens: SAMPLE_TOKENS };
        const requests = Array.from({ length: SAMPLES }, (_, seed) => ({ ...usual, prompt: "", seed }));
        const completions = await complete(session, requests);
        await session.close();
        return completions.flatMap(({ text }) => ["--", ...text.replace(CONTROL, "\ufffd").split("\n")]);
      },
      uses: (model) => [
        ["talk to it", ["console", calledBy(model)]],
        ["go on from a text", ["start", "complete", "--model", calledBy(model), "once upon"]],
      ],
      exported: undefined,
    }),

  async exportModel({ checkpoint, out, weightType }) {
    return await writeTextBundle(out, { ...contentOf(checkpoint), weightType });
  },

  async exportForeign({ network: config, model, parameters, name, sampling, out, format, weightType }) {
    const write = format === "gguf" ? writeGguf : writeSafetensors;
    await write(
      out,
      { name, config, tokenizer: loadTextTokenizer(model["tokenizer"]), parameters, sampling },
      weightType,
    );
  },

  async readModel(folder) {
    const bundle = await readTextBundle(folder);
    const { tokenizer, config, manifest } = bundle;
    const { corpus, training, attributions, sampling } = manifest;
    return {
      ...{ stored: bundle, manifest, network: config, model: { tokenizer: tokenizer.toJSON() } },
      rewrite: (out, { network = config, ...weights }) =>
        writeTextBundle(out, {
          tokenizer,
          corpus,
          training,
          attributions,
          sampling,
          ...weights,
          config: network,
        }),
    };
  },
};
