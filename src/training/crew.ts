/** The replicas of one process: this thread's, and a worker for each further one. */
import { UserError } from "../base/errors.ts";
import { keptLengths, sumGradients } from "../engine/optimizers/optimizers.ts";
import type { Batch } from "./batches.ts";
import type { WorkerReply, WorkerRequest } from "./messages.ts";
import type { TrainingOptions } from "./options.ts";
import { addStats, createReplica, type Network, type Stats } from "./replica.ts";
import { dealt, type Seats } from "./seats.ts";
import { openShared, shared, sharedFloats, type SharedState } from "./shared.ts";
import type { Prepared } from "./task.ts";
import { openTeacher } from "./teacher.ts";

/** Replicas that work in step. */
export interface Crew {
  readonly seats: Seats;
  /** Live views; they change with every step. Moments are those of the matrices that this process keeps them of. */
  readonly weights: Float32Array;
  readonly moments: readonly Float32Array[];
  readonly gradient: Float32Array;
  /** Runs its batches of a step (0-based) and leaves the sum of their gradients in `gradient`. */
  learn(step: number): Promise<Stats>;
  /** Moves the weights that it updates by `gradient`. */
  update(step: number, learningRate: number): Promise<void>;
  /** Loss of given batches under the present weights, or others in their place. */
  evaluate(batches: Batch[], others?: Float32Array): Promise<Stats>;
  close(): void;
}

/** What replicas start from. */
export interface CrewOptions extends Network, Pick<Prepared, "task" | "plan" | "teacher"> {
  options: TrainingOptions;
  /** Where they and the moments are in shared memory, they are trained in their place. */
  weights: Float32Array;
  /** Default: zeros. */
  moments?: readonly Float32Array[];
  kernels: Uint8Array<ArrayBuffer> | null;
  startWorker(): Worker;
}

/** Starts the replicas of some seats, a core each. Throws where a worker fails to start. */
export async function startCrew(crew: CrewOptions, seats: Seats): Promise<Crew> {
  const { task, plan, teacher, ports, network, options, specs, kernels } = crew;
  const zeros = (length: number) => sharedFloats(length).buffer;
  const { kept } = dealt(specs, options.optimizer, seats);
  const state: SharedState = {
    weights: shared(crew.weights),
    gradients: Array.from({ length: seats.count }, () => zeros(crew.weights.length)),
    moments: crew.moments?.map(shared) ?? keptLengths(options.optimizer, kept).map(zeros),
  };
  const memory = openShared(state, specs, options, seats, 0);
  const source = task.open(plan, "train");
  const guide = teacher && openTeacher(task, teacher);
  const replica = createReplica(crew, source, options, seats.first, memory.weights, guide, seats.all);
  const workers = Array.from({ length: seats.count - 1 }, crew.startWorker);
  const close = () => {
    workers.forEach((worker) => worker.terminate());
    source[Symbol.dispose]();
    guide?.[Symbol.dispose]();
  };
  try {
    const start = {
      ...{ type: "start", task: task.name } as const,
      ...{ plan, teacher, ports, network, options, seats, state, kernels },
    };
    await Promise.all(workers.map((worker, i) => ask(worker, { ...start, index: i + 1 })));
  } catch (error) {
    close();
    throw error;
  }
  return {
    seats,
    weights: memory.weights,
    moments: memory.moments,
    gradient: memory.gradients[0]!,
    async learn(step) {
      const others = Promise.all(workers.map((worker) => askForStats(worker, step)));
      others.catch(() => {}); // awaited below; an early failure must not count as unhandled
      const stats = await replica.step(step, memory.gradients[0]!);
      for (const more of await others) addStats(stats, more);
      sumGradients(memory.gradients);
      return stats;
    },
    async update(step, learningRate) {
      const updates = workers.map((worker) => ask(worker, { type: "update", step, learningRate }));
      await Promise.all([...updates, memory.update(step, learningRate)]);
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
