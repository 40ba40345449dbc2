import assert from "node:assert/strict";
import { fallbacks, type Fields } from "../../src/base/fields.ts";
import { compose, valuesOf } from "../../src/experiment/compose.ts";
import { schemaOf } from "../../src/experiment/keys.ts";
import { plainOf } from "../../src/experiment/tree.ts";
import { composedYaml } from "../../src/experiment/write.ts";
import { composed, composeIn, schema, SHIPPED, withFiles } from "./made.ts";

const BASE = {
  "optimizer/slow": "name: adamw\nlearningRate: 0.0001\n",
  "optimizer/fast": "name: adamw\nlearningRate: 0.01\nweightDecay: 0.2\n",
  "tokenizer/char": "type: char\n",
  "experiment/it": `notes: one
defaults:
  - optimizer: slow
  - tokenizer: char
data: { name: cats, files: [a.txt, "\${data.name}.txt"] }
training: { steps: 5, seed: 7 }
optimizer: { weightDecay: 0.5 }
run: { name: "\${data.name}-\${training.seed}" }
`,
};

Deno.test("files of groups, then the experiment, then the command line's files, overrides and flags", async () => {
  const all = async (...overrides: string[]) =>
    plainOf((await composed(BASE, ["experiment=it", ...overrides], { flags: { seed: 9 } })).tree);
  assert.deepEqual(await all(), {
    notes: "one",
    optimizer: { name: "adamw", learningRate: 0.0001, weightDecay: 0.5 },
    tokenizer: { type: "char" },
    data: { name: "cats", files: ["a.txt", "cats.txt"] },
    training: { steps: 5, seed: 9 },
    run: { name: "cats-9" },
  });
  const { optimizer, training } = valuesAt(await all("optimizer=fast", "lr=0.5", "training.minutes=2"));
  // What the command line chooses stands over the experiment.
  assert.deepEqual(optimizer, { name: "adamw", learningRate: 0.5, weightDecay: 0.2 });
  assert.deepEqual(training, { minutes: 2, seed: 9 });
});

const valuesAt = (plain: unknown): Record<string, unknown> => Object.assign({}, plain);

Deno.test("an experiment is built on others; the last choice of a group counts", async () => {
  const files = {
    ...BASE,
    "experiment/more": "extends: it\ndefaults: [{ optimizer: fast }]\ntraining: { seed: null, epochs: 2 }\n",
  };
  const { tree, choices } = await composed(files, ["experiment=more"]);
  assert.deepEqual(choices, { experiment: ["more"], optimizer: ["fast"], tokenizer: ["char"] });
  const { training, optimizer } = valuesAt(plainOf(tree));
  assert.deepEqual(training, { seed: null, epochs: 2 });
  assert.deepEqual(optimizer, { name: "adamw", learningRate: 0.01, weightDecay: 0.5 });
});

Deno.test("a preset takes the place of sizes, which change it where they stand over it", async () => {
  const files = {
    "architecture/tiny": "preset: tiny\n",
    "experiment/it": "architecture: { preset: small, dim: 64, window: 32, form: llama }\n",
  };
  const sizes = async (...words: string[]) =>
    valuesAt(plainOf((await composed(files, ["experiment=it", ...words])).tree))["architecture"];
  assert.deepEqual(await sizes("layers=3"), {
    preset: "small",
    dim: 64,
    window: 32,
    form: "llama",
    layers: 3,
  });
  assert.deepEqual(await sizes("architecture=tiny"), { preset: "tiny", form: "llama" });
  assert.deepEqual(await sizes("preset=nano", "window=16"), { preset: "nano", form: "llama", window: 16 });
});

Deno.test("values are found by the names of their fields", async () => {
  const values = valuesOf(
    await composed(BASE, ["experiment=it", "+callbacks.ema={decay: 0.9}"]),
    schema,
  );
  assert.deepEqual(Object.entries(values.run).sort(), [
    ...[["learningRate", 0.0001], ["name", "cats-7"], ["optimizer", "adamw"], ["seed", 7], ["steps", 5]],
    ["weightDecay", 0.5],
  ]);
  assert.deepEqual(values.settings, { tokenizer: "char" });
  assert.deepEqual(values.files, ["a.txt", "cats.txt"]);
  assert.deepEqual(values.callbacks, { ema: { decay: 0.9 } });
});

Deno.test("what is printed composes to the same", async () => {
  const overrides = ["experiment=it", "+callbacks.csv={}", "notes=${data.name} cost $${5}"];
  await withFiles(BASE, async (folder) => {
    const first = await composeIn(folder, overrides);
    const text = composedYaml(first);
    await Deno.writeTextFile(`${folder}/printed.yaml`, text);
    const again = await composeIn(folder, [`experiment=${folder}/printed.yaml`]);
    assert.deepEqual(valuesOf(again, schema), valuesOf(first, schema));
    assert.equal(valuesOf(first, schema).notes, "cats cost ${5}");
  });
});

Deno.test("the first folder that has a file counts", async () => {
  await withFiles({ "optimizer/muon": "name: muon\nlearningRate: 0.5\n" }, async (folder) => {
    const folders = [{ path: folder, label: "conf" }, { path: SHIPPED, label: "shipped" }];
    const { tree } = await compose({ overrides: ["experiment=austen"], schema, folders });
    const { optimizer, tokenizer } = valuesAt(plainOf(tree));
    assert.deepEqual(optimizer, { name: "muon", learningRate: 0.5 });
    assert.deepEqual(tokenizer, { type: "bpe" });
  });
});

Deno.test("secrets stand in the environment alone", async () => {
  const run = {
    token: { type: "text", value: "text", secret: true, text: "of the host" },
  } as const satisfies Fields;
  assert.deepEqual(fallbacks(run), {});
  const own = schemaOf({ run, tasks: {} });
  const at = "training.token";
  const composedOf = (text: string) =>
    composed({ "experiment/it": text }, ["experiment=it"], { schema: own });
  const composition = await composedOf("training: { token: '${env:HOST_TOKEN}' }");
  assert.match(composedYaml(composition), /\$\{env:HOST_TOKEN\}/);
  const { run: values } = valuesOf(composition, own, (_, written) => `<${written}>`);
  assert.deepEqual(values, { token: "<${env:HOST_TOKEN}>" });
  await assert.rejects(composedOf("training: { token: abc }"), {
    kind: "input",
    message: `conf/experiment/it.yaml:1: ${at} is a secret: it stands in the environment; write \${env:NAME}`,
  });
  const leak = "training: { token: '${env:HOST_TOKEN}' }\nnotes: 'it is ${training.token}'";
  await assert.rejects(composedOf(leak), /it\.yaml:2: notes: \$\{training\.token\} is a secret/);
  await assert.rejects(composedOf("notes: ${env:HOME}"), /it\.yaml:1: notes: \$\{env:HOME\} is for secrets/);
});

Deno.test("a callback that every run has can be taken out of it", async () => {
  const own = schemaOf({
    ...{ run: {}, tasks: {}, usual: ["samples"] },
    callbacks: { samples: {}, csv: { every: { type: "integer", least: 1, text: "steps" } } },
  });
  const of = async (...overrides: string[]) => plainOf((await composed({}, overrides, { schema: own })).tree);
  assert.deepEqual(await of("~callbacks.samples"), { callbacks: { samples: { off: true } } });
  assert.deepEqual(await of("+callbacks.csv.every=5"), { callbacks: { csv: { every: 5 } } });
  await assert.rejects(of("+callbacks.cvs={}"), /there is no callback cvs; did you mean csv\?/);
  await assert.rejects(
    of("+callbacks.csv={evry: 5}"),
    /there is no key callbacks\.csv\.evry; did you mean callbacks\.csv\.every\?/,
  );
  await assert.rejects(
    of("+callbacks.csv.every=0"),
    /callbacks\.csv\.every: 0 is not a whole number from 1 up/,
  );
  await assert.rejects(of("~callbacks.csv"), /there is no callbacks\.csv to take away/);
});
