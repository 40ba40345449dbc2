import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TEXT } from "../tasks/text/tiny.ts";

const ROOT = join(import.meta.dirname!, "../..");

/** Code blocks of the tutorial by the file that their first line names, in order. */
async function blocks(): Promise<[file: string, code: string][]> {
  const text = await Deno.readTextFile(join(ROOT, "docs/tutorial.md"));
  return [...text.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)].map(([, file, code]) => [file!, code!]);
}

Deno.test("the tutorial's tokenizer and task are a folder and a line each: they train, export and complete", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    for (const name of ["src", "main.ts", "deno.json", "deno.lock"]) {
      await cp(join(ROOT, name), join(folder, name), { recursive: true });
    }
    let written = 0, inserted = 0;
    for (const [file, code] of await blocks()) {
      const path = join(folder, file);
      const before = await Deno.readTextFile(path).catch(() => undefined);
      await Deno.mkdir(dirname(path), { recursive: true });
      if (before === undefined) {
        await Deno.writeTextFile(path, code);
        written++;
        continue;
      }
      // The first line is there already; what follows it is new.
      const first = `${code.split("\n")[0]}\n`;
      assert.equal(before.split(first).length, 2, `${file} has the line ${first}`);
      const imported = file.endsWith("tokenizers.ts") ? 'import { word } from "./word/word.ts";\n' : "";
      await Deno.writeTextFile(path, imported + before.replace(first, () => code));
      inserted++;
    }
    assert.deepEqual([written, inserted], [2, 2]);
    await Deno.writeTextFile(join(folder, "notes.txt"), TEXT);
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: folder })
        .output();
      const err = new TextDecoder().decode(stderr);
      assert.equal(code, 0, err);
      return new TextDecoder().decode(stdout);
    };
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
