import assert from "node:assert/strict";
import { join } from "node:path";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { parametersOf } from "../../src/bundle/network.ts";
import { planQuantisation } from "../../src/bundle/quantisation.ts";
import { command } from "../../src/cli/quantize.ts";
import { parameters, withModel } from "../tasks/art/toy_model.ts";

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
