import assert from "node:assert/strict";
import { loadRuntime } from "../../src/inference/native.ts";

Deno.test("loadRuntime() gives onnxruntime with its telemetry off", async () => {
  const runtime = await loadRuntime();
  assert.match(runtime.version, /^1\.\d+\.\d+$/);
  assert.equal(Deno.env.get("ORT_DISABLE_TELEMETRY"), "1");
  assert.equal(await loadRuntime(), runtime);
});
