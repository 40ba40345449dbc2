import { join } from "node:path";
import { callback, type Figures, type Run } from "../callback.ts";
import { histogramsEvent, restartEvent, scalarsEvent, textEvent, versionEvent } from "./events.ts";
import { histogramOf } from "./histogram.ts";
import { framed } from "./records.ts";

/** Where its files are in a run's folder. */
export const TENSORBOARD_FOLDER = "tensorboard";

const FIELDS = {
  histograms: {
    type: "integer",
    least: 0,
    fallback: 100,
    text: "steps between histograms of weights and gradients; 0 for none",
  },
} as const;

/** Event files: all figures, what the model does, how weights and gradients are distributed. */
export const tensorboard = callback(
  `${TENSORBOARD_FOLDER}/: event files for TensorBoard`,
  FIELDS,
  async ({ histograms }, run) => {
    const folder = join(run.out, TENSORBOARD_FOLDER);
    await Deno.mkdir(folder, { recursive: true });
    const file = await newFile(folder);
    const write = async (event: Uint8Array) => {
      const record = framed(event);
      for (let written = 0; written < record.length;) written += await file.write(record.subarray(written));
    };
    await write(versionEvent());
    if (run.step > 0) await write(restartEvent(run.step + 1));
    const scalars = (part: string, { step, ...figures }: Figures) =>
      write(scalarsEvent(step!, tagged(part, figures)));
    return {
      async step({ step, figures }) {
        if (figures) await scalars("train", figures);
        if (histograms > 0 && step % histograms === 0) await write(distributions(step, run));
      },
      validated: ({ figures }) => scalars("validation", figures),
      async sampled({ step, lines }) {
        // Indented by four, lines stand as they are.
        const text = lines.map((line) => `    ${line}`).join("\n");
        if (lines.length > 0) await write(textEvent(step, "samples", text));
      },
      end: () => file.close(),
    };
  },
);

/** A file that readers take for newer than those that are there: by the second it began, and its number. */
async function newFile(folder: string): Promise<Deno.FsFile> {
  const count = (await Array.fromAsync(Deno.readDir(folder))).length;
  const second = `${Math.floor(Date.now() / 1000)}`.padStart(10, "0");
  const name = `events.out.tfevents.${second}.ascii-gen.${`${count}`.padStart(4, "0")}`;
  return await Deno.open(join(folder, name), { write: true, createNew: true });
}

const tagged = (part: string, figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${part}/${name}`, value]));

function distributions(step: number, { specs, weights, gradient }: Run): Uint8Array {
  const parts = specs.flatMap(({ name, offset, size }) => {
    const part = (values: Float32Array) => histogramOf(values.subarray(offset, offset + size));
    return [[`weights/${name}`, part(weights)], [`gradients/${name}`, part(gradient)]] as const;
  });
  return histogramsEvent(step, Object.fromEntries(parts));
}
