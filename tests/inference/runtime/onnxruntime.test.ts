import assert from "node:assert/strict";
import { buildModel } from "../../../src/network/architectures.ts";
import { encodeModel } from "../../../src/onnx/proto.ts";
import { loadRuntime } from "../../../src/inference/runtime/native.ts";
import { openRuntime } from "../../../src/inference/runtime/onnxruntime.ts";
import { portsOf } from "../../../src/tasks/art/sequence/features.ts";
import { randomParameters, tinyConfig, tokenizer } from "../../tasks/art/toy.ts";

const runtime = await loadRuntime();
const model = encodeModel(
  buildModel(portsOf(tokenizer, tinyConfig), tinyConfig, randomParameters(tinyConfig, 1), "float32"),
);

Deno.test("openRuntime() throws when the file is no library", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, "no library");
    await assert.rejects(openRuntime(path));
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("load() throws onnxruntime's reason when the bytes are no model", async () => {
  await assert.rejects(runtime.load(Uint8Array.of(1, 2, 3)), /protobuf/i);
});

Deno.test("bind() throws when values do not fill their shape", async () => {
  const network = await runtime.load(model);
  const indices = { data: new Int32Array(5), shape: [2, 3] };
  assert.throws(() => network.bind({ indices }, {}), /5 values are no tensor of 2×3/);
  network.close();
});

Deno.test("a bound function throws onnxruntime's reason when inputs are missing, and its own when it is closed", async () => {
  const network = await runtime.load(model);
  const run = network.bind({}, { logits: { data: new Float32Array(1), shape: [1] } });
  assert.throws(run, /missing|input/i);
  network.close();
  assert.throws(run, /is closed/);
});
