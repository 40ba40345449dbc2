import assert from "node:assert/strict";
import { join } from "node:path";
import { command } from "../../src/cli/draft_model.ts";
import { quantize } from "../../src/operations/quantize.ts";
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { withModel } from "../tasks/art/toy_model.ts";

const draftModel = (...args: string[]) => command().exitOverride().parseAsync(args, { from: "user" });
const quick = ["--drawings", "2", "--epochs", "1"];

Deno.test("draft-model adds a draft model, which stays when the model is rounded; all else is as it was", () =>
  withModel(async (folder, model) => {
    const before = await readBundle(model), out = join(folder, "guessing");
    await draftModel(model, ...quick, "--out", out);
    const after = await readBundle(out);
    assert.equal((await readBundle(model)).draft, undefined);
    assert.ok(after.draft !== undefined);
    assert.deepEqual(after.model, before.model);
    assert.deepEqual(after.album, before.album);
    const { draft, ...training } = after.manifest.training;
    assert.deepEqual(training, before.manifest.training);
    assert.partialDeepStrictEqual(draft, { drawings: 2, epochs: 1, seed: 1 });
    const small = join(folder, "small");
    await quantize({ model: out, scheme: "int8", out: small });
    assert.deepEqual((await readBundle(small)).draft, after.draft);
  }));

Deno.test("draft-model writes the model itself unless told otherwise, also a rounded one", () =>
  withModel(async (folder, model) => {
    const small = join(folder, "small");
    await quantize({ model, scheme: "int8", out: small });
    const before = await readBundle(small);
    await draftModel(small, ...quick);
    const after = await readBundle(small);
    assert.ok(after.draft !== undefined);
    assert.deepEqual([after.model, after.quantisation], [before.model, before.quantisation]);
  }));

Deno.test("draft-model refuses what is no model of drawings, and numbers that make no sense", () =>
  withModel(async (folder, model) => {
    await assert.rejects(draftModel(), { kind: "usage", message: /name the folder/ });
    await assert.rejects(draftModel(join(folder, "none")), { kind: "model", message: /no model folder/ });
    await assert.rejects(draftModel(model, "--drawings", "0"), { kind: "usage", message: /drawings/ });
    await assert.rejects(draftModel(model, "--epochs", "x"), { kind: "usage", message: /epochs/ });
    assert.equal((await readBundle(model)).draft, undefined);
  }));
