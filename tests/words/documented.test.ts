import assert from "node:assert/strict";
import { join } from "node:path";
import { readTrusted } from "../../src/tasks/art/bundle/trusted.ts";
import { subjectOf } from "../../src/tasks/art/draw/subject.ts";
import { UserError } from "../../src/base/errors.ts";

const root = join(import.meta.dirname!, "../..");
const rows = Deno.readTextFileSync(join(root, "docs/words.md")).split("\n")
  .map((line) => /^\| `(.+?)`\s*\| (.+?)\s*\| (.*?)\s*\|$/.exec(line)?.slice(1))
  .filter((row) => row !== undefined);
const prompts = Deno.readTextFileSync(join(root, "docs/words.txt")).split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

Deno.test("docs/words.md tells what becomes of the prompts in docs/words.txt", async () => {
  const { album: { labels }, thesaurus } = readTrusted(join(root, "weights/default"));
  const told = new Map(rows.map((row) => [row![0]!, row!.slice(1)]));
  assert.ok(prompts.length >= 60);
  for (const prompt of prompts) {
    const expected = await subjectOf(prompt, { labels, thesaurus }).then(
      ({ drawn, notes }) => [drawn, notes.join("; ")],
      (error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        return ["nothing, exit code 3", error.message];
      },
    );
    assert.deepEqual(told.get(prompt), expected, prompt);
  }
});
