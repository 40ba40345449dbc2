/** The process that does a job. */
import { join } from "node:path";
import type * as z from "zod";
import { UserError } from "../../../base/errors.ts";
import { parseAs } from "../../../base/schema.ts";
import { LOCK_FILE } from "../checkpoints.ts";
import { faultOf } from "../fault.ts";
import {
  evaluateSchema,
  exportSchema,
  isJobOperation,
  type JobOperationName,
  quantizeSchema,
  tokenizerSchema,
  trainJobSchema,
} from "../operations.ts";
import { corporaOf, type Runner, type Working } from "./place.ts";
import { type Assignment, type ChildEvent, logOf } from "./protocol.ts";

/** Milliseconds between what is told of progress. */
const PAUSE = 200;

/** How each operation is done, loaded with what it needs. */
const RUNNERS: Readonly<Record<JobOperationName, () => Promise<Runner<unknown>>>> = {
  train: async () => reading(trainJobSchema, (await import("./train.ts")).runTrain),
  evaluate: async () => reading(evaluateSchema, (await import("./models.ts")).runEvaluate),
  tokenizer: async () => reading(tokenizerSchema, (await import("./models.ts")).runTokenizer),
  export: async () => reading(exportSchema, (await import("./models.ts")).runExport),
  quantize: async () => reading(quantizeSchema, (await import("./models.ts")).runQuantize),
};

const reading = <Input>(schema: z.ZodType<Input>, run: Runner<Input>): Runner<unknown> => (input, working) =>
  run(parseAs(schema, input, "usage", "input"), working);

/**
 * Does a job in the folder of all runs, which this process stands in, and tells of it. Where another process is still at it,
 * whose worker is gone, that one is waited for. Whatever happens is told; nothing is thrown.
 */
export async function serveJob(
  { id, operation, input, corpora }: Assignment,
  tell: (event: ChildEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (!isJobOperation(operation)) throw new UserError("usage", `there is no operation "${operation}"`);
    using lock = await Deno.open(join(id, LOCK_FILE), { create: true, write: true });
    if (!await locked(lock, signal)) return tell({ type: "stopped" });
    const progress = throttled(tell);
    const working: Working = {
      ...{ folder: id, signal, tell, corpora: corporaOf(corpora), progress: progress.tell },
      log: (line) => tell(logOf(line)),
    };
    const outcome = await (await RUNNERS[operation]())(input, working);
    progress.end();
    tell(outcome === undefined ? { type: "stopped" } : { type: "done", outcome });
  } catch (error) {
    if (signal.aborted && error === signal.reason) return tell({ type: "stopped" });
    tell({ type: "failed", ...faultOf(error) });
  }
}

/** Holds a lock; false where it was told to stop before it had it. */
function locked(file: Deno.FsFile, signal: AbortSignal): Promise<boolean> {
  const aborted = new Promise<boolean>((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener("abort", () => resolve(false), { once: true });
  });
  return Promise.race([file.lock(true).then(() => true), aborted]);
}

/** Progress that is told every so often, and as it was at last. */
function throttled(tell: (event: ChildEvent) => void): { tell: Working["progress"]; end(): void } {
  let told = 0, last: ChildEvent | undefined;
  const end = () => {
    if (last !== undefined) tell(last);
    last = undefined;
  };
  return {
    tell(part, done, total, detail) {
      last = {
        ...{ type: "progress", part, done },
        ...total !== undefined && { total },
        ...detail !== undefined && { detail },
      };
      const now = performance.now();
      if (now - told < PAUSE) return;
      told = now;
      end();
    },
    end,
  };
}
