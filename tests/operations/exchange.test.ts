import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../src/base/context.ts";
import { exportRun } from "../../src/operations/export.ts";
import { importModel } from "../../src/operations/import.ts";
import { openGguf } from "../../src/bundle/formats/gguf_read.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import { readGgufSampling } from "../../src/tasks/text/exchange/sampling.ts";
import { writeSafetensors } from "../../src/tasks/text/exchange/write.ts";
import { parametersOf } from "../../src/bundle/network.ts";
import { modelOf } from "../tasks/text/exchange/models.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a model of another program becomes a model folder, and goes out again as it was", async () => {
  await inFolder(async (folder) => {
    const [from, out] = [join(folder, "from"), join(folder, "model")];
    const model = { ...modelOf("llama"), sampling: { temperature: 0.6 } };
    await writeSafetensors(from, model, "float32");
    const { manifest } = await importModel({ from, out }, quietly);
    assert.deepEqual([manifest.training, manifest.sampling], [{ imported: "from" }, { temperature: 0.6 }]);
    assert.deepEqual(parametersOf(await readTextBundle(out)), model.parameters);
    const file = join(folder, "some", "model.gguf");
    assert.deepEqual(await exportRun({ run: out, out: file, format: "gguf" }, quietly), {
      ...{ out: file, manifest: undefined, step: undefined },
    });
    {
      using read = await openGguf(file);
      assert.deepEqual(read.metadata.get("general.name"), { type: "string", value: "model" });
    }
    await exportRun({ run: out, out: file, format: "gguf", name: "pirates" }, quietly);
    {
      using read = await openGguf(file);
      assert.deepEqual(read.metadata.get("general.name"), { type: "string", value: "pirates" });
    }
    const again = join(folder, "again");
    await importModel({ from: file, out: again }, quietly);
    await exportRun({ run: again, out: join(folder, "to"), format: "safetensors" }, quietly);
    for (const name of ["model.safetensors", "config.json", "tokenizer.json", "generation_config.json"]) {
      const [before, after] = await Promise.all(
        [from, join(folder, "to")].map((path) => Deno.readFile(join(path, name))),
      );
      assert.deepEqual(after, before, name);
    }
  });
});

Deno.test("how a model writes is told where it is known, and what is no temperature tells nothing", async () => {
  await inFolder(async (folder) => {
    const [from, out] = [join(folder, "from"), join(folder, "model")];
    await writeSafetensors(from, modelOf("llama"), "float32");
    const file = join(from, "generation_config.json");
    const silent = JSON.parse(await Deno.readTextFile(file));
    assert.deepEqual(Object.keys(silent), ["bos_token_id", "eos_token_id"]);
    const cases: [Record<string, unknown>, number | undefined][] = [
      [{}, undefined],
      [{ do_sample: true, temperature: 0.25, top_k: 7 }, 0.25],
      [{ temperature: 0.25 }, undefined],
      [{ do_sample: true, temperature: "cold" }, undefined],
      [{ do_sample: true, temperature: 1e9 }, undefined],
    ];
    for (const [more, temperature] of cases) {
      await Deno.writeTextFile(file, JSON.stringify({ ...silent, ...more }));
      const { manifest } = await importModel({ from, out }, quietly);
      assert.equal(manifest.sampling?.temperature, temperature, JSON.stringify(more));
    }
    const key = "general.sampling.temp";
    assert.equal(readGgufSampling(new Map([[key, { type: "string", value: "0.6" }]])), undefined);
    assert.equal(readGgufSampling(new Map([[key, { type: "float32", value: Infinity }]])), undefined);
    await Deno.remove(file);
    assert.equal((await importModel({ from, out }, quietly)).manifest.sampling, undefined);
  });
});

Deno.test("exportRun() refuses formats that a model has not, and to write a model over itself", async () => {
  await inFolder(async (folder) => {
    const [from, out] = [join(folder, "from"), join(folder, "model")];
    await writeSafetensors(from, modelOf("gpt2"), "float16");
    await importModel({ from, out, weights: "float16" }, quietly);
    const cases: [Parameters<typeof exportRun>[0], RegExp][] = [
      [{ run: out }, /is a model folder already; --format onnx takes a run that trained it/],
      [{ run: out, format: "gguf", best: true }, /--best takes a run/],
      [{ run: out, out, format: "safetensors" }, /is the model itself, which would be lost/],
      [{ run: "weights/default", format: "gguf" }, /no other program runs models of the task art/],
      [{ run: out, out: folder, format: "gguf" }, /is a folder, not a file/],
      [{ run: out, out: folder, format: "safetensors" }, /is no model folder \(it holds/],
    ];
    for (const [input, message] of cases) {
      await assert.rejects(exportRun(input, quietly), { name: "UserError", message });
    }
    await assert.rejects(importModel({ from: out }, quietly), /is a model folder of this program already/);
    assert.equal((await readTextBundle(out)).config.form?.norm, "layer");
  });
});
