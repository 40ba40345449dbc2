import { join } from "node:path";
import { type Checkpoint, saveCheckpoint } from "../checkpoint.ts";
import { callback } from "./callback.ts";

export const CHECKPOINT_FILE = "checkpoint.bin";
export const BEST_FILE = "best.bin";
/** Name of a checkpoint that is kept besides these. */
export const keptFile = (step: number): string => `checkpoint-${step}.bin`;
const KEPT = /^checkpoint-(\d+)\.bin$/;

const FIELDS = {
  every: { type: "integer", least: 1, text: "steps after which one more is kept, at the next save" },
  keep: { type: "integer", least: 1, text: "how many of these are kept, the newest", usual: "all" },
} as const;

/** The last state, the best one, and every so many steps one more. */
export const checkpoints = callback(
  `${CHECKPOINT_FILE}, ${BEST_FILE}, and more of them if asked`,
  FIELDS,
  ({ every, keep }, { out, step }) => {
    let last = step;
    const keepToo = async (checkpoint: Checkpoint) => {
      if (every === undefined || Math.floor(checkpoint.step / every) === Math.floor(last / every)) return;
      last = checkpoint.step;
      await saveCheckpoint(join(out, keptFile(checkpoint.step)), checkpoint);
      if (keep === undefined) return;
      const there = (await Array.fromAsync(Deno.readDir(out))).flatMap(({ name }) =>
        KEPT.exec(name)?.[1] ?? []
      );
      const oldest = there.map(Number).sort((a, b) => b - a).slice(keep);
      for (const step of oldest) await Deno.remove(join(out, keptFile(step)));
    };
    return {
      async saved({ reason, checkpoint }) {
        await saveCheckpoint(join(out, reason === "best" ? BEST_FILE : CHECKPOINT_FILE), checkpoint);
        if (reason !== "best") await keepToo(checkpoint);
      },
    };
  },
);
