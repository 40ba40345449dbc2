import assert from "node:assert/strict";
import { join } from "node:path";
import { TEXT } from "../tasks/text/tiny.ts";
import { deno, treeWith } from "./source_tree.ts";

Deno.test("a kind of network is a folder and three lines: it trains, resumes, exports, rounds and completes", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    const added = await treeWith(folder, "docs/architectures.md", {
      "src/network/kinds.ts": 'import { averageKind } from "./average/kind.ts";\n',
      "src/network/architectures.ts": 'import { averageGraph } from "./average/graph.ts";\n' +
        'import { averageParameters } from "./average/parameters.ts";\n',
      "src/network/hidden.ts": 'import { averageHidden } from "./average/hidden.ts";\n',
    });
    assert.deepEqual(added, { written: 4, inserted: 3 });
    await Deno.writeTextFile(join(folder, "notes.txt"), TEXT);
    const run = async (...args: string[]) => (await deno(folder, ...args)).out;
    await run("check", "-q", "src/network/hidden.ts", "src/network/architectures.ts");
    const start = ["run", "-q", "-A", "main.ts"];
    const small = [
      "--architecture",
      "average",
      "--preset",
      "nano",
      "--batch-tokens",
      "512",
      "--workers",
      "1",
    ];
    await run(...start, "train", "notes.txt", ...small, "--steps", "20");
    await run(...start, "train", "--resume", "--out", "runs/notes", "--steps", "30");
    await run(...start, "export", "runs/notes");
    await run(...start, "quantize", "models/notes", "--scheme", "int8-weight-only", "--out", "models/small");
    const learned = await Deno.readTextFile(join(folder, "runs/notes/metrics.jsonl"));
    const whole = [...learned.matchAll(/"textUnseen": ?([\d.]+)/g)].map(([, value]) => Number(value));
    assert.ok(whole.length > 1 && whole.at(-1)! < whole[0]!, `it learns: ${whole.join()}`);
    // What was learned from whole sequences is decoded step by step: of the same text both think the same.
    for (const [name, distance] of [["notes", 0.005], ["small", 0.05]] as const) {
      const judged = await run(
        ...start,
        "eval",
        "--unseen",
        "--model",
        `models/${name}`,
        "--json",
        "notes.txt",
      );
      const steps = Number(/"bitsPerByte": ?([\d.]+)/.exec(judged)?.[1]);
      assert.ok(Math.abs(whole.at(-1)! - steps) < distance, `${name}: ${whole.at(-1)} ${steps}`);
    }
    const text = await run(...start, "complete", "--model", "models/notes", "--seed", "1", "The");
    assert.ok(text.startsWith("The"), text);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
