import assert from "node:assert/strict";
import { join } from "node:path";
import { type Context, quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { propose, writePlanned } from "../../../src/operations/create.ts";
import type { CreateInput } from "../../../src/operations/create/fields.ts";
import { estimateOf } from "../../../src/operations/create/estimate.ts";
import { planLines } from "../../../src/operations/create/told.ts";
import { inEmptyFolder } from "../../e2e/binary.ts";

const RECIPES = "a fun GPT that writes cooking recipes";
const context: Context = quietly;

/** What an input is refused for: "kind: message". */
async function refusalOf(input: CreateInput): Promise<string> {
  try {
    await propose(input, context);
  } catch (error) {
    if (error instanceof UserError) return `${error.kind}: ${error.message}`;
    throw error;
  }
  return "not refused";
}

Deno.test("what does not go together is refused in one line, and nothing is written", () =>
  inEmptyFolder(async (folder) => {
    const broken = join(folder, "broken.yaml"), gguf = join(folder, "not.gguf"), out = join(folder, "out");
    await Deno.writeTextFile(broken, "version: 1\nname: x\n");
    await Deno.writeTextFile(gguf, "nothing");
    const description = RECIPES;
    const cases: [input: CreateInput, expected: RegExp][] = [
      [{}, /^usage: say what it shall write/],
      [{ description: " \n" }, /^usage: say what it shall write/],
      [{ description, minutes: 0 }, /^usage: --minutes 0 is not /],
      [{ description, characters: 10 }, /^usage: --characters 10 is not /],
      [{ description, name: "No Name" }, /^usage: --name No Name: .*lower case letters/],
      [{ description, overrides: { steps: 0 } }, /^usage: --steps 0 is not /],
      [{ plan: join(folder, "none.yaml") }, /^usage: --plan .*none\.yaml: there is no such file/],
      [{ plan: broken }, /^input: .*broken\.yaml:1: description is missing/],
      [{ description, data: "files" }, /^usage: --data files: name files/],
      [{ description, data: "template", paths: ["a.txt"] }, /^usage: a\.txt is a file .*--data files/],
      [{ description, model: "llama3.2" }, /^usage: --model llama3\.2 is of Ollama: add --data ollama/],
      [{ description, initFrom: join(folder, "none") }, /^usage: --init-from .*none/],
      [{ description, initFrom: gguf, size: "12M" }, /^usage: --init-from brings its own size/],
      [{ description, initFrom: gguf }, /^model: .*not\.gguf: is no GGUF file/],
    ];
    for (const [input, expected] of cases) {
      const refusal = await refusalOf({ out, ...input });
      assert.match(refusal, expected);
      assert.ok(!refusal.includes("\n"), refusal);
    }
    assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name).sort(), [
      "broken.yaml",
      "not.gguf",
    ]);
  }));

Deno.test("a plan goes through its file, and another one in its folder is refused by the part that differs", () =>
  inEmptyFolder(async (folder) => {
    const out = join(folder, "made");
    const first = await propose({ description: RECIPES, out, seed: 3, size: "12M" }, context);
    assert.equal(first.begun, false);
    await writePlanned(first);
    const read = await propose({ plan: join(out, "plan.yaml") }, context);
    assert.deepEqual([read.plan, read.places], [first.plan, first.places]);
    const again = await propose({ description: RECIPES, out }, context);
    assert.deepEqual(again.plan, first.plan);
    const cases: [CreateInput, RegExp][] = [
      [{ description: "pirate jokes" }, /whose description is "a fun .*", not "pirate jokes"/],
      [{ description: RECIPES, size: "nano" }, /whose size is "12M", not "nano"/],
      [{ description: RECIPES, seed: 4 }, /whose seed is 3, not 4/],
      [{ description: RECIPES, data: "files", paths: ["a"] }, /whose data is "template", not "files"/],
    ];
    for (const [input, expected] of cases) assert.match(await refusalOf({ ...input, out }), expected);
    const both = await refusalOf({ plan: join(out, "plan.yaml"), minutes: 3 });
    assert.match(both, /^usage: --plan has what --minutes says/);
  }));

Deno.test("the estimate grows with the size, and tells what 117M takes", async () => {
  const estimates = [];
  for (const size of ["nano", "12M", "117M"] as const) {
    const { plan, places } = await propose(
      { description: RECIPES, size, out: "nowhere", minutes: 6 },
      context,
    );
    assert.match(
      planLines(plan, places.folder).join("\n"),
      new RegExp(`model +${size}, built as llama; seed 1`),
    );
    estimates.push(await estimateOf(plan, {}, undefined));
  }
  const [nano, middle, large] = estimates;
  assert.ok(nano!.weights < middle!.weights && middle!.weights < large!.weights);
  assert.ok(large!.weights > 110e6 && large!.weights < 180e6, String(large!.weights));
  assert.ok(nano!.tokens > middle!.tokens && middle!.tokens > large!.tokens);
  assert.ok(nano!.memory < middle!.memory && middle!.memory < large!.memory);
  const steps = await propose({ description: RECIPES, out: "nowhere" }, context);
  const { tokens } = await estimateOf(steps.plan, { steps: 10, workers: 1, batchTokens: 512 }, undefined);
  assert.equal(tokens, 10 * 512);
});
