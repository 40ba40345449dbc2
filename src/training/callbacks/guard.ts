import { join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { atomicWrite } from "../../base/files.ts";
import { saveCheckpoint } from "../checkpoint.ts";
import { callback, type GradientEvent } from "./callback.ts";

export const GUARD_FOLDER = "guard";
export const BATCH_FILE = "batch.json", STATE_FILE = "checkpoint.bin";

const FIELDS = {
  most: {
    type: "number",
    above: 0,
    text: "largest L2 norm of a gradient, before clipping",
    usual: "any number",
  },
} as const;

/** Ends a run whose gradient is not finite, or too large, with that step's batch and the state before it. */
export const guard = callback(
  `ends the run where the gradient is no number or too large, and keeps its batch in ${GUARD_FOLDER}/`,
  FIELDS,
  ({ most = Infinity }, { out, batches, checkpoint }) => {
    const keep = async ({ step, gradientNorm, loss }: GradientEvent) => {
      const folder = join(out, GUARD_FOLDER);
      await Deno.mkdir(folder, { recursive: true });
      const held = {
        step: step + 1,
        gradientNorm: `${gradientNorm}`,
        loss: `${loss}`,
        batches: batches(step),
      };
      await atomicWrite(join(folder, BATCH_FILE), JSON.stringify(held) + "\n");
      await saveCheckpoint(join(folder, STATE_FILE), await checkpoint());
      return folder;
    };
    return {
      async gradient(event) {
        const { step, gradientNorm, loss } = event;
        if (Number.isFinite(gradientNorm) && gradientNorm <= most && Number.isFinite(loss)) return;
        const fault = Number.isFinite(gradientNorm) && Number.isFinite(loss)
          ? `the gradient's norm ${gradientNorm.toPrecision(4)} is above ${most}`
          : `the gradient's norm is ${gradientNorm}, the loss ${loss}`;
        const folder = await keep(event);
        throw new UserError(
          "model",
          `step ${step + 1}: ${fault}; its batch and the state before it are in ${folder}: ` +
            "a lower --learning-rate or --grad-clip may do",
        );
      },
    };
  },
);
