import assert from "node:assert/strict";
import { join } from "node:path";
import { findModel, listModels } from "../../src/operations/models.ts";
import { writeTinyText } from "../console/models.ts";
import { inEmptyFolder, ROOT } from "../e2e/binary.ts";

const placesIn = (folder: string) => ["models", "data", "none", "."].map((place) => join(folder, place));

Deno.test("listModels() finds models in places and in place of one, each once, with what they are", () =>
  inEmptyFolder(async (folder) => {
    const places = placesIn(folder);
    const parameters = await writeTinyText(join(folder, "models"), "notes");
    await writeTinyText(join(folder, "data"), "other");
    await writeTinyText(join(folder, "data"), "broken");
    await Deno.writeTextFile(join(folder, "data", "broken", "tokenizer.json"), "{}");
    await Deno.mkdir(join(folder, "app"));
    await Deno.writeTextFile(join(folder, "app", "manifest.json"), '{"name":"a web page"}');
    await Deno.symlink(join(folder, "models", "notes"), join(folder, "linked"));
    const found = await listModels({ places });
    assert.deepEqual(found.map(({ name }) => name), ["notes", "broken", "other"]);
    assert.deepEqual(found.map(({ parameters }) => parameters), [parameters, undefined, parameters]);
    const [notes] = found;
    assert.equal(notes!.path, join(folder, "models", "notes"));
    assert.equal(notes!.task, "text");
    assert.ok(notes!.size > 4 * parameters / 2 && Date.parse(notes!.created) > 0);
    assert.deepEqual(await listModels({ places: [notes!.path] }).then((all) => all.map(({ name }) => name)), [
      "notes",
    ]);
    assert.deepEqual(await listModels({ places, task: "art" }), []);
  }));

Deno.test("findModel() takes a folder, a file of it, a run, or a name, and else says what there is", () =>
  inEmptyFolder(async (folder) => {
    const places = placesIn(folder);
    const search = { places, task: "text" };
    await assert.rejects(
      findModel(undefined, search),
      /there is no language model \(looked in .*; make one of a text: /,
    );
    await writeTinyText(join(folder, "models"), "notes");
    const notes = join(folder, "models", "notes");
    assert.equal(await findModel(undefined, search), notes);
    assert.equal(await findModel("notes", search), notes);
    assert.equal(await findModel(notes, search), notes);
    assert.equal(await findModel(join(notes, "model.onnx"), search), notes);
    await writeTinyText(join(folder, "run"), "bundle");
    assert.equal(await findModel(join(folder, "run"), search), join(folder, "run", "bundle"));
    await writeTinyText(join(folder, "data"), "more");
    await assert.rejects(
      findModel(undefined, search),
      /say which language model, such as: --model notes; there are .*notes, .*more/,
    );
    await assert.rejects(
      findModel("note", search),
      /there is no model "note"; there are .*notes, .*more \(looked in /,
    );
    await assert.rejects(findModel(folder, search), /is no model folder: manifest\.json is missing/);
    await Deno.writeTextFile(join(folder, "a.txt"), "a");
    await assert.rejects(
      findModel(join(folder, "a.txt"), search),
      /a\.txt is a file, and beside it is no manifest\.json/,
    );
  }));

Deno.test("listModels() tells of the models of drawings that are here", async () => {
  const [model] = await listModels({ task: "art", places: [join(ROOT, "weights")] });
  assert.equal(model!.name, "default");
  assert.ok(model!.parameters! > 1_000_000);
});
