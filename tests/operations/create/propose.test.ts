import assert from "node:assert/strict";
import { join } from "node:path";
import { type Context, quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { tensorCount } from "../../../src/engine/backend.ts";
import { networkConfigSchema, presetShape } from "../../../src/network/config.ts";
import { chosenForm } from "../../../src/network/form.ts";
import type { BaseModel } from "../../../src/operations/create/base_model.ts";
import { beginTexts } from "../../../src/operations/create/folder.ts";
import { propose, writePlanned } from "../../../src/operations/create.ts";
import type { CreateInput } from "../../../src/operations/create/fields.ts";
import { runOf } from "../../../src/operations/create/experiment.ts";
import { estimateOf } from "../../../src/operations/create/estimate.ts";
import { estimateLines, namingLines, planLines } from "../../../src/operations/create/told.ts";
import { makeTexts, namingOf, samplesOf } from "../../../src/operations/create/texts.ts";
import { triedSteps } from "../../../src/operations/create/trial.ts";
import type { Plan } from "../../../src/synthesis/plan.ts";
import { CHARACTERS_OF_TOKEN } from "../../../src/synthesis/plan/settings.ts";
import { planYaml } from "../../../src/synthesis/plan/yaml.ts";
import { templateSample } from "../../../src/synthesis/template/sample.ts";
import { textPorts } from "../../../src/tasks/text/state.ts";
import { loadTextTokenizer } from "../../../src/tokenizer/tokenizers.ts";
import { trainingOptionsSchema } from "../../../src/training/options.ts";
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
      [{ description, out: "" }, /^usage: --out "" names no folder/],
      [{ description, data: "files", paths: ["-"] }, /^usage: - is read once.* save it to a file/],
      [{ description, characters: 4999 }, /^usage: --characters 4999 is not .* from 5000 up/],
      [{ description, name: "No Name" }, /^usage: --name "No Name": lower case letters/],
      [{ description, overrides: { steps: 0 } }, /^usage: --steps 0 is not /],
      [{ plan: join(folder, "none.yaml") }, /^usage: --plan .*none\.yaml: there is no such file/],
      [{ plan: broken }, /^input: .*broken\.yaml:1: description is missing/],
      [{ description, data: "files" }, /^usage: --data files: name files/],
      [{ description, data: "template", paths: ["a.txt"] }, /^usage: a\.txt is a file .*--data files/],
      [{ description, model: "llama3.2" }, /^usage: --model llama3\.2 is of Ollama: add --data ollama/],
      [{ description, initFrom: "" }, /^usage: --init-from "" names no model$/],
      [{ description, initFrom: join(folder, "none") }, /^usage: --init-from .*none/],
      [{ description, initFrom: gguf, size: "12M" }, /^usage: --init-from brings its own size/],
      [
        { description, initFrom: gguf, overrides: { headDim: 8 } },
        /^usage: --init-from brings its own headDim: leave out --head-dim/,
      ],
      [
        { description, initFrom: gguf, overrides: { tokenizer: "char" } },
        /^usage: --init-from brings its own tokenizer/,
      ],
      [{ description, overrides: { tokenizer: "chars" } }, /^usage: --tokenizer "?chars"? is none of char/],
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

Deno.test("a folder's plan is gone on with by the same host and files, however they are written", () =>
  inEmptyFolder(async (folder) => {
    const [ollama, files] = [join(folder, "ollama"), join(folder, "files")];
    const asked = {
      description: RECIPES,
      data: "ollama",
      model: "m",
      host: "127.0.0.1:45991",
      out: ollama,
    } as const;
    await writePlanned(await propose(asked, context));
    assert.equal((await propose(asked, context)).plan.data.source, "ollama");
    await propose({ ...asked, host: "http://127.0.0.1:45991/" }, context);
    assert.match(
      await refusalOf({ ...asked, host: "127.0.0.1:45992" }),
      /whose host is ".*45991", not ".*45992"/,
    );
    const text = join(folder, "a.txt");
    await Deno.writeTextFile(text, "The fox sat on the hill.\n".repeat(100));
    const own = { description: "foxes", data: "files", paths: [text], out: files } as const;
    await writePlanned(await propose(own, context));
    await propose(own, context);
    assert.match(await refusalOf({ ...own, paths: [folder] }), /whose paths is \[".*a\.txt"\], not/);
  }));

Deno.test("a command goes on with the plan that it began, also where that was changed before", () =>
  inEmptyFolder(async (folder) => {
    const asked: CreateInput = { description: RECIPES, minutes: 1, out: join(folder, "made") };
    const first = await propose(asked, context);
    const changed = { ...first, plan: { ...first.plan, model: { ...first.plan.model, minutes: 2 } } };
    await writePlanned(changed);
    await beginTexts(changed.places, changed.plan, changed.asked);
    const again = await propose(asked, context);
    assert.deepEqual([again.plan, again.begun], [changed.plan, true]);
    assert.match(await refusalOf({ ...asked, minutes: 3 }), /whose minutes is 2, not 3/);
    await beginTexts(again.places, again.plan, undefined);
    assert.equal((await propose(asked, context)).begun, true);
  }));

Deno.test("what was begun with another plan stays as it is where its plan is missing", () =>
  inEmptyFolder(async (folder) => {
    const out = join(folder, "made");
    await Deno.mkdir(out);
    await Deno.writeTextFile(join(out, "create.json"), JSON.stringify({ format: 2, plan: "0".repeat(64) }));
    assert.match(await refusalOf({ description: RECIPES, out }), /has texts of another plan/);
    assert.deepEqual(Array.from(Deno.readDirSync(out), ({ name }) => name), ["create.json"]);
  }));

Deno.test("topics are told by the share of texts that name them, in any form, and by those that none names", () => {
  const samples = ["Two dragons slept.", "A cat's tail.", "It rained."]
    .map((text) => ({ text }));
  const naming = namingOf(["dragon", "cat", "forgiveness"], samples);
  assert.deepEqual(naming?.unnamed, ["forgiveness"]);
  assert.deepEqual(namingLines(naming), [
    'topics    about 67 % of the texts name "dragon", "cat"; none names "forgiveness"',
  ]);
  assert.deepEqual(namingLines(namingOf(["witch"], samples)), [
    'topics    no text that was tried names "witch"',
  ]);
  assert.equal(namingOf(undefined, samples), undefined);
});

Deno.test("nothing of a person's is written over, and nothing that is written is learned from", () =>
  inEmptyFolder(async (folder) => {
    const out = join(folder, "project");
    await Deno.mkdir(out);
    await Deno.writeTextFile(
      join(out, "README.md"),
      "my own words of this and that, and more of them\n".repeat(40),
    );
    assert.match(
      await refusalOf({ description: RECIPES, out }),
      /usage: .*README\.md is there already, and would be written over/,
    );
    assert.match(
      await refusalOf({ description: "my notes", data: "files", paths: [out], out }),
      /usage: .*project is to be learned from, and .*project is written to/,
    );
    const inside = join(out, "model");
    await Deno.mkdir(inside);
    await Deno.writeTextFile(join(inside, "plan.yaml"), "a plan, and no text of mine\n".repeat(20));
    const { plan } = await propose({
      description: "my notes",
      data: "files",
      paths: [out],
      out: inside + "s",
    }, context);
    const seen = async (omit: string[]) => (await samplesOf(plan, 10, context, omit)).samples.length;
    assert.equal(await seen([inside]), 1);
    assert.equal(await seen([]), 2);
  }));

Deno.test("options of training that do not go together are refused before any text is made", async () => {
  const refused = await refusalOf({ description: RECIPES, out: "nowhere", overrides: { momentum: 0.5 } });
  assert.match(refused, /usage: training option: momentum: the optimizer muon has no use for it/);
});

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
  for (const { tokens, busy, minutes } of estimates) {
    assert.ok(busy.tokens > 0 && busy.tokens <= tokens && busy.minutes === minutes);
  }
  const { plan } = await propose({ description: RECIPES, out: "nowhere" }, context);
  const few = await estimateOf(plan, { steps: 10, workers: 1, batchTokens: 512 }, undefined);
  assert.equal(few.tokens, 10 * 512);
  assert.ok(few.busy.tokens === few.tokens && few.busy.minutes >= few.minutes);
});

Deno.test("the estimate's text is what is learned from: without what is held out, in tokens of the base's tokenizer", async () => {
  const { plan } = await propose({ description: RECIPES, out: "nowhere", characters: 37_000 }, context);
  const tiny = { steps: 1, workers: 1, batchTokens: 256 };
  const textOf = async (plan: Plan, ...more: [BaseModel?, string[]?]) =>
    (await estimateOf(plan, { ...tiny, validation: 0.5 }, more[0], more[1])).text;
  near(await textOf({ ...plan, heldOut: 0 }), 37_000 / 2 / CHARACTERS_OF_TOKEN);
  near(await textOf({ ...plan, heldOut: 0.2 }), 0.8 * 37_000 / 2 / CHARACTERS_OF_TOKEN);
  const tokenizer = loadTextTokenizer({ type: "char", characters: "soup " });
  const network = networkOf("nano");
  const base = { path: "b", network, tokenizer, licence: undefined, attributions: [] };
  near(await textOf({ ...plan, heldOut: 0 }, base, ["soup soup", "soup"]), 37_000 / 2);
});

Deno.test("steps are tried as they are, and leave nothing behind; large networks are not tried", async () => {
  const network = networkOf("nano");
  const ports = textPorts({ size: 32 }, network);
  const { batchTokens: _batch, ...options } = trainingOptionsSchema.parse({ steps: 1 });
  await triedSteps({ ports, network }, { ...options, positions: 128, length: 64 });
  const before = tensorCount();
  const tried = await triedSteps({ ports, network }, { ...options, positions: 256, length: 64 });
  assert.equal(tensorCount(), before);
  assert.ok(tried !== undefined && tried.position > 0 && tried.update > 0);
  assert.ok(tried.share > 0 && tried.share <= 1);
  const large = networkOf("33M");
  assert.equal(
    await triedSteps({ ports: textPorts({ size: 8192 }, large), network: large }, {
      ...options,
      positions: 256,
      length: 64,
    }),
    undefined,
  );
});

Deno.test("a range is told where others want the machine, and one figure where none does", async () => {
  const { plan } = await propose({ description: RECIPES, out: "nowhere" }, context);
  const sizes = { weights: 1e5, text: 1e6, hoursPerMillion: 1, memory: 1e9, machine: 2e9, cores: 1 };
  const told = (tokens: number) =>
    estimateLines(plan, { ...sizes, minutes: 5, tokens: 4e6, busy: { minutes: 5, tokens } }, undefined).join(
      "\n",
    );
  assert.match(told(3.9e6), /at most, 4 million tokens in that time, 4 times through its texts\nmemory/);
  assert.match(
    told(1e6),
    /1 million to 4 million tokens in that time, 1 to 4 times through its texts\n +the worse/,
  );
});

function networkOf(preset: string) {
  const form = chosenForm(preset, { form: "llama" });
  return networkConfigSchema.parse({ architecture: "transformer", ...presetShape(preset, {}, form), form });
}

const near = (value: number | undefined, expected: number) =>
  assert.ok(value !== undefined && Math.abs(value - expected) < 1e-6 * expected, `${value}, not ${expected}`);

Deno.test("a plan does not take the place of another one, and remarks in its file stay", () =>
  inEmptyFolder(async (folder) => {
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    const first = await propose({ description: RECIPES, out: one }, context);
    await writePlanned(first);
    await writePlanned(await propose({ description: "haiku about cats", out: two }, context));
    const refusal = await refusalOf({ plan: join(one, "plan.yaml"), out: two });
    assert.match(refusal, /^usage: .*two.plan\.yaml is another plan than .*one.plan\.yaml/);
    const remarked = `# mine\n${await Deno.readTextFile(first.places.plan)}`;
    await Deno.writeTextFile(first.places.plan, remarked);
    await writePlanned(await propose({ plan: first.places.plan }, context));
    assert.equal(await Deno.readTextFile(first.places.plan), remarked);
  }));

Deno.test("texts that are all there need neither the files that they were made of nor Ollama", () =>
  inEmptyFolder(async (folder) => {
    const file = join(folder, "own.txt"), data = join(folder, "data");
    const lines = Array.from({ length: 40 }, (_, i) => `Fox number ${i} sat upon hill number ${i * 7}.`);
    await Deno.writeTextFile(file, lines.join("\n"));
    const plan = await propose({ description: "foxes", data: "files", paths: [file], out: folder }, context);
    const made = await makeTexts(plan.plan, data, context);
    await Deno.remove(file);
    assert.deepEqual(await makeTexts(plan.plan, data, context), made);
    await Deno.writeTextFile(join(data, "learn.txt"), "other");
    await assert.rejects(makeTexts(plan.plan, data, context), /own\.txt/);
  }));

Deno.test("a folder of another version is told as such", () =>
  inEmptyFolder(async (folder) => {
    await Deno.writeTextFile(
      join(folder, "create.json"),
      JSON.stringify({ format: 1, plan: "0".repeat(64) }),
    );
    assert.match(
      await refusalOf({ description: RECIPES, out: folder }),
      /create\.json is of another version/,
    );
  }));

Deno.test("where Ollama is does not tell plans of templates apart", () =>
  inEmptyFolder(async (out) => {
    const first = await propose({ description: RECIPES, out, minutes: 1 }, context);
    await writePlanned(first);
    await beginTexts(first.places, first.plan, first.asked);
    const again = await propose({ description: RECIPES, out, minutes: 1, host: "127.0.0.1:1" }, context);
    assert.deepEqual([again.begun, again.asked], [true, first.asked]);
  }));

Deno.test("all of a text by templates stands in the window, and is what the estimate counts with", async () => {
  for (const description of [RECIPES, "bedtime stories", "customer support", "love letters"]) {
    const { plan } = await propose({ description, out: "nowhere" }, context);
    const { window = 0 } = runOf(plan);
    const texts = Array.from({ length: 300 }, (_, i) => templateSample(plan, i).text);
    const longest = Math.max(...texts.map(({ length }) => length)) / CHARACTERS_OF_TOKEN;
    assert.ok(longest < window, `${description}: ${longest} tokens of ${window}`);
  }
  const { plan } = await propose({ description: RECIPES, out: "nowhere" }, context);
  // A batch has room for one stretch of 300 tokens, or for six texts of 50.
  const steps = { steps: 10, workers: 1, batchTokens: 300, window: 300 };
  const text = "x".repeat(50 * CHARACTERS_OF_TOKEN);
  assert.equal((await estimateOf(plan, steps, undefined)).tokens, 3000);
  assert.equal((await estimateOf(plan, { ...steps, batchTokens: 299 }, undefined, [text])).tokens, 2500);
});

Deno.test("a plan is read in the encoding that its mark tells, and what is not UTF-8 is refused", () =>
  inEmptyFolder(async (folder) => {
    const file = join(folder, "mine.yaml"), out = join(folder, "out");
    const { plan } = await propose({ description: "haiku about a café", out }, context);
    const text = planYaml({ ...plan, description: "haiku about a café" });
    const units = Uint16Array.from(`\ufeff${text}`, (unit) => unit.charCodeAt(0));
    const little = new Uint8Array(units.buffer);
    const big = little.map((_, i) => little[i ^ 1]!);
    for (const bytes of [little, big, new TextEncoder().encode(`\ufeff${text}`)]) {
      await Deno.writeFile(file, bytes);
      assert.equal((await propose({ plan: file, out }, context)).plan.description, "haiku about a café");
    }
    await Deno.writeFile(file, Uint8Array.from(text, (unit) => unit.charCodeAt(0)));
    assert.match(
      await refusalOf({ plan: file, out }),
      /^input: .*mine\.yaml is not UTF-8: save it as UTF-8$/,
    );
  }));
