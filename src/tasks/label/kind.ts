/** Pictures and their classes as a task. */
import { join } from "node:path";
import { type Checkpoint, checkpointParameters } from "../../training/checkpoint.ts";
import { METRICS_FILE } from "../../training/loop.ts";
import { trainingSummary } from "../../training/summary.ts";
import type { Kind } from "../kind.ts";
import { calledBy, NAMED_PLACES } from "../named.ts";
import { type LabelContent, readLabelBundle, writeLabelBundle } from "./bundle.ts";
import { classify, likeliest, openLabelSession } from "./classify.ts";
import { parseLabelModel } from "./model.ts";
import { areLabelledPictures } from "./pictures/find.ts";
import { pixelsAt } from "./pictures/read.ts";
import { preparePictures } from "./prepare.ts";
import { LABEL_FIELDS } from "./settings.ts";
import { type LabelPlan, labelTask } from "./task.ts";

/** Pictures of which is told, at each checkpoint, how many are labelled as they should be. */
const TOLD = 1000;

/** What a bundle is made of, from a checkpoint. */
const contentOf = (checkpoint: Checkpoint): LabelContent => ({
  labels: parseLabelModel(checkpoint.model, "checkpoint: model"),
  config: checkpoint.network,
  parameters: checkpointParameters(checkpoint),
  corpus: checkpoint.corpusDigest,
  training: trainingSummary(checkpoint),
  attributions: [],
});

export const label: Kind<LabelPlan, LabelPlan> = {
  task: labelTask,
  fields: LABEL_FIELDS,
  exportFields: {},
  free: ["data"],
  usual: { batchTokens: 2048 },
  recognises: areLabelledPictures,
  ...NAMED_PLACES,
  prepare: preparePictures,

  // Whatever the network, a position of a picture is told the same.
  connected: ({ ports }) => ({ ports }),

  begin: ({ out, prepared: { plan } }) =>
    Promise.resolve({
      async saved(checkpoint, folder) {
        await Deno.mkdir(join(folder, ".."), { recursive: true });
        await writeLabelBundle(folder, contentOf(checkpoint));
        const right = await rightOf(folder, plan);
        const told = Math.min(TOLD, plan.unseen.length);
        await addMetrics(join(out, METRICS_FILE), { step: checkpoint.step, pictureAccuracy: right / told });
        return [
          `accuracy at ${checkpoint.step}: ${right} of ${told} unseen pictures (${percent(right / told)})`,
        ];
      },
      uses: (model) => [
        ["label a picture", ["label", "--model", calledBy(model), "picture.png"]],
        ["judge it", ["eval", "--model", calledBy(model), "pictures/"]],
      ],
      exported: undefined,
    }),

  async exportModel({ checkpoint, out, weightType }) {
    return await writeLabelBundle(out, { ...contentOf(checkpoint), weightType });
  },

  async readModel(folder) {
    const bundle = await readLabelBundle(folder);
    const { labels, config, manifest } = bundle;
    const { corpus, training, attributions } = manifest;
    return {
      ...{ stored: bundle, manifest, network: config, model: labels },
      rewrite: (out, { network = config, ...weights }) =>
        writeLabelBundle(out, { labels, corpus, training, attributions, ...weights, config: network }),
    };
  },
};

/** Adds a line to a run's metrics, where it has some. */
async function addMetrics(path: string, figures: Readonly<Record<string, number>>): Promise<void> {
  const line = JSON.stringify({ type: "accuracy", ...figures }) + "\n";
  await Deno.writeTextFile(path, line, { append: true, create: false }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** How many of the first pictures that are kept for validation a model labels as they are. */
async function rightOf(folder: string, { model, pixels, classes, unseen }: LabelPlan): Promise<number> {
  const numbers = unseen.subarray(0, TOLD);
  const session = await openLabelSession(await readLabelBundle(folder));
  try {
    const results = await classify(
      session,
      Array.from(numbers, (number) => pixelsAt({ ...model, pixels }, number)),
    );
    return results.filter((logs, i) => likeliest(logs) === classes[numbers[i]!]).length;
  } finally {
    await session.close();
  }
}
