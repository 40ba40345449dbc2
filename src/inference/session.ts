import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { Bundle } from "../bundle/bundle.ts";
import { PORTS } from "../bundle/onnx/graph.ts";
import { UserError } from "../errors.ts";
import type { ModelConfig } from "../model/config.ts";
import { type FeatureLayout, featureLayout, FEATURES, FIELD } from "../model/features.ts";
import type { CharacterTokenizer } from "../tokenizer/character.ts";
import { advance, type Cache, createCache, growCache, store, writeMask } from "./cache.ts";
import { loadRuntime } from "./native.ts";

/** Caches grow by so many slots. */
const SLOT_STEP = 32;

/** Inputs of `time` new positions of each row, to be filled by the caller. */
export interface StepInputs {
  /** [rows, time, FEATURES] */
  indices: Int32Array;
  /** [rows, time, FIELD] */
  field: Float32Array;
}

/** Some sequences that are decoded together, with their cache. */
export interface Decoder {
  readonly rows: number;
  /** Buffers for the next step; they are reused. */
  inputs(time: number): StepInputs;
  /**
   * Runs the network over the inputs of `time` new positions; of row r only the first `counts[r]` are real (all, if
   * not given) and only these are remembered. Returns the logits [rows, time, vocabulary].
   */
  step(time: number, counts?: ArrayLike<number>): Promise<Float32Array>;
}

/** A model, ready to run. */
export interface ModelSession {
  readonly tokenizer: CharacterTokenizer;
  readonly config: ModelConfig;
  readonly layout: FeatureLayout;
  /** Starts a batch of empty sequences. */
  start(rows: number): Decoder;
  close(): Promise<void>;
}

/** Loads a verified bundle into onnxruntime, on one thread. Throws a UserError of kind "model" if it cannot. */
export async function openSession(bundle: Bundle): Promise<ModelSession> {
  const { tokenizer, config } = bundle;
  const runtime = await loadRuntime();
  let session: InferenceSession;
  try {
    session = await runtime.InferenceSession.create(bundle.model, {
      executionMode: "sequential",
      graphOptimizationLevel: "all",
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : error;
    throw new UserError("model", `${bundle.path}: onnxruntime refuses model.onnx: ${reason}`, {
      cause: error,
    });
  }
  return {
    tokenizer,
    config,
    layout: featureLayout(tokenizer, config),
    start: (rows) =>
      startDecoder(
        runtime.Tensor,
        session,
        createCache(rows, Math.min(SLOT_STEP, config.window), config),
        config,
      ),
    close: () => session.release(),
  };
}

function startDecoder(
  TensorType: typeof Tensor,
  session: InferenceSession,
  cache: Cache,
  config: ModelConfig,
): Decoder {
  const { rows, heads, headDim } = cache;
  const layers = [...cache.keys.keys()];

  // Tensors are views of the buffers, so those of the last length serve again while the cache does not grow.
  const prepare = (time: number) => {
    const { slots, keys, values } = cache;
    const indices = new Int32Array(rows * time * FEATURES);
    const field = new Float32Array(rows * time * FIELD);
    const mask = new Float32Array(rows * time * (slots + time));
    const past = Object.fromEntries(layers.flatMap((layer) => [
      [PORTS.pastKey(layer), new TensorType("float32", keys[layer]!, [rows, heads, headDim, slots])],
      [PORTS.pastValue(layer), new TensorType("float32", values[layer]!, [rows, heads, slots, headDim])],
    ]));
    const feeds = {
      [PORTS.indices]: new TensorType("int32", indices, [rows, time, FEATURES]),
      [PORTS.field]: new TensorType("float32", field, [rows, time, FIELD]),
      [PORTS.mask]: new TensorType("float32", mask, [rows, 1, time, slots + time]),
      [PORTS.spans]: new TensorType("int64", BigInt64Array.of(BigInt(slots), BigInt(time)), [2]),
      ...past,
    };
    return { time, slots, indices, field, mask, feeds };
  };
  let buffers = prepare(1);
  const buffersFor = (time: number) => {
    // Attention reads every slot, so a sequence pays for the room that it needs.
    const needed = Math.min(config.window, Math.max(...cache.seen) + time);
    if (needed > cache.slots) {
      growCache(cache, Math.min(config.window, Math.ceil(needed / SLOT_STEP) * SLOT_STEP));
    }
    return buffers.time === time && buffers.slots === cache.slots ? buffers : buffers = prepare(time);
  };

  return {
    rows,
    inputs: buffersFor,
    async step(time, counts = new Int32Array(rows).fill(time)) {
      const { mask, feeds } = buffersFor(time);
      writeMask(cache, time, config.window, mask);
      const outputs = await session.run(feeds);
      const floats = (name: string) => outputs[name]!.data as Float32Array;
      for (const layer of layers) {
        const fresh = { keys: floats(PORTS.key(layer)), values: floats(PORTS.value(layer)) };
        store(cache, layer, fresh, time, counts);
      }
      advance(cache, counts);
      return floats(PORTS.logits);
    },
  };
}
