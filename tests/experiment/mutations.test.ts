import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { isThere } from "../../src/base/files.ts";
import { train } from "../../src/operations/train.ts";
import { trainInput } from "../../src/operations/train/compose.ts";
import { composeIn, schema, shippedFiles, withFiles } from "./made.ts";
import { type Mutant, mutants } from "./mutations.ts";

/** Trains by a mutant in the folder `out`; gives what it was refused with. */
async function refusal({ words }: Mutant, folder: string, out: string): Promise<unknown> {
  try {
    const composition = await composeIn(folder, words);
    const { name, ...input } = await trainInput({ composition, schema }, words, {}, () => undefined);
    await train(name?.includes("/") ? { ...input, name } : { ...input, out }, quietly);
  } catch (error) {
    return error;
  }
}

/** What is wrong with a refusal; undefined where nothing is. */
function problemOf({ name, kind, says }: Mutant, error: unknown, began: boolean): string | undefined {
  const line = error instanceof Error ? error.message : String(error);
  const missing = says.filter((part) => typeof part === "string" ? !line.includes(part) : !part.test(line));
  const was = error instanceof UserError ? error.kind : "no UserError";
  const isRight = was === kind && missing.length === 0 && !line.includes("\n") && line.length < 700 && !began;
  return isRight
    ? undefined
    : `${name}: ${was}, ${began ? "began, " : ""}without ${missing.join(" and ")}: ${line}`;
}

Deno.test("200 configurations with one thing wrong are refused in one line that is right, before anything begins", async () => {
  const all = mutants(), shipped = shippedFiles();
  assert.ok(all.length >= 200, `${all.length}`);
  const problems = await withFiles(shipped, async (folder) => {
    const found: string[] = [];
    for (const mutant of all) {
      const changed = Object.keys(mutant.files).filter((name) => mutant.files[name] !== shipped[name]);
      const write = (files: Readonly<Record<string, string>>) =>
        Promise.all(changed.map((name) => Deno.writeTextFile(join(folder, `${name}.yaml`), files[name]!)));
      await write(mutant.files);
      const out = join(folder, "run");
      const error = await refusal(mutant, folder, out);
      const problem = problemOf(mutant, error, await isThere(out));
      if (problem !== undefined) found.push(problem);
      await write(shipped);
    }
    return found;
  });
  assert.deepEqual(problems, []);
});
