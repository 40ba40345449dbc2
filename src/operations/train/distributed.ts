/** Training by several processes that mpirun started, on one machine or many. */
import { type Context, quietly } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { isThere } from "../../base/files.ts";
import type { Launch } from "../../engine/mpi/launch.ts";
import { joinRanks } from "../../engine/mpi/ranks.ts";
import { kindOf } from "../../tasks/registry.ts";
import { startWorker } from "../../tasks/start_worker.ts";
import { follow } from "../../training/distributed/follow.ts";
import { end, hear, type Talk, together } from "../../training/distributed/talk.ts";
import { ownSettings, PRESET, train, type TrainResult } from "../train.ts";
import { announce, factsOf, forRanks, heardOf, notLaunched } from "./announce.ts";
import type { TrainInput } from "./fields.ts";
import { taught } from "./models.ts";
import { runFolderOf } from "./places.ts";

/** Seconds that other ranks may take to answer, a checkpoint of rank 0 included. */
const PATIENCE = 1800;

/** The process, as far as a rank needs it. */
export interface Host {
  /** How it was started; undefined where no mpirun did. */
  launch: Launch | undefined;
  /** Tells of an error that ends all ranks at once, and gives the exit code. */
  failed(error: unknown): number;
  /** Joins the other ranks, where it is watched how. */
  join?: typeof joinRanks;
}

/**
 * Trains as one rank of a run, until rank 0 has done what `train` does. Rank 0 alone writes and tells; its result is the
 * run's, the others have none. What ends the run is thrown on rank 0.
 */
export async function trainDistributed(
  input: TrainInput,
  context: Context,
  { launch, failed, join = joinRanks }: Host,
): Promise<TrainResult | undefined> {
  if (launch === undefined) throw notLaunched();
  const ranks = join(launch, input.rankTimeout ?? PATIENCE);
  const talk: Talk = { ranks, over: false, busy: false };
  const leads = ranks.rank === 0;
  try {
    if (launch.size !== ranks.size) {
      throw new UserError(
        "environment",
        `--distributed: mpirun started ${launch.size} processes, and ${ranks.library} knows of ${ranks.size}`,
      );
    }
    const result = leads ? await lead(input, context, talk, launch) : await followRun(input, context, talk);
    if (leads) await end(talk);
    await ranks.finalize();
    return result;
  } catch (error) {
    const alone = ranks.broken || launch.size !== ranks.size;
    // The others do not listen, or would not know why.
    if (alone || (!talk.over && (!leads || talk.busy))) return ranks.abort(failed(error));
    if (leads) await end(talk);
    await ranks.finalize();
    if (leads) throw error;
  }
}

function lead(input: TrainInput, context: Context, talk: Talk, { local }: Launch): Promise<TrainResult> {
  const { rank: _, size } = talk.ranks;
  const stopped = new AbortController();
  const signal = AbortSignal.any([context.signal, stopped.signal]);
  const { log } = context;
  return train(forRanks(input, { size, local }), { ...context, signal }, undefined, {
    ...{ talk, sharded: input.shardOptimizer ?? false },
    announce: (run) => announce(talk, input, run),
    stop() {
      if (!signal.aborted) log("another rank was told to stop: stopping after this step");
      stopped.abort();
    },
  });
}

/** Prepares what rank 0 tells of, from this machine's data, and trains as rank 0 tells. */
async function followRun(input: TrainInput, { signal }: Context, talk: Talk): Promise<undefined> {
  if ((await hear(talk)).name === "end") return;
  const announced = await heardOf(talk);
  const { options, settings } = announced;
  const prepared = await together(talk, async () => {
    const kind = await kindOf(announced.task);
    const { files = [], settings: given = {} } = input;
    // What rank 0 has worked out of the data is there where its folder is.
    const out = await runFolderOf(input), folder = await isThere(out) ? out : undefined;
    const prepared = await kind.prepare({
      ...{ files, folder, preset: PRESET, sizes: {}, form: {}, from: announced },
      settings: { ...settings, ...ownSettings(given, settings, kind) },
    }, { ...quietly, signal: new AbortController().signal });
    const value = await taught(prepared, options, kind);
    return { facts: await factsOf(input, value, options), value };
  });
  await follow(talk, options, prepared, input.shardOptimizer ?? false, {
    stopped: () => signal.aborted,
    startWorker,
  });
}
