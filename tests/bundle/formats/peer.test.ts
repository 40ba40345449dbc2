/** Files of tensors beside the libraries that others read and write them with, PyPI gguf and safetensors. */
import assert from "node:assert/strict";
import { join } from "node:path";
import * as z from "zod";
import { atomicWrite } from "../../../src/base/files.ts";
import { openGguf } from "../../../src/bundle/formats/gguf_read.ts";
import type { GgufValue } from "../../../src/bundle/formats/gguf_types.ts";
import { ggufBytes } from "../../../src/bundle/formats/gguf_write.ts";
import { openSafetensors, safetensorsBytes } from "../../../src/bundle/formats/safetensors.ts";
import type { TensorFile, WrittenTensor } from "../../../src/bundle/formats/tensors.ts";
import { runPython } from "../../python.ts";

const tensor = z.object({ shape: z.array(z.int()), type: z.string(), values: z.array(z.number()) });
const tensors = z.record(z.string(), tensor);
const answerSchema = z.object({
  safetensors: z.object({ metadata: z.record(z.string(), z.string()), tensors }),
  gguf: z.object({
    values: z.record(z.string(), z.object({ types: z.array(z.string()), contents: z.unknown() })),
    tensors,
  }),
});

const made = (name: string, shape: number[], type: WrittenTensor["type"]): WrittenTensor => ({
  ...{ name, shape, type },
  values: () => Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i / 8 - 1),
});
const MADE = [
  made("a.weight", [3, 5], "float16"),
  made("b", [7], "float32"),
  made("c", [2, 3, 4], "float32"),
];
const VALUES = new Map<string, GgufValue>([
  ["general.architecture", { type: "string", value: "llama" }],
  ["a.small", { type: "int8", value: -5 }],
  ["a.large", { type: "uint64", value: 2n ** 40n }],
  ["a.number", { type: "float32", value: 0.125 }],
  ["a.double", { type: "float64", value: 0.1 }],
  ["a.yes", { type: "bool", value: true }],
  ["a.texts", { type: "string", list: ["Ġa", "", "日本 🐟"] }],
  ["a.numbers", { type: "int32", list: [3, -1, 70_000] }],
  ["a.scores", { type: "float32", list: [-0.5, 2] }],
]);

async function ask(folder: string) {
  await atomicWrite(join(folder, "ours.safetensors"), safetensorsBytes(MADE, { format: "pt", more: "日" }));
  await atomicWrite(join(folder, "ours.gguf"), ggufBytes(VALUES, MADE));
  const packages = "safetensors==0.8.0 gguf==0.19.0 numpy==2.4.6";
  return answerSchema.parse(
    JSON.parse(await runPython(packages, join(import.meta.dirname!, "peer.py"), folder)),
  );
}

Deno.test("PyPI's safetensors and gguf read our files, and we read theirs", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const answer = await ask(folder);
    const expected = (float16: string, float32: string) =>
      Object.fromEntries(MADE.map(({ name, shape, type, values }) => {
        return [name, { shape, type: type === "float16" ? float16 : float32, values: [...values()] }];
      }));
    assert.deepEqual(answer.safetensors.metadata, { format: "pt", more: "日" });
    assert.deepEqual(answer.safetensors.tensors, expected("float16", "float32"));
    assert.deepEqual(answer.gguf.tensors, expected("F16", "F32"));
    assert.deepEqual(Object.keys(answer.gguf.values), [...VALUES.keys()]);
    for (const [name, value] of VALUES) {
      const { types, contents } = answer.gguf.values[name]!;
      const type = value.type.toUpperCase();
      assert.deepEqual(types, "list" in value ? ["ARRAY", type] : [type], name);
      assert.deepEqual(
        contents,
        "list" in value ? value.list : typeof value.value === "bigint" ? Number(value.value) : value.value,
      );
    }
    const check = (file: TensorFile) => {
      const counting = Array.from({ length: 12 }, (_, i) => i);
      assert.deepEqual([...file.tensors.keys()].toSorted(), ["counting", "halves", "single"]);
      assert.deepEqual(file.tensors.get("counting")?.shape, [3, 4]);
      assert.deepEqual([...file.read("counting")], counting);
      assert.deepEqual([...file.read("halves")], counting.map((value) => value / 8));
      assert.deepEqual([...file.read("single")], [7]);
    };
    using theirs = await openSafetensors(join(folder, "theirs.safetensors"));
    check(theirs);
    using file = await openGguf(join(folder, "theirs.gguf"));
    check(file);
    assert.deepEqual(file.metadata.get("general.name"), { type: "string", value: "Größe 🐟" });
    assert.deepEqual(file.metadata.get("llama.context_length"), { type: "uint32", value: 77 });
    assert.deepEqual(file.metadata.get("llama.rope.freq_base"), { type: "float32", value: 10000 });
    assert.deepEqual(file.metadata.get("tokenizer.ggml.add_bos_token"), { type: "bool", value: true });
    assert.deepEqual(file.metadata.get("tokenizer.ggml.tokens"), { type: "string", list: ["a", "Ġb", "日"] });
    assert.deepEqual(file.metadata.get("tokenizer.ggml.scores"), { type: "float32", list: [0.5, -1.25, 3] });
    assert.deepEqual(file.metadata.get("test.big"), { type: "uint64", value: 2n ** 63n + 5n });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
