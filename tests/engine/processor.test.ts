import assert from "node:assert/strict";
import { join } from "node:path";

/** Deno reads nothing below /proc for who gave a permission back; training must be in the same precision all the same. */
Deno.test({
  name: "a program that gave permissions back knows the same of the processor",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const module = join(import.meta.dirname!, "../../src/engine/processor.ts");
    const script = `const { processor } = await import(${JSON.stringify(module)});
      const all = processor();
      Deno.permissions.revokeSync({ name: "run" });
      console.log(JSON.stringify([all, processor()]));`;
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", "--quiet", script],
      env: { NO_COLOR: "1" },
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    const [all, fewer] = JSON.parse(new TextDecoder().decode(stdout));
    assert.deepEqual(fewer, all);
    assert.ok(all.model !== null || all.abilities.length > 0);
  },
});
