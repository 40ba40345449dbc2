import assert from "node:assert/strict";
import { besideLoading, loadRuntime } from "../../../src/inference/runtime/native.ts";

Deno.test("loadRuntime() gives onnxruntime with its telemetry off", async () => {
  const runtime = await loadRuntime();
  assert.match(runtime.version, /^1\.\d+\.\d+$/);
  assert.equal(Deno.env.get("ORT_DISABLE_TELEMETRY"), "1");
  assert.equal(await loadRuntime(), runtime);
});

Deno.test("besideLoading() ends after onnxruntime is loaded, and throws what the work throws", async () => {
  let done = false;
  await besideLoading(() => Promise.resolve(void (done = true)));
  assert.ok(done);
  await assert.rejects(besideLoading(() => Promise.reject(new Error("no paper"))), /no paper/);
});
