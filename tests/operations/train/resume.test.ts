import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { train, type TrainInput } from "../../../src/operations/train.ts";
import { planSweep } from "../../../src/operations/sweep/plan.ts";
import { composeTrain, trainInput } from "../../../src/operations/train/compose.ts";
import { readConfig, readRecord } from "../../../src/operations/train/record.ts";
import { kindOf, loadCheckpoint } from "../../../src/tasks/registry.ts";
import { withModel } from "../../tasks/art/toy_model.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

/** Trains a tiny model of a text, then has `use` try what goes on from there. */
async function withRun(use: (run: string, text: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const text = join(folder, "text.txt"), out = join(folder, "run");
    await Deno.writeTextFile(text, TEXT);
    await train({ ...TINY, files: [text], out, steps: 2 }, quietly);
    await use(out, text, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const TINY: TrainInput = {
  ...{ dim: 16, layers: 1, heads: 2, window: 16, batchTokens: 512, workers: 1 },
  ...{ learningRate: 0.01, settings: { tokenizer: "char" } },
};

/** Goes on, or is refused. */
const resume = (out: string, more: TrainInput) => train({ out, resume: true, ...more }, quietly);

Deno.test("a run goes on where all that is given is as it was, and lists what is not", async () => {
  await withRun(async (out, text) => {
    const same = await resume(out, { ...TINY, files: [text], steps: 3 });
    assert.equal(same.checkpoint.step, 3);
    const other: TrainInput = {
      ...{ learningRate: 0.5, dim: 32, optimizer: "adamw", dropout: 0.1, positions: "rotary", tied: "yes" },
      settings: { tokenizer: "bpe", vocabulary: 99, context: 8 },
    };
    await assert.rejects(resume(out, other), {
      kind: "usage",
      message:
        "--resume keeps the run's settings, and here they differ: optimizer.learningRate: 0.01 → 0.5, " +
        "architecture.dim: 16 → 32, optimizer.name: muon → adamw, training.dropout: 0 → 0.1, " +
        "architecture.positions: round → rotary, architecture.tied: false → true, data.context: 16 → 8, " +
        `tokenizer.type: char → bpe, tokenizer.vocabulary: ${new Set(TEXT).size + 2} → 99; ` +
        "leave that out, or begin a new run by --init-from",
    });
    await assert.rejects(
      resume(out, { learningRate: 0.5 }),
      /allow it by --allow-changed optimizer\.learningRate/,
    );
    await assert.rejects(
      resume(out, { preset: "tiny" }),
      /architecture\.layers: 1 → 2.*architecture\.dim: 16 → 96/,
    );
    await assert.rejects(resume(out, { task: "art" }), /task\.name: text → art/);
    await assert.rejects(resume(out, { initFrom: "elsewhere" }), /run\.initFrom: none → elsewhere/);
    // Nothing of that has touched the run.
    assert.equal((await loadCheckpoint(join(out, "checkpoint.bin"))).step, 3);
  });
});

Deno.test("one process at a time trains in a run's folder, from before it prepares until it ends", async () => {
  await withRun(async (_, text, folder) => {
    const out = join(folder, "held"), input = { ...TINY, files: [text], out, steps: 1_000_000 };
    const stop = new AbortController(),
      refused = { kind: "usage", message: /held: this run is going on already/ };
    const preparing = Promise.withResolvers<void>(), stepping = Promise.withResolvers<void>();
    const context = { ...quietly, signal: stop.signal, log: () => preparing.resolve() };
    const first = train(input, context, { step: () => stepping.resolve() });
    await preparing.promise;
    await assert.rejects(train(input, quietly), refused);
    await stepping.promise;
    await assert.rejects(train(input, quietly), refused);
    stop.abort();
    await first;
    const { step } = await loadCheckpoint(join(out, "checkpoint.bin"));
    // What was killed leaves the file that it held.
    assert.equal((await resume(out, { steps: step + 1 })).checkpoint.step, step + 1);
    await assert.rejects(train(input, quietly), /checkpoint/);
  });
});

Deno.test("what can change changes where it is allowed by name, and the run's record says so", async () => {
  await withRun(async (out, text) => {
    const wrong = (key: string) => resume(out, { learningRate: 0.5, allowChanged: [key] });
    await assert.rejects(
      wrong("optimizer.lerningRate"),
      /no such key; did you mean optimizer\.learningRate\?/,
    );
    await assert.rejects(
      wrong("architecture.dim"),
      /a run cannot go on with another architecture\.dim; it can with/,
    );
    await assert.rejects(wrong("name"), /--allow-changed name can be/);
    await assert.rejects(wrong("training.dropout"), /optimizer\.learningRate: 0\.01 → 0\.5/);
    const { checkpoint } = await resume(out, { learningRate: 0.5, steps: 3, allowChanged: ["lr"] });
    assert.equal(checkpoint.options.learningRate, 0.5);
    const again = await loadCheckpoint(join(out, "checkpoint.bin"));
    assert.equal(again.options.learningRate, 0.5);
    await resume(out, { steps: 4 });
    await Deno.writeTextFile(text, TEXT.replaceAll("cat", "tac"));
    await assert.rejects(
      resume(out, { files: [text], steps: 5 }),
      /has changed since the checkpoint \(sha256 [0-9a-f]{12} → [0-9a-f]{12}\)/,
    );
    const more = await resume(out, { files: [text], steps: 5, allowChanged: ["data.files"] });
    assert.notEqual(more.checkpoint.corpusDigest, checkpoint.corpusDigest);
    const record = await readRecord(out);
    assert.deepEqual(
      record?.sessions.map(({ step, changed = [] }) => [step, ...changed]),
      [[0], [2, "optimizer.learningRate"], [3], [4, "data"]],
    );
    assert.equal(record?.configHash, more.checkpoint.configHash);
    assert.equal(record?.corpus, more.checkpoint.corpusDigest);
  });
});

Deno.test("another tokenizer by a path is another, and the same one the same", async () => {
  await withRun(async (out, text, folder) => {
    const { model } = await loadCheckpoint(join(out, "checkpoint.bin"));
    const path = join(folder, "tokenizer.json");
    await Deno.writeTextFile(path, JSON.stringify(model["tokenizer"]));
    await resume(out, { files: [text], steps: 3, settings: { tokenizer: path } });
    const other = join(folder, "other");
    await Deno.writeTextFile(`${other}.txt`, TEXT + "ß");
    await train({ ...TINY, files: [`${other}.txt`], out: other, steps: 1 }, quietly);
    await Deno.writeTextFile(
      path,
      JSON.stringify((await loadCheckpoint(join(other, "checkpoint.bin"))).model["tokenizer"]),
    );
    await assert.rejects(
      resume(out, { settings: { tokenizer: path } }),
      /tokenizer\.type: sha256 [0-9a-f]{12} → sha256 [0-9a-f]{12}/,
    );
  });
});

Deno.test("a run that begins with a model is refused another network or tokenizer than the model's", async () => {
  await withRun(async (out, text, folder) => {
    const begin = (more: TrainInput) =>
      train({
        ...{ files: [text], initFrom: join(out, "bundle"), out: join(folder, "begun"), steps: 1 },
        ...{ workers: 1, batchTokens: 512, ...more },
      }, quietly);
    const size = new Set(TEXT).size + 2;
    await assert.rejects(
      begin({
        dim: 32,
        architecture: "gru",
        positions: "rotary",
        settings: { tokenizer: "bpe", vocabulary: 99 },
      }),
      {
        kind: "usage",
        message:
          `--init-from ${join(out, "bundle")} brings its network and its tokenizer, and here they differ: ` +
          "architecture.name: transformer → gru, architecture.dim: 16 → 32, architecture.positions: round → rotary, " +
          `tokenizer.type: char → bpe, tokenizer.vocabulary: ${size} → 99; leave that out, or leave out --init-from`,
      },
    );
    await assert.rejects(
      begin({ preset: "tiny" }),
      /architecture\.layers: 1 → 2, architecture\.dim: 16 → 96/,
    );
    await assert.rejects(begin({ form: "gpt2" }), /architecture\.norm: rms → layer/);
    const sweep = {
      ...{ words: ["dim=16,32"], files: [text], cores: 2, variable: () => undefined },
      given: { out: join(folder, "sweep"), initFrom: join(out, "bundle"), steps: 1 },
    };
    await assert.rejects(planSweep(sweep), /the trial architecture\.dim=32: --init-from .*: 16 → 32;/);
    // What is the model's may be said.
    await begin({
      ...TINY,
      architecture: "transformer",
      form: "own",
      settings: { tokenizer: "char", vocabulary: size },
    });
  });
});

Deno.test("drawings are prompted by as many characters as the model that they begin with takes", async () => {
  await withModel(async (folder, path) => {
    const { prepare, readModel } = await kindOf("art"), from = await readModel(path);
    const settings = { promptLength: 99, data: join(folder, "none.sqlite") };
    const begun = async () =>
      await prepare({ settings, files: [], preset: "small", sizes: {}, from }, quietly);
    const message = `--prompt-length 99 is not the model's, which is ${from.model["promptLength"]}`;
    await assert.rejects(begun(), { kind: "usage", message });
  });
});

Deno.test("a run's folder holds its whole configuration, which repeats it to the bit", async () => {
  await withRun(async (out, text) => {
    const values = await readConfig(out, await kindOf("text"));
    assert.deepEqual(values?.files, [text]);
    assert.deepEqual(values?.settings, { tokenizer: "char", context: 16 });
    assert.deepEqual(
      [
        values?.run["task"],
        values?.run["dim"],
        values?.run["steps"],
        values?.run["optimizer"],
        values?.run["out"],
      ],
      ["text", 16, 2, "muon", undefined],
    );
    const given: TrainInput = { like: out };
    const input = await trainInput(await composeTrain([], { given }), [], given, () => undefined);
    assert.equal(input.out, `${out}-2`);
    const lines: string[] = [];
    const { checkpoint } = await train(input, { ...quietly, log: (line) => lines.push(line) });
    const first = await loadCheckpoint(join(out, "checkpoint.bin"));
    assert.equal(checkpoint.configHash, first.configHash);
    assert.deepEqual(checkpoint.weights, first.weights);
    assert.deepEqual(lines.filter((line) => line.includes("is another than")), []);
    const record = await readRecord(`${out}-2`);
    assert.equal(record?.like, out);
    assert.match(record?.lock ?? "", /^[0-9a-f]{64}$/);
    // What is given besides is changed, and a corpus that is another is told of.
    await Deno.writeTextFile(text, TEXT + TEXT);
    const more = { like: out, out: `${out}-more` };
    const changed = await trainInput(
      await composeTrain(["seed=5"], { given: more }),
      ["seed=5"],
      more,
      () => undefined,
    );
    const other = await train(changed, { ...quietly, log: (line) => lines.push(line) });
    assert.equal(other.checkpoint.options.seed, 5);
    assert.ok(lines.some((line) => line.startsWith(`data is another than in ${out}: `)));
    await assert.rejects(composeTrain([], { given: { like: text } }), /--like .*: there is no/);
  });
});
