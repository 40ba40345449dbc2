import assert from "node:assert/strict";
import { join } from "node:path";
import { openOneDnn } from "../../src/engine/onednn.ts";

/** Sends signals to a process until it has ended. */
async function signalled(child: Deno.ChildProcess): Promise<void> {
  try {
    for (;;) {
      for (let i = 0; i < 20; i++) child.kill("SIGWINCH");
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  } catch {
    // It has ended.
  }
}

Deno.test({
  name: "signals while oneDNN multiplies leave the heap as it is",
  ignore: openOneDnn(1) === null, // Debian: apt-get install libdnnl2
  async fn() {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-q", "-A", "--no-check", join(import.meta.dirname!, "signalled.ts")],
      stdout: "piped",
    }).spawn();
    let told = "", sending: Promise<void> | undefined;
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      told += text;
      sending ??= signalled(child);
    }
    const { code } = await child.status;
    await sending;
    assert.equal(code, 0, told);
    const [, signals = "0"] = /^ready\n(\d+)\n$/.exec(told) ?? [];
    assert.ok(Number(signals) > 0, told);
  },
});
