import type { ErrorKind } from "../base/errors.ts";
import type { NetworkConfig } from "../network/config.ts";
import type { Ports } from "../network/ports.ts";
import type { TrainingOptions } from "./options.ts";
import type { Stats } from "./replica.ts";
import type { Seats } from "./seats.ts";
import type { SharedState } from "./shared.ts";
import type { Teacher } from "./task.ts";

/** Messages to a worker. */
export type WorkerRequest =
  | {
    type: "start";
    /** Name of the task, and its plan. */
    task: string;
    plan: unknown;
    teacher?: Teacher | undefined;
    ports: Ports;
    network: NetworkConfig;
    options: TrainingOptions;
    seats: Seats;
    /** Number among the replicas of its process. */
    index: number;
    state: SharedState;
    /** Compiled kernels, so that only one process compiles them. */
    kernels: Uint8Array<ArrayBuffer> | null;
  }
  /** Leave the gradient of a step in shared memory. */
  | { type: "step"; step: number }
  /** Update this worker's share of the matrices. */
  | { type: "update"; step: number; learningRate: number };

export type WorkerReply =
  | { type: "ready" }
  | { type: "updated" }
  | { type: "stats"; stats: Stats }
  | { type: "error"; message: string; kind?: ErrorKind };
