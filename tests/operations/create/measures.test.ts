import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { measured } from "../../../src/operations/create/measures.ts";
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
