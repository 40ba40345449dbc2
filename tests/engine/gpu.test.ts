import assert from "node:assert/strict";
import { findGpu } from "../../src/engine/gpu.ts";
import { run } from "../e2e/binary.ts";

const MODULE = new URL("../../src/engine/backend.ts", import.meta.url).href;

/** What "auto" starts in a process of its own, whose environment nobody shares. */
async function started(value: string, gpu: boolean): Promise<{ name: string; note?: string }> {
  const text = `import { initBackend } from ${JSON.stringify(MODULE)};
    console.log(JSON.stringify(await initBackend("auto", { gpu: ${gpu}, kernels: false })));
    Deno.exit();`;
  const env = { ASCII_GEN_GPU: value, NO_COLOR: "1" };
  const { stdout, stderr, code } = await run(Deno.execPath(), ["eval", "-q", text], { inherit: true, env });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

Deno.test("ASCII_GEN_GPU=on takes a GPU where there is one, and else says in a line why not", async () => {
  const gpu = await findGpu();
  const [on, off, elsewhere] = await Promise.all([
    started("on", true),
    started("off", true),
    started("on", false),
  ]);
  if (gpu.name === null) {
    assert.equal(on.name, "wasm");
    assert.ok(
      on.note?.startsWith(`ASCII_GEN_GPU=on, but ${gpu.reason}: training on the processor`),
      `${on.note}`,
    );
    assert.doesNotMatch(on.note ?? "", /\n/);
  } else {
    assert.equal(on.name, "webgpu");
    assert.match(on.note ?? "", /^on the GPU/);
  }
  for (const each of [off, elsewhere]) {
    assert.equal(each.name, "wasm");
    assert.doesNotMatch(each.note ?? "", /GPU/);
  }
});
