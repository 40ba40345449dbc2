/// <reference lib="deno.worker" />
/** A data-parallel worker: one replica on its own core, driven by messages from the training loop. */
import { UserError } from "../base/errors.ts";
import { initBackend } from "../engine/backend.ts";
import { parameterSpecs } from "../network/architectures.ts";
import type { WorkerReply, WorkerRequest } from "./messages.ts";
import { createReplica } from "./replica.ts";
import { openShared } from "./shared.ts";
import type { Task } from "./task.ts";
import { openTeacher } from "./teacher.ts";

type Start = Extract<WorkerRequest, { type: "start" }>;
type Member = Awaited<ReturnType<typeof start>>;

let member: Member | undefined;

async function start(
  { task: name, plan, teacher, ports, network, options, seats, index, state, kernels }: Start,
  taskOf: (name: string) => Promise<Task>,
) {
  await initBackend(options.backend, {
    blasThreads: 1,
    gpu: true,
    precision: options.precision,
    ...(kernels && { kernelModule: kernels }),
  });
  const specs = parameterSpecs(ports, network);
  const shared = openShared(state, specs, options, seats, index);
  const task = await taskOf(name);
  const source = task.open(plan, "train");
  const guide = teacher && openTeacher(task, teacher);
  const { first, all } = seats, { weights } = shared;
  const replica = createReplica(
    { ports, network, specs },
    source,
    options,
    first + index,
    weights,
    guide,
    all,
  );
  return { replica, update: shared.update, gradient: shared.gradients[index]! };
}

async function answer(request: WorkerRequest, taskOf: (name: string) => Promise<Task>): Promise<WorkerReply> {
  if (request.type === "start") {
    member = await start(request, taskOf);
    return { type: "ready" };
  }
  if (member === undefined) throw new Error(`asked to ${request.type} before it started`);
  if (request.type === "step") {
    return { type: "stats", stats: await member.replica.step(request.step, member.gradient) };
  }
  await member.update(request.step, request.learningRate);
  return { type: "updated" };
}

/** Makes this thread such a worker, for the tasks that `taskOf` knows. */
export function serveReplica(taskOf: (name: string) => Promise<Task>): void {
  self.onmessage = async ({ data }: MessageEvent<WorkerRequest>) => {
    let reply: WorkerReply;
    try {
      reply = await answer(data, taskOf);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      reply = { type: "error", message, ...(error instanceof UserError && { kind: error.kind }) };
    }
    self.postMessage(reply);
  };
}
