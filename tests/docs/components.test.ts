import assert from "node:assert/strict";
import { join } from "node:path";
import { BEST_FILE, CHECKPOINT_FILE } from "../../src/training/loop.ts";
import { TEXT } from "../tasks/text/tiny.ts";
import { deno, treeWith } from "./source_tree.ts";

Deno.test("the tutorial's optimizer, schedule and callback are a file and a line each: they train and resume", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    const added = await treeWith(folder, "docs/components.md", {
      "src/engine/optimizers/optimizers.ts": 'import { signs } from "./signs.ts";\n',
      "src/training/schedules/schedules.ts": 'import { waves } from "./waves.ts";\n',
      "src/training/callbacks/callbacks.ts": 'import { diary } from "./diary.ts";\n',
    });
    assert.deepEqual(added, { written: 3, inserted: 3 });
    await Deno.writeTextFile(join(folder, "notes.txt"), TEXT);
    await deno(folder, "check", "-q", "main.ts");
    const train = ["run", "-q", "-A", "main.ts", "train"];
    const { out: help } = await deno(folder, ...train, "--help");
    for (const name of ["signs", "waves", "diary"]) assert.match(help, new RegExp(`\\b${name}\\b`));
    const chosen = [
      "--optimizer",
      "signs",
      "--schedule",
      "waves",
      "--final-rate",
      "0.2",
      "--callbacks",
      "diary,ema",
    ];
    const small = ["--preset", "nano", "--batch-tokens", "512", "--workers", "2", "--seed", "3"];
    const often = ["--eval-interval", "2", "--save-interval", "2"];
    const run = (out: string, ...more: string[]) => deno(folder, ...train, ...more, "--out", out);
    await run("whole", "notes.txt", ...chosen, ...small, ...often, "--steps", "6");
    const diary = await Deno.readTextFile(join(folder, "whole/diary.txt"));
    assert.match(
      diary,
      /^[\d.]+ bits\/byte at step 2, better than ever\nsaved at step 2: best\nsaved at step 2: interval\n/,
    );
    assert.ok(diary.endsWith("saved at step 6: end\n"), diary);
    const options = JSON.parse(await Deno.readTextFile(join(folder, "whole/options.json")));
    assert.deepEqual(options.callbacks, { diary: {}, ema: {} });
    // A run goes on with what it was begun with.
    await run("whole", "--resume", "--steps", "8");
    const later = await Deno.readTextFile(join(folder, "whole/diary.txt"));
    assert.ok(later.startsWith(diary) && later.endsWith("saved at step 8: end\n"), later);
    for (const file of [CHECKPOINT_FILE, BEST_FILE]) {
      assert.ok((await Deno.stat(join(folder, "whole", file))).isFile);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
