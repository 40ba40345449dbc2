import { UserError } from "../base/errors.ts";
import { combineGradients, keptLengths } from "../engine/optimizers/optimizers.ts";
import type { Batch } from "./batches.ts";
import type { WorkerReply, WorkerRequest } from "./messages.ts";
import type { TrainingOptions } from "./options.ts";
import { addStats, createReplica, type Network, type Stats } from "./replica.ts";
import { openShared, shared, sharedFloats, type SharedState } from "./shared.ts";
import type { Prepared } from "./task.ts";
import { openTeacher } from "./teacher.ts";

/** All replicas of a run: this thread's and a worker for each further one. */
export interface Team {
  /** Live views; they change with every step. */
  readonly weights: Float32Array;
  readonly moments: readonly Float32Array[];
  /** Of the last step, clipped. */
  readonly gradient: Float32Array;
  /**
   * One optimizer step (0-based). Returns the sums over its batches and the gradient's norm before clipping; nothing is
   * updated where that is not finite. `looked` is told of both before the weights move, which do not if it throws.
   */
  step(step: number, learningRate: number, looked?: (done: Done) => Promise<void>): Promise<Done>;
  /** Loss of given batches under the present weights, or others in their place. */
  evaluate(batches: Batch[], others?: Float32Array): Promise<Stats>;
  close(): void;
}

/** What a step comes to. */
export interface Done {
  stats: Stats;
  norm: number;
}

/** What a team starts from. */
export interface TeamOptions extends Network, Pick<Prepared, "task" | "plan" | "teacher"> {
  options: TrainingOptions;
  /** Where they and the moments are in shared memory, they are trained in their place. */
  weights: Float32Array;
  /** Default: zeros. */
  moments?: readonly Float32Array[];
  kernels: Uint8Array<ArrayBuffer> | null;
  startWorker(): Worker;
}

/** Starts the replicas of `options.workers` cores. Throws where a worker fails to start. */
export async function startTeam(team: TeamOptions): Promise<Team> {
  const { task, plan, teacher, ports, network, options, specs, kernels } = team;
  const zeros = (length: number) => sharedFloats(length).buffer;
  const state: SharedState = {
    weights: shared(team.weights),
    gradients: Array.from({ length: options.workers }, () => zeros(team.weights.length)),
    moments: team.moments?.map(shared) ?? keptLengths(options.optimizer, specs).map(zeros),
  };
  const memory = openShared(state, specs, options, 0);
  const source = task.open(plan, "train");
  const guide = teacher && openTeacher(task, teacher);
  const replica = createReplica(team, source, options, 0, memory.weights, guide);
  const workers = Array.from({ length: options.workers - 1 }, team.startWorker);
  const close = () => {
    workers.forEach((worker) => worker.terminate());
    source[Symbol.dispose]();
    guide?.[Symbol.dispose]();
  };
  try {
    const start = {
      ...{ type: "start", task: task.name } as const,
      ...{ plan, teacher, ports, network, options, state, kernels },
    };
    await Promise.all(workers.map((worker, i) => ask(worker, { ...start, index: i + 1 })));
  } catch (error) {
    close();
    throw error;
  }
  return {
    weights: memory.weights,
    moments: memory.moments,
    gradient: memory.gradients[0]!,
    async step(step, learningRate, looked) {
      const others = Promise.all(workers.map((worker) => askForStats(worker, step)));
      others.catch(() => {}); // awaited below; an early failure must not count as unhandled
      const stats = await replica.step(step, memory.gradients[0]!);
      for (const more of await others) addStats(stats, more);
      const norm = combineGradients(memory.gradients, options.gradientClip);
      await looked?.({ stats, norm });
      if (Number.isFinite(norm)) {
        const updates = workers.map((worker) => ask(worker, { type: "update", step, learningRate }));
        await Promise.all([...updates, memory.update(step, learningRate)]);
      }
      return { stats, norm };
    },
    async evaluate(batches, others) {
      if (others === undefined) return await replica.evaluate(batches);
      // The replica reads its weights where they are.
      const own = memory.weights.slice();
      memory.weights.set(others);
      try {
        return await replica.evaluate(batches);
      } finally {
        memory.weights.set(own);
      }
    },
    close,
  };
}

function ask(worker: Worker, message: WorkerRequest): Promise<WorkerReply> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerReply>) =>
      data.type === "error" ? reject(errorOf(data)) : resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`training worker: ${event.message}`));
    };
    worker.postMessage(message);
  });
}

/** What a worker reports, as the error that it threw. */
function errorOf({ message, kind }: Extract<WorkerReply, { type: "error" }>): Error {
  return kind ? new UserError(kind, message) : new Error(`training worker: ${message}`);
}

async function askForStats(worker: Worker, step: number): Promise<Stats> {
  const reply = await ask(worker, { type: "step", step });
  if (reply.type !== "stats") throw new Error(`training worker: unexpected reply ${reply.type}`);
  return reply.stats;
}
