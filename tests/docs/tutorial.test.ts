import assert from "node:assert/strict";
import { join } from "node:path";
import { TEXT } from "../tasks/text/tiny.ts";
import { deno, treeWith } from "./source_tree.ts";

Deno.test("the tutorial's tokenizer and task are a folder and a line each: they train, export and complete", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    const added = await treeWith(folder, "docs/tutorial.md", {
      "src/tokenizer/tokenizers.ts": 'import { word } from "./word/word.ts";\n',
    });
    assert.deepEqual(added, { written: 2, inserted: 2 });
    await Deno.writeTextFile(join(folder, "notes.txt"), TEXT);
    const run = async (...args: string[]) => (await deno(folder, ...args)).out;
    await run("check", "-q", "main.ts", "src/tasks/sums/kind.ts", "src/tokenizer/word/word.ts");
    const start = ["run", "-q", "-A", "main.ts"];
    const small = ["--preset", "nano", "--batch-tokens", "512", "--workers", "1"];
    await run(...start, "train", "notes.txt", "--tokenizer", "word", ...small, "--steps", "3");
    await run(...start, "export", "runs/notes");
    const words = await run(...start, "complete", "--model", "notes", "--seed", "1", "3 cats");
    assert.ok(words.startsWith("3 cats"), words);
    const sums = ["--digits", "1", "--learning-rate", "0.01"];
    await run(...start, "train", "--task", "sums", ...sums, ...small, "--steps", "250");
    await run(...start, "export", "runs/sums");
    const sum = await run(...start, "complete", "--model", "sums", "--temperature", "0", "2+2=");
    // Not whether it adds well: what it writes is a number and a line end.
    assert.match(sum, /^2\+2=\d+\n/);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
