/** One process of `deno task bench checkpoint`: checkpoint_side.ts FOLDER STEPS. Resumes what it finds in the folder. */
import { join } from "node:path";
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { fusedEngine } from "../../src/engine/backend.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import type { NetworkConfig } from "../../src/network/config.ts";
import { FORMS } from "../../src/network/form.ts";
import { parameterCount } from "../../src/network/parameters.ts";
import type { Ports } from "../../src/network/ports.ts";
import { loadCheckpoint } from "../../src/training/checkpoint.ts";
import { CHECKPOINT_FILE, train } from "../../src/training/loop.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import type { Task } from "../../src/training/task.ts";
import type { Side } from "./checkpoint.ts";

/** GPT-2's smallest, with its vocabulary. */
const NETWORK: NetworkConfig = {
  ...{ architecture: "transformer", layers: 12, dim: 768, heads: 12, hidden: 3072, window: 256 },
  form: FORMS.gpt2,
};
const VOCABULARY = 50_257, CONTEXT = 256;
const PORTS: Ports = { rows: VOCABULARY + CONTEXT, features: 2, field: 0, vocabulary: VOCABULARY };

/** Tokens at random. */
const NOISE: Task = {
  name: "text",
  unit: "noise",
  open: () => ({
    // Measured by one stretch alone: its tokens count as those of a whole validation.
    sample: () => ({ length: CONTEXT, tokens: 1 << 20 }),
    read() {
      const tokens = Array.from({ length: CONTEXT }, (_, i) => i * 61 % VOCABULARY);
      let place = 0;
      const advance = (token: number, indices: Int32Array, at: number) =>
        indices.set([token, VOCABULARY + place++], at);
      return { tokens, targets: tokens.toReversed(), state: { advance }, units: CONTEXT };
    },
    [Symbol.dispose]: () => {},
  }),
};

/** Largest resident memory since the last call. */
function peak(): number {
  const status = Deno.readTextFileSync("/proc/self/status");
  Deno.writeTextFileSync("/proc/self/clear_refs", "5");
  return 1024 * Number(/^VmHWM:\s*(\d+) kB/m.exec(status)![1]);
}

async function run(folder: string, steps: number): Promise<Side> {
  const parameters = parameterCount(parameterSpecs(PORTS, NETWORK));
  const options = trainingOptionsSchema.parse({
    steps,
    batchTokens: 256,
    optimizer: "adamw",
    precision: "fp32",
  });
  const path = join(folder, CHECKPOINT_FILE);
  const start = steps > 1 ? await loadCheckpoint(path) : undefined;
  const prepared = {
    ...{ task: NOISE, plan: null, ports: PORTS, network: NETWORK },
    ...{ model: {}, settings: {}, digest: "", summary: "noise" },
  };
  const peaks: number[] = [];
  await train(folder, options, prepared, start, {
    // Lines are logged when the team is there and when a step is done.
    log: (line) => {
      writeErrorLine(line);
      if (/parameters|^step/.test(line)) peaks.push(peak());
    },
    saved: () => {
      peaks.push(peak());
      return Promise.resolve([]);
    },
    stopped: () => false,
    startWorker: () => {
      throw new Error("one worker is enough");
    },
  });
  const [started, step, saved] = peaks;
  const heap = fusedEngine()?.heap.memory.buffer.byteLength ?? 0;
  return { parameters, started: started!, step: step!, saved: saved!, heap };
}

const [folder, steps] = Deno.args;
writeOut(JSON.stringify(await run(folder!, Number(steps))) + "\n");
