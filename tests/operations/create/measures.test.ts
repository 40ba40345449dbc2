import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { measured } from "../../../src/operations/create/measures.ts";
import { planLines } from "../../../src/operations/create/told.ts";
import { planOf } from "../../synthesis/template/plans.ts";
import { inEmptyFolder } from "../../e2e/binary.ts";

Deno.test("a line that is a part of one that was learned is new, its runs of words are not", () =>
  inEmptyFolder(async (folder) => {
    const file = join(folder, "learn.txt");
    await Deno.writeTextFile(
      file,
      "One day the cat ate three fish and went home very early.\nGood night.\n".repeat(20),
    );
    const written = ["the cat ate three fish and went home\nGood night."];
    const { figures } = await measured(planOf({}), written, { files: [file], heldOut: [] }, quietly);
    assert.deepEqual(figures.novelty, { lines: 1 / 2, runs: 2 / 3 });
  }));

Deno.test("a model of the user's own files is not measured by a plan that no text was made of", () =>
  inEmptyFolder(async (folder) => {
    const file = join(folder, "own.txt");
    await Deno.writeTextFile(file, "One day the cat ate three fish.\n".repeat(40));
    const plan = {
      ...planOf({ words: { animal: ["dog"] } }),
      data: { source: "files" as const, paths: [file] },
    };
    const { figures, rows } = await measured(plan, ["The cat ate."], { files: [file], heldOut: [] }, quietly);
    assert.deepEqual([figures.onTopic, figures.textsOnTopic, figures.formed], [
      undefined,
      undefined,
      undefined,
    ]);
    const told = rows.map(([what]) => what).join("\n");
    assert.doesNotMatch(told, /plan|stories/);
    assert.match(told, /without a fault/);
    const lines = planLines(plan, folder).join("\n");
    assert.doesNotMatch(lines, /kinds|tone|dog/);
    assert.match(lines, /texts +of .*own\.txt/);
  }));
