import * as tf from "@tensorflow/tfjs-core";
import assert from "node:assert/strict";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { parametersOf } from "../../src/bundle/network.ts";
import { forward } from "../../src/inference/forward.ts";
import { chooseSketches, drawingPass, type GenerateRequest } from "../../src/tasks/art/draw/generate.ts";
import { type Decoder } from "../../src/inference/session.ts";
import { type ModelSession, openSession } from "../../src/tasks/art/draw/session.ts";
import { featureLayout, FEATURES, FIELD } from "../../src/tasks/art/sequence/features.ts";
import { wholeDrawing } from "../../src/tasks/art/sequence/sequence.ts";
import type { Parameters } from "../../src/network/parameters.ts";
import { headOf, logits } from "../../src/engine/head.ts";
import { hiddenStates } from "../../src/network/hidden.ts";
import { initBackend } from "../../src/engine/backend.ts";
import * as ops from "../../src/engine/ops.ts";

/** The bundle's weights in TensorFlow.js, run over whole sequences without any cache. */
function tensorFlowSession(session: ModelSession, parameters: Parameters): ModelSession {
  const { config, tokenizer } = session;
  const weights = Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, data }]) => {
      return [name, tf.tensor2d(data, [shape[0]!, shape[1]!])];
    }),
  );
  const start = (rows: number): Decoder => {
    assert.equal(rows, 1);
    const [indices, field]: [number[], number[]] = [[], []];
    let buffers = { indices: new Int32Array(), field: new Float32Array() };
    const inputs = (time: number) =>
      buffers = { indices: new Int32Array(time * FEATURES), field: new Float32Array(time * FIELD) };
    const decoder: Decoder = {
      ...{ rows, inputs, chunk: 128, narrows: false, chunkInputs: inputs },
      read: () => decoder.step(buffers.indices.length / FEATURES),
      step(time) {
        indices.push(...buffers.indices);
        field.push(...buffers.field);
        const length = indices.length / FEATURES;
        const result = tf.tidy(() => {
          const { hidden } = hiddenStates(ops, weights, config, {
            indices: tf.tensor2d(indices, [length, FEATURES], "int32"),
            field: tf.tensor2d(field, [length, FIELD]),
            batch: 1,
            time: length,
          });
          const fresh = tf.slice2d(hidden, [length - time, 0], [time, config.dim]);
          return logits(fresh, headOf(weights, tokenizer.vocabularySize));
        });
        const values = Float32Array.from(result.dataSync());
        result.dispose();
        return Promise.resolve(values);
      },
      forget: () => {},
    };
    return decoder;
  };
  return { ...session, layout: featureLayout(tokenizer, config), start, close: () => Promise.resolve() };
}

const bundle = await readBundle("weights/float16");
const onnx = await openSession(bundle);
await initBackend("auto");
const reference = tensorFlowSession(onnx, parametersOf(bundle));

const request = (prompt: string, style: string): GenerateRequest => {
  return { prompt, style, width: 24, maxLines: 10, seed: 0, temperature: 0, topK: 0, topP: 1 };
};
const REQUESTS = [request("cat", "line"), request("dog", "solid"), request("house", "shaded")];

Deno.test("TensorFlow.js and onnxruntime draw the same greedily", async () => {
  for (const asked of REQUESTS) {
    const sketches = chooseSketches(onnx, [asked]);
    assert.deepEqual(
      await drawingPass(reference, [asked], sketches),
      await drawingPass(onnx, [asked], sketches),
    );
  }
});

Deno.test("TensorFlow.js and onnxruntime agree on the logits, with the cache and without", async () => {
  const { tokenizer, layout, config } = onnx;
  for (const asked of REQUESTS) {
    const [sketch] = chooseSketches(onnx, [asked]);
    const [drawing] = await drawingPass(onnx, [asked], [sketch!]);
    const prompt = {
      style: tokenizer.styleToken(asked.style),
      characters: tokenizer.encodePrompt(asked.prompt, config.promptLength),
    };
    const { width, height, lines } = drawing!, { bits, aspect } = sketch!;
    const art = tokenizer.encode(lines.join("\n"));
    const sequence = () =>
      wholeDrawing({ tokenizer, layout }, { prompt, sketch: bits, aspect }, { width, height, art });
    const [expected] = await forward(reference, [sequence()], false);
    for (const useCache of [false, true]) {
      const [actual] = await forward(onnx, [sequence()], useCache);
      const worst = actual!.reduce((max, value, i) => Math.max(max, Math.abs(value - expected![i]!)), 0);
      assert.ok(worst < 1e-3, `the largest difference is ${worst}, cache ${useCache}`);
    }
  }
});
