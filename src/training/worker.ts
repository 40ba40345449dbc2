/// <reference lib="deno.worker" />
/** A data-parallel worker: one replica on its own core, driven by messages from the training loop. */
import { parameterSpecs } from "../model/parameters.ts";
import { openCorpus } from "../corpus/store.ts";
import { characterTokenizer } from "../tokenizer/character.ts";
import { initBackend } from "./backend/backend.ts";
import { loadDataset } from "./dataset.ts";
import type { WorkerReply, WorkerRequest } from "./parallel.ts";
import { createReplica, type Replica } from "./replica.ts";

let replica: Replica | undefined;
let gradient: Float32Array = new Float32Array();

const reply = (message: WorkerReply) => self.postMessage(message);

self.onmessage = async ({ data: request }: MessageEvent<WorkerRequest>) => {
  try {
    if (request.type === "start") {
      const { options, config, index } = request;
      await initBackend(options.backend, {
        blasThreads: 1,
        ...(request.kernels && { kernelModule: request.kernels }),
      });
      const tokenizer = characterTokenizer(request.tokenizer);
      const db = openCorpus(options.data, { mustExist: true });
      const dataset = loadDataset(db, tokenizer, "train", options.maxTokens);
      db.close();
      gradient = new Float32Array(request.gradient);
      const specs = parameterSpecs(tokenizer, config);
      replica = createReplica(
        tokenizer,
        config,
        specs,
        dataset,
        options,
        index,
        new Float32Array(request.weights),
      );
      replica.seek(request.step);
      reply({ type: "ready" });
    } else if (replica) {
      reply({ type: "stats", stats: await replica.step(request.step, gradient) });
    }
  } catch (error) {
    reply({ type: "error", message: error instanceof Error ? error.message : String(error) });
  }
};
