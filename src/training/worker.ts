/// <reference lib="deno.worker" />
/** A data-parallel worker: one replica on its own core, driven by messages from the training loop. */
import { UserError } from "../base/errors.ts";
import { portsOf } from "../tasks/art/sequence/features.ts";
import { parameterSpecs } from "../network/parameters.ts";
import { gridTokenizer } from "../tokenizer/grid/grid.ts";
import { initBackend } from "../engine/backend.ts";
import { openDrawings } from "../tasks/art/drawings/source.ts";
import type { WorkerReply, WorkerRequest } from "./messages.ts";
import { createReplica } from "./replica.ts";
import { openShared } from "./shared.ts";

type Start = Extract<WorkerRequest, { type: "start" }>;
type Member = Awaited<ReturnType<typeof start>>;

let member: Member | undefined;

async function start({ options, config, tokenizer: data, population, index, state, kernels }: Start) {
  await initBackend(options.backend, {
    blasThreads: 1,
    precision: options.precision,
    ...(kernels && { kernelModule: kernels }),
  });
  const tokenizer = gridTokenizer(data);
  const ports = portsOf(tokenizer, config);
  const specs = parameterSpecs(ports, config);
  const shared = openShared(state, specs, options, index);
  const source = openDrawings({ options, population, tokenizer, config });
  const replica = createReplica({ ports, config, specs }, source, options, index, shared.weights);
  return { replica, update: shared.update, gradient: shared.gradients[index]! };
}

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  if (request.type === "start") {
    member = await start(request);
    return { type: "ready" };
  }
  if (member === undefined) throw new Error(`asked to ${request.type} before it started`);
  if (request.type === "step") {
    return { type: "stats", stats: await member.replica.step(request.step, member.gradient) };
  }
  await member.update(request.step, request.learningRate);
  return { type: "updated" };
}

self.onmessage = async ({ data }: MessageEvent<WorkerRequest>) => {
  let reply: WorkerReply;
  try {
    reply = await answer(data);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    reply = { type: "error", message, ...(error instanceof UserError && { kind: error.kind }) };
  }
  self.postMessage(reply);
};
