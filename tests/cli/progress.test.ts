import assert from "node:assert/strict";
import { run } from "../e2e/binary.ts";

Deno.test("showProgress() writes lines where no terminal is, the last one in any case", async () => {
  const program = `
    import { showProgress } from ${JSON.stringify(import.meta.resolve("../../src/cli/progress.ts"))};
    const progress = showProgress("pieces");
    progress.update(1, "", 3);
    progress.update(3, "2 new", 3);
    progress.stop();
  `;
  const url = `data:text/typescript,${encodeURIComponent(program)}`;
  const config = ["--config", new URL("../../deno.json", import.meta.url).pathname];
  const { stdout, stderr, code } = await run(Deno.execPath(), ["run", "-q", "-A", ...config, url], {
    inherit: true,
  });
  assert.deepEqual({ stdout, code }, { stdout: "", code: 0 });
  assert.match(stderr, /^3\/3 pieces, 2 new, [\d.]+\/s, 0 s left\n$/);
});
