import assert from "node:assert/strict";
import { join } from "node:path";
import { madeSketches } from "../../scripts/fuzz/made_sketches.ts";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { parametersOf } from "../../src/bundle/network.ts";
import { writeBundle } from "../../src/tasks/art/bundle/write.ts";
import { planQuantisation } from "../../src/bundle/quantisation.ts";
import { command } from "../../src/cli/quantize.ts";
import { tabulateFormats } from "../../src/cli/quantize_table.ts";
import { randomParameters, tinyConfig, tokenizer } from "../tasks/art/toy.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";

const parameters = randomParameters(tinyConfig, 1);

/** A folder that holds a float32 bundle, "model". */
async function withModel(work: (folder: string, model: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "quantize-" });
  try {
    const model = join(folder, "model");
    const attributions = [{ source: "toy", licence: "MIT", attribution: "nobody", pictures: 3 }];
    await writeBundle(model, {
      ...{ tokenizer, config: tinyConfig, parameters, thesaurus: { synonym: { cat: "feline" } } },
      ...{ ...madeSketches(["cat", "palm tree"]), corpus: "c0ffee", training: { steps: 7 }, attributions },
    });
    await work(folder, model);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const quantize = (...args: string[]) => command().exitOverride().parseAsync(args, { from: "user" });

Deno.test("quantize writes a bundle that says what it was made from, and keeps all but the weights", () =>
  withModel(async (folder, model) => {
    const out = join(folder, "small");
    await quantize(model, "--scheme", "int4", "--out", out, "--block-size", "16");
    const [before, after] = [await readBundle(model), await readBundle(out)];
    const { sha256 } = before.manifest.files["model.onnx"];
    assert.deepEqual(after.quantisation, planQuantisation("int4", Object.keys(parameters), sha256, 16));
    const { training, corpus, attributions } = after.manifest;
    assert.deepEqual({ training, corpus, attributions }, {
      training: before.manifest.training,
      corpus: "c0ffee",
      attributions: before.manifest.attributions,
    });
    assert.deepEqual(after.thesaurus(), before.thesaurus());
    assert.notDeepEqual(parametersOf(after), parametersOf(before));
  }));

Deno.test("quantize refuses what would lose weights or round them twice", () =>
  withModel(async (folder, model) => {
    const small = join(folder, "small");
    await assert.rejects(quantize(model, "--scheme", "int8", "--out", model + "/"), { kind: "usage" });
    await quantize(model, "--scheme", "int8", "--out", small);
    await assert.rejects(quantize(small, "--scheme", "int4", "--out", join(folder, "other")), {
      kind: "model",
      message: /small is quantised \(int8\)/,
    });
    await assert.rejects(quantize(model, "--out", small), { kind: "usage", message: /--scheme/ });
    await assert.rejects(quantize(model, "--table", model), { kind: "usage", message: /--table/ });
  }));

Deno.test("tabulateFormats() has a row for each number format, smaller ones being smaller", () =>
  withModel(async (folder, model) => {
    const corpus = join(folder, "corpus.db");
    writeTinyCorpus(corpus);
    const log: string[] = [];
    const options = { pictures: 2, steps: 10, seed: 1 };
    const table = await tabulateFormats(model, corpus, options, (line) => log.push(line));
    assert.ok(log.some((line) => line.includes("not the corpus that")));
    const rows = table.trimEnd().split("\n").map((line) =>
      line.split("|").slice(1, -1).map((cell) => cell.trim())
    );
    assert.deepEqual(rows.map(([name]) => name), [
      "weights",
      "---",
      "float32",
      "float16",
      "int8-weight-only",
      "int8",
      "int4",
      "dynamic-int8",
    ]);
    assert.ok(rows.every((cells) => cells.length === rows[0]!.length));
    const number = (text: string | undefined) => Number(text?.replace(/[,%]/g, ""));
    const measured = rows.slice(2).map((cells) => cells.slice(1).map(number));
    assert.ok(measured.flat().every((value) => value > 0));
    const sizes = measured.map(([size]) => size!);
    // Of a toy's matrices, one scale a row may take more room than some a column.
    assert.ok(sizes[0]! > sizes[1]! && sizes[1]! > sizes[2]! && sizes[3]! > sizes[4]!);
    assert.equal(measured[0]!.at(-1), 100);
  }));
